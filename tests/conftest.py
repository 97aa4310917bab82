"""Shared by all tests: the command line in this process and as a process, and a small library to ask."""

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from functools import cache
from itertools import count
from pathlib import Path

import hypothesis
import pytest
from command_line import write_reports
from milvus_servers import LiteServer
from postgresql_server import PostgresqlServer
from typer.testing import CliRunner, Result

from bot.main import app
from embeddings import load_encoder, load_reader
from retrieval import library as library_module
from retrieval.library import Library
from retrieval.readers.process.client import Limits, ReaderProcess
from retrieval.settings import Settings

os.environ.setdefault("OMP_NUM_THREADS", "1")
"""Of PyTorch, in tests and in programs that they start: several run beside one another, and more threads than
processors wait for one another (a reader of toy size was learned in 54 s instead of 14)."""

EXAMPLES = 25
"""Of a property, unless it says otherwise; each run draws others, and `make fuzz` draws a million."""

hypothesis.settings.register_profile("untimed", deadline=None, max_examples=EXAMPLES)
hypothesis.settings.load_profile("untimed")


HOMES = count()
"""A test has a home folder of its own, which is made only where it is written to."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes by far the longest comes first, so that no process is busy with it when the others have ended."""
    items.sort(key=lambda item: item.path.match("real/test_reports.py"), reverse=True)


@pytest.fixture(autouse=True)
def no_settings_of_the_machine(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Neither the environment nor a configuration or data folder of the person who runs the tests is seen."""
    for name in list(os.environ):
        if name.upper().startswith("YUANWEN_") and name != "YUANWEN_REAL_DATA":
            monkeypatch.delenv(name)
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    home = tmp_path_factory.getbasetemp() / f"home-{next(HOMES)}"
    monkeypatch.setenv("HOME", str(home))
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(home / name))


@pytest.fixture(scope="session", autouse=True)
def one_model() -> Iterator[None]:
    """Models are loaded once, not by every library anew."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(library_module, "load_encoder", cache(load_encoder))
        patch.setattr(library_module, "load_reader", cache(load_reader))
        yield


@pytest.fixture(scope="session", autouse=True)
def one_reading_process() -> Iterator[None]:
    """The process that reads files is started once, not by every indexing run anew."""
    processes: dict[Limits, ReaderProcess] = {}

    def kept(limits: Limits) -> AbstractContextManager[ReaderProcess]:
        return nullcontext(processes.setdefault(limits, ReaderProcess(limits)))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(library_module, "ReaderProcess", kept)
        yield
    for process in processes.values():
        process.close()


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgresqlServer]:
    """A server of PostgreSQL's, for all tests that ask for one."""
    try:
        server = PostgresqlServer()
    except ImportError:
        pytest.skip("PostgreSQL's programs are not here: pip install pgserver (x86-64 or macOS, Python 3.11 or 3.12)")
    yield server
    server.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest) -> str | None:
    """The address of an empty database of PostgreSQL's, or None for SQLite: for what is to hold with both."""
    if request.param == "sqlite":
        return None
    server: PostgresqlServer = request.getfixturevalue("postgresql")
    return server.new_database()


@pytest.fixture(scope="session")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of two small reports about different zones."""
    return write_reports(tmp_path_factory.mktemp("reports"))


@pytest.fixture(scope="session")
def data_dir(reports: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of the small reports, to be asked and not to be changed."""
    data = tmp_path_factory.mktemp("library")
    with Library.open(Settings(data_dir=data)) as library:
        library.index([reports])
    return data


@pytest.fixture(scope="session")
def lite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiteServer]:
    """A Milvus server that stays up."""
    server = LiteServer(tmp_path_factory.mktemp("milvus"))
    yield server
    server.stop()


@pytest.fixture
def cli(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., Result]:
    """Runs the command line in this process, in an empty folder: `cli("ask", "…", input="…")`."""
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)

    def run(*arguments: object, input: str | None = None) -> Result:
        return CliRunner().invoke(app, [str(argument) for argument in arguments], input=input)

    return run
