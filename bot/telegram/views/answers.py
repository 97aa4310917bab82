"""Answers, passages and what surrounds them as Telegram messages, for readers of a language (a BCP 47 tag)."""

from telegram.constants import InlineKeyboardButtonLimit

from bot.messages import messages
from bot.telegram.views.markup import (
    CAPTION_LIMIT,
    Block,
    Run,
    Section,
    one_line,
    one_line_tail,
    render,
    utf16_length,
)
from bot.wording.context import around
from bot.wording.facts import facts, refusal, short_answer
from retrieval.answer import Answer, Citation
from retrieval.citation.lookup import Shown
from retrieval.text.lines import LINE_BREAK

COLLAPSED = 280
"""UTF-16 units, some eight lines on a telephone, of the longest passage that is shown open where nothing above it says
what answers."""

LONGEST_FACT = 250
"""UTF-16 units of a title, a file's path or the like in a message: what a file system allows as a name."""

LONGEST_COPY = int(InlineKeyboardButtonLimit.MAX_COPY_TEXT)
"""UTF-16 units that a button can copy."""


def render_answered(
    text: str,
    highlight: str,
    citation: Citation,
    language: str,
    *,
    short: str | None = None,
    note: str | None = None,
    doubted: bool = False,
) -> list[str]:
    """The passage that answers: the short answer, the passage with the answering sentence in bold, its citation; nearly
    always one message. Without a short answer the sentence stands above a passage that is long enough to be folded.
    Of a `doubted` answer that is said first."""
    head = short
    if head is None and utf16_length(text) > COLLAPSED:
        head = highlight or None
    doubt = (Block((Run(messages(language)["perhaps"], "i"),)),) if doubted else ()
    above = doubt if head is None else (*doubt, Block((Run(head, "b"),)))
    quote = _quote(text, highlight, folded=head is not None)
    return render([(*above, quote, _citation(citation, language)), *_notes(note)])


def render_passage(
    text: str, highlight: str, citation: Citation, language: str, *, label: str, note: str | None = None
) -> list[str]:
    """Another passage under a label that says what it is, with `highlight` (empty for none) in bold."""
    above = Block((Run(label, "i"),))
    return render([(above, _quote(text, highlight, folded=True), _citation(citation, language)), *_notes(note)])


def render_refusal(refused: str, language: str) -> list[str]:
    """An honest refusal, with the reason as `refusal_of` gives it."""
    reasons = (Block((Run(line),)) for line in refused.split("\n"))
    return render([(Block((Run(messages(language)["refusal"], "b"),)), *reasons)])


def render_context(shown: Shown, language: str) -> list[str]:
    """A passage, in bold, with what stands before and after it."""
    before, after = around(shown)
    runs = (Run(before), Run(shown.quote, "b"), Run(after))
    return render([(Block(runs, "blockquote"), *_cited(shown, language))])


def render_lines(shown: Shown, language: str) -> list[str]:
    """The lines on which a passage stands, with their numbers; its join with the first and the last of them where it is
    made of several pieces."""
    assert shown.citation is not None
    first, last = shown.citation.lines
    before, after = LINE_BREAK.split(shown.before)[-1], LINE_BREAK.split(shown.after)[0]
    if len(shown.citation.spans) == 1:
        lines = LINE_BREAK.split(before + shown.quote + after)
        numbered = [(f"{number}", line) for number, line in enumerate(lines, first)]
    else:
        numbered = [(f"{first}–{last}", before + shown.quote + after)]
    blocks = [Block((Run(number, "code"), Run(f" {line}"))) for number, line in numbered]
    return render([(*blocks, *_cited(shown, language))])


def render_caption(citation: Citation, language: str) -> str:
    """A citation as the caption of a picture or a file."""
    return render([(_citation(citation, language),)], CAPTION_LIMIT)[0]


def refusal_of(answer: Answer, language: str) -> str:
    """Why a question is not answered, on one line; on another what was looked for, where that is not what was asked."""
    lines = [one_line(refusal(answer, language), LONGEST_FACT)]
    if answer.understood_as is not None:
        question = one_line(answer.understood_as, LONGEST_FACT)
        lines.append(messages(language)["looked_for"].format(question=question))
    return "\n".join(lines)


def short_of(answer: Answer, language: str) -> str | None:
    """The short answer, on one line; None without one."""
    short = short_answer(answer, language)
    return None if short is None else one_line(short, LONGEST_FACT)


def copied(citation: Citation, language: str) -> str:
    """A citation as a button copies it: one line within Telegram's limit, its id always whole."""
    id = f" [{citation.id}]"
    line = " · ".join(facts(citation, language))
    return one_line(line, LONGEST_COPY - utf16_length(id)) + id


def _quote(text: str, highlight: str, folded: bool) -> Block:
    """The passage, verbatim, with a sentence of it in bold."""
    before, marked, after = text.partition(highlight) if highlight else (text, "", "")
    return Block((Run(before), Run(marked, "b"), Run(after)), "blockquote expandable" if folded else "blockquote")


def _citation(citation: Citation, language: str) -> Block:
    """The citation line: document, place in it, title, organizations, author, date, id."""
    document, *others = facts(citation, language)
    parts = [Run(one_line_tail(document, LONGEST_FACT), "code"), *(Run(one_line(f, LONGEST_FACT)) for f in others)]
    separated = [run for part in (*parts, Run(citation.id, "code")) for run in (Run(" · "), part)]
    return Block(tuple(separated[1:]))


def _cited(shown: Shown, language: str) -> Section:
    return (_citation(shown.citation, language),) if shown.citation else ()


def _notes(note: str | None) -> list[Section]:
    return [] if note is None else [(Block((Run(note, "i"),)),)]
