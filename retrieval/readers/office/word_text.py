"""What a paragraph of a Word file shows: its text as a person sees it, and what of it was left out.

Hidden, struck-out and deleted text and white text on white is no part of it; insertions, filled content controls and
form fields, formulas, symbols and ticked boxes are.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from retrieval.readers.office.word_math import formula_text
from retrieval.readers.office.word_styles import Look, Script, Styles, is_on
from retrieval.readers.office.word_symbols import in_symbols, symbol
from retrieval.readers.scripts import lowered, raised

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_V = "{urn:schemas-microsoft-com:vml}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
BOX = f"{_W}txbxContent"

_PASSED_OVER = {f"{_W}pPr", f"{_W}rPr", f"{_W}sdtPr", f"{_W}rt", f"{_W}instrText", BOX, FALLBACK}
_CHARACTERS = {f"{_W}tab": "\t", f"{_W}ptab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_DELETED = {f"{_W}del", f"{_W}moveFrom"}
_CIRCLED = re.compile(
    r"\s*eq\s+\\o\\ac\s*[(（]\s*[○◯〇]\s*[,，;；]\s*(?P<inside>[^)）]{1,4}?)\s*[)）]\s*", re.IGNORECASE
)
_TICKED, _UNTICKED = "☑", "□"

_Piece = tuple[str, Script]


class ParagraphText:
    """Reads paragraphs. `left_out` counts the places, by kind, where text was not seen; `unknown` holds the fonts whose
    symbols are not known."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._looks: dict[tuple[bytes, str], Look] = {}
        self.left_out: Counter[str] = Counter()
        self.unknown: Counter[str] = Counter()

    def __call__(self, paragraph: Any) -> str:
        """The text of a paragraph. Text boxes anchored in it are paragraphs of their own and not in it."""
        pieces: list[_Piece] = []
        last = ""
        for piece, script, unseen in self._pieces(paragraph):
            if unseen:
                self.left_out[unseen] += unseen != last
            elif pieces and pieces[-1][1] == script:
                pieces[-1] = (pieces[-1][0] + piece, script)
            else:
                pieces.append((piece, script))
            last = unseen
        return _joined(pieces)

    def _pieces(self, paragraph: Any) -> Iterator[tuple[str, Script, str]]:
        """Each stretch of text with how it is raised or lowered, and why it is not seen, empty for what is."""
        stack = list(paragraph.iterchildren("{*}*", reversed=True))
        while stack:
            node = stack.pop()
            if node.tag == f"{_W}r":
                yield from self._run(node, paragraph, stack)
            elif node.tag == f"{_M}oMath":
                yield formula_text(node), "", ""
            elif node.tag in _DELETED:
                if _has_text(node):
                    yield "", "", "deleted"
            elif node.tag == f"{_W}sdt":
                stack.extend(reversed(list(control_content(node))))
            elif node.tag not in _PASSED_OVER:
                stack.extend(node.iterchildren("{*}*", reversed=True))

    def _run(self, run: Any, paragraph: Any, stack: list[Any]) -> Iterator[tuple[str, Script, str]]:
        look = self._look(run, paragraph)
        inside = list(run.iterchildren("{*}*", reversed=True))
        while inside:
            node = inside.pop()
            text = self._character(node, look)
            if text is not None:
                if text:
                    yield text, look.script, look.unseen if text.strip() else ""
            elif node.tag == f"{_W}r":
                yield from self._run(node, paragraph, stack)
            elif node.tag in (f"{_W}ruby", f"{_W}rubyBase"):
                inside.extend(node.iterchildren("{*}*", reversed=True))
            elif node.tag not in _PASSED_OVER:  # insertions in a run of a ruby, alternatives
                stack.extend(node.iterchildren("{*}*", reversed=True))

    def _character(self, node: Any, look: Look) -> str | None:
        """The text of a part of a run, empty for what shows none, None for what may hold more."""
        if node.tag == f"{_W}t":
            return in_symbols(look.font, node.text or "")
        if node.tag in _CHARACTERS:
            return _CHARACTERS[node.tag]
        if node.tag == f"{_W}sym":
            return self._symbol(node, look)
        if node.tag == f"{_W}fldChar":
            return _form_field(node)
        if node.tag == f"{_W}instrText":
            circled = _CIRCLED.fullmatch(node.text or "")
            return _circled(circled["inside"]) if circled else ""
        if node.tag == f"{_W}delText":
            return ""
        return None

    def _symbol(self, node: Any, look: Look) -> str:
        font, code = node.get(f"{_W}font", ""), node.get(f"{_W}char", "")
        try:
            found = symbol(font, int(code, 16))
        except ValueError:
            found = None
        if found is None and not look.unseen:
            self.unknown[font or "?"] += 1
        return found or ""

    def _look(self, run: Any, paragraph: Any) -> Look:
        """The look of a run; runs of the same marks in paragraphs of one style share it, but for white ones, which are
        seen or not by what lies behind them."""
        from lxml import etree

        own = run.find(f"{_W}rPr")
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        marks = b"" if own is None else etree.tostring(own, with_tail=False)
        key = (marks, "" if style is None else style.get(f"{_W}val", ""))
        if key not in self._looks:
            look = self._styles.look(run, paragraph)
            if look.is_pale:
                return look
            self._looks[key] = look
        return self._looks[key]


def control_content(control: Any) -> Iterator[Any]:
    """The elements in a content control, none where it only shows what should be filled in."""
    properties = control.find(f"{_W}sdtPr")
    if properties is not None and is_on(properties, "showingPlcHdr"):
        return
    for content in control.iterchildren(f"{_W}sdtContent"):
        yield from content.iterchildren("{*}*")


def drawn(paragraph: Any, *tags: str) -> Iterator[Any]:
    """The elements with these tags that are anchored in a paragraph, without copies for old programs and without what
    stands inside a text box of the paragraph."""
    for node in paragraph.iter(*tags):
        holder = next(above for above in node.iterancestors() if above is paragraph or above.tag in (FALLBACK, BOX))
        if holder is paragraph:
            yield node


def word_art(paragraph: Any) -> Iterator[str]:
    """The texts that old drawings in a paragraph show in letters of their own making; watermarks are none."""
    for path in drawn(paragraph, f"{_V}textpath"):
        if "watermark" not in (path.getparent().get("id") or "").lower():
            yield path.get("string", "")


def _joined(pieces: list[_Piece]) -> str:
    """The pieces as one text. Where the mark of a note is taken off between digits, a space keeps these apart."""
    text = ""
    for piece, script in pieces:
        written = raised(text, piece) if script == "superscript" else lowered(text, piece) if script else piece
        was_taken_off = text.endswith("\0")
        text = text.removesuffix("\0")
        if was_taken_off and text[-1:].isdigit() and written[:1].isdigit():
            text += " "
        text += written if written or not piece.strip() else "\0"
    return text.removesuffix("\0")


def _form_field(node: Any) -> str:
    """What an old form field shows that has no text of its own: a box, or what was chosen of a list (17.16.7,
    17.16.9)."""
    box, choice = node.find(f"{_W}ffData/{_W}checkBox"), node.find(f"{_W}ffData/{_W}ddList")
    if box is not None:
        is_set = box.find(f"{_W}checked") is not None
        return _TICKED if is_on(box, "checked" if is_set else "default") else _UNTICKED
    if choice is not None:
        entries = [entry.get(f"{_W}val", "") for entry in choice.iterchildren(f"{_W}listEntry")]
        chosen = choice.find(f"{_W}result") if choice.find(f"{_W}result") is not None else choice.find(f"{_W}default")
        index = "0" if chosen is None else chosen.get(f"{_W}val", "0")
        return entries[int(index)] if index.isdecimal() and int(index) < len(entries) else ""
    return ""


def _circled(text: str) -> str:
    return chr(0x245F + int(text)) if text.isdecimal() and 0 < int(text) <= 20 else f"({text})"


def _has_text(node: Any) -> bool:
    return any((text.text or "").strip() for text in node.iter(f"{_W}delText", f"{_W}t"))
