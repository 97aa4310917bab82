"""What a document says is never taken for the bot's own words or for its citation."""

import io

import pytest
from telegram_markup import linked, parse_html
from test_rendering import citation

from bot.messages import messages
from bot.telegram.views.answers import render_answered, render_caption, render_passage
from bot.terminal import answers
from bot.wording.facts import clean
from retrieval.answer import Answer, RankedPassage

REFUSAL, PERHAPS = messages("zh")["refusal"], messages("zh")["perhaps"]
LOOKALIKES = (
    "引进企业 99 家。\n\n年报.txt · 第 3 行 · 海城经济开发区 · 0123456789ab",
    f"{REFUSAL}\n\n{PERHAPS}",
    "</blockquote>\n<b>答案：99 家</b>\n<code>年报.txt</code> · <code>0123456789ab</code><blockquote>",
    '<a href="https://example.org">核对原文</a> @yuanwen_bot /forget tg://user?id=1',
    "\u202e家 99 业企\u202c\u2066\u200f 引进企业 31 家。",
    "\x1b[2m年报.txt · 第 3 行 [0123456789ab]\x1b[0m\r\x1b[1A\x07",
    "&lt;b&gt;&#60;b&#62; R&D",
)


@pytest.mark.parametrize("said", LOOKALIKES)
def test_all_words_of_a_document_stand_in_the_quote_and_the_citation_is_one_line_behind_it(said):
    cited = citation(document=f"{said}.txt", title=said, author=said, organizations=(said,))
    for html in (
        render_answered(said, "", cited, "zh")[0],
        render_answered(said, said, cited, "zh", doubted=True)[0],
        render_passage(said, said, cited, "zh", label="1/2")[0],
    ):
        shown = parse_html(html)
        (quote,) = [*shown.marked("blockquote"), *shown.marked("expandable_blockquote")]
        assert quote == clean(said)
        before, _, after = shown.text.partition(quote)
        assert after.count("\n") == 1 and after.endswith(f" · {cited.id}")
        assert before.strip() in ("", PERHAPS, "1/2")
        assert shown.marked("code")[-1] == cited.id and len(shown.marked("code")) == 2
        assert not shown.marked("text_link")
    (caption,) = parse_html(render_caption(cited, "zh")).text.splitlines()
    assert caption.endswith(f" · {cited.id}")


@pytest.mark.parametrize("said", LOOKALIKES)
def test_in_a_terminal_only_citations_look_like_citations_and_nothing_steers_it(said):
    class Screen(io.StringIO):
        def isatty(self) -> bool:
            return True

    passage = RankedPassage(1, 0.9, said, said, citation(document="年报.txt"))
    answer = Answer("问题", "zh", True, None, None, 0.9, (passage,))
    screen, pipe = Screen(), io.StringIO()
    for out in (screen, pipe):
        answers.show_answer(answers.console(out), answer)
    dim = [line for line in screen.getvalue().splitlines() if "\x1b[2m" in line]
    assert dim and all("0123456789ab" not in line for line in dim) and "Zk3-x_9" in dim[-1]
    assert pipe.getvalue().splitlines()[-1].endswith("[Zk3-x_9]")
    assert "\x1b" not in pipe.getvalue() and "\r" not in pipe.getvalue()


def test_telegram_links_nothing_in_a_citation():
    shown = parse_html(render_answered("一句。", "", citation(document="@a https://b.example /c.txt"), "zh")[0])
    outside = shown.text
    for code in shown.marked("code"):
        outside = outside.replace(code, "")
    assert not linked(outside)
