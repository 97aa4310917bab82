"""Make `bot/tables/yuanwen-sans.otf`, the font of the charts, from Noto Sans CJK SC (PyPI: mplfonts).

    python -m benchmarks.build_font

It keeps the characters of GB 2312 and the common ones of Big5, which nearly all names of organizations are written
with, those of Latin-1, and no hints or features: an eighth of the font. The SIL Open Font License lets it be cut down
and passed on; the new name says that it is another.
"""

from contextlib import suppress
from importlib.resources import files
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

TARGET = Path(__file__).parents[1] / "bot" / "tables" / "yuanwen-sans.otf"
NAME = "Yuanwen Sans"
LEFT_OUT = ["GSUB", "GPOS", "BASE", "VORG", "vhea", "vmtx"]


COMMON = {"gb2312": range(0xA1, 0xF8), "big5": range(0xA1, 0xC7)}
"""The first bytes of GB 2312, and of the punctuation and the common characters of Big5."""


def characters() -> str:
    """The characters of both standards, and those of Latin-1."""
    found = {chr(code) for code in (*range(0x20, 0x7F), *range(0xA0, 0x100))}
    for standard, firsts in COMMON.items():
        for first in firsts:
            for second in range(0x40, 0xFF):
                with suppress(UnicodeDecodeError):
                    found.add(bytes([first, second]).decode(standard))
    return "".join(sorted(found))


def renamed(font: TTFont) -> None:
    """Give a font its new name; copyright and licence stay."""
    for record in font["name"].names:
        if record.nameID in (1, 4):
            record.string = NAME
        elif record.nameID in (3, 6):
            record.string = NAME.replace(" ", "")


def main() -> None:
    """Cut the font down and write it."""
    options = subset.Options(hinting=False, layout_features=[], name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14])
    options.drop_tables += LEFT_OUT
    font = subset.load_font(str(files("mplfonts").joinpath("fonts", "NotoSansCJKsc-Regular.otf")), options)
    cut = subset.Subsetter(options)
    cut.populate(text=characters())
    cut.subset(font)
    renamed(font)
    subset.save_font(font, str(TARGET), options)


if __name__ == "__main__":
    main()
