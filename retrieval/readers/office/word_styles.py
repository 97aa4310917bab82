"""What styles and the marks of runs make of a text in a Word file: a heading, or hidden, struck out, white, raised."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEADING_STYLE = re.compile(r"(?:heading|标题)\s*([1-9])\Z", re.IGNORECASE)
_TITLE_STYLE = re.compile(r"(?:title|标题)\Z", re.IGNORECASE)
_OFF = ("0", "false", "off", "none")
_SMALLEST = 4
"""Half points: type of 2 pt and less is there to be found by programs, not to be read."""

_WHITE = 0xFA
"""The least red, green and blue of a colour that nobody sees on white paper."""

Script = Literal["", "superscript", "subscript"]


@dataclass(frozen=True, slots=True)
class Look:
    """How a run is shown: why it is not seen (`hidden`, `struck-out`, `white`; empty for what is), whether it is raised
    or lowered, the font that its characters are taken from, and whether it is white, so that the ground decides."""

    unseen: str = ""
    script: Script = ""
    font: str = ""
    is_pale: bool = False


class Styles:
    """The styles of a document. `root` is the root of their part, `body` that of the document."""

    def __init__(self, root: Any, body: Any) -> None:
        self._elements = {style.get(f"{_W}styleId"): style for style in root.iterchildren(f"{_W}style")}
        self._levels = self._heading_levels(body)
        self._filled = {identity for identity in self._elements if self._fills_cells(identity)}
        background = next(body.itersiblings(f"{_W}background", preceding=True), None)
        self._paper_is_white = background is None or _is_white(background.get(f"{_W}color", "FFFFFF"))

    def level(self, paragraph: Any) -> int:
        """The heading level of a paragraph, 0 for body text."""
        properties = paragraph.find(f"{_W}pPr")
        if properties is None:
            return 0
        style, outline = properties.find(f"{_W}pStyle"), properties.find(f"{_W}outlineLvl")
        return _outline_level(outline) or (0 if style is None else self._levels.get(style.get(f"{_W}val"), 0))

    def look(self, run: Any, paragraph: Any) -> Look:
        """How a run of a paragraph is shown, by its own marks before those of its styles (ECMA-376 part 1, 17.7.2)."""
        layers = list(self._layers(run, paragraph))
        script = _value(layers, "vertAlign")
        fonts = next((fonts for layer in layers if (fonts := layer.find(f"{_W}rFonts")) is not None), None)
        is_pale = _is_white(_value(layers, "color"))
        return Look(
            self._unseen(layers) or ("white" if is_pale and not self._is_on_colour(layers, run) else ""),
            "superscript" if script == "superscript" else "subscript" if script == "subscript" else "",
            "" if fonts is None else fonts.get(f"{_W}ascii") or fonts.get(f"{_W}hAnsi") or "",
            is_pale,
        )

    def _unseen(self, layers: list[Any]) -> str:
        if _is_on(layers, "vanish"):
            return "hidden"
        if _is_on(layers, "strike") or _is_on(layers, "dstrike"):
            return "struck-out"
        size = _value(layers, "sz")
        return "hidden" if size.isdecimal() and int(size) <= _SMALLEST else ""

    def _layers(self, run: Any, paragraph: Any) -> Iterator[Any]:
        """The run properties that apply, the nearest first."""
        own = run.find(f"{_W}rPr")
        if own is not None:
            yield own
            yield from self._of_style(own.find(f"{_W}rStyle"))
        yield from self._of_style(paragraph.find(f"{_W}pPr/{_W}pStyle"))

    def _of_style(self, reference: Any) -> Iterator[Any]:
        for style in self._chain(None if reference is None else reference.get(f"{_W}val")):
            properties = style.find(f"{_W}rPr")
            if properties is not None:
                yield properties

    def _chain(self, identity: str | None) -> Iterator[Any]:
        """A style and what it is based on, the nearest first."""
        seen: set[str | None] = set()
        while identity in self._elements and identity not in seen:
            seen.add(identity)
            yield self._elements[identity]
            base = self._elements[identity].find(f"{_W}basedOn")
            identity = None if base is None else base.get(f"{_W}val")

    def _is_on_colour(self, layers: list[Any], run: Any) -> bool:
        """Whether something coloured lies behind a run, or may: text boxes have fills of many kinds."""
        if not self._paper_is_white or _value(layers, "highlight") or any(map(is_filled, layers)):
            return True
        for ancestor in run.iterancestors(f"{_W}p", f"{_W}tc", f"{_W}tbl", f"{_W}txbxContent"):
            properties = ancestor.find(f"{ancestor.tag}Pr")
            if ancestor.tag == f"{_W}txbxContent" or (properties is not None and is_filled(properties)):
                return True
            style = None if ancestor.tag != f"{_W}tbl" else ancestor.find(f"{_W}tblPr/{_W}tblStyle")
            if style is not None and style.get(f"{_W}val") in self._filled:
                return True
        return False

    def _fills_cells(self, identity: str | None) -> bool:
        shades = (shade for style in self._chain(identity) for shade in style.iter(f"{_W}shd"))
        return any(_is_coloured(shade) for shade in shades)

    def _heading_levels(self, body: Any) -> dict[str | None, int]:
        """The heading level of each paragraph style that is a heading or built on one.

        Where the document has a paragraph in the Title style, that is level 1 and Heading 1 comes under it.
        """
        levels = {identity: self._style_level(identity) for identity in self._elements}
        used = {style.get(f"{_W}val") for style in body.iter(f"{_W}pStyle")}
        shift = 1 if any(levels.get(identity) == 0 for identity in used) else 0
        return {identity: level + shift if level else 1 for identity, level in levels.items() if level is not None}

    def _style_level(self, identity: str | None) -> int | None:
        """0 for the Title style, n for Heading n, None for body text, following what a style is based on."""
        for style in self._chain(identity):
            name = style.find(f"{_W}name")
            label = "" if name is None else name.get(f"{_W}val", "")
            if _TITLE_STYLE.match(label):
                return 0
            if heading := _HEADING_STYLE.match(label):
                return int(heading[1])
            if outline := _outline_level(style.find(f"{_W}pPr/{_W}outlineLvl")):
                return outline
        return None


def is_on(properties: Any, name: str) -> bool:
    """Whether a mark is set in these properties of a run, paragraph or row: there, and not as `0` or `false`."""
    mark = properties.find(f"{_W}{name}")
    return mark is not None and mark.get(f"{_W}val", "1") not in _OFF


def is_filled(properties: Any) -> bool:
    """Whether the properties of a run, paragraph, cell or table lay a colour behind it."""
    shade = properties.find(f"{_W}shd")
    return shade is not None and _is_coloured(shade)


def _is_coloured(shade: Any) -> bool:
    """Whether a shading (17.3.5) lays anything but white behind its text: a fill, or a pattern in a colour."""
    fill = shade.get(f"{_W}fill", "auto")
    return (fill != "auto" and not _is_white(fill)) or shade.get(f"{_W}val", "clear") not in ("clear", "nil")


def _is_white(colour: str) -> bool:
    try:
        return len(colour) == 6 and min(bytes.fromhex(colour)) >= _WHITE
    except ValueError:
        return False


def _is_on(layers: list[Any], name: str) -> bool:
    return next((is_on(layer, name) for layer in layers if layer.find(f"{_W}{name}") is not None), False)


def _value(layers: list[Any], name: str) -> str:
    marks = (mark for layer in layers if (mark := layer.find(f"{_W}{name}")) is not None)
    return next((str(mark.get(f"{_W}val", "")) for mark in marks), "")


def _outline_level(outline: Any) -> int:
    """The heading level of an outlineLvl element: it counts from 0, and 9 is body text (ECMA-376 part 1, 17.3.1.20)."""
    value = "9" if outline is None else outline.get(f"{_W}val", "9")
    return int(value) + 1 if value.isdecimal() and int(value) < 9 else 0
