"""What readers see of an answer, judged by Telegram's own parser."""

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from telegram_markup import Parsed, linked, parse_html, utf16_units

from bot.messages import messages
from bot.telegram.views.answers import (
    LONGEST_COPY,
    copied,
    refusal_of,
    render_answered,
    render_caption,
    render_context,
    render_lines,
    render_passage,
    render_refusal,
    short_of,
)
from bot.telegram.views.markup import (
    CAPTION_LIMIT,
    LIMIT,
    one_line,
    one_line_tail,
    plain,
    render_text,
    utf16_length,
)
from bot.wording.facts import clean
from retrieval.answer import Answer, Citation, RankedPassage
from retrieval.citation.lookup import Shown

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


def refused(reason: str, missing: str | None = None, language: str = "zh") -> Answer:
    return Answer("问题", language, False, reason, None, 0.1, (), missing)


def shown(answer: Answer) -> list[Parsed]:
    """What a reader sees of an answer."""
    language = answer.language
    if not answer.answered:
        return [parse_html(html) for html in render_refusal(refusal_of(answer, language), language)]
    best = answer.passages[0]
    short = short_of(answer, language)
    return [
        parse_html(html) for html in render_answered(best.text, best.highlight, best.citation, language, short=short)
    ]


def cited(text: str, before: str = "", after: str = "", **changes) -> Shown:
    return Shown("Zk3-x_9", "current", "reports/2024.txt", text, before, after, citation(quote=text, **changes))


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


@given(passages(), st.booleans(), languages)
def test_any_other_passage_is_one_message_under_its_label(other, marked, language):
    label = messages(language)["not_the_answer_of"].format(number=1, count=3)
    html = render_passage(other.text, other.highlight if marked else "", other.citation, language, label=label)
    (message,) = map(parse_html, html)
    assert utf16_units(message.text) <= LIMIT
    assert "".join(quotes([message])) == clean(other.text)
    assert message.marked("italic") == [label]
    assert marked or not message.marked("bold")


@given(
    st.sampled_from(["number_not_found", "name_not_found", "different_subject", "not_stated"]),
    st.none() | anything,
    anything,
    languages,
)
def test_any_refusal_is_one_message_that_says_what_was_looked_for(reason, missing, question, language):
    asked = refused(reason, missing, language)
    (alone,) = map(parse_html, render_refusal(refusal_of(asked, language), language))
    assert alone.text.count("\n") == 1
    understood = replace(asked, understood_as=question)
    (message,) = map(parse_html, render_refusal(refusal_of(understood, language), language))
    words = messages(language)
    assert message.marked("bold") == [words["refusal"]]
    assert utf16_units(message.text) <= LIMIT
    if any(character.isalnum() for character in clean(question)):
        assert one_line(question, 250) in message.text


@given(passages(), anything, anything, languages)
def test_any_passage_in_its_context_is_one_message_with_the_passage_in_bold(best, before, after, language):
    around = cited(best.text, before, after)
    (message,) = map(parse_html, render_context(around, language))
    assert "".join(quotes([message])) == clean(before) + clean(best.text) + clean(after)
    assert clean(best.text) in clean("".join(message.marked("bold")))


@given(passages(), anything, anything, languages)
def test_the_lines_of_any_passage_are_one_message(best, before, after, language):
    (message,) = map(parse_html, render_lines(cited(best.text, before, after), language))
    assert (
        "".join(clean(best.text).split()) in "".join("".join(line.split()[1:]) for line in message.text.splitlines())
        or not clean(best.text).strip()
    )


@given(passages(), languages)
def test_any_caption_and_any_copied_citation_fit(best, language):
    (caption,) = [parse_html(render_caption(best.citation, language))]
    assert 0 < utf16_units(caption.text) <= CAPTION_LIMIT
    copy = copied(best.citation, language)
    assert 0 < utf16_units(copy) <= LONGEST_COPY
    assert copy.endswith(" [Zk3-x_9]")
    assert clean(copy) == copy
    assert "\n" not in copy


@given(st.text(), st.integers(1, 50))
def test_a_line_is_cut_to_its_limit_at_either_end(text, limit):
    whole = " ".join(clean(text).split())
    for cut, kept in (
        (one_line(text, limit), lambda line: whole.startswith(line.removesuffix("…"))),
        (one_line_tail(text, limit), lambda line: whole.endswith(line.removeprefix("…"))),
    ):
        assert utf16_units(cut) <= limit
        assert cut == whole or kept(cut)


@given(passages(), languages)
def test_a_message_without_its_markup_is_its_text(best, language):
    (html,) = render_answered(best.text, best.highlight, best.citation, language, short="1 < 2 & 3")
    assert plain(html).strip() == parse_html(html).text.strip()


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


@given(anything)
def test_plain_text_stays_what_it_is(text):
    assert parse_html(render_text(text)).text == clean(text)


@given(st.text())
def test_lengths_are_those_of_utf16(text):
    assert utf16_length(text) == utf16_units(text)


def test_nothing_hidden_reaches_a_reader():
    assert clean("a\x00b\u202ec\u2066d\u200fe\ud800f\r\ng\rh\u2028i\tj") == "abcdef\ng\nh i j"
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


def test_what_answers_always_stands_open():
    long = passage("这一句讲的是别的事情。" * 34 + "出口增长 8%。", "出口增长 8%。")
    (with_number,) = shown(answered(long, answer="8%"))
    assert with_number.marked("expandable_blockquote")
    assert with_number.text.splitlines()[0] == "8%"
    (without,) = shown(answered(long))
    assert without.marked("expandable_blockquote")
    assert without.text.splitlines()[0] == "出口增长 8%。"
    (short,) = shown(answered(passage("出口增长 8%。")))
    assert short.marked("blockquote")
    assert short.marked("bold") == ["出口增长 8%。"]


def test_lines_have_their_numbers():
    text = "出口额达到 12.5 亿元。\r\n企业增加到 96 家。"
    (message,) = map(parse_html, render_lines(cited(text, "标题\n\n去年", "全年如此\n后面", lines=(3, 4)), "zh"))
    assert message.text.splitlines()[:2] == ["3 去年出口额达到 12.5 亿元。", "4 企业增加到 96 家。全年如此"]
    assert message.marked("code")[:2] == ["3", "4"]


def test_lines_are_counted_as_the_citation_counts_them():
    text = "第一\u2028段。\x0c\n第二段。"
    (message,) = map(parse_html, render_lines(cited(text, "", "", lines=(7, 8)), "zh"))
    assert message.text.splitlines()[:2] == ["7 第一 段。 ", "8 第二段。"]


def test_lines_of_a_passage_in_pieces_are_given_as_a_stretch():
    pieces = cited("出口额达到 12.5 亿元。", "去年", "\n后面", lines=(3, 5), spans=((0, 5), (9, 12)))
    (message,) = map(parse_html, render_lines(pieces, "zh"))
    assert message.text.splitlines()[0] == "3–5 去年出口额达到 12.5 亿元。"


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    "reason",
    ["empty_question", "number_not_found", "name_not_found", "different_subject", "not_stated", "nothing_relevant"],
)
def test_every_reason_has_its_words(reason, language):
    (message,) = shown(refused(reason, language=language))
    assert len(message.text.splitlines()) == 2
    (named,) = shown(refused(reason, "77.7%", language))
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


@pytest.mark.parametrize("short", [None, "58.4%"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_doubt_is_said_above_the_answer(short, language):
    said = messages(language)["perhaps"]
    for doubted in (True, False):
        one = render_answered("审批时限压减 58.4%。", "", citation(), language, short=short, doubted=doubted)
        assert parse_html(one[0]).text.startswith(said) == doubted
