"""The engine that keeps both indexes in Milvus finds what the embedded one finds, through the life of a library."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import pytest
from command_line import PATIENCE
from milvus_servers import LiteServer

from retrieval.errors import EngineError, EngineUnavailable, IndexesReplaced
from retrieval.indexes.choosing import choose_engine
from retrieval.indexes.embedded import EmbeddedEngine
from retrieval.indexes.engine import Damage, Engine, Indexes
from retrieval.indexes.lexical import Term
from retrieval.indexes.milvus.collection import Collection, Row
from retrieval.indexes.milvus.engine import MilvusEngine
from retrieval.indexes.milvus.server import Server, driver
from retrieval.settings import MilvusSettings, Settings
from retrieval.storage import segments
from retrieval.storage.changes import drop_sources
from retrieval.storage.database import Database
from retrieval.storage.documents import stored_sources
from retrieval.storage.schema import articles, documents, passages, sources, windows
from retrieval.storage.statements import insert
from retrieval.storage.store import generation_of, open_store, set_meta

DIMENSION = 6
SENTENCES = (
    "审批时限压减 62.6%，审批事项减到 9 项。",
    "全年签约项目 46 个，总投资 128.3 亿元。",
    "污水处理厂每天处理 3 万吨，水质好转。",
    "The zone cut approval time by half; approval takes 3 days.",
)
TERMS = (
    [[Term("words", "审批")]],
    [[Term("words", "项目"), Term("context", "项目", 0.5)], [Term("grams", "投资")]],
    [[Term("grams", "审批", 0.7, (("grams", "时限"),))], [Term("pinyin", "shenpi"), Term("words", "approval")]],
    [[Term("words", "nowhere")], [Term("numbers", "62.6%"), Term("grams", "水质")]],
)

Made = tuple[Database, MilvusEngine, EmbeddedEngine]


@pytest.fixture
def made(tmp_path: Path, in_milvus: Callable[..., Settings]) -> Iterator[Made]:
    """The database of a new library, and both engines for it; the embedded one has a folder of its own."""
    with closing(open_store(tmp_path / "library.sqlite")) as store:
        engine = choose_engine(in_milvus(tmp_path), store)
        assert isinstance(engine, MilvusEngine)
        yield store, engine, EmbeddedEngine(tmp_path / "beside", None)
        engine.close()


class Aborted(Exception):
    """The transaction of a change does not come to its end."""


def change(store: Database, engine: Engine, add: int, remove: int, *, abort: bool = False, model: str = "m") -> None:
    """One generation: `add` documents of a passage with two windows are added, the `remove` oldest removed."""
    with store.writing() as db:
        generation = generation_of(db) + 1
        random = np.random.default_rng(generation + 1000 * abort)
        set_meta(db, generation=generation, encoder=model)
        oldest = sorted(stored_sources(db), key=lambda source: source.document)[:remove]
        drop_sources(db, [source.path for source in oldest])
        for place in range(add):
            name = f"{generation}-{place}-{abort}"
            document = insert(
                db, documents, sha256=name, reader="plain", reader_version=1, layout=1, title="项目简报",
                declared="{}", characters=4, warnings=(), generation=generation,
            )  # fmt: skip
            insert(db, sources, path=name, name="x", document=document)
            insert(db, articles, document=document, ordinal=0, organizations=())
            text = "".join(SENTENCES[one] for one in random.integers(0, len(SENTENCES), random.integers(1, 5)))
            passage = insert(
                db, passages, document=document, article=0, citation=name, text=text, spans=((0, len(text)),),
                sentences=((0, len(text)),), first_line=1, last_line=1, headings=(), generation=generation,
            )  # fmt: skip
            for start in (0, 1):
                key, vector = random.bytes(16), random.normal(size=DIMENSION).astype(np.float16)
                segments.keep_vectors(db, [(key, vector.tobytes())])
                insert(db, windows, passage=passage, start=start, end=len(text), vector=key)
        engine.add_generation(db, generation)
        if abort:
            raise Aborted
    with store.writing() as db:
        engine.clean(db)


def opened(store: Database, engine: Engine) -> Indexes:
    """The indexes of the generation that counts now, whole."""
    with store.reading() as db:
        found = engine.open(db)
    assert isinstance(found, Indexes), found
    return found


def check(made: Made) -> None:
    """Both engines find the same, with the same scores; the embedded one is made anew, so that nothing is left in it of
    what is gone."""
    store, engine, beside = made
    try:
        with store.writing() as db:
            numbers = [number for batch in segments.vectors_since(db, 0, 10**6) for number, _ in batch]
            beside.rebuild(db, None, generation_of(db))
            set_meta(db, generation=generation_of(db))
            embedded = beside.open(db)
            raise Aborted
    except Aborted:
        pass
    assert isinstance(embedded, Indexes)
    ours = opened(store, engine)
    assert ours.lexical.size == embedded.lexical.size == len(set(numbers))
    for among in (None, sorted(set(numbers))[1::2], numbers[:2], [10**6]):
        for terms in TERMS:
            wanted = embedded.lexical.search(terms, 1000, among)
            assert ours.lexical.search(terms, 1000, among) == pytest.approx(wanted, rel=1e-4)
        vector = np.random.default_rng(1).normal(size=DIMENSION).astype(np.float32)
        wanted = embedded.vectors.search(vector, 1000, among)
        assert ours.vectors.search(vector, 1000, among) == pytest.approx(wanted, abs=1e-3)
    for field, token in (("words", "审批"), ("grams", "水质"), ("context", "简报"), ("words", "nowhere")):
        assert ours.lexical.frequency(field, token) == embedded.lexical.frequency(field, token)


def names_in(server: Server) -> dict[str, str]:
    """What stands under the names of an engine in Milvus: each collection, and each alias with its collection."""
    begin = f"{server.settings.collection}_"
    found = {name: name for name in server.call("list_collections") if name.startswith(begin)}
    for leg in ("vectors", "terms"):
        with suppress(IndexesReplaced):
            found[leg] = server.call("describe_collection", f"{begin}{leg}")["collection_name"]
    return found


def test_it_finds_what_the_embedded_engine_finds_through_the_life_of_a_library(made: Made) -> None:
    store, engine, _ = made
    change(store, engine, 6, 0)
    check(made)
    with suppress(Aborted):
        change(store, engine, 9, 2, abort=True)
    check(made)
    change(store, engine, 3, 2)
    check(made)
    assert {name.rpartition("_")[0][-2:] for name in names_in(engine.server) if "_" in name} == {"_1"}
    change(store, engine, 0, 7)
    assert names_in(engine.server) == {}
    change(store, engine, 2, 0)
    check(made)


def test_what_is_made_anew_goes_into_new_collections_and_the_aliases_follow(made: Made) -> None:
    store, engine, _ = made
    change(store, engine, 3, 0)
    before = names_in(engine.server)
    reader = opened(store, engine)
    with store.writing() as db:
        generation = generation_of(db) + 1
        set_meta(db, generation=generation, encoder="another")
        engine.rebuild(db, None, generation)
        during = names_in(engine.server)
        assert (during["vectors"], during["terms"]) == (before["vectors"], before["terms"])
        assert reader.lexical.search(TERMS[1], 10)
    with store.writing() as db:
        engine.clean(db)
    after = names_in(engine.server)
    assert len(after) == len(before)
    assert not set(after.values()) & set(before.values())
    check(made)
    with pytest.raises(IndexesReplaced):
        reader.lexical.search(TERMS[1], 10)


def test_what_an_interrupted_change_has_written_is_not_sent_again(made: Made) -> None:
    _, engine, _ = made

    class Recording(Server):
        """A server that remembers what it was sent."""

        sent: ClassVar[list[int]] = []

        def call(self, method: str, *values: Any, **named: Any) -> Any:
            """As it is called."""
            if method == "upsert":
                self.sent.extend(row["id"] for row in values[1])
            return super().call(method, *values, **named)

    server = Recording(engine.server.settings, engine.server.folder)
    collection = Collection(server, f"{server.settings.collection}_rows", "FLOAT_VECTOR")
    collection.create({"index_type": "FLAT"}, 2)
    rows = [Row(number, number, [float(number), 1.0], number) for number in range(1, 31)]

    def breaking() -> Iterator[list[Row]]:
        yield rows[:10]
        yield [*rows[10:19], replace(rows[19], digest=0), Row(21, 21, [0.0, 0.0], 0)]
        raise Aborted

    with pytest.raises(Aborted):
        collection.bring_up(0, breaking())
    server.sent.clear()
    wanted = [row for row in rows if row.number != 21]
    collection.bring_up(0, [wanted[:10], wanted[10:20], wanted[20:]])
    assert server.sent == [20, *range(22, 31)]
    assert collection.count("id > 0") == len(wanted)
    server.call("drop_collection", collection.name)
    server.close()


def test_a_collection_whose_making_was_broken_off_is_made_anew(made: Made) -> None:
    server = made[1].server
    collection = Collection(server, f"{server.settings.collection}_half", "FLOAT_VECTOR")
    schema = driver().MilvusClient.create_schema()
    schema.add_field("id", driver().DataType.INT64, is_primary=True)
    schema.add_field("vector", driver().DataType.FLOAT_VECTOR, dim=2)
    server.call("create_collection", collection.name, schema=schema)
    for _ in range(2):
        collection.create({"index_type": "FLAT"}, 2)
        assert server.call("list_indexes", collection.name) == ["vector"]
    collection.bring_up(0, [[Row(1, 1, [1.0, 0.0], 1)]])
    collection.create({"index_type": "FLAT"}, 2)
    assert collection.count("id > 0") == 1
    server.call("drop_collection", collection.name)


def test_a_library_does_not_take_the_names_of_another(made: Made, tmp_path: Path) -> None:
    store, engine, _ = made
    change(store, engine, 2, 0)
    before = names_in(engine.server)
    with closing(open_store(tmp_path / "other.sqlite")) as other:
        second = choose_engine(
            Settings(data_dir=tmp_path / "other", engine="milvus", milvus=engine.server.settings), other
        )
        with pytest.raises(EngineError, match=r"belongs to another library.*Name another under milvus.collection"):
            change(other, second, 1, 0, model="another")
        with other.reading() as db:
            assert generation_of(db) == 0
        second.close()
    assert names_in(engine.server) == before
    check(made)


def damage_of(store: Database, engine: Engine) -> str:
    """What keeps the indexes from being used."""
    with store.reading() as db:
        found = engine.open(db)
    assert isinstance(found, Damage)
    return str(found)


def test_what_is_not_as_it_was_written_is_found_when_it_is_opened(made: Made) -> None:
    store, engine, _ = made
    change(store, engine, 3, 0)
    vectors, terms = (f"{engine.server.settings.collection}_{leg}" for leg in ("vectors", "terms"))
    engine.server.call("delete", terms, ids=[2])
    assert "has 2 rows, not 3" in damage_of(store, engine)
    name = names_in(engine.server)["vectors"]
    engine.server.call("drop_alias", vectors)
    engine.server.call("drop_collection", name)
    assert "is not in Milvus" in damage_of(store, engine)
    with store.writing() as db:
        set_meta(db, encoder="another")
    assert "by another model" in damage_of(store, engine)


def test_what_cannot_be_removed_is_counted_until_it_is(made: Made, caplog: pytest.LogCaptureFixture) -> None:
    store, engine, _ = made

    class Failing(Server):
        """A server that can delete nothing."""

        def call(self, method: str, *values: Any, **named: Any) -> Any:
            """As it is called."""
            if method == "delete" and "id >" not in named.get("filter", ""):
                raise EngineUnavailable("gone")
            return super().call(method, *values, **named)

    server = Failing(engine.server.settings, engine.server.folder)
    change(store, engine, 4, 0)
    for _ in range(2):
        change(store, replace(engine, server=server), 0, 1)
    assert "is removed with a later change" in caplog.text
    server.close()
    change(store, engine, 1, 0)
    check(made)


def test_it_says_when_milvus_is_gone_and_goes_on_when_it_is_back(own: LiteServer, tmp_path: Path) -> None:
    settings = MilvusSettings(uri=own.uri)
    server = Server(settings, tmp_path, patience=0.2, writing_patience=0.3)
    patient = Server(settings, tmp_path, patience=PATIENCE)
    with closing(open_store(tmp_path / "library.sqlite")) as store, ThreadPoolExecutor(1) as beside:
        made: Made = store, MilvusEngine(store, tmp_path, server, None), EmbeddedEngine(tmp_path / "beside", None)
        change(*made[:2], 3, 0)
        reader, waiting = opened(*made[:2]), opened(store, replace(made[1], server=patient))
        found = reader.lexical.search(TERMS[1], 10)
        own.stop()
        said = rf"{own.uri} cannot be reached.*{tmp_path}.*Nothing is lost"
        with pytest.raises(EngineUnavailable, match=said):
            reader.lexical.search(TERMS[1], 10)
        with pytest.raises(EngineUnavailable, match=said):
            opened(*made[:2])
        with pytest.raises(EngineUnavailable, match=said):
            change(*made[:2], 2, 1)
        meanwhile = beside.submit(waiting.lexical.search, TERMS[1], 10)
        own.start()
        assert meanwhile.result(PATIENCE) == found
        assert reader.lexical.search(TERMS[1], 10) == found
        change(*made[:2], 2, 1)
        check(made)
        server.close()
        patient.close()
