"""The pictures in a Word file -> what is printed in them, recognised one by one."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from retrieval.errors import DocumentError
from retrieval.readers.ocr.embedded import Recognised, recognised
from retrieval.readers.office.word_text import drawn
from retrieval.readers.process.heartbeat import page_done

if TYPE_CHECKING:
    from docx.opc.part import Part

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_V = "{urn:schemas-microsoft-com:vml}"

MOST_PICTURES = 200
"""Pictures of one file that are looked at. A page of print takes some four seconds."""


class Pictures:
    """Recognises the pictures that the paragraphs of a document's main part show, each file once.

    Where `wanted` is false none is read. `left_alone` are the pictures, counted from 1 in the order of the text, that
    were not looked at; `warnings` names these and those that could not be read or are hard to read.
    """

    def __init__(self, part: "Part", wanted: bool) -> None:
        self._part = part
        self._wanted = wanted
        self._seen: set[str] = set()
        self.left_alone: list[int] = []
        self._unread: list[str] = []
        self._count = 0

    def of(self, paragraph: Any) -> Iterator[Recognised]:
        """What the pictures anchored in a paragraph say; those without text give nothing."""
        for identity in _references(paragraph):
            if identity in self._seen:
                continue
            self._seen.add(identity)
            self._count += 1
            if not self._wanted or self._count > MOST_PICTURES:
                self.left_alone.append(self._count)
            elif (found := self._recognised(identity)) and found.text:
                yield found

    @property
    def warnings(self) -> list[str]:
        """What was not read, for the document's warnings."""
        if not self.left_alone:
            return self._unread
        why = f"only {MOST_PICTURES} are read" if self._wanted else "reading.pictures is off"
        return [*self._unread, f"Pictures ({len(self.left_alone)}) were not read: {why}."]

    def _recognised(self, identity: str) -> Recognised | None:
        relation = self._part.rels.get(identity)
        if relation is None or relation.is_external:
            self._unread.append(f"Picture {self._count} is not in the file and was not read.")
            return None
        file = relation.target_part.partname.filename
        try:
            found = recognised(relation.target_part.blob, file)
        except DocumentError:
            self._unread.append(f"Picture {self._count} ({file}) could not be read.")
            return None
        page_done()
        if found.is_hard:
            self._unread.append(f"Picture {self._count} ({file}) was hard to read; check what is quoted from it.")
        return found


def _references(paragraph: Any) -> Iterator[str]:
    """The relationships of the pictures that a paragraph itself shows."""
    for picture in drawn(paragraph, f"{_A}blip", f"{_V}imagedata"):
        identity = picture.get(f"{_R}embed") or picture.get(f"{_R}link") or picture.get(f"{_R}id")
        if identity:
            yield identity
