"""Texts in pieces read as if they were whole."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.storage.contents.texts import PIECE, DocumentText, document_text, first_texts, insert_text
from retrieval.storage.database import Database
from retrieval.storage.schema import documents
from retrieval.storage.statements import insert
from retrieval.storage.store import open_store

TEXTS = ["", "园区投产。\0\r\n", "".join(chr(0x4E00 + n % 2000) for n in range(3 * PIECE + 7)), "中" * PIECE]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    opened = open_store(tmp_path_factory.mktemp("texts") / "library.sqlite")
    with opened.writing() as db:
        for number, text in enumerate(TEXTS, 1):
            insert(db, documents, sha256=str(number), reader="plain", reader_version=1, layout=1, declared="{}",
                   characters=len(text), warnings=(), generation=1)  # fmt: skip
            insert_text(db, number, text)
    yield opened
    opened.close()


def test_they_come_back_whole(store: Database) -> None:
    with store.reading() as db:
        assert [document_text(db, number) for number in range(1, 5)] == TEXTS
        assert first_texts(db, 2) == TEXTS[:2]


PLACE = st.integers(0, 4 * PIECE)


@given(number=st.integers(1, 4), stretches=st.lists(st.tuples(PLACE, PLACE), max_size=5))
def test_any_stretch_is_that_of_the_whole(store: Database, number: int, stretches: list[tuple[int, int]]) -> None:
    with store.reading() as db:
        text = DocumentText(db, number)
        for start, end in stretches:
            assert text[start:end] == TEXTS[number - 1][start:end]
        assert text[:] == TEXTS[number - 1]
        assert text[PIECE - 1 :] == TEXTS[number - 1][PIECE - 1 :]
