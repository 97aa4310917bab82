"""The hostile documents, each with its name, and what comes of one."""

import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import hostile_office
import hostile_pictures
import hostile_texts
from hostile_names import NAMES
from looking import Bounds, Outcome, outcome

Files = Mapping[str | bytes, bytes]
"""The bytes of the files of an attack, by their names."""

BESIDE, SAID = "松岭.txt", "松岭高新区去年建成标准厂房 21 万平方米。\n"
LONGEST_REASON = 700
"""Characters of what is said of a file."""


def attacks(wanted: Callable[[str], bool]) -> Iterator[tuple[str, Files]]:
    """Every attack whose name is wanted: its name and its files."""
    kinds = (
        hostile_office.archives,
        hostile_office.words,
        hostile_office.sheets,
        hostile_pictures.pictures,
        hostile_pictures.pdfs,
        hostile_texts.pages,
        hostile_texts.tables,
        hostile_texts.texts,
    )
    for kind in kinds:
        for name, made in kind():
            if wanted(name):
                yield name, {name: made()}
    for what, name, data in hostile_texts.sidecars():
        if wanted(f"{name} ({what})"):
            yield f"{name} ({what})", {name: data, "a" * 120 + ".txt": "第二个文件。\n".encode()}
    for what, name in NAMES.items():
        if wanted(f"name: {what}"):
            yield f"name: {what}", {name: "名称里有陷阱，但这一句可以读。\n".encode()}


def contained(files: Files, bounds: Bounds) -> tuple[Outcome, str]:
    """What comes of an attack, and what is wrong with that (empty when nothing is)."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        (folder / BESIDE).write_text(SAID, encoding="utf-8")
        for name, data in files.items():
            path = folder / (name if isinstance(name, str) else name.decode("utf-8", "surrogateescape"))
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        found = outcome(folder, bounds)
    if found.wrong:
        return found, found.wrong
    if not found.documents:
        return found, f"the document beside it was not read: {found.said}"
    for name, reason in found.said:
        shown = f"{name}{reason}".replace("\n", "")
        if not reason or len(reason) > LONGEST_REASON or "Traceback" in reason or not shown.isprintable():
            return found, f"this is no reason for people: {name!r}: {reason[:200]!r} ({len(reason)} characters)"
    return found, ""
