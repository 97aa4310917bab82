"""Figures that were read with doubt."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from retrieval.document import DOUBTFUL, Box, Place
from retrieval.readers.ocr.doubtful_figures import with_doubtful_figures
from retrieval.readers.ocr.recognition import Figure, RecognisedLine
from retrieval.readers.print import PrintedLine

BOX: Box = (100.0, 10.0, 300.0, 40.0)


def recognised(text: str, *figures: Figure, box: Box = BOX) -> RecognisedLine:
    return RecognisedLine(PrintedLine(text, box, 30.0, 0.97), figures)


def test_a_doubtful_figure_has_a_place_with_its_own_confidence_and_part_of_the_box() -> None:
    text = "压减62.6%，好"
    places = [Place(3, 3 + len(text), 1, BOX, 0.97)]
    line = recognised(text, Figure(2, 7, 0.41))
    assert with_doubtful_figures(f"前文\n{text}", places, [(1, [line])]) == (
        Place(3, 5, 1, (100.0, 10.0, 100 + 200 * 4 / 13, 40.0), 0.97),
        Place(5, 10, 1, (100 + 200 * 4 / 13, 10.0, 100 + 200 * 9 / 13, 40.0), 0.41),
        Place(10, 12, 1, (100 + 200 * 9 / 13, 10.0, 300.0, 40.0), 0.97),
    )


def test_sure_figures_and_lines_of_other_pages_stay_whole() -> None:
    places = (Place(0, 3, 1, BOX, 0.97),)
    assert with_doubtful_figures("5个人", places, [(1, [recognised("5个人", Figure(0, 1, DOUBTFUL))])]) == places
    assert with_doubtful_figures("5个人", places, [(2, [recognised("5个人", Figure(0, 1, 0.1))])]) == places


def test_a_line_that_stands_on_end_keeps_its_box() -> None:
    tall: Box = (10.0, 10.0, 40.0, 300.0)
    line = recognised("计5个", Figure(1, 2, 0.3), box=tall)
    found = with_doubtful_figures("计5个", [Place(0, 3, 1, tall, 0.97)], [(1, [line])])
    assert [(place.start, place.end, place.box) for place in found] == [(0, 1, tall), (1, 2, tall), (2, 3, tall)]


@given(st.text(alphabet="增长1.5%", min_size=1), st.data())
def test_the_pieces_cover_the_place_without_gap_or_overlap(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=6)))
    figures = [Figure(a, b, 0.5) for a, b in zip(cuts[::2], cuts[1::2], strict=False)]
    shown = data.draw(st.integers(1, len(text)))
    found = with_doubtful_figures(text[:shown], [Place(0, shown, 1, BOX, 0.97)], [(1, [recognised(text, *figures)])])
    assert found[0].start == 0 and found[-1].end == shown
    assert all(one.end == other.start for one, other in pairwise(found))
    assert all(place.start < place.end for place in found)
