"""Charts of answers: drawn for every table there can be, with fonts that have every character."""

import io

import numpy as np
import pytest
from matplotlib.colors import to_rgb
from PIL import Image
from tables_of_answers import row, table

from bot.tables.chart import ASKED_FOR, MOST_BARS, OTHER, chart
from bot.tables.fonts import drawable, families_for
from retrieval.answer import Table


def drawn(made: Table, language: str = "zh") -> np.ndarray:
    with Image.open(io.BytesIO(chart(made, language))) as picture:
        assert picture.format == "PNG"
        return np.asarray(picture.convert("RGB"))


def bars(picture: np.ndarray, colour: str) -> int:
    """How many bars of a colour stand below one another: runs of rows that hold a stretch of it."""
    wanted = (np.array(to_rgb(colour)) * 255).round()
    holding = (np.abs(picture - wanted).max(axis=2) < 3).sum(axis=1) > 2
    return int((np.diff(np.concatenate([[0], holding.astype(int)])) == 1).sum())


def test_who_is_asked_for_has_bars_of_another_colour():
    rows = [row("青岚市", "6%以上", 6.0), row("云浦市", "5%左右", 5.0), row("石梁市", "下降2%", -2.0)]
    picture = drawn(table(*rows, selected=("青岚市",), missing=("林泽市",)))
    assert (bars(picture, ASKED_FOR), bars(picture, OTHER)) == (1, 2)
    assert bars(drawn(table(*rows)), ASKED_FOR) == 3


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    "made",
    [
        table(row("青岚市", "6%", 6.0)),
        table(row("青岚市", "0", 0.0)),
        table(row("青岚市", "保持合理水平", None), row("云浦市", "2%", 2.0, year=2030, conflict=True)),
        table(row("$\\frac{甲}$开发区\u202e<b>", "5%" * 60, 5.0), row("𠮷野\U00030edd㐂市" * 9, "1e300", 1e300)),
    ],
    ids=["one", "nought", "words", "harmful"],
)
def test_every_table_can_be_drawn_and_no_character_is_missing(made, language):
    assert min(drawn(made, language).shape[:2]) > 200  # a missing glyph is a warning, and warnings are errors


def test_a_chart_of_many_rows_is_bounded():
    rows = [row(f"第{number}开发区", f"{number}%", float(number)) for number in range(500)]
    picture = drawn(table(*rows, missing=tuple(f"未报{number}区" for number in range(500))))
    assert sum(picture.shape[:2]) < 10_000 and bars(picture, ASKED_FOR) == MOST_BARS - 1  # the first is nought


def test_fonts_of_one_text_are_not_those_of_the_next():
    ours = families_for(["青岚市"])
    others = families_for(["".join(map(chr, range(0x1D400, 0x1D800)))])
    assert set(others) > set(ours) and len(others) == len(set(others))
    assert families_for(["青岚市"]) == ours


def test_a_character_that_no_font_has_is_written_as_it_is_read():
    families = families_for(["青岚市"])
    assert drawable("青岚市 5%", families) == "青岚市 5%"
    assert drawable("\ue123", families) == "(U+E123)"
    assert drawable("㐂", ["DejaVu Sans"]).isascii()
    assert drawable("岚", ["DejaVu Sans"]) == "(lan)"
