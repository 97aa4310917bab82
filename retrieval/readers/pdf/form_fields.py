"""What is filled into the form of a PDF page, with what is printed beside it."""

from collections.abc import Callable, Iterator, Sequence
from ctypes import c_ushort
from dataclasses import dataclass, replace
from typing import Any

from retrieval.document import Box
from retrieval.readers.pdf.characters import Glyph
from retrieval.readers.pdf.frame import PageFrame
from retrieval.readers.print import PrintedLine

_TICKED, _UNTICKED = "☑", "□"

_UNSEEN = 0x01 | 0x02 | 0x20
"""Flags of annotations that are not shown (ISO 32000-1, table 165)."""

_FURTHEST = 20.0
"""Times the size of type that a field may stand behind its label."""

_LONGEST_LABEL = 30
"""Characters."""

_CHARACTERS = 20_000
"""Of one field that are read."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field that is filled in: its box on the page as shown, and its text, a box with or without a tick for one that
    is ticked."""

    box: Box
    text: str

    @property
    def is_box(self) -> bool:
        """Whether it is ticked and not written in."""
        return self.text in (_TICKED, _UNTICKED)


def fields(page: Any, form: Any, frame: PageFrame) -> list[Field]:
    """The fields and notes on a pdfium page that hold text, and all boxes to be ticked; `form` is the form that the
    page belongs to (`FPDF_FORMHANDLE`), or None."""
    import pypdfium2.raw as pdfium

    found: list[Field] = []
    area = pdfium.FS_RECTF()
    for index in range(pdfium.FPDFPage_GetAnnotCount(page)):
        annotation = pdfium.FPDFPage_GetAnnot(page, index)
        try:
            if pdfium.FPDFAnnot_GetFlags(annotation) & _UNSEEN or not pdfium.FPDFAnnot_GetRect(annotation, area):
                continue
            text = _said(annotation, form)
            if text:
                found.append(Field(frame.shown(area.left, area.bottom, area.right, area.top), text))
        finally:
            pdfium.FPDFPage_CloseAnnot(annotation)
    return found


def _said(annotation: Any, form: Any) -> str:
    import pypdfium2.raw as pdfium

    kind = pdfium.FPDFAnnot_GetSubtype(annotation)
    if kind == pdfium.FPDF_ANNOT_FREETEXT:
        return _text(lambda *buffer: pdfium.FPDFAnnot_GetStringValue(annotation, b"Contents", *buffer))
    if kind != pdfium.FPDF_ANNOT_WIDGET or not form:
        return ""
    field = pdfium.FPDFAnnot_GetFormFieldType(form, annotation)
    if field in (pdfium.FPDF_FORMFIELD_CHECKBOX, pdfium.FPDF_FORMFIELD_RADIOBUTTON):
        return _TICKED if pdfium.FPDFAnnot_IsChecked(form, annotation) else _UNTICKED
    if field in (pdfium.FPDF_FORMFIELD_TEXTFIELD, pdfium.FPDF_FORMFIELD_COMBOBOX, pdfium.FPDF_FORMFIELD_LISTBOX):
        return _text(lambda *buffer: pdfium.FPDFAnnot_GetFormFieldValue(form, annotation, *buffer))
    return ""


def _text(get: Callable[..., int]) -> str:
    """The text that `get` writes into a buffer, on one line."""
    size = min(get(None, 0), 2 * _CHARACTERS)
    if size <= 2:
        return ""
    buffer = (c_ushort * (size // 2))()
    get(buffer, size)
    return " ".join(bytes(buffer).decode("utf-16-le", "ignore").rstrip("\0").split())


def ticked(found: Sequence[Field], glyphs: Sequence[Glyph]) -> Iterator[Glyph]:
    """The boxes to be ticked as characters, each on the line of those beside it."""
    for field in found:
        if field.is_box:
            x0, y0, x1, y1 = field.box
            beside = [glyph for glyph in glyphs if glyph.y0 < (y0 + y1) / 2 < glyph.y1]
            nearest = min(beside, key=lambda glyph: max(glyph.x0 - x1, x0 - glyph.x1), default=None)
            if nearest is not None:
                y0, y1 = nearest.y0, nearest.y1
            yield Glyph(field.text, x0, y0, x1, y1, nearest.size if nearest else y1 - y0, 0, " ")


def with_fields(lines: Sequence[PrintedLine], found: Sequence[Field], rules: Sequence[Box]) -> tuple[PrintedLine, ...]:
    """The lines of a page with what is written into its form: behind the label before it, or a line of its own where a
    rule stands between them."""
    written = [field for field in found if not field.is_box]
    result = list(lines)
    for field in sorted(written, key=lambda field: field.box[0]):
        index = _label(result, field, rules)
        if index is None:
            size = min(field.box[3] - field.box[1], _usual_size(lines))
            result.append(PrintedLine(field.text, field.box, size))
            continue
        label = result[index]
        colon = "" if label.text.rstrip().endswith(("：", ":")) else "："
        x0, y0, _, y1 = label.box
        box = (x0, min(y0, field.box[1]), field.box[2], max(y1, field.box[3]))
        result[index] = replace(label, text=f"{label.text.rstrip()}{colon}{field.text}", box=box)
    return tuple(result)


def _label(lines: Sequence[PrintedLine], field: Field, rules: Sequence[Box]) -> int | None:
    """Which line is the label before a field, level with it and with nothing in between."""
    x0, y0, _, y1 = field.box
    before = [
        (line.box[2], index)
        for index, line in enumerate(lines)
        if y0 - line.size / 2 < (line.box[1] + line.box[3]) / 2 < y1 + line.size / 2 and line.box[0] < x0
    ]
    if not before:
        return None
    end, index = max(before)
    line = lines[index]
    middle = (line.box[1] + line.box[3]) / 2
    is_walled = any(end - 1 < x < x0 + 2 and top < middle < bottom for x, top, right, bottom in rules if right - x < 3)
    is_label = end <= x0 + line.size and x0 - end <= _FURTHEST * line.size and len(line.text) <= _LONGEST_LABEL
    return None if is_walled or not is_label else index


def _usual_size(lines: Sequence[PrintedLine]) -> float:
    sizes = sorted(line.size for line in lines)
    return sizes[len(sizes) // 2] if sizes else 10.0
