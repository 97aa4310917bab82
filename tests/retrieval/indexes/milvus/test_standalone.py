"""The dense leg in a whole Milvus, of version 2.3: what it finds, crashes, and users with the privileges that
docs/milvus.md names. That version has no sparse vectors, so no library goes into it, and who tries is told so."""

import re
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from command_line import PATIENCE
from milvus_standalone import StandaloneServer
from small_reports import write

from bot.doctor import reach
from bot.settings import Settings
from retrieval.errors import EngineError, EngineUnavailable
from retrieval.indexes.dense import VectorIndex
from retrieval.indexes.milvus import builds, dense, server
from retrieval.indexes.milvus.collection import Collection
from retrieval.indexes.milvus.server import Server, driver
from retrieval.indexes.vector_segment import Vectors, write_segment
from retrieval.library import Library
from retrieval.storage.segments import StoredSegment

DOCUMENTED = Path(__file__).parents[4] / "docs/milvus.md"
OF_ALL = {"CreateCollection", "DropCollection", "DescribeCollection", "ShowCollections", "CreateAlias", "DropAlias"}
"""Privileges that are not those of one collection."""

GRANTED_WITHIN = 30.0
"""Seconds."""

PASSAGES, OF_ONE, DIMENSION = 600, 2, 32
GONE = (3, 4, 599)


@pytest.fixture(scope="module")
def asked(standalone: StandaloneServer) -> Iterator[Server]:
    """The server, as who may do anything."""
    with closing(Server(standalone.settings(), Path("library"))) as found:
        yield found


def vectors(count: int, seed: int) -> Vectors:
    """Of unit length, as float16 holds them."""
    drawn = np.random.default_rng(seed).normal(size=(count, DIMENSION))
    halves = (drawn / np.linalg.norm(drawn, axis=1, keepdims=True)).astype(np.float16)
    return halves.astype(np.float32)


NUMBERS = [1 + place // OF_ONE for place in range(PASSAGES * OF_ONE)]
STORED = vectors(len(NUMBERS), 1)
QUESTIONS = vectors(20, 2)


@pytest.fixture(scope="module")
def flat(tmp_path_factory: pytest.TempPathFactory) -> VectorIndex:
    """The embedded engine's exact index of the same vectors."""
    folder = tmp_path_factory.mktemp("flat")
    write_segment(folder, "all", [(NUMBERS, STORED)])
    return VectorIndex(folder, [StoredSegment("all")], GONE)


def filled(asked: Server, name: str, *, graph: bool) -> dense.MilvusVectors:
    """A new collection with all vectors, those that are gone not removed yet."""
    collection = Collection(asked, name, "FLOAT_VECTOR")
    collection.create(dense.index_of(graph), DIMENSION)
    batch = [(number, vector.astype(np.float16).tobytes()) for number, vector in zip(NUMBERS, STORED, strict=True)]
    collection.bring_up(dense.WINDOWS - 1, dense.rows([batch[:700], batch[700:]]))
    return dense.MilvusVectors(collection, PASSAGES, GONE)


@pytest.fixture(scope="module")
def exact(asked: Server) -> dense.MilvusVectors:
    """The vectors in Milvus, searched exactly."""
    return filled(asked, "exact_vectors", graph=False)


@pytest.mark.parametrize("among", [None, [*range(2, 600, 7)], [5], [3]])
def test_it_finds_what_the_flat_index_finds(exact: dense.MilvusVectors, flat: VectorIndex, among: list[int]) -> None:
    for question in QUESTIONS:
        there = None if among is None else sorted({*among} - {*GONE})
        wanted = flat.search(question, 10, there) if there != [] else {}
        found = exact.search(question, 10, among)
        assert found == pytest.approx(wanted, abs=1e-5)
        assert [*found] == [*wanted]


def test_a_graph_finds_nearly_all_of_it(asked: Server, flat: VectorIndex) -> None:
    made = filled(asked, "graph_vectors", graph=True)
    wanted = [flat.search(question, 10) for question in QUESTIONS]
    found = [made.search(question, 10) for question in QUESTIONS]
    assert sum(len(one.keys() & other.keys()) for one, other in zip(wanted, found, strict=True)) >= 196
    asked.call("drop_collection", made.collection.name)


def test_a_collection_whose_making_was_broken_off_is_made_anew(asked: Server) -> None:
    schema = driver().MilvusClient.create_schema()
    schema.add_field("id", driver().DataType.INT64, is_primary=True)
    schema.add_field("vector", driver().DataType.FLOAT_VECTOR, dim=DIMENSION)
    asked.call("create_collection", "half_vectors", schema=schema)
    made = filled(asked, "half_vectors", graph=False)
    assert made.collection.count("id > 0") == len(NUMBERS)
    asked.call("drop_collection", made.collection.name)


def as_soon_as_allowed(do: Callable[[], dense.MilvusVectors]) -> dense.MilvusVectors:
    """What it gives: what is granted counts a little later."""
    given_up = time.monotonic() + GRANTED_WITHIN
    while True:
        try:
            return do()
        except EngineError as error:
            if "permission deny" not in str(error) or time.monotonic() > given_up:
                raise
        time.sleep(0.1)


def test_the_privileges_that_are_named_do_and_without_one_it_is_named(
    standalone: StandaloneServer, asked: Server
) -> None:
    listed = re.search(r"the privileges\n(.*?)\.\n", DOCUMENTED.read_text(encoding="utf-8"), re.DOTALL)
    assert listed
    named = re.findall(r"`(\w+)`", listed[1])
    asked.call("create_user", "leser", "Geheim-4711")
    with closing(Server(standalone.settings("leser:Geheim-4711"), Path("library"))) as limited:
        with pytest.raises(EngineError, match=r"refuses this user \(PrivilegeCreateCollection: permission deny"):
            filled(limited, "yuanwen_1_vectors", graph=False)
        asked.call("create_role", "yuanwen")
        for name in named:
            asked.call("grant_privilege", "yuanwen", "Global" if name in OF_ALL else "Collection", name, "*")
        asked.call("grant_role", "leser", "yuanwen")
        made = as_soon_as_allowed(lambda: filled(limited, "yuanwen_1_vectors", graph=True))
        names = builds.Names("yuanwen", "1")
        for alias in ("create_alias", "alter_alias"):
            limited.call(alias, made.collection.name, names.alias("vectors"))
        builds.check_free(limited, names)
        made.collection.remove(GONE)
        assert len(made.search(QUESTIONS[0], 10)) == 10
        builds.withdraw(limited, names)
        assert "yuanwen_1_vectors" not in asked.call("list_collections")


def test_it_has_no_sparse_vectors_and_everybody_is_told_so(
    standalone: StandaloneServer, asked: Server, tmp_path: Path
) -> None:
    terms = Collection(asked, "terms", "SPARSE_FLOAT_VECTOR")
    with pytest.raises(EngineError, match="create index on 104 field is not supported"):
        terms.create({"index_type": "SPARSE_INVERTED_INDEX"})
    asked.call("drop_collection", terms.name)
    before = asked.call("list_collections")
    there = standalone.settings().model_dump()
    chosen = Settings.model_validate({"data_dir": tmp_path / "library", "engine": "milvus", "milvus": there})
    too_old = r"is v2\.3\.\d+(-lite)?, which has no sparse vectors\. Take 2\.4 or later"
    with pytest.raises(EngineError, match=too_old):
        reach.milvus(chosen)
    with Library.open(chosen) as library, pytest.raises(EngineError, match=too_old):
        library.index([write(tmp_path / "reports")])
    assert asked.call("list_collections") == before


def test_it_is_killed_in_mid_question_and_answers_again_by_itself(
    standalone: StandaloneServer, exact: dense.MilvusVectors, flat: VectorIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = flat.search(QUESTIONS[0], 10)

    def ask_until_it_fails() -> str:
        given_up = time.monotonic() + PATIENCE
        with pytest.raises(EngineUnavailable) as raised:
            while time.monotonic() < given_up:
                assert exact.search(QUESTIONS[0], 10) == pytest.approx(wanted, abs=1e-5)
        return str(raised.value)

    with ThreadPoolExecutor(1) as beside:
        asking = beside.submit(ask_until_it_fails)
        standalone.stop()
        said = asking.result()
    assert re.search(r"cannot be reached \(.*Nothing is lost", said)
    standalone.start()
    monkeypatch.setattr(server, "SLOWEST", 0.5)
    with closing(Server(standalone.settings(), Path("library"), patience=0.2)) as hasty:
        meanwhile = replace(exact, collection=replace(exact.collection, server=hasty))
        while "cannot be reached" in said:
            with pytest.raises(EngineUnavailable) as raised:
                meanwhile.search(QUESTIONS[0], 10)
            said = str(raised.value)
    assert "has not yet read the indexes of the library in library into its memory" in said
    monkeypatch.undo()
    assert exact.search(QUESTIONS[0], 10) == pytest.approx(wanted, abs=1e-5)
    assert exact.collection.count("id > 0") == len(NUMBERS)
    exact.collection.remove(GONE)
    assert exact.collection.count("id > 0") == len(NUMBERS) - OF_ONE * len(GONE)
    assert exact.search(QUESTIONS[0], 10) == pytest.approx(wanted, abs=1e-5)
