"""The settings of the library: what `Library.open` takes. The Telegram section belongs to `bot.settings`."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

from platformdirs import user_data_path
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr, model_validator


def _at_home(path: Path) -> Path:
    try:
        return path.expanduser()
    except RuntimeError:
        raise ValueError("starts with ~, but there is no such home folder") from None


UserPath = Annotated[Path, AfterValidator(_at_home)]
"""A path as a person writes it: `~` is their home."""


_ADDRESS = re.compile(
    r"postgres(?:ql)?://(?:[^\s:@/?]+(?::[^\s:@/?]*)?@)?(?:\[[0-9A-Fa-f:.]+\]|[^\s:@/?\[\]]*)(?::\d+)?/[^\s/?@]+(?:\?\S*)?"
)


def _is_address(address: SecretStr) -> SecretStr:
    if not _ADDRESS.fullmatch(address.get_secret_value()):
        raise ValueError(
            "should be of the form postgresql://user:password@host:5432/name (in user and password each of : @ / ? is "
            "written as %3A %40 %2F %3F)"
        )
    return address


DatabaseAddress = Annotated[SecretStr, AfterValidator(_is_address)]
"""Where a database of PostgreSQL's is. It may hold a password, so it is not shown."""


GUIDED_FROM = 20_000
"""Vectors in a file of the index from which on `auto` does not compare them all: so many cost 2 ms."""


class Section(BaseModel):
    """A group of settings: unknown keys are refused, and null stands for a key's default."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _null_is_default(cls, values: Any) -> Any:
        if not isinstance(values, dict):
            return values
        return {str(key): value for key, value in values.items() if value is not None or key not in cls.model_fields}


class EmbeddingSettings(Section):
    """Which model turns text into vectors, and how."""

    model: str = "bundled"
    threads: int | None = Field(default=None, ge=1)
    backend: str = Field(default="torch", pattern="^(torch|onnx|openvino)$")
    device: str = "cpu"
    offline: bool = True
    query_prompt: str | None = None
    passage_prompt: str | None = None


class ReadingSettings(Section):
    """What may be read of a file; and whether the best passages are read for `answers`, or shown as they were found."""

    largest_file_mb: int = Field(default=100, ge=1)
    most_memory_mb: int = Field(default=3072, ge=512)
    most_seconds: int = Field(default=300, ge=1)
    pictures: bool = True
    answers: bool = True


@dataclass(frozen=True, slots=True)
class Guided:
    """Which files of vectors are not compared whole: those of `least` vectors or more, by codes or by a graph."""

    kind: Literal["codes", "hnsw"]
    least: int


class IndexSettings(Section):
    """How vectors are searched: all of them compared (`flat`), or those that their codes (`codes`) or a graph (`hnsw`)
    in each file of them lead to; `auto` takes codes where there are so many that it pays."""

    vectors: Literal["auto", "flat", "codes", "hnsw"] = "auto"

    @property
    def guided(self) -> Guided | None:
        """Which files of vectors get what leads to the nearest, None for none."""
        by_value: dict[str, Guided] = {
            "auto": Guided("codes", GUIDED_FROM), "codes": Guided("codes", 1), "hnsw": Guided("hnsw", 1),
        }  # fmt: skip
        return by_value.get(self.vectors)


class MilvusSettings(Section):
    """Where Milvus is, and as who it is asked: `token` is a name and password (`name:password`) or an API key.
    `certificate` is a file with the certificates that its own is signed with, where those of the system do not do;
    `collection` is what the names of its collections here begin with."""

    uri: str = Field(default="http://127.0.0.1:19530", pattern=r"^https?://[^\s/@]+/?$")
    token: SecretStr | None = None
    certificate: UserPath | None = None
    collection: str = Field(default="yuanwen", pattern=r"^[A-Za-z_][A-Za-z0-9_]{0,99}$")


class Settings(Section):
    """Everything `retrieval` needs to know. `documents` are the paths that `index` takes when it is given none;
    `database` is the PostgreSQL database to use instead of SQLite's files."""

    data_dir: UserPath = Field(default_factory=lambda: user_data_path("yuanwen", appauthor=False))
    documents: tuple[UserPath, ...] = ()
    database: DatabaseAddress | None = None
    embeddings: EmbeddingSettings = EmbeddingSettings()
    reading: ReadingSettings = ReadingSettings()
    indexes: IndexSettings = IndexSettings()
    engine: Literal["embedded", "milvus"] = "embedded"
    milvus: MilvusSettings = MilvusSettings()

    @property
    def database_address(self) -> str | None:
        """The address of the PostgreSQL database, with its password; None for SQLite's files."""
        return None if self.database is None else self.database.get_secret_value()
