"""What is said of a table of answers: who is selected, who states nothing, how many were looked at."""

from bot.messages import messages
from bot.wording.facts import clean
from bot.wording.pinyin_names import with_pinyin
from retrieval.answer import Row, Table


def headline(table: Table, language: str) -> str | None:
    """Which organizations a condition or a superlative asks for, out of how many; None where all values are asked
    for."""
    if table.selected is None:
        return None
    words = messages(language)
    stating = len({row.organization for row in table.rows})
    if not table.selected:
        return words["table_none_selected"].format(stating=stating)
    names = "、".join(with_pinyin(clean(name), language) for name in table.selected)
    return words["table_selected"].format(
        count=len(table.selected), stating=max(stating, len(table.selected)), names=names
    )


def footnotes(table: Table, language: str) -> list[str]:
    """Who states nothing, where somebody does not, and how many were looked at."""
    words = messages(language)
    stating = len({row.organization for row in table.rows})
    missing = "、".join(with_pinyin(clean(name), language) for name in table.missing)
    counted = words["table_looked_at"].format(stating=stating, all=table.looked_at)
    return [*([words["table_missing"].format(names=missing)] if missing else []), counted]


def value_of(row: Row, language: str) -> str:
    """A row's value as it is written, with a word where another document contradicts it."""
    value = " ".join(clean(row.value).split())
    return f"{value} ({messages(language)['table_conflict']})" if row.conflict else value
