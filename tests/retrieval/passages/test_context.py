"""What a passage says without saying it."""

from pathlib import Path

import pytest

from retrieval.library import Library
from retrieval.passages.context import context
from retrieval.settings import Settings


@pytest.mark.parametrize(
    ("organizations", "headline", "title", "expected"),
    [
        (["甲县统计局"], "2024年公报", "公报.docx", "甲县统计局 2024年公报"),
        (["甲县统计局"], None, "2024年公报", "甲县统计局 2024年公报"),
        ([], "改造台账2022-2023", "双栖区老旧小区改造台账", "双栖区老旧小区改造台账 改造台账2022-2023"),
        ([], "2024年公报", "2024年公报", "2024年公报"),
        ([], None, None, ""),
    ],
)
def test_nobody_is_named_the_title_says_whose_it_is(
    organizations: list[str], headline: str | None, title: str | None, expected: str
) -> None:
    assert context(organizations, headline, title, []) == expected


def test_a_place_that_only_the_name_of_a_file_has_is_known(tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    table = "小区名称,户数,施工单位\n紫薇苑,810,宏拓建设\n文昌阁,884,泰衡建工\n"
    (tmp_path / "reports" / "双栖区老旧小区改造台账.csv").write_text(table, encoding="utf-8")
    with Library.open(Settings(data_dir=tmp_path / "library")) as library:
        library.index([tmp_path / "reports"])
        assert library.ask("双栖区紫薇苑有多少户？").answer == "810"
        assert library.ask("双桥区紫薇苑有多少户？").reason == "name_not_found"
