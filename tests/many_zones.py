"""Short reports of as many invented zones as a test wants."""

from itertools import islice, product
from pathlib import Path

_FIRST, _SECOND = "东西南北青金银云龙凤松竹梅兰桂紫碧翠", "川河山江田泉岭岩港桥塘坪沟源峰石浦洲屿溪滩沙坡堰渡湾谷潭"

MOST = len(_FIRST) * len(_SECOND)


def names_of(count: int) -> list[str]:
    """The names of so many zones."""
    return [f"{a}{b}经济开发区" for a, b in islice(product(_FIRST, _SECOND), count)]


def write(folder: Path, count: int) -> list[str]:
    """Write the reports of so many zones into a folder: 2030's growth, falling from 9.00 % by .01 from zone to zone.
    Gives their names in that order."""
    folder.mkdir(parents=True, exist_ok=True)
    zones = names_of(count)
    for number, zone in enumerate(zones):
        growth = 9 - number / 100
        text = f"2031年{zone}工作报告\n\n一、2030年工作回顾\n\n全区地区生产总值增长{growth:.2f}%。\n"
        (folder / f"{zone}.txt").write_text(text, encoding="utf-8")
    return zones
