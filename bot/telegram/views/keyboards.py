"""The buttons under an answer. What a button carries is a verb, the key of the answer, and which of its passages."""

from collections.abc import Mapping

from telegram import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup

from bot.messages import messages
from bot.telegram.answer_record import AnswerRecord
from bot.telegram.views.answers import copied
from retrieval.answer import Citation
from retrieval.citation.lookup import Shown
from retrieval.text.lines import LINE_BREAK

PAGE, CONTEXT, LINES, PICTURE, ORIGINAL = "p", "c", "l", "i", "o"
"""What a button of an answer does: show a passage in place, what stands around it, its lines, the picture of its page,
the file that it is from."""

TABLE, CHART, SPREADSHEET = "t", "g", "v"
"""What a button of a table does: show a page of it, the picture, the file for a spreadsheet."""

OF_AN_ANSWER = rf"^([{PAGE}{CONTEXT}{LINES}{PICTURE}{ORIGINAL}]):([\w-]{{1,40}}):(\d{{1,3}})$"
OF_A_TABLE = rf"^([{TABLE}{CHART}{SPREADSHEET}]):([\w-]{{1,40}}):(\d{{1,3}})$"
OF_THE_DOCUMENTS = r"^d:(\d{1,6})$"
OF_THE_LANGUAGE = r"^lang:(zh|en|auto)$"
"""Patterns of what buttons carry."""


def page_buttons(kept: AnswerRecord, page: int, shown: Shown | None, originals: bool) -> InlineKeyboardMarkup | None:
    """The buttons under a passage of an answer, or under a refusal (page 0); `shown` is None where there is no passage
    to look at, `originals` whether files may be sent. What would show nothing new has no button."""
    words = messages(kept.language)
    rows = [_turning(kept, page, words)]
    citation = shown.citation if shown else None
    if shown is not None and citation is not None:
        first, last = citation.lines
        lines = words["line" if first == last else "lines"].format(first=first, last=last)
        place = _button(words["button_picture"], PICTURE, kept, page) if citation.boxes else None
        if place is None and not citation.cells and not (first == last and is_alone_on_its_line(shown)):
            place = _button(words["button_lines"].format(lines=lines), LINES, kept, page)
        around = shown.before.strip() or shown.after.strip()
        context = [_button(words["button_context"], CONTEXT, kept, page)] if around else []
        rows.append([*context, *([place] if place else [])])
        original = [_button(words["button_original"], ORIGINAL, kept, page)] if originals else []
        rows.append([copy_button(citation, kept.language), *original])
    rows = [row for row in rows if row]
    return InlineKeyboardMarkup(rows) if rows else None


def table_buttons(kept: AnswerRecord, page: int, rows: int, pages: int) -> InlineKeyboardMarkup:
    """The buttons under a page (from 1) of a table with so many rows and pages: to all of its rows and back, the chart,
    the file."""
    words = messages(kept.language)
    row = [_button(words["button_previous_rows"], TABLE, kept, page - 1)] if page > 1 else []
    if page < pages:
        label = words["button_all_rows"].format(count=rows) if page == 1 else words["button_next_rows"]
        row.append(_button(label, TABLE, kept, page + 1))
    files = [_button(words["button_chart"], CHART, kept, 1), _button(words["button_csv"], SPREADSHEET, kept, 1)]
    return InlineKeyboardMarkup([one for one in (row, files) if one])


def is_alone_on_its_line(shown: Shown) -> bool:
    """Whether nothing else stands on the line of a passage."""
    before, after = LINE_BREAK.split(shown.before)[-1], LINE_BREAK.split(shown.after)[0]
    return not (before.strip() or after.strip())


def back_button(kept: AnswerRecord, page: int) -> InlineKeyboardMarkup:
    """The way back from what stands around a passage."""
    return InlineKeyboardMarkup([[_button(messages(kept.language)["button_back"], PAGE, kept, page)]])


def again_button(kept: AnswerRecord) -> InlineKeyboardMarkup:
    """Puts an answer in the place of the message that says it may have been sent already."""
    verb = TABLE if kept.is_table else PAGE
    return InlineKeyboardMarkup([[_button(messages(kept.language)["button_again"], verb, kept, kept.page)]])


def copy_button(citation: Citation, language: str) -> InlineKeyboardButton:
    """Copies a citation."""
    text = copied(citation, language)
    return InlineKeyboardButton(messages(language)["button_copy"], copy_text=CopyTextButton(text))


def document_buttons(page: int, pages: int, language: str) -> InlineKeyboardMarkup | None:
    """Turns the pages of the list of documents, counted from 1."""
    words = messages(language)
    row = [InlineKeyboardButton(words["button_previous"], callback_data=f"d:{page - 1}")] if page > 1 else []
    row += [InlineKeyboardButton(words["button_next"], callback_data=f"d:{page + 1}")] if page < pages else []
    return InlineKeyboardMarkup([row]) if row else None


def language_buttons(language: str) -> InlineKeyboardMarkup:
    """The choice of languages."""
    choices = {"zh": "中文", "en": "English", "auto": messages(language)["language_auto"]}
    row = [InlineKeyboardButton(name, callback_data=f"lang:{choice}") for choice, name in choices.items()]
    return InlineKeyboardMarkup([row])


def _turning(kept: AnswerRecord, page: int, words: Mapping[str, str]) -> list[InlineKeyboardButton]:
    """To the passages before and after the one that is shown."""
    count, first = len(kept.passages), 1 if kept.answered else 0
    if page == 0:
        return [_button(words["button_closest"].format(count=count), PAGE, kept, 1)] if count else []
    if page == 1 == first:
        return [_button(words["button_more"].format(count=count - 1), PAGE, kept, 2)] if count > 1 else []
    row = [_button(words["button_previous"], PAGE, kept, page - 1)]
    return [*row, _button(words["button_next"], PAGE, kept, page + 1)] if page < count else row


def _button(text: str, verb: str, kept: AnswerRecord, page: int) -> InlineKeyboardButton:
    return InlineKeyboardButton(text, callback_data=f"{verb}:{kept.key}:{page}")
