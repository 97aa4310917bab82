"""What the READMEs show is what the program says."""

import re
import shlex
from pathlib import Path

import municipal_reports
import pytest
from command_line import process

PROJECT = Path(__file__).parents[1]
READMES = ("README.md", "README.zh-CN.md")
SHOWN = re.compile(r"```console\n\$ yuanwen (ask [^\n]+)\n(.+?)```", re.DOTALL)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of the bundled sample."""
    data = tmp_path_factory.mktemp("sample")
    assert process("--data-dir", data, "index", PROJECT / "retrieval/sample/sample-report.txt").returncode == 0
    return data


@pytest.mark.parametrize("name", READMES)
def test_the_answers_shown_are_real(sample, tmp_path, name):
    *single, across = SHOWN.findall((PROJECT / name).read_text(encoding="utf-8"))
    assert len(single) == 2
    for arguments, answer in single:
        assert process("--data-dir", sample, *shlex.split(arguments)).stdout == answer
    reports = municipal_reports.write(tmp_path / "reports")
    assert process("--data-dir", tmp_path / "library", "index", reports).returncode == 0
    shown, answer = across
    table = process("--data-dir", tmp_path / "library", *shlex.split(shown)).stdout
    assert [line.rstrip() for line in table.splitlines()] == answer.splitlines()


@pytest.mark.parametrize("name", READMES)
def test_every_file_linked_is_there(name):
    links = re.findall(r"\]\(([\w./-]+)", (PROJECT / name).read_text(encoding="utf-8"))
    assert links
    assert all((PROJECT / link).is_file() for link in links)
