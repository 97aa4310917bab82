"""What is drawn on a PDF page beside its characters: rules, surfaces and pictures, and in which order."""

from collections.abc import Iterator
from ctypes import addressof, byref, c_float, c_int, c_uint
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from retrieval.document import Box
from retrieval.readers.pdf.frame import PageFrame

_MOST_OBJECTS = 50_000
_MOST_SEGMENTS = 400
"""Of one page, and of one path: more are a drawing, of which nothing is a rule of a table."""

_DEEPEST = 4
"""Forms within forms."""

_THIN = 3.0
"""Points up to which a filled rectangle is a rule."""

_STRAIGHT = 0.5
"""Points by which a rule may be aslant."""

_SHORTEST = 3.0
"""Points of a rule."""

Colour = tuple[int, int, int]
"""Red, green, blue, 0 to 255."""

_WHITE: Colour = (255, 255, 255)
_Point = tuple[float, float]
_Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: _Matrix = (1, 0, 0, 1, 0, 0)


@dataclass(frozen=True, slots=True)
class Surface:
    """What is filled: its box on the page as shown, its colour, None where it has several or lets through what is
    behind, and its place in the order of drawing."""

    box: Box
    colour: Colour | None
    order: int


@dataclass(slots=True)
class Drawings:
    """`rules` are the boxes of thin lines, level or upright. `texts` are the objects of text by their address: each
    with its place in the order of drawing."""

    rules: list[Box] = field(default_factory=list)
    surfaces: list[Surface] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)
    texts: dict[int, tuple[Any, int]] = field(default_factory=dict)
    objects: int = 0


def drawings(page: Any, frame: PageFrame) -> Drawings:
    """What is drawn on a pdfium page (`FPDF_PAGE`), in points of the page as shown."""
    import pypdfium2.raw as pdfium

    found = Drawings()
    count = min(pdfium.FPDFPage_CountObjects(page), _MOST_OBJECTS)
    objects = (pdfium.FPDFPage_GetObject(page, index) for index in range(count))
    _walk(objects, _IDENTITY, frame, found, _DEEPEST)
    return found


def struck_out(page: Any, frame: PageFrame) -> list[Box]:
    """The boxes of what annotations strike out on a pdfium page, on the page as shown."""
    import pypdfium2.raw as pdfium

    found: list[Box] = []
    corners = pdfium.FS_QUADPOINTSF()
    for index in range(pdfium.FPDFPage_GetAnnotCount(page)):
        annotation = pdfium.FPDFPage_GetAnnot(page, index)
        if pdfium.FPDFAnnot_GetSubtype(annotation) == pdfium.FPDF_ANNOT_STRIKEOUT:
            for line in range(pdfium.FPDFAnnot_CountAttachmentPoints(annotation)):
                pdfium.FPDFAnnot_GetAttachmentPoints(annotation, line, byref(corners))
                found.append(_shown([(corners.x1, corners.y1), (corners.x4, corners.y4)], frame))
        pdfium.FPDFPage_CloseAnnot(annotation)
    return found


def _walk(objects: Iterator[Any], matrix: _Matrix, frame: PageFrame, found: Drawings, depth: int) -> None:
    import pypdfium2.raw as pdfium

    for item in objects:
        if found.objects >= _MOST_OBJECTS:
            return
        found.objects += 1
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            found.texts[addressof(item.contents)] = item, found.objects
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            _add_path(item, matrix, frame, found)
        elif kind in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING):
            box = _bounds(item, matrix, frame)
            found.surfaces.append(Surface(box, None, found.objects))
            if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
                found.pictures.append(box)
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth:
            inside = (pdfium.FPDFFormObj_GetObject(item, i) for i in range(pdfium.FPDFFormObj_CountObjects(item)))
            _walk(inside, _product(_matrix(item), matrix), frame, found, depth - 1)


def _matrix(item: Any) -> _Matrix:
    import pypdfium2.raw as pdfium

    values = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(item, byref(values))
    return values.a, values.b, values.c, values.d, values.e, values.f


def _product(one: _Matrix, other: _Matrix) -> _Matrix:
    """The matrix that does what `one` does, then what `other` does (ISO 32000-1, 8.3.4)."""
    a, b, c, d, e, f = one
    p, q, r, s, t, u = other
    return (
        a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u,
    )  # fmt: skip


def _at(x: float, y: float, matrix: _Matrix) -> _Point:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _bounds(item: Any, matrix: _Matrix, frame: PageFrame) -> Box:
    import pypdfium2.raw as pdfium

    left, bottom, right, top = c_float(), c_float(), c_float(), c_float()
    pdfium.FPDFPageObj_GetBounds(item, byref(left), byref(bottom), byref(right), byref(top))
    corners = [_at(x, y, matrix) for x in (left.value, right.value) for y in (bottom.value, top.value)]
    return _shown(corners, frame)


def _shown(points: list[_Point], frame: PageFrame) -> Box:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return frame.shown(min(xs), min(ys), max(xs), max(ys))


def _add_path(item: Any, matrix: _Matrix, frame: PageFrame, found: Drawings) -> None:
    """Adds the rules of a path, and the rectangles that it fills."""
    import pypdfium2.raw as pdfium

    fill, stroke = _mode(item)
    fill_colour = colour(pdfium.FPDFPageObj_GetFillColor, item) if fill else None
    is_stroked = stroke and colour(pdfium.FPDFPageObj_GetStrokeColor, item) != _WHITE
    if not (fill or is_stroked) or not 1 < pdfium.FPDFPath_CountSegments(item) <= _MOST_SEGMENTS:
        return
    for points, is_straight in _subpaths(item, _product(_matrix(item), matrix)):
        if is_stroked:
            found.rules += (box for a, b in pairwise(points) if (box := _rule(a, b, frame)))
        if not fill:
            continue
        box = _shown(points, frame)
        width, height = box[2] - box[0], box[3] - box[1]
        if min(width, height) > _THIN:
            is_solid = is_straight and _is_rectangle(points) and not pdfium.FPDFPageObj_HasTransparency(item)
            found.surfaces.append(Surface(box, fill_colour if is_solid else None, found.objects))
        elif max(width, height) >= _SHORTEST and fill_colour not in (None, _WHITE):
            found.rules.append(box)


def _is_rectangle(points: list[_Point]) -> bool:
    """Whether all sides of a path are level or upright."""
    return all(min(abs(a - c), abs(b - d)) <= _STRAIGHT for (a, b), (c, d) in pairwise(points))


def _mode(item: Any) -> tuple[bool, bool]:
    import pypdfium2.raw as pdfium

    fill, stroke = c_int(), c_int()
    pdfium.FPDFPath_GetDrawMode(item, byref(fill), byref(stroke))
    return fill.value != pdfium.FPDF_FILLMODE_NONE, bool(stroke.value)


def colour(get: Any, item: Any) -> Colour:
    """The colour of a path or a text that `get` gives (`FPDFPageObj_GetFillColor`), as it is on white paper."""
    red, green, blue, alpha = c_uint(), c_uint(), c_uint(), c_uint()
    get(item, byref(red), byref(green), byref(blue), byref(alpha))
    values = [255 - (255 - value.value) * alpha.value // 255 for value in (red, green, blue)]
    return values[0], values[1], values[2]


def _rule(one: _Point, other: _Point, frame: PageFrame) -> Box | None:
    """The box of a straight line that is level or upright and of some length."""
    across, along = abs(one[0] - other[0]), abs(one[1] - other[1])
    if min(across, along) > _STRAIGHT or max(across, along) < _SHORTEST:
        return None
    return _shown([one, other], frame)


def _subpaths(item: Any, matrix: _Matrix) -> Iterator[tuple[list[_Point], bool]]:
    """The corners of each part of a path, and whether no side of it is bent."""
    import pypdfium2.raw as pdfium

    points: list[_Point] = []
    is_straight = True
    x, y = c_float(), c_float()
    for index in range(pdfium.FPDFPath_CountSegments(item)):
        segment = pdfium.FPDFPath_GetPathSegment(item, index)
        pdfium.FPDFPathSegment_GetPoint(segment, byref(x), byref(y))
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            if points:
                yield points, is_straight
            points, is_straight = [], True
        elif kind != pdfium.FPDF_SEGMENT_LINETO:
            is_straight = False
        points.append(_at(x.value, y.value, matrix))
        if pdfium.FPDFPathSegment_GetClose(segment) and points:
            points.append(points[0])
    yield points, is_straight
