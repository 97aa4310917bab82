"""The parts of an .xlsx package that its sheets refer to: relationships, texts, formats, properties.

Elements are told by their local names, which the two namespaces of the standard (ECMA-376 part 1, part 4) share. What
is read was looked through before (`office.check_archive`).
"""

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from retrieval.readers.office.number_formats import CHINESE_FORMATS
from retrieval.readers.office.package import part_name
from retrieval.readers.scripts import lowered, raised
from retrieval.readers.tables.statements import cell_text

Item = TypeVar("Item")

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_UNPRINTABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def local_name(tag: str) -> str:
    """The name of an element without its namespace."""
    return tag.rpartition("}")[2]


def unescaped(text: str) -> str:
    """A text with the characters that XML cannot hold written out again (22.9.2.19, ST_Xstring), or left out."""
    text = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    return _UNPRINTABLE.sub("", text)


def rich_text(node: Any) -> str:
    """The text of a string item: its runs, without struck-out ones and the readings above Chinese or Japanese
    characters. Raised and lowered figures stay apart from others."""
    found = ""
    for text in node.iter("{*}t"):
        marks = next(text.getparent().iterchildren("{*}rPr"), None)
        if local_name(text.getparent().tag) != "rPh" and not (marks is not None and _is_on(marks, "strike")):
            found += _scripted(found, text.text or "", marks)
    return found


def _scripted(before: str, text: str, marks: Any) -> str:
    script = None if marks is None else next(marks.iterchildren("{*}vertAlign"), None)
    place = "" if script is None else script.get("val", "")
    return raised(before, text) if place == "superscript" else lowered(before, text) if place == "subscript" else text


def _is_on(node: Any, name: str) -> bool:
    mark = next(node.iterchildren(f"{{*}}{name}"), None)
    return mark is not None and mark.get("val", "1") not in ("0", "false")


def strings(archive: zipfile.ZipFile, part: str) -> list[str]:
    """The shared strings of a workbook, each on one line."""
    return [cell_text(unescaped(rich_text(node))) for node in stream(archive, part, ("si",))]


@dataclass(frozen=True, slots=True)
class CellStyle:
    """How cells of a style look: their number format, why they are not seen (`struck-out`, `white`; empty for those
    that are), and whether they are bold or coloured, as labels and headers are."""

    number_format: str = "General"
    unseen: str = ""
    is_set_off: bool = False


def cell_styles(archive: zipfile.ZipFile, part: str) -> list[CellStyle]:
    """The styles that cells refer to by their place in this list (18.8.10)."""
    from openpyxl.styles.numbers import BUILTIN_FORMATS

    styles = root(archive, part)
    own = {node.get("numFmtId"): node.get("formatCode", "General") for node in styles.iter("{*}numFmt")}
    known = {str(number): code for number, code in {**BUILTIN_FORMATS, **CHINESE_FORMATS}.items()}
    fonts = [font for group in styles.iterchildren("{*}fonts") for font in group.iterchildren("{*}font")]
    fills = [_is_coloured(fill) for group in styles.iterchildren("{*}fills") for fill in group.iterchildren("{*}fill")]
    found = []
    for style in (style for group in styles.iterchildren("{*}cellXfs") for style in group.iterchildren("{*}xf")):
        key, font = style.get("numFmtId", "0"), chosen(fonts, style.get("fontId"))
        is_coloured = bool(chosen(fills, style.get("fillId")))
        is_pale = font is not None and not is_coloured and _is_white(next(font.iterchildren("{*}color"), None))
        unseen = "struck-out" if font is not None and _is_on(font, "strike") else "white" if is_pale else ""
        is_set_off = is_coloured or (font is not None and _is_on(font, "b"))
        found.append(CellStyle(own.get(key, known.get(key, "General")), unseen, is_set_off))
    return found


def chosen(items: Sequence[Item], index: str | None) -> Item | None:
    """The item with this index, as it is written in a file, None without one."""
    return items[int(index)] if index and index.isdecimal() and int(index) < len(items) else None


def is_true(text: str | None) -> bool:
    """Whether an attribute is written as set."""
    return text in ("1", "true")


def pictures_on(archive: zipfile.ZipFile, part: str) -> int:
    """How many pictures stand on a sheet."""
    parts = archive.namelist()
    count = 0
    for kind, target in relations(archive, part).values() if related_part(part) in parts else ():
        if kind == "drawing" and related_part(target) in parts:
            count += sum(kind == "image" for kind, _ in relations(archive, target).values())
    return count


def related_part(part: str) -> str:
    """The name of the part that holds the relationships of a part."""
    folder, _, file = part.rpartition("/")
    return f"{folder}/_rels/{file}.rels".lstrip("/")


def _is_coloured(fill: Any) -> bool:
    """Whether a fill (18.8.20) lays anything but white behind its cells."""
    pattern = next(fill.iterchildren("{*}patternFill"), None)
    if pattern is None:
        return len(fill) > 0
    kind = pattern.get("patternType", "none")
    return kind not in ("none", "solid") or (kind == "solid" and not _is_white(next(iter(pattern), None)))


def _is_white(colour: Any) -> bool:
    """Whether a colour (18.8.3) is white: by its value, as the ground of the theme, or as one of the old palette."""
    if colour is None:
        return False
    return (
        colour.get("rgb", "").upper()[-6:] == "FFFFFF"
        or (colour.get("theme") == "0" and float(colour.get("tint", "0") or 0) >= 0)
        or colour.get("indexed") in ("1", "9")
    )


def relations(archive: zipfile.ZipFile, part: str) -> dict[str, tuple[str, str]]:
    """The relationships of a part (of the package: ""), by identity: their kind and the part that they point to."""
    folder = part.rpartition("/")[0]
    listed = root(archive, related_part(part))
    return {
        node.get("Id", ""): (node.get("Type", "").rpartition("/")[2], part_name(node.get("Target", ""), folder))
        for node in listed.iter("{*}Relationship")
        if node.get("TargetMode") != "External"
    }


def properties(archive: zipfile.ZipFile, part: str) -> dict[str, str]:
    """`title` and `creator` of the package's properties, empty where there is no such part or property."""
    declared = dict.fromkeys(("title", "creator"), "")
    if part in archive.namelist():
        for node in root(archive, part).iterchildren("{*}title", "{*}creator"):
            declared[local_name(node.tag)] = node.text or ""
    return declared


def root(archive: zipfile.ZipFile, part: str) -> Any:
    """The root element of a part, parsed without entities."""
    from lxml import etree

    return etree.fromstring(archive.read(part), etree.XMLParser(resolve_entities=False, no_network=True))


def stream(archive: zipfile.ZipFile, part: str, tags: tuple[str, ...]) -> Iterator[Any]:
    """The elements of a part with these local names, each when it is whole, forgotten afterwards."""
    from lxml import etree

    events = etree.iterparse(
        io.BytesIO(archive.read(part)), tag=[f"{{*}}{tag}" for tag in tags], resolve_entities=False, no_network=True
    )
    for _, node in events:
        yield node
        node.clear(keep_tail=False)
        while node.getprevious() is not None:
            del node.getparent()[0]
