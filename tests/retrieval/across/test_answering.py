"""One question put to many organizations: what each states, whom the question selects, who states nothing."""

import json

import many_zones
import municipal_reports
import pytest

from retrieval.library import Library
from retrieval.search.filters import Filter
from retrieval.settings import Settings

VALUES = [
    (
        "各市2031年GDP增长目标分别是多少？",
        {"青岚市": "6%以上", "云浦市": "5.5%左右", "石梁市": "6.5%—7%", "河间口市": "5%左右"},
    ),
    (
        "What GDP growth target did each city set for 2031?",
        {"青岚市": "6%以上", "云浦市": "5.5%左右", "石梁市": "6.5%—7%", "河间口市": "5%左右"},
    ),
    (
        "各市2030年地区生产总值增长了多少？",
        {"青岚市": "6.4%", "云浦市": "5.1%", "石梁市": "7%左右", "林泽市": "5.8%"},
    ),
    ("各市去年的GDP是多少亿元？", {"青岚市": "1.24万亿元", "云浦市": "863亿元"}),
    (
        "各市2030年粮食产量分别是多少？",
        {"青岚市": "31.5亿斤", "云浦市": "98万吨", "石梁市": "22亿斤", "林泽市": "40万吨"},
    ),
    ("各市2030年城镇新增就业多少万人？", {"青岚市": "8.2万人", "云浦市": "近5万人", "林泽市": "4.1万人"}),
    (
        "How many new urban jobs did each city create in 2030?",
        {"青岚市": "8.2万人", "云浦市": "近5万人", "林泽市": "4.1万人"},
    ),
    ("各市2030年农村居民人均可支配收入增速是多少", {"石梁市": "6.5%"}),
    ("各市2030年改造了多少个老旧小区？", {"青岚市": "120个", "云浦市": "45个", "林泽市": "88个"}),
    ("各市2031年居民消费价格涨幅目标怎么定？", {"云浦市": "2%左右", "石梁市": "保持合理水平", "河间口市": "3%以内"}),
    ("各市2031年城镇登记失业率控制目标是多少？", {"河间口市": "4%以内"}),
]


@pytest.mark.parametrize(("question", "values"), VALUES, ids=[question for question, _ in VALUES])
def test_each_organization_gives_its_own_value_of_that_time(cities, question, values):
    answer = cities.ask(question)
    assert answer.answered and answer.table is not None
    assert {row.organization: row.value for row in answer.table.rows} == values
    assert set(answer.table.missing) == set(municipal_reports.REVIEWS) - set(values)
    assert answer.table.selected is None


SELECTED = [
    ("哪些市2031年GDP增长目标不低于6%？", ["石梁市", "青岚市"]),
    ("哪些城市2031年GDP增长目标在5%到6%之间？", ["青岚市", "云浦市", "河间口市"]),
    ("哪些市2031年GDP增长目标设定为区间？", ["石梁市"]),
    ("Which cities set a GDP growth target of more than 6% for 2031?", ["石梁市"]),
    ("哪些市2030年粮食产量超过60万吨？", ["青岚市", "云浦市", "石梁市"]),
    ("哪个市2030年粮食产量最高？", ["青岚市"]),
    ("2030年城镇新增就业最多的前两名是哪些市？", ["青岚市", "云浦市"]),
    ("Which city had the slowest GDP growth in 2030?", ["云浦市"]),
    ("哪些市2031年居民消费价格目标不是2%？", ["河间口市", "石梁市"]),
    ("哪些市没有提出2031年GDP增长目标？", ["林泽市"]),
    ("哪些市2031年GDP增长目标超过20%？", []),
]


@pytest.mark.parametrize(("question", "selected"), SELECTED, ids=[question for question, _ in SELECTED])
def test_a_condition_or_a_superlative_selects(cities, question, selected):
    answer = cities.ask(question)
    assert answer.answered and answer.table is not None
    assert set(answer.table.selected or ()) == set(selected)
    assert answer.answer == ("、".join(answer.table.selected) if selected else None)


def test_units_are_converted_and_values_stay_as_they_are_written(cities):
    rows = {row.organization: row for row in cities.ask("各市2030年粮食产量分别是多少？").table.rows}
    assert rows["云浦市"].value == "98万吨"
    assert {name: row.number for name, row in rows.items()} == pytest.approx(
        {"青岚市": 31.5, "云浦市": 19.6, "石梁市": 22, "林泽市": 8}
    )
    assert [row.number for row in rows.values()] == sorted((row.number for row in rows.values()), reverse=True)


@pytest.mark.parametrize(
    ("order", "names"),
    [("从低到高", ["云浦市", "林泽市", "青岚市", "石梁市"]), ("降序排列", ["石梁市", "青岚市", "林泽市", "云浦市"])],
)
def test_rows_stand_in_the_order_asked_for(cities, order, names):
    rows = cities.ask(f"各市2030年地区生产总值增速{order}分别是多少？").table.rows
    assert [row.organization for row in rows] == names


def test_each_row_has_its_proof_word_for_word(cities):
    for row in cities.ask("各市2031年GDP增长目标分别是多少？").table.rows:
        assert row.value in row.highlight and row.highlight in row.text == row.citation.quote
        assert row.citation.organizations[0] == row.organization
        assert cities.show(row.citation.id).quote == row.text


def test_the_table_is_in_json_beside_the_usual_fields(cities):
    answer = cities.ask("哪些市2031年GDP增长目标不低于6%？", k=1)
    printed = json.loads(json.dumps(answer.to_json()))
    assert printed["table"]["selected"] == printed["answer"].split("、")
    assert set(printed["table"]) == {"measure", "unit", "rows", "selected", "missing"}
    assert printed["passages"][0]["text"] == printed["table"]["rows"][0]["text"] and len(printed["passages"]) == 1
    assert cities.ask("青岚市2030年城镇新增就业多少万人？").to_json()["table"] is None


def test_three_named_sides_are_compared_in_a_table(cities):
    answer = cities.ask("青岚、云浦和林泽2030年地区生产总值分别增长多少？")
    assert {row.organization: row.value for row in answer.table.rows} == {
        "青岚市": "6.4%", "云浦市": "5.1%", "林泽市": "5.8%",
    }  # fmt: skip


def test_what_nobody_states_is_refused_with_the_nearest_measure(cities):
    answer = cities.ask("各市2030年蔬菜播种面积是多少万亩？")
    assert (answer.answered, answer.reason, answer.missing) == (False, "not_stated", "蔬菜播种面积")
    assert answer.instead == "粮食播种面积" and answer.table is None


def test_what_is_counted_in_something_else_is_shown_and_not_compared(cities):
    table = cities.ask("各市2030年改造了多少老旧小区？").table
    assert [(row.value, row.number) for row in table.rows] == [
        ("120个", 120), ("88个", 88), ("45个", 45), ("1.5万户", None),
    ]  # fmt: skip
    assert cities.ask("2030年改造老旧小区最多的是哪些市？").table.selected == ("青岚市",)
    assert "河间口市" in cities.ask("各市2030年改造了多少个老旧小区？").table.missing


def test_what_was_done_stands_before_what_is_planned(cities):
    table = cities.ask("各市2030年城镇新增就业和2031年目标分别是多少？").table
    assert [(row.year, row.value) for row in table.rows if row.organization == "青岚市"] == [
        (2030, "8.2万人"), (2031, "8万人"),
    ]  # fmt: skip


def test_a_kind_of_organization_that_is_not_there_is_refused(cities):
    answer = cities.ask("各开发区2030年GDP增长多少？")
    assert (answer.answered, answer.reason, answer.missing) == (False, "name_not_found", "各开发区")


def test_a_part_of_the_library_is_asked_alone(cities):
    answer = cities.ask("各市2031年GDP增长目标分别是多少？", within=Filter(organization="青岚"))
    assert answer.table is None


def test_with_one_organization_the_answer_is_as_for_any_question(tmp_path):
    with Library.open(Settings(data_dir=tmp_path / "library")) as library:
        library.index([municipal_reports.write(tmp_path / "reports", cities=("青岚市",))])
        answer = library.ask("各市2031年GDP增长目标分别是多少？")
        assert answer.table is None and "6%" in answer.passages[0].highlight


def test_an_index_of_many_organizations_is_read_within_bounds(tmp_path):
    folder = tmp_path / "reports"
    zones = many_zones.write(folder, 40)
    with Library.open(Settings(data_dir=tmp_path / "library")) as library:
        library.index([folder])
        told: list[tuple[int, int]] = []
        table = library.ask(
            "2030年地区生产总值增长最快的前三名是哪些开发区？",
            progress=lambda _, done, total: told.append((done, total)),
        ).table
    assert len(table.rows) == table.looked_at == 40 and list(table.selected) == zones[:3]
    assert told == [(done, 40) for done in range(41)]
