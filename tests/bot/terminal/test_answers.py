"""Answers as they look in a terminal and outside one."""

import io
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from bot.terminal import answers
from bot.terminal.wrapping import cut, line_breaks, wrapped
from bot.wording.context import around
from bot.wording.facts import clean
from retrieval.answer import Answer, Citation, RankedPassage
from retrieval.citation.lookup import Shown

CITATION = Citation(
    "a1b2c3", "年报/青河.txt", "审批提速", ("青河经济开发区",), "李明", "2024-05", 3, (7, 9), ((0, 4),), "……"
)
PASSAGE = RankedPassage(
    1, 1.0, "去年改革见效。审批时限压缩 37.5%，企业满意。", "审批时限压缩 37.5%，企业满意。", CITATION
)
ANSWER = Answer("who?", "en", True, None, "青河经济开发区", 1.0, (PASSAGE, replace(PASSAGE, rank=2)))

chinese = st.text(st.sampled_from("的审批时限压缩，。“”（）《》、 37.5% growth\n"), max_size=300)


class Screen(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def shown(answer: Answer, stream: io.StringIO | None = None, full: bool = False) -> str:
    stream = stream or io.StringIO()
    answers.show_answer(answers.console(stream), answer, full=full)
    return stream.getvalue()


def test_an_answer_outside_a_terminal():
    zone = "青河经济开发区 (Qinghe Jingji Kaifaqu)"
    line = f"年报/青河.txt · p. 3 · “审批提速” · {zone} · 李明 · 2024-05 [a1b2c3]"
    assert shown(ANSWER) == (
        f"{zone}\n"
        "\n"
        "» 审批时限压缩 37.5%，企业满意。\n"
        "\n"
        "去年改革见效。审批时限压缩 37.5%，企业满意。\n"
        "\n"
        f"{line}\n"
        "\n"
        "2  审批时限压缩 37.5%，企业满意。\n"
        f"{line}\n"
    )


def test_a_chinese_asker_reads_chinese():
    text = shown(replace(ANSWER, language="zh-Hant"))
    assert text.startswith("青河经济开发区\n")
    assert "年报/青河.txt · 第 3 页 · 《审批提速》 · 青河经济开发区 · 李明 · 2024-05 [a1b2c3]\n" in text


def test_a_sentence_that_is_the_passage_is_not_said_twice():
    whole = replace(PASSAGE, highlight=PASSAGE.text)
    assert shown(replace(ANSWER, answer=None, passages=(whole,))).startswith(f"{PASSAGE.text}\n\n年报")


def test_what_is_unknown_leaves_no_gap():
    bare = replace(CITATION, title=None, organizations=(), author=None, date=None, page=None, lines=(2, 2))
    text = shown(replace(ANSWER, answer=None, passages=(replace(PASSAGE, citation=bare),)))
    assert text.endswith("\n年报/青河.txt · line 2 [a1b2c3]\n")


def test_a_refusal_says_what_was_looked_for_and_marks_what_comes_closest():
    passages = tuple(replace(PASSAGE, rank=rank) for rank in range(1, 6))
    refused = Answer("?", "en", False, "number_not_found", None, 0.0, passages, "91.3%")
    text = shown(refused)
    assert text.startswith("Not in these documents.\n“91.3%” stands nowhere in them.\n")
    assert text.count("not an answer") == text.count("[a1b2c3]") == answers.CLOSEST
    assert "»" not in text


def test_a_terminal_shows_the_sentence_in_its_passage(monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")
    text = shown(ANSWER, Screen())
    assert "去年改革见效。\x1b[" in text
    assert "»" not in text


def test_control_characters_of_a_document_do_not_reach_the_terminal():
    hostile = "审批\x1b[2J时限\x07\u202e压缩"
    citation = replace(CITATION, document="\x1b]0;x\x07.txt", title=hostile, author=hostile)
    passage = RankedPassage(1, 1.0, hostile, hostile, citation)
    text = shown(replace(ANSWER, answer=hostile, passages=(passage, passage)))
    assert not set(text) & {"\x1b", "\x07", "\u202e"}
    assert "审批[2J时限压缩" in text


@given(st.text(), st.text(), st.text())
def test_any_passage_is_shown_in_its_own_words(before, sentence, after):
    passage = RankedPassage(1, 1.0, before + sentence + after, sentence, CITATION)
    text = shown(replace(ANSWER, answer=None, passages=(passage,)))
    assert f"{clean(passage.text)}\n" in text
    coloured = shown(replace(ANSWER, answer=None, passages=(passage,)), Screen())
    words = "".join(clean(passage.text).split())
    assert words in "".join(without_escapes(coloured).split())


def without_escapes(text: str) -> str:
    """What is left of terminal output when rich's colours are taken out."""
    return "".join(part.partition("m")[2] if number else part for number, part in enumerate(text.split("\x1b[")))


def broken(text: str, width: int) -> list[str]:
    """The lines of a text in a terminal."""
    return [text[start:end] for start, end in pairwise([0, *line_breaks(text, width), len(text)])]


@given(chinese, st.integers(10, 80))
def test_no_line_begins_or_ends_with_the_wrong_mark(text, width):
    lines = broken(text, width)
    assert "".join(lines) == text
    assert not any("\n" in line.strip() for line in lines)
    for first, second in pairwise(lines):
        if not first[-1].isspace():
            assert second[0] not in "，。”）》、"
            assert first[-1] not in "“（《"


@pytest.mark.parametrize("width", [10, 21, 40])
def test_chinese_fills_its_lines(width):
    text = "审批时限压缩百分之三十七点五" * 10
    *full, _ = broken(text, width)
    assert {cell_len(line) for line in full} == {width - width % 2}


def test_words_and_numbers_stay_whole():
    text = "审批时限压缩37.5%，growth资金"
    assert broken(text, 12) == ["审批时限压缩", "37.5%，", "growth资金"]


def test_a_citation_is_shown_in_its_context():
    stream = io.StringIO()
    found = Shown("a1b2c3", "current", "年报/青河.txt", "审批提速。", "前文。", "后文。", CITATION)
    answers.show_cited(answers.console(stream), found, "en")
    assert stream.getvalue().startswith("前文。\n» 审批提速。\n后文。\n")
    assert stream.getvalue().endswith("[a1b2c3]\n")


@pytest.mark.parametrize(("language", "said"), [("zh", "不一定是您要的答案"), ("en", "may not be what you ask for")])
def test_doubt_is_said_before_the_answer(language, said):
    doubted = replace(ANSWER, language=language, doubted=True)
    assert said in shown(doubted).splitlines()[0]
    assert said not in shown(replace(ANSWER, language=language))


LONG = replace(PASSAGE, text="审批时限压缩百分之三十七点五，" * 26, highlight="审批时限压缩百分之三十七点五，" * 9)
"""A passage and a sentence as long as they may be."""


@pytest.mark.parametrize("answered", [True, False])
def test_an_answer_in_a_terminal_fits_a_window(monkeypatch, answered):
    monkeypatch.setenv("COLUMNS", "100")
    passages = tuple(replace(LONG, rank=rank) for rank in range(1, 6))
    answer = replace(ANSWER, passages=passages, doubted=True, understood_as="审批时限压缩了多少？" * 12)
    if not answered:
        answer = replace(answer, answered=False, reason="not_stated", answer=None)
    lines = without_escapes(shown(answer, Screen())).splitlines()
    assert len(lines) < 30
    assert all(cell_len(line) <= 100 for line in lines)
    others = [line for line in lines if line.lstrip()[:2] in ("2 ", "3 ", "4 ", "5 ")]
    assert len(others) == (4 if answered else answers.CLOSEST - 1)
    assert all(line.endswith("… 青河.txt [a1b2c3]".replace("… ", "…  ")) for line in others)


@pytest.mark.parametrize("stream", [io.StringIO, Screen])
def test_in_full_every_passage_is_whole(stream):
    passages = tuple(replace(LONG, rank=rank) for rank in range(1, 4))
    for answer in (ANSWER, replace(ANSWER, answered=False, reason="not_stated", answer=None)):
        text = without_escapes(shown(replace(answer, passages=passages), stream(), full=True))
        assert "".join(text.split()).count(LONG.text) == 3


@given(chinese, st.integers(2, 60))
def test_what_is_cut_is_one_line_that_fits(text, width):
    line = cut(text, width)
    assert "\n" not in line
    assert cell_len(line) <= width
    assert line == " ".join(text.split()) or (line.endswith("…") and " ".join(text.split()).startswith(line[:-1]))


@given(st.lists(st.text("abcdefghij", min_size=1, max_size=12), max_size=30), st.integers(12, 40))
def test_a_message_is_broken_between_words_only(words, width):
    text = wrapped(" ".join(words), width)
    assert text.split() == words
    assert all(len(line) <= width for line in text.split("\n"))


def test_around_a_passage_stand_whole_sentences():
    found = Shown("a1", "current", "a.txt", "审批提速。", "前" * 296 + "。前文。", "后文。" + "后" * 297, CITATION)
    assert around(found) == ("前文。", "后文。")
    assert around(replace(found, before="短文", after="短文")) == ("短文", "短文")
    unbroken = replace(found, before="前" * 300, after="后" * 300)
    assert around(unbroken) == (unbroken.before, unbroken.after)
