"""What the READMEs link to is there, and the question set that they show is one."""

import json
import re
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[1]
READMES = ("README.md", "README.zh-CN.md")
SET = re.compile(r"```jsonl\n(.+?)```", re.DOTALL)


@pytest.mark.parametrize("name", READMES)
def test_the_question_set_shown_can_be_measured(name, tmp_path, cli):
    (shown,) = SET.findall((PROJECT / name).read_text(encoding="utf-8"))
    (tmp_path / "set.jsonl").write_text(shown, encoding="utf-8")
    sample = PROJECT / "retrieval/sample/sample-report.txt"
    assert cli("--data-dir", tmp_path / "library", "index", sample).exit_code == 0
    figures = json.loads(cli("--data-dir", tmp_path / "library", "eval", tmp_path / "set.jsonl", "--json").stdout)
    assert (figures["questions"], figures["right"]) == (2, 1.0)


@pytest.mark.parametrize("name", READMES)
def test_every_file_linked_is_there(name):
    links = re.findall(r"\]\(([\w./-]+)", (PROJECT / name).read_text(encoding="utf-8"))
    assert links
    assert all((PROJECT / link).is_file() for link in links)
