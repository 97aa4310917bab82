"""What users say of their documents in files beside them.

documents.yaml     `report.pdf: {title: …, author: …, date: 2024-05, publication: …, organizations: [甲, 乙]}`; a name
                   is the path below the file's folder, or a pattern (`2024/*.docx`); the first that fits counts
aliases.yaml       `临汾经济开发区: [临开, Linfen Zone]`: further names of an organization
words.txt          `市重 = 市级重点项目`: words that mean the same; `双招双引 5 n`: a word, in the form of jieba's user
                   dictionary (`retrieval.text.field_words`)

Each counts for its folder and for those below it; the nearest documents.yaml that names a document wins.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from dataclasses import replace as with_fields
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, TypeAdapter, ValidationError

from retrieval.document import Document
from retrieval.sources.file_names import BESIDE_DOCUMENTS
from retrieval.text.field_words import read_line
from retrieval.text.suggestions import did_you_mean
from retrieval.text.written_dates import find_date

Key = tuple[str, ...]
"""An entry's name, and a key in it."""

DOCUMENTS, ALIASES, WORDS = BESIDE_DOCUMENTS

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
    """YAML in which a date is text: one that the calendar does not have spoils its own entry, and not the file. Merge
    keys are not taken: a few lines of them, each of ten times the one before, take PyYAML for ever."""

    yaml_implicit_resolvers = {  # noqa: RUF012 - PyYAML's own table, less one kind
        first: [(tag, pattern) for tag, pattern in kinds if not tag.endswith(":timestamp")]
        for first, kinds in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }

    def flatten_mapping(self, node: yaml.MappingNode) -> None:
        """Refuses merge keys. Raises ConstructorError."""
        merge = next((key for key, _ in node.value if key.tag == "tag:yaml.org,2002:merge"), None)
        if merge is not None:
            complaint = "`<<` is not taken here: write out what it stands for"
            raise yaml.constructor.ConstructorError(None, None, complaint, merge.start_mark)
        super().flatten_mapping(node)


@dataclass(slots=True)
class Sidecars:
    """The files of this kind in some folders: what each says, by its path, and what is wrong with which; `lines` are
    those of the entries, from 1."""

    documents: dict[Path, Mapping[str, Declared]] = field(default_factory=dict)
    aliases: dict[Path, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    words: dict[Path, tuple[str, ...]] = field(default_factory=dict)
    problems: list[tuple[str, str]] = field(default_factory=list)
    lines: dict[Path, Mapping[Key, int]] = field(default_factory=dict)

    def declared(self, path: Path) -> Declared:
        """What is declared of the document at `path`."""
        for folder in path.parents:
            entries = self.documents.get(folder / DOCUMENTS, {})
            name = path.relative_to(folder).as_posix()
            for pattern, declared in entries.items():
                if _fits(name, pattern):
                    return declared
        return NOTHING

    def idle(self, files: Collection[Path], folders: Collection[Path]) -> list[tuple[str, str]]:
        """The entries of a documents.yaml at or below one of the `folders` that fit none of their `files`, each as a
        problem."""
        found: list[tuple[str, str]] = []
        for path, entries in self.documents.items():
            if not any(path.is_relative_to(folder) for folder in folders):
                continue
            names = [file.relative_to(path.parent).as_posix() for file in files if file.is_relative_to(path.parent)]
            for pattern in entries:
                if not any(_fits(name, pattern) for name in names):
                    place = f"{path}, line {self.lines[path][pattern,]}"
                    meant = did_you_mean(pattern, names)
                    found.append((path.name, f"{place}: not used: there is no file {pattern!r} here.{meant}"))
        return found


def read_sidecars(folders: Iterable[Path]) -> Sidecars:
    """The files of this kind in these folders. A file, or an entry in one, that cannot be used is left out, and named
    among the problems."""
    found = Sidecars()
    for folder in dict.fromkeys(folders):
        for path, entries in _read(folder / DOCUMENTS, _DOCUMENTS, found):
            found.documents[path] = entries
        for path, entries in _read(folder / ALIASES, _ALIASES, found):
            found.aliases[path] = entries
        if (lines := _read_words(folder / WORDS, found.problems)) is not None:
            found.words[folder / WORDS] = lines
    return found


def folders_above(path: Path, folder: Path | None) -> list[Path]:
    """The folders whose files of this kind count for the file at `path`: from its own up to `folder`."""
    above = list(path.parents)
    return [parent for parent in above if parent.is_relative_to(folder)] if folder else above[:1]


def _fits(name: str, pattern: str) -> bool:
    return name == pattern or fnmatchcase(name, pattern)


def _read_words(path: Path, problems: list[tuple[str, str]]) -> tuple[str, ...] | None:
    """The lines of a words.txt that say something and can be used; None where there is none."""
    try:
        text = _text(path)
    except (OSError, ValueError) as error:
        problems.append((path.name, f"{path}: not used: {_complaint(error)}"))
        return None
    if text is None:
        return None
    used: list[str] = []
    for number, line in enumerate(text.splitlines(), 1):
        try:
            if read_line(line) is not None:
                used.append(line.strip())
        except ValueError as error:
            problems.append((path.name, f"{path}, line {number}: not used: {error}."))
    return tuple(used)


def _text(path: Path) -> str | None:
    """What stands in a file; None where there is none. Raises ValueError where it is too large or no UTF-8."""
    if not path.is_file():
        return None
    if path.stat().st_size > LARGEST:
        raise ValueError(f"it is over {LARGEST // 2**20} MB")
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise ValueError("it is not UTF-8. Save it as UTF-8") from None


def _read(path: Path, kind: TypeAdapter[Any], into: Sidecars) -> Iterator[tuple[Path, Any]]:
    problems = into.problems
    try:
        if (text := _text(path)) is None:
            return
        loader = _Loader(text)
        root = loader.get_single_node()
        entries = (loader.construct_document(root) if root else None) or {}
        if not isinstance(entries, dict):
            raise ValueError("it is no dictionary of names, with what is said of each")
    except (OSError, ValueError, yaml.YAMLError, RecursionError) as error:
        problems.append((path.name, f"{path}: not used: {_complaint(error)}"))
        return
    lines = dict(_lines(root))
    into.lines[path] = lines
    used: dict[str, Any] = {}
    for name, said in entries.items():
        try:
            used[str(name)] = kind.validate_python(said)
        except ValueError as error:
            line = lines.get((str(name), *_where(error)[:1])) or lines.get((str(name),), 1)
            problems.append((path.name, f"{path}, line {line}: not used: {name} → {_complaint(error)}"))
    yield path, used


def _lines(root: yaml.Node | None) -> Iterator[tuple[Key, int]]:
    """The line of each entry, and of each key in one."""
    for name, said in root.value if isinstance(root, yaml.MappingNode) else ():
        yield (str(name.value),), name.start_mark.line + 1
        for key, _ in said.value if isinstance(said, yaml.MappingNode) else ():
            yield (str(name.value), str(key.value)), key.start_mark.line + 1


def _where(error: Exception) -> list[str]:
    """The keys that lead to what is wrong, in an entry."""
    if not isinstance(error, ValidationError):
        return []
    return [str(part) for part in error.errors(include_url=False)[0]["loc"]]


def _complaint(error: Exception) -> str:
    if isinstance(error, ValidationError):
        first = error.errors(include_url=False)[0]
        key = " → ".join(_where(error))
        if first["type"] == "extra_forbidden":
            return f"{key}: there is no such key.{did_you_mean(_where(error)[-1], Declared.model_fields)}"
        return f"{key}: {first['msg'].removeprefix('Value error, ')}"
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark:
        return f"line {error.problem_mark.line + 1}: {error.problem}"
    return str(error).partition("\n")[0]
