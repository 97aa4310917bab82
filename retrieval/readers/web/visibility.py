"""What of a web page nobody sees: what its attributes, its styles and its own style sheet hide, and what is struck out.

Only what stands in the page itself is known; style sheets in other files are never fetched.
"""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

NO_TEXT = frozenset(
    {"script", "style", "noscript", "template", "iframe", "object", "embed", "applet", "svg", "math", "canvas"}
    | {"audio", "video", "map", "head", "title", "select", "button", "textarea", "datalist", "dialog"}
    | {"rt", "rp", "rtc"}
)
"""Elements whose text is no text of the page; `rt` and `rp` are readings above characters."""

_STRUCK_OUT = frozenset({"del", "s", "strike"})
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0(?:\.0+)?\s*(?:;|!|\Z)|"
    r"font-size\s*:\s*0(?:px|pt|em|rem|%)?\s*(?:;|!|\Z)|(?:left|top|text-indent)\s*:\s*-\d{4,}|"
    r"(?<![\w-])color\s*:\s*transparent",
    re.IGNORECASE,
)
_LINE_THROUGH = re.compile(r"text-decoration(?:-line)?\s*:[^;]*line-through", re.IGNORECASE)
_SHOWN = re.compile(r"display\s*:\s*(?!none)\w", re.IGNORECASE)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_CONDITIONAL = re.compile(r"@[^{};]{0,300}\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
_RULE = re.compile(r"([^{}]{1,2000})\{([^{}]*)\}")
_SELECTOR = re.compile(r"(?P<tag>[a-z][a-z0-9]*)?(?P<mark>[.#])(?P<name>[\w-]+)\Z", re.IGNORECASE)
_LONGEST_SHEET = 200_000


class Visibility:
    """Tells whether elements of a parsed page are shown, and counts those that are not."""

    def __init__(self, root: Any) -> None:
        self._hides, self._strikes, self._shows = set[str](), set[str](), set[str]()
        self._counts: Counter[str] = Counter()
        for sheet in root.iter("style"):
            self._read(_CONDITIONAL.sub("", _COMMENT.sub("", (sheet.text or "")[:_LONGEST_SHEET])))

    def _read(self, sheet: str) -> None:
        """The rules of a style sheet whose selectors are a class or an id, with or without a tag."""
        for selectors, declarations in _RULE.findall(sheet):
            names = {name.strip().lower() for name in selectors.split(",") if _SELECTOR.match(name.strip())}
            if _HIDDEN.search(declarations):
                self._hides |= names
            elif _SHOWN.search(declarations):
                self._shows |= names
            if _LINE_THROUGH.search(declarations):
                self._strikes |= names

    def shows(self, element: Any) -> bool:
        """Whether an element is shown: no comment, nothing hidden or struck out, nothing that holds no text."""
        if not isinstance(element.tag, str) or element.tag.lower() in NO_TEXT:
            return False
        style, names = element.get("style", ""), self._names(element)
        if self._is_struck_out(element):
            self._counts["struck-out"] += 1
            return False
        by_sheet = names & self._hides and not names & self._shows and not _SHOWN.search(style)
        is_hidden = "hidden" in element.attrib or element.get("aria-hidden") == "true"
        if is_hidden or by_sheet or _HIDDEN.search(style):
            self._counts["hidden"] += bool("".join(element.itertext()).strip())
            return False
        return True

    def tail(self, element: Any, before: Sequence[object]) -> str | None:
        """The text behind an element, set apart from a figure `before` it where one between them was struck out."""
        text: str | None = element.tail
        last = before[-1] if before else ""
        is_between = isinstance(last, str) and last[-1:].isdigit() and (text or "")[:1].isdigit()
        return f" {text}" if is_between and self._is_struck_out(element) else text

    def _is_struck_out(self, element: Any) -> bool:
        return isinstance(element.tag, str) and (
            element.tag.lower() in _STRUCK_OUT
            or _LINE_THROUGH.search(element.get("style", "")) is not None
            or not self._strikes.isdisjoint(self._names(element))
        )

    def _names(self, element: Any) -> set[str]:
        """The ways in which a style sheet may name an element."""
        if not (self._hides or self._strikes):
            return set()
        tag = element.tag.lower()
        marks = [f".{name}" for name in element.get("class", "").lower().split()]
        marks += [f"#{element.get('id').lower()}"] if element.get("id") else []
        return {*marks, *(tag + mark for mark in marks)}

    def warnings(self) -> tuple[str, ...]:
        """What to say of the parts that were left out, none where there are none."""
        return tuple(
            f"Left out: {count} {what} part{'s' * (count > 1)}."
            for what, count in sorted(self._counts.items())
            if count
        )
