"""What users say of their documents in documents.yaml, and of organizations in aliases.yaml."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from retrieval.document import Document
from retrieval.sources.sidecar_files import (
    ALIASES,
    DOCUMENTS,
    NOTHING,
    WORDS,
    Declared,
    folders_above,
    read_sidecars,
)

PLAIN = Document("正文。", (), "plain", 1, title="文件里的题目", author="文件里的作者")


def write(folder: Path, documents: str = "", aliases: str = "") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / DOCUMENTS).write_text(documents, encoding="utf-8")
    (folder / ALIASES).write_text(aliases, encoding="utf-8")
    return folder


def test_what_is_declared_stands_in_place_of_what_the_file_says(tmp_path: Path) -> None:
    write(tmp_path, "简报.txt: {title: 河湾简报, organizations: [河湾经济开发区, 镜湖新区], date: 2024-05-17}")
    declared = read_sidecars([tmp_path]).declared(tmp_path / "简报.txt")
    document = declared.applied(PLAIN)
    assert (document.title, document.author, document.date) == ("河湾简报", "文件里的作者", "2024-05-17")
    assert document.organizations == ("河湾经济开发区", "镜湖新区")


@pytest.mark.parametrize(
    ("written", "date"),
    [("2024", "2024"), ("2024-05", "2024-05"), ("2024年5月", "2024-05"), ("2024-5-7", "2024-05-07")],
)
def test_dates_are_read_as_people_write_them(tmp_path: Path, written: str, date: str) -> None:
    write(tmp_path, f"a.txt: {{date: {written}}}")
    assert read_sidecars([tmp_path]).declared(tmp_path / "a.txt").date == date


def test_one_organization_needs_no_list(tmp_path: Path) -> None:
    write(tmp_path, "a.txt: {organizations: 河湾经济开发区}")
    assert read_sidecars([tmp_path]).declared(tmp_path / "a.txt").organizations == ("河湾经济开发区",)


def test_a_pattern_stands_for_several_documents_and_the_first_that_fits_counts(tmp_path: Path) -> None:
    write(tmp_path, "2024/河湾.txt: {author: 甲}\n2024/*: {author: 乙}")
    sidecars = read_sidecars([tmp_path])
    assert sidecars.declared(tmp_path / "2024" / "河湾.txt").author == "甲"
    assert sidecars.declared(tmp_path / "2024" / "镜湖.txt").author == "乙"
    assert sidecars.declared(tmp_path / "2025" / "镜湖.txt") == NOTHING


@pytest.mark.parametrize("name", ["scan-[1-3].jpg", "报告[1].pdf"])
def test_a_name_with_brackets_names_itself(tmp_path: Path, name: str) -> None:
    write(tmp_path, f'"{name}": {{author: 甲}}')
    assert read_sidecars([tmp_path]).declared(tmp_path / name).author == "甲"


def test_the_nearest_file_that_names_a_document_wins(tmp_path: Path) -> None:
    inner = write(tmp_path / "inner", "a.txt: {author: 近}")
    write(tmp_path, "inner/*: {author: 远}")
    sidecars = read_sidecars([tmp_path, inner])
    assert sidecars.declared(inner / "a.txt").author == "近"
    assert sidecars.declared(inner / "b.txt").author == "远"


def test_names_that_users_give(tmp_path: Path) -> None:
    write(tmp_path, aliases="河湾经济开发区: [湾开, Bay Zone]\n镜湖新区: 湖新")
    assert read_sidecars([tmp_path]).aliases == {
        tmp_path / ALIASES: {"河湾经济开发区": ("湾开", "Bay Zone"), "镜湖新区": ("湖新",)}
    }


def test_words_that_users_give_and_lines_that_cannot_be_used(tmp_path: Path) -> None:
    text = "\ufeff# 我们的说法\n双招双引 5 n\n\n市重 = 市级重点项目\n市重 =\n"
    (tmp_path / WORDS).write_text(text, encoding="utf-8")
    sidecars = read_sidecars([tmp_path])
    assert sidecars.words == {tmp_path / WORDS: ("双招双引 5 n", "市重 = 市级重点项目")}
    [(name, problem)] = sidecars.problems
    assert name == WORDS
    assert f"{tmp_path / WORDS}, line 5" in problem


@pytest.mark.parametrize("name", [DOCUMENTS, WORDS])
def test_a_file_that_is_too_large_is_named(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("# 注\n" * 300_000, encoding="utf-8")
    assert ["it is over 1 MB" in problem for _, problem in read_sidecars([tmp_path]).problems] == [True]


def test_words_that_are_no_utf_8_are_named(tmp_path: Path) -> None:
    (tmp_path / WORDS).write_bytes("双招双引".encode("gbk"))
    sidecars = read_sidecars([tmp_path])
    assert not sidecars.words
    assert "Save it as UTF-8" in sidecars.problems[0][1]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("a.txt: {titel: x}", "a.txt → titel"),
        ("a.txt: {date: 昨天}", "is no date"),
        ("- a.txt", "dictionary"),
        ("a.txt: {title: [", "line 1"),
        ("a.txt: &a [*a, *b]", "line 1"),
    ],
)
def test_a_file_that_cannot_be_used_is_named_and_the_other_still_counts(
    tmp_path: Path, text: str, complaint: str
) -> None:
    write(tmp_path, text, "河湾经济开发区: 湾开")
    sidecars = read_sidecars([tmp_path])
    [(name, problem)] = sidecars.problems
    assert name == DOCUMENTS
    assert complaint in problem
    assert str(tmp_path / DOCUMENTS) in problem
    assert sidecars.declared(tmp_path / "a.txt") == NOTHING
    assert sidecars.aliases


@pytest.mark.parametrize(
    "bad", ["{date: 2024-13-45}", "{date: 昨天}", "{titel: x}", "[1, 2]", "{organizations: [[甲]]}"]
)
def test_a_bad_entry_costs_itself_only(tmp_path: Path, bad: str) -> None:
    write(tmp_path, f"a.txt: {{author: 甲}}\nb.txt: {bad}\n2024: {{author: 乙}}")
    sidecars = read_sidecars([tmp_path])
    [(_, problem)] = sidecars.problems
    assert "b.txt" in problem
    assert [sidecars.declared(tmp_path / name).author for name in ("a.txt", "b.txt", "2024")] == ["甲", None, "乙"]


@pytest.mark.parametrize("empty", ["a.txt:", "a.txt: {date: , title: , organizations: }", "a.txt: {}", ""])
def test_what_is_left_empty_is_not_declared(tmp_path: Path, empty: str) -> None:
    write(tmp_path, f"{empty}\nb.txt: {{title: 2024}}")
    sidecars = read_sidecars([tmp_path])
    assert not sidecars.problems
    assert sidecars.declared(tmp_path / "a.txt") == NOTHING
    assert sidecars.declared(tmp_path / "b.txt").title == "2024"


def test_a_misspelt_key_has_its_line_and_is_asked_back(tmp_path: Path) -> None:
    write(tmp_path, "a.txt: {author: 甲}\nb.txt:\n  author: 乙\n  tittle: x\n")
    [(_, problem)] = read_sidecars([tmp_path]).problems
    assert f"{tmp_path / DOCUMENTS}, line 4: not used: b.txt → tittle: there is no such key." in problem
    assert "Did you mean 'title'?" in problem


def test_an_entry_that_fits_no_file_is_named_with_its_line(tmp_path: Path) -> None:
    write(tmp_path, "report.docx: {author: 甲}\n\nraport.docx: {author: 乙}\n2023/*.pdf: {author: 丙}\n")
    sidecars = read_sidecars([tmp_path])
    files = [tmp_path / "report.docx", tmp_path / "2024" / "a.pdf"]
    first, second = (problem for _, problem in sidecars.idle(files, [tmp_path]))
    assert "line 3: not used: there is no file 'raport.docx' here. Did you mean 'report.docx'" in first
    assert "line 4: not used: there is no file '2023/*.pdf' here." in second
    assert sidecars.idle(files, [tmp_path / "2024"]) == []


def yaml_values() -> st.SearchStrategy[object]:
    scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.dates() | st.text(max_size=20)
    fields = st.sampled_from(["title", "author", "date", "publication", "organizations", "x"])
    return st.recursive(scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(fields, inner, max_size=4))


@given(st.dictionaries(st.text(min_size=1, max_size=10), yaml_values(), max_size=4))
def test_any_entries_are_used_or_complained_of(
    tmp_path_factory: pytest.TempPathFactory, entries: dict[str, object]
) -> None:
    folder = tmp_path_factory.mktemp("entries")
    (folder / DOCUMENTS).write_text(yaml.safe_dump(entries | {"good.txt": {"author": "甲"}}), encoding="utf-8")
    assert read_sidecars([folder]).declared(folder / "good.txt").author in ("甲", None, *map(str, entries.values()))


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_complained_of(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    folder = tmp_path_factory.mktemp("bytes")
    (folder / DOCUMENTS).write_bytes(data)
    sidecars = read_sidecars([folder])
    assert all(isinstance(entry, Declared) for entries in sidecars.documents.values() for entry in entries.values())
    assert sidecars.documents or sidecars.problems


def test_folders_whose_files_count(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "c.txt"
    assert folders_above(path, tmp_path) == [tmp_path / "a" / "b", tmp_path / "a", tmp_path]
    assert folders_above(path, None) == [tmp_path / "a" / "b"]


def test_merge_keys_are_refused_at_once_however_many_they_stand_for(tmp_path: Path) -> None:
    merges = "".join(f"a{n + 1}: &a{n + 1} {{<<: [{', '.join([f'*a{n}'] * 10)}]}}\n" for n in range(20))
    (tmp_path / "documents.yaml").write_text(f"a0: &a0 {{title: b}}\n{merges}", encoding="utf-8")
    ((name, problem),) = read_sidecars([tmp_path]).problems
    assert name == "documents.yaml" and "line 2: `<<` is not taken here" in problem
