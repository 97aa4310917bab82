"""Of which year a passage speaks that states none."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from retrieval.library import Library
from retrieval.settings import Settings

REPORTS = {
    "北塘镇工作报告.txt": "北塘镇工作报告\n\n2031年1月12日\n\n修建机耕路14.5公里，安装路灯420盏，新建广场6个。\n",
    "南塘镇快讯.txt": "南塘镇快讯\n\n2031年10月9日\n\n南塘镇修建机耕路8.2公里，安装路灯97盏，新建广场3个。\n",
}


@pytest.fixture(scope="module")
def towns(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """A library of a report of January and of news of October."""
    folder: Path = tmp_path_factory.mktemp("towns")
    for name, text in REPORTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    library = Library.open(Settings(data_dir=tmp_path_factory.mktemp("library")))
    library.index([folder])
    return library


@pytest.mark.parametrize(
    ("question", "state"),
    [
        ("北塘镇2031年修建机耕路多少公里？", "met"),
        ("北塘镇2030年修建机耕路多少公里？", "silent"),
        ("北塘镇2028年修建机耕路多少公里？", "contradicted"),
        ("南塘镇2031年修建机耕路多少公里？", "met"),
        ("南塘镇2030年修建机耕路多少公里？", "contradicted"),
    ],
)
def test_what_states_no_year_speaks_of_the_year_it_was_written_in(towns: Library, question: str, state: str) -> None:
    answer = towns.ask(question, explain=True)
    assert [check.state for check in answer.checks or () if check.demand == "when"] == [state]
    if state == "contradicted":
        assert (answer.answered, answer.reason) == (False, "other_year")


TITLED = {
    "东塘镇": "东塘镇2031年统计公报\n\n东塘镇年末生猪存栏2.4万头，修建机耕路3.6公里。\n",
    "北沟镇": "北沟镇2031年度决算\n\n北沟镇修建机耕路支出47.5万元，安装路灯支出12万元。\n",
    "南沟镇": "南沟镇2031年政府工作报告\n\n南沟镇修建机耕路9.1公里，安装路灯88盏。\n",
    "西沟镇": "西沟镇2031年第三季度生产通报\n\n西沟镇修建机耕路2.8公里，上年同期为1.9公里。\n",
    "西塘镇": "西塘镇（《云渡年鉴》2031卷·乡镇）\n\n西塘镇1956年建镇。\n\n全年修建机耕路5.3公里，上年为4.7公里。\n",
}


@pytest.mark.parametrize(
    ("question", "state"),
    [
        ("东塘镇2031年修建机耕路多少公里？", "met"),
        ("东塘镇2030年修建机耕路多少公里？", "contradicted"),
        ("北沟镇2030年修建机耕路支出多少？", "contradicted"),
        ("西沟镇2031年修建机耕路多少公里？", "met"),
        ("西沟镇2029年修建机耕路多少公里？", "contradicted"),
        ("西塘镇2030年修建机耕路多少公里？", "met"),
        ("西塘镇2031年修建机耕路多少公里？", "contradicted"),
        ("西塘镇2028年修建机耕路多少公里？", "contradicted"),
        ("南沟镇2031年修建机耕路多少公里？", "met"),
        ("南沟镇2030年修建机耕路多少公里？", "silent"),
    ],
)
def test_a_bulletin_or_an_account_tells_of_the_year_in_its_title(tmp_path: Path, question: str, state: str) -> None:
    for name, text in TITLED.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    with Library.open(Settings(data_dir=tmp_path / "library")) as library:
        library.index([tmp_path / f"{name}.txt" for name in TITLED])
        answer = library.ask(question, explain=True)
    assert [check.state for check in answer.checks or () if check.demand == "when"] == [state]


MONTHS = (
    "西塘镇清淤简报\n\n西塘镇6月清淤河道26.4公里，出动机械45台。\n\n"
    "3月份西塘镇接待游客1.2万人次，4月份接待1.9万人次，上半年合计7.3万人次。\n"
)


@pytest.fixture(scope="module")
def months(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """A library of a report that tells figures of several months."""
    file: Path = tmp_path_factory.mktemp("months") / "西塘镇.txt"
    file.write_text(MONTHS, encoding="utf-8")
    library = Library.open(Settings(data_dir=tmp_path_factory.mktemp("library")))
    library.index([file])
    return library


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("西塘镇6月清淤多少公里？", "26.4公里"),
        ("西塘镇5月清淤多少公里？", None),
        ("西塘镇3月接待多少游客？", "1.2万人次"),
        ("西塘镇4月接待多少游客？", "1.9万人次"),
        ("西塘镇上半年接待多少游客？", "7.3万人次"),
        ("西塘镇5月接待多少游客？", None),
        ("西塘镇下半年接待多少游客？", None),
    ],
)
def test_a_figure_is_of_the_month_of_its_clause(months: Library, question: str, figure: str | None) -> None:
    answer = months.ask(question)
    assert answer.answer == figure
    assert answer.reason == (None if figure else "other_year")


@pytest.mark.parametrize(
    "question",
    [
        "Was growth of electricity use in the first half slower than in the first quarter?",
        "上半年用电增速比一季度低多少？",
    ],
)
def test_a_time_that_is_only_compared_with_is_not_asked_about(
    library_of: Callable[[Mapping[str, str]], Library], question: str
) -> None:
    power = {"渡口县用电简报": "今年上半年全县用电5.2亿度，同比增长4.1%，增速比一季度回落1.6个百分点。\n"}
    answer = library_of(power).ask(question)
    assert answer.reason != "other_year" and "1.6个百分点" in answer.passages[0].highlight
