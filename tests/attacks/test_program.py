"""Some hostile documents, all in one folder; `make attack` tries each by itself."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

SAMPLE = {
    "bomb.zip", "names.zip", "entities.docx", "loop.docx", "entities.xls", "out.xlsx", "torn.png", "loop.tif",
    "form-loop.pdf", "xref-loop.pdf", "outside.html", "unseen.txt", "front.md", "documents.yaml (python)",
    "name: turned around", "name: a line break", "name: markup", "name: no UTF-8",
}  # fmt: skip


@pytest.mark.skipif(sys.platform == "win32", reason="the files are looked at in a process that is forked")
def test_hostile_documents_hide_no_other_and_take_no_more_than_they_may() -> None:
    """In a program of its own: what other tests have loaded may not be forked (gRPC)."""
    program = Path(__file__).with_name("program.py")
    command = [sys.executable, program, "--together", *sorted(SAMPLE)]
    ran = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    told = re.fullmatch(r"(\d+) documents, (\d+) files named\n", ran.stdout)
    assert told and int(told[1]) >= 8 and int(told[2]) >= 6
