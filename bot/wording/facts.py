"""An answer in the asker's words: what every place that shows answers says in the same way."""

import re
from collections.abc import Mapping, Sequence

from bot.messages import messages
from bot.wording.pinyin_names import with_pinyin
from retrieval.answer import Answer, Carried, Citation
from retrieval.question.dialogue_act import dialogue_act
from retrieval.text.lines import LINE_BREAK

ORGANIZATIONS = 3
"""How many of a citation's organizations are named."""

_SPACE = re.compile("[\t\x0b\x0c\x85\u2028\u2029]")
_UNSHOWN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def clean(text: str) -> str:
    """The text without what no reader sees and what could steer a terminal: control characters, bidirectional marks,
    lone surrogates. What ends a line becomes a newline; a tab, a form feed and what else only parts, a space."""
    return _UNSHOWN.sub("", _SPACE.sub(" ", LINE_BREAK.sub("\n", text)))


def short_answer(answer: Answer, language: str) -> str | None:
    """The short answer for readers of `language`, organizations with their pinyin; None without one."""
    if answer.answer is None:
        return None
    organizations = {name for passage in answer.passages for name in passage.citation.organizations}
    return "、".join(with_pinyin(n, language) if n in organizations else n for n in answer.answer.split("、"))


def understood(answer: Answer, language: str) -> str | None:
    """How a question was understood that lacked something, with what was kept and replaced of the one before, and that
    the answer does not say a year that was kept; None where it stood by itself."""
    if answer.understood_as is None:
        return None
    words, carried = messages(language), answer.carried or Carried()
    kept = [words["kept"].format(kept="、".join(map(_one_line, carried.kept)))] if carried.kept else []
    changed = [words["replaced"].format(old=_one_line(old), new=_one_line(new)) for old, new in carried.replaced]
    question = " · ".join([_one_line(answer.understood_as), *changed, *kept])
    unsaid = [words["unsaid"].format(year=_one_line(year)) for year in carried.unsaid]
    return "\n".join([words["understood_as"].format(question=question), *unsaid])


def reply(answer: Answer, language: str) -> str | None:
    """What is said to a greeting, thanks and the like, or to a wish that is not fulfilled; None to a question."""
    if answer.reason not in ("not_a_question", "not_supported"):
        return None
    words = messages(language)
    return words[f"reply_{dialogue_act(answer.question)}"].format(example=examples(answer.suggested, language))


def examples(suggested: Sequence[str], language: str) -> str:
    """Questions to try: those that the library is known to answer, a line each, or else what every library answers."""
    return "".join(f"\n– {_one_line(one)}" for one in suggested) or messages(language)["example"]


def refusal(answer: Answer, language: str) -> str:
    """Why a question is not answered, with what was looked for in vain."""
    words = messages(language)
    if answer.missing and answer.instead:
        return words[f"reason_{answer.reason}_instead"].format(missing=answer.missing, instead=answer.instead)
    if answer.missing:
        return words[f"reason_{answer.reason}_missing"].format(missing=answer.missing)
    return words[f"reason_{answer.reason}"]


def facts(citation: Citation, language: str) -> list[str]:
    """What a citation says, in order: document, where in it, under which heading, title, organizations, author,
    publication, date, other documents that say the same, and how far its recognition can be trusted; each on one
    line."""
    words = messages(language)
    return [
        citation.document,
        *_where(citation, words),
        *([words["section"].format(section=_one_line(citation.section))] if citation.section else []),
        *(words["title"].format(title=_one_line(one)) for one in (citation.title, citation.document_title) if one),
        *(["、".join(with_pinyin(name, language) for name in citation.organizations[:ORGANIZATIONS])]
          if citation.organizations else []),
        *(_one_line(fact) for fact in (citation.author, citation.publication, citation.date) if fact),
        *([words["also_in"].format(documents="、".join(map(_one_line, citation.also_in)))] if citation.also_in else []),
        *_recognition(citation, words),
    ]  # fmt: skip


def _where(citation: Citation, words: Mapping[str, str]) -> list[str]:
    """Where a citation stands in its document: the cells of a sheet, or the page; lines where there is neither."""
    if citation.cells:
        return [" ".join(filter(None, (_one_line(citation.sheet or ""), citation.cells)))]
    if citation.page:
        return [words["page"].format(page=citation.page)]
    first, last = citation.lines
    return [words["line" if first == last else "lines"].format(first=first, last=last)]


def _recognition(citation: Citation, words: Mapping[str, str]) -> list[str]:
    """That a text was read from a picture, how surely, and which figures in it had better be looked at."""
    if citation.ocr is None:
        return []
    read = words["ocr"].format(percent=f"{citation.ocr:.0%}")
    return [read, *([words["doubtful"].format(figures="、".join(citation.doubtful))] if citation.doubtful else [])]


def _one_line(text: str) -> str:
    return " ".join(clean(text).split())
