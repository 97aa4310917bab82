"""What readers see of an answer, judged by Telegram's own parser."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from telegram_markup import Parsed, linked, parse_html, utf16_units

from bot.messages import messages
from bot.telegram.rendering import LIMIT, render_answer, render_text, utf16_length
from bot.wording import clean
from retrieval.answer import Answer, Citation, RankedPassage

anything = st.lists(
    st.one_of(
        st.text(st.characters(), max_size=20),
        st.sampled_from(
            ["<b>", "</blockquote>", "&lt;", "&", "1 < 2", "𠮷", "👨‍👩‍👧", "\u202e", "\r\n", "\x00", "。", "；", "@"]
        ),
    ),
    max_size=12,
).map("".join)
languages = st.sampled_from(["zh", "en", "zh-Hant", "fr"])


def citation(**changes) -> Citation:
    facts = {
        "id": "Zk3-x_9",
        "document": "reports/2024.txt",
        "title": "外贸稳中有进",
        "organizations": ("海城经济开发区",),
        "author": "李明",
        "date": "2024-11",
        "page": 3,
        "lines": (12, 14),
        "spans": ((0, 1),),
        "quote": "",
    }
    return Citation(**(facts | changes))


def passage(text: str, highlight: str = "", rank: int = 1, **changes) -> RankedPassage:
    return RankedPassage(rank, 0.9, text, highlight or text, citation(**changes))


def answered(*passages: RankedPassage, answer: str | None = None, language: str = "zh") -> Answer:
    return Answer("问题", language, True, None, answer, 0.9, passages)


def refused(reason: str, *passages: RankedPassage, missing: str | None = None, language: str = "zh") -> Answer:
    return Answer("问题", language, False, reason, None, 0.1, passages, missing)


def shown(answer: Answer) -> list[Parsed]:
    return [parse_html(message) for message in render_answer(answer, answer.language)]


def quotes(messages: list[Parsed]) -> list[str]:
    return [text for each in messages for kind, text in each.marks if kind.endswith("blockquote")]


@st.composite
def passages(draw) -> RankedPassage:
    before, highlight, after = draw(anything), draw(anything), draw(anything)
    facts = draw(
        st.fixed_dictionaries(
            {
                "document": anything,
                "title": st.none() | anything | st.just("长" * 300),
                "organizations": st.lists(anything, max_size=5).map(tuple),
                "author": st.none() | anything,
                "date": st.none() | anything,
                "page": st.none() | st.integers(1, 9999),
            }
        )
    )
    return passage(before + highlight + after, highlight, **facts)


@given(passages(), st.none() | anything, languages)
def test_any_answer_is_one_message_with_the_passage_intact(best, short, language):
    (message,) = shown(answered(best, answer=short, language=language))
    assert utf16_units(message.text) <= LIMIT
    assert "".join(quotes([message])) == clean(best.text)
    assert clean(best.highlight) in clean("".join(message.marked("bold")))


@given(
    st.sampled_from(["empty_question", "number_not_found", "name_not_found", "different_subject", "not_stated"]),
    st.lists(passages(), max_size=5),
    st.none() | anything,
    languages,
)
def test_any_refusal_shows_its_passages_as_no_answer(reason, closest, missing, language):
    found = shown(refused(reason, *closest, missing=missing, language=language))
    words = messages(language)
    assert found[0].marked("bold")[0] == words["refusal"]
    expected = [clean(each.text) for each in closest[:3]]
    assert quotes(found) == [text for text in expected if text]
    for message in found:
        assert 0 < utf16_units(message.text) <= LIMIT
        assert set(message.marked("bold")) <= {words["refusal"]}
    labels = [text for message in found for text in message.marked("italic")]
    assert labels == [words["not_the_answer"].format(number=number) for number in range(1, len(expected) + 1)]


@given(anything.filter(lambda text: clean(text).strip()), st.integers(1, 4000), languages)
def test_what_no_message_can_hold_is_cut_and_joins_again(unit, times, language):
    text = (unit * times)[:20_000]
    found = shown(answered(passage(text), language=language))
    assert all(0 < utf16_units(message.text) <= LIMIT for message in found)
    assert "".join("".join(quotes(found)).split()) == "".join(clean(text).split())


def test_long_texts_are_cut_between_sentences_only():
    text = "".join(f"第{number}句说的是出口增长，而且增长得很快。" for number in range(600))
    found = shown(answered(passage(text)))
    assert len(found) > 2
    assert "".join(quotes(found)) == text
    assert all(quote.endswith("。") for quote in quotes(found))


def test_a_refusal_that_is_too_long_goes_on_in_a_second_message_at_a_passage():
    closest = [passage("长" * 1900 + "。", rank=rank) for rank in (1, 2, 3)]
    found = shown(refused("not_stated", *closest))
    assert len(found) == 2
    assert [len(message.marked("italic")) for message in found] == [2, 1]


@given(anything)
def test_plain_text_stays_what_it_is(text):
    assert parse_html(render_text(text)).text == clean(text)


@given(st.text())
def test_lengths_are_those_of_utf16(text):
    assert utf16_length(text) == utf16_units(text)


def test_nothing_hidden_reaches_a_reader():
    assert clean("a\x00b\u202ec\u2066d\u200fe\ud800f\r\ng\rh\u2028i\tj") == "abcdef\ng\nh\ni j"
    assert clean("👨‍👩‍👧 می‌خواهم") == "👨‍👩‍👧 می‌خواهم"


def test_an_answer_reads_well():
    text = "全区外贸保持增长。去年出口额达到 12.5 亿元，同比增长 8%。企业数量也在增加。"
    best = passage(text, "去年出口额达到 12.5 亿元，同比增长 8%。")
    (message,) = shown(answered(best, answer="12.5 亿元", language="en"))
    assert message.text.splitlines() == [
        "12.5 亿元",
        text,
        "reports/2024.txt · p. 3 · “外贸稳中有进” · 海城经济开发区 (Haicheng Jingji Kaifaqu)"
        " · 李明 · 2024-11 · Zk3-x_9",
    ]
    assert message.marked("bold") == ["12.5 亿元", "去年出口额达到 12.5 亿元，同比增长 8%。"]
    assert message.marked("code") == ["reports/2024.txt", "Zk3-x_9"]


def test_a_chinese_asker_gets_chinese_words():
    (message,) = shown(answered(passage("甲。"), answer="海城经济开发区"))
    assert message.text.splitlines() == [
        "海城经济开发区",
        "甲。",
        "reports/2024.txt · 第 3 页 · 《外贸稳中有进》 · 海城经济开发区 · 李明 · 2024-11 · Zk3-x_9",
    ]


def test_an_organization_that_answers_has_its_pinyin_for_english_askers():
    (message,) = shown(answered(passage("甲。"), answer="海城经济开发区", language="en"))
    assert message.marked("bold")[0] == "海城经济开发区 (Haicheng Jingji Kaifaqu)"


def test_facts_that_are_unknown_leave_no_gap():
    bare = passage("甲。", title=None, organizations=(), author=None, date=None, page=None, lines=(4, 4))
    (message,) = shown(answered(bare))
    assert message.text.splitlines()[-1] == "reports/2024.txt · 第 4 行 · Zk3-x_9"


def test_a_long_passage_is_folded_only_where_the_answer_stands_above_it():
    long = passage("这一句讲的是别的事情。" * 34 + "出口增长 8%。", "出口增长 8%。")
    assert shown(answered(long, answer="8%"))[0].marked("expandable_blockquote")
    assert shown(answered(long))[0].marked("blockquote")
    assert shown(answered(passage("短。"), answer="8%"))[0].marked("blockquote")
    assert shown(refused("not_stated", long))[0].marked("expandable_blockquote")


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    "reason",
    ["empty_question", "number_not_found", "name_not_found", "different_subject", "not_stated", "nothing_relevant"],
)
def test_every_reason_has_its_words(reason, language):
    (message,) = shown(refused(reason, language=language))
    assert len(message.text.splitlines()) == 2
    (named,) = shown(refused(reason, missing="77.7%", language=language))
    assert "77.7%" in named.text


def test_file_names_are_not_turned_into_links():
    (message,) = shown(answered(passage("甲。", document="readme.md")))
    assert linked(message.text) == ["readme.md"]
    assert "readme.md" in message.marked("code")


def test_long_names_are_cut_but_the_end_of_a_path_stays():
    (message,) = shown(answered(passage("甲。", document="很长/" * 500 + "report.txt", title="题" * 999)))
    document = message.marked("code")[0]
    assert document.startswith("…")
    assert document.endswith("/report.txt")
    assert len(message.text) < 600


@given(passages())
def test_the_first_of_equal_sentences_is_marked_once(best):
    assume(clean(best.highlight).strip())
    (message,) = shown(answered(best))
    assert len(message.marked("bold")) == 1
