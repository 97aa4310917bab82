"""What users say of their documents in files beside them.

documents.yaml     `report.pdf: {title: …, author: …, date: 2024-05, publication: …, organizations: [甲, 乙]}`; a name
                   is the path below the file's folder, or a pattern (`2024/*.docx`); the first that fits counts
aliases.yaml       `临汾经济开发区: [临开, Linfen Zone]`: further names of an organization

Each counts for its folder and for those below it; the nearest documents.yaml that names a document wins.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from dataclasses import replace as with_fields
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, TypeAdapter, ValidationError

from retrieval.document import Document
from retrieval.sources.file_names import BESIDE_DOCUMENTS
from retrieval.text.written_dates import find_date

DOCUMENTS, ALIASES = BESIDE_DOCUMENTS

LARGEST = 2**20
"""Bytes that such a file may have."""


def _date(value: Any) -> Any:
    if value is None:
        return None
    found = find_date(f"{value}年" if str(value).isdecimal() else str(value))
    if found is None:
        raise ValueError("is no date like 2024, 2024-05 or 2024-05-17")
    return found


def _several(value: Any) -> Any:
    return () if value is None else (value,) if isinstance(value, str) else value


Names = Annotated[tuple[Annotated[str, Field(min_length=1)], ...], BeforeValidator(_several)]


class Declared(BaseModel):
    """What a documents.yaml says of a document; what it leaves out is for the document to say."""

    model_config = ConfigDict(extra="forbid", frozen=True, coerce_numbers_to_str=True)

    title: str | None = None
    author: str | None = None
    date: Annotated[str | None, BeforeValidator(_date)] = None
    publication: str | None = None
    organizations: Names = ()

    def to_json(self) -> str:
        """What is declared, the same for the same."""
        return self.model_dump_json(exclude_defaults=True)

    def applied(self, document: Document) -> Document:
        """The document with what is declared in place of what its file's properties say."""
        given = self.model_dump(exclude_defaults=True)
        return with_fields(document, **given)


NOTHING = Declared()

_DOCUMENTS = TypeAdapter(Annotated[Declared, BeforeValidator(lambda said: said or {})])
_ALIASES = TypeAdapter(Names)


class _Loader(yaml.SafeLoader):
    """YAML in which a date is text: one that the calendar does not have spoils its own entry, and not the file."""

    yaml_implicit_resolvers = {  # noqa: RUF012 - PyYAML's own table, less one kind
        first: [(tag, pattern) for tag, pattern in kinds if not tag.endswith(":timestamp")]
        for first, kinds in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


@dataclass(slots=True)
class Sidecars:
    """The files of this kind in some folders: what each says, by its path, and what is wrong with which."""

    documents: dict[Path, Mapping[str, Declared]] = field(default_factory=dict)
    aliases: dict[Path, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    problems: list[tuple[str, str]] = field(default_factory=list)

    def declared(self, path: Path) -> Declared:
        """What is declared of the document at `path`."""
        for folder in path.parents:
            entries = self.documents.get(folder / DOCUMENTS, {})
            name = path.relative_to(folder).as_posix()
            for pattern, declared in entries.items():
                if name == pattern or fnmatchcase(name, pattern):
                    return declared
        return NOTHING


def read_sidecars(folders: Iterable[Path]) -> Sidecars:
    """The files of this kind in these folders. A file, or an entry in one, that cannot be used is left out, and named
    among the problems."""
    found = Sidecars()
    for folder in dict.fromkeys(folders):
        for path, entries in _read(folder / DOCUMENTS, _DOCUMENTS, found.problems):
            found.documents[path] = entries
        for path, entries in _read(folder / ALIASES, _ALIASES, found.problems):
            found.aliases[path] = entries
    return found


def folders_above(path: Path, folder: Path | None) -> list[Path]:
    """The folders whose files of this kind count for the file at `path`: from its own up to `folder`."""
    above = list(path.parents)
    return [parent for parent in above if parent.is_relative_to(folder)] if folder else above[:1]


def _read(path: Path, kind: TypeAdapter[Any], problems: list[tuple[str, str]]) -> Iterator[tuple[Path, Any]]:
    try:
        if not path.is_file():
            return
        if path.stat().st_size > LARGEST:
            raise ValueError(f"it is over {LARGEST // 2**20} MB")
        entries = yaml.load(path.read_text(encoding="utf-8-sig"), _Loader) or {}
        if not isinstance(entries, dict):
            raise ValueError("it is no dictionary of names, with what is said of each")
    except (OSError, ValueError, yaml.YAMLError, RecursionError) as error:
        problems.append((path.name, f"{path}: not used: {_complaint(error)}"))
        return
    used: dict[str, Any] = {}
    for name, said in entries.items():
        try:
            used[str(name)] = kind.validate_python(said)
        except ValueError as error:
            problems.append((path.name, f"{path}: not used: {name} → {_complaint(error)}"))
    yield path, used


def _complaint(error: Exception) -> str:
    if isinstance(error, ValidationError):
        first = error.errors(include_url=False)[0]
        key = " → ".join(str(part) for part in first["loc"])
        return f"{key}: {first['msg'].removeprefix('Value error, ')}"
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark:
        return f"line {error.problem_mark.line + 1}: {error.problem}"
    return str(error).partition("\n")[0]
