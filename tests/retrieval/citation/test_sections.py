"""The heading above a passage stands in its citation where nobody can count lines."""

from pathlib import Path

import docx
import pytest

from bot.wording.facts import facts
from retrieval.library import Library
from retrieval.settings import Settings

TITLE, SECTION = "北渡港务局二〇二四年工作总结", "三、码头建设"
FIRST = "码头建设按计划推进。"
LONG = FIRST + "施工单位克服汛期水位高、作业面窄等困难，调整工序，分段施工，保证了质量和进度，没有发生安全事故。" * 8
LAST = "北渡港务局全年新建泊位 7 个，改造仓库 12 座。"


def word(path: Path) -> None:
    document = docx.Document()
    document.add_heading(TITLE, 1)
    document.add_heading("一、客运", 2)
    document.add_paragraph("北渡港务局全年运送旅客 36 万人次。")
    document.add_heading(SECTION, 2)
    document.add_paragraph(LONG + LAST)
    document.save(str(path))


def page(path: Path) -> None:
    path.write_text(
        f"<html><head><title>{TITLE}</title></head><body><article><h1>{TITLE}</h1><h2>{SECTION}</h2>"
        f"<p>{LONG + LAST}</p></article></body></html>",
        encoding="utf-8",
    )


def markdown(path: Path) -> None:
    path.write_text(f"# {TITLE}\n\n## {SECTION}\n\n{LONG + LAST}\n", encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "write", "section"),
    [("总结.docx", word, SECTION), ("总结.html", page, SECTION), ("总结.md", markdown, None)],
)
def test_a_citation_names_the_section_of_what_has_no_lines(tmp_path, name, write, section):
    write(tmp_path / name)
    with Library.open(Settings(data_dir=tmp_path / "library")) as library:
        library.index([tmp_path / name])
        cited = library.ask("北渡港务局新建泊位多少个？").passages[0].citation
        assert "新建泊位 7 个" in cited.quote
        assert FIRST not in cited.quote
        assert cited.section == cited.to_json().get("section") == section
        assert [fact for fact in facts(cited, "en") if fact == f"under “{SECTION}”"] == [f"under “{SECTION}”"] * bool(
            section
        )
        assert library.show(cited.id).citation.section == section
