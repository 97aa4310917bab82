"""What a passage says without saying it: whose statement it is, and of what."""

from collections.abc import Sequence


def context(organizations: Sequence[str], headline: str | None, title: str | None, headings: Sequence[str]) -> str:
    """One line of an article's organizations (the document's title where it has none: the file of a sheet of a workbook
    says whose it is), its headline, or else that title, and the section headings above a passage, outermost first; what
    a part before has said already is not said again."""
    owners = organizations or [title or ""]
    parts = [*owners, headline or title or "", *headings]
    return " ".join(part for i, part in enumerate(parts) if part and not any(part in earlier for earlier in parts[:i]))
