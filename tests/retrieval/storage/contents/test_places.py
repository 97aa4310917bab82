"""Where passages stand in their files."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from retrieval.citation.location import boxes, cell_range, confidence, doubtful_figures
from retrieval.document import Place
from retrieval.storage.contents.places import insert_places, places_of
from retrieval.storage.database import Database
from retrieval.storage.schema import documents
from retrieval.storage.statements import insert
from retrieval.storage.store import open_store

TEXT = "河湾今年签约 37 个项目\n总投资 214.6 亿元，"
FIRST, SECOND = Place(0, 13, 1, (100.0, 50.0, 322.0, 60.0), 0.99), Place(14, 27, 2, (100.0, 62.0, 310.0, 72.0), 0.71)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Database]:
    opened = open_store(tmp_path / "library.sqlite")
    with opened.writing() as db:
        insert(db, documents, sha256="x", reader="pdf", reader_version=1, layout=1, declared="{}", characters=len(TEXT),
               warnings=(), generation=1)  # fmt: skip
        insert_places(db, 1, [FIRST, SECOND])
    yield opened
    opened.close()


def test_places_come_back_as_they_were_stored(store: Database) -> None:
    with store.reading() as db:
        assert places_of(db, 1, TEXT, [(0, 27)]) == [FIRST, SECOND]
        assert places_of(db, 1, TEXT, [(14, 27), (0, 13)]) == [SECOND, FIRST]
        assert places_of(db, 2, TEXT, [(0, 27)]) == []


def test_a_line_is_cut_where_the_span_begins_and_ends(store: Database) -> None:
    start, end = TEXT.index("37"), TEXT.index("个")
    with store.reading() as db:
        [place] = places_of(db, 1, TEXT, [(start, end)])
    assert (place.start, place.end) == (start, end)
    # The line has 22 columns, 13 of them before the figure.
    assert place.box is not None
    assert place.box == pytest.approx((100 + 13 * 222 / 22, 50, 100 + 16 * 222 / 22, 60))


def test_what_only_touches_a_span_is_not_in_it(store: Database) -> None:
    with store.reading() as db:
        assert places_of(db, 1, TEXT, [(13, 14)]) == []


def test_boxes_have_their_page() -> None:
    assert boxes([FIRST, Place(0, 1, sheet="表"), SECOND]) == ((1, 100, 50, 322, 60), (2, 100, 62, 310, 72))


@pytest.mark.parametrize(
    ("cells", "written"),
    [
        ([(7, 2, 4)], "B7:D7"),
        ([(7, 2, 2)], "B7"),
        ([(7, 2, 2), (7, 3, 4), (9, 1, 1)], "A7:D9"),
        ([(1, 26, 28)], "Z1:AB1"),
        ([(3, 703, 703)], "AAA3"),
        ([], None),
    ],
)
def test_cells_are_written_as_spreadsheets_do(cells: list[tuple[int, int, int]], written: str | None) -> None:
    assert cell_range([Place(0, 1, cells=one) for one in cells]) == written


def test_confidence_is_the_mean_by_characters() -> None:
    assert confidence([Place(0, 30, confidence=0.9), Place(30, 40, confidence=0.5)]) == pytest.approx(0.8)
    assert confidence([Place(0, 30, 1)]) is None


def test_figures_on_a_line_that_was_hard_to_read_are_doubtful() -> None:
    assert doubtful_figures([FIRST, SECOND], TEXT) == ("214.6 亿元",)
    assert doubtful_figures([FIRST], TEXT) == ()
