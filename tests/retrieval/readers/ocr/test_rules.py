"""The rules of tables in pictures, and lines that were read across one."""

import pytest
from PIL import Image, ImageDraw

from retrieval.document import Box
from retrieval.readers.ocr.embedded import recognised
from retrieval.readers.ocr.recognition import Figure, RecognisedLine
from retrieval.readers.ocr.rules import cut_at_rules, drawn_rules
from retrieval.readers.print import PrintedLine

WALL = (148.0, 80.0, 150.0, 160.0)


def line(text: str, *figures: Figure) -> RecognisedLine:
    return RecognisedLine(PrintedLine(text, (50.0, 100.0, 250.0, 120.0), 20.0), figures)


def parts(text: str, walls: list[Box], *figures: Figure) -> list[tuple[str, float, float, int]]:
    cut = cut_at_rules([line(text, *figures)], walls)
    return [(one.printed.text, one.printed.box[0], one.printed.box[2], len(one.figures)) for one in cut]


@pytest.mark.parametrize(
    ("text", "walls", "found"),
    [
        ("北园产值南园税收", [WALL], [("北园产值", 50, 149, 0), ("南园税收", 149, 250, 0)]),
        ("北园产值南园税收", [(148.0, 105.0, 150.0, 115.0)], [("北园产值南园税收", 50, 250, 0)]),
        ("北园产值南园税收", [(40.0, 80.0, 42.0, 160.0)], [("北园产值南园税收", 50, 250, 0)]),
        ("北园产值南园税收", [(50.0, 121.0, 250.0, 122.0)], [("北园产值南园税收", 50, 250, 0)]),
        ("产值北园        ", [WALL], [("产值北园", 50, 149, 0)]),
    ],
    ids=["through", "short", "beside", "level", "nothing behind"],
)
def test_a_line_is_cut_where_a_rule_goes_through_it(text, walls, found):
    assert parts(text, walls) == found


def test_figures_go_with_their_part():
    assert parts("产值1234税收9876", [WALL], Figure(2, 6, 0.9), Figure(8, 12, 0.8)) == [
        ("产值1234", 50, 149, 1),
        ("税收9876", 149, 250, 1),
    ]


def test_rules_are_long_and_thin_and_black_fields_are_none():
    picture = Image.new("RGB", (400, 300), "white")
    draw = ImageDraw.Draw(picture)
    draw.line((20, 50, 380, 50), "black", 2)
    draw.line((200, 50, 200, 280), "black", 2)
    for x in range(40, 160, 12):
        draw.rectangle((x, 100, x + 6, 106), fill="black")
    draw.rectangle((240, 150, 360, 260), fill=(60, 60, 60))
    rules = drawn_rules(picture, 20.0)
    level = [rule for rule in rules if rule[2] - rule[0] > 300]
    upright = [rule for rule in rules if rule[3] - rule[1] > 200]
    assert len(level) == len(upright) == 1
    assert not any(rule[0] < 160 and 90 < rule[1] < 120 for rule in rules)


def test_a_picture_too_small_for_text_says_nothing(tmp_path):
    file = tmp_path / "dot.png"
    Image.new("L", (4, 4)).save(file)
    assert recognised(file.read_bytes(), "dot.png").text == ""
