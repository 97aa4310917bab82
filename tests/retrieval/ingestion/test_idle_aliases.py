"""An entry of aliases.yaml that fits nothing is named; one that fits counts."""

from pathlib import Path

from retrieval.library import Library
from retrieval.settings import Settings

TEXT = "河湾经济开发区简报\n\n河湾经济开发区2024年新建厂房 21 万平方米。\n"
ALIASES = "河湾经济开发区: [湾开]\n何湾经济开发区: [Bay Zone]\n湾开: 老湾\n"


def test_an_entry_that_fits_no_organization_is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "河湾.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "aliases.yaml").write_text(ALIASES, encoding="utf-8")
    with Library.open(Settings(data_dir=tmp_path / ".library")) as library:
        for report in (library.index([tmp_path]), library.index([tmp_path])):
            ((name, problem),) = report.skipped
            assert name == "aliases.yaml"
            assert problem.startswith(f"{tmp_path / 'aliases.yaml'}, line 2: not used: ")
            assert problem.endswith("'何湾经济开发区'. Did you mean '河湾经济开发区'?")
        assert library.names().called("湾开") == library.names().called("老湾") == {"河湾经济开发区"}
