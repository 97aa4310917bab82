"""The parts of an .xlsx package that its sheets refer to: relationships, texts, formats, properties.

Elements are told by their local names, which the two namespaces of the standard (ECMA-376 part 1, part 4) share. What
is read was looked through before (`office.check_archive`).
"""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from retrieval.readers.office.number_formats import CHINESE_FORMATS
from retrieval.readers.office.package import part_name
from retrieval.readers.tables.statements import cell_text

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
    """The text of a string item: its runs, without the readings above Chinese or Japanese characters."""
    return "".join(text.text or "" for text in node.iter("{*}t") if local_name(text.getparent().tag) != "rPh")


def strings(archive: zipfile.ZipFile, part: str) -> list[str]:
    """The shared strings of a workbook, each on one line."""
    return [cell_text(unescaped(rich_text(node))) for node in stream(archive, part, ("si",))]


def formats(archive: zipfile.ZipFile, part: str) -> list[str]:
    """The number format of each cell style."""
    from openpyxl.styles.numbers import BUILTIN_FORMATS

    styles = root(archive, part)
    own = {node.get("numFmtId"): node.get("formatCode", "General") for node in styles.iter("{*}numFmt")}
    known = {str(number): code for number, code in {**BUILTIN_FORMATS, **CHINESE_FORMATS}.items()}
    used = (style.get("numFmtId", "0") for group in styles.iter("{*}cellXfs") for style in group.iterchildren("{*}xf"))
    return [own.get(key, known.get(key, "General")) for key in used]


def relations(archive: zipfile.ZipFile, part: str) -> dict[str, tuple[str, str]]:
    """The relationships of a part (of the package: ""), by identity: their kind and the part that they point to."""
    folder, _, file = part.rpartition("/")
    listed = root(archive, f"{folder}/_rels/{file}.rels".lstrip("/"))
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
