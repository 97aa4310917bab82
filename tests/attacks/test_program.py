"""Some hostile documents, all in one folder; `make attack` tries each by itself."""

import sys
from pathlib import Path

import pytest

SAMPLE = {
    "bomb.zip", "names.zip", "entities.docx", "loop.docx", "entities.xls", "out.xlsx", "torn.png", "loop.tif",
    "form-loop.pdf", "xref-loop.pdf", "outside.html", "unseen.txt", "front.md", "documents.yaml (python)",
    "name: turned around", "name: a line break", "name: markup", "name: no UTF-8",
}  # fmt: skip


@pytest.mark.skipif(sys.platform == "win32", reason="the files are looked at in a process that is forked")
def test_hostile_documents_hide_no_other_and_take_no_more_than_they_may(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(Path(__file__).parent))
    from attacking import attacks, contained
    from looking import Bounds

    chosen = dict(attacks(SAMPLE.__contains__))
    assert chosen.keys() == SAMPLE
    together = {name: data for files in chosen.values() for name, data in files.items()}
    found, fault = contained(together, Bounds(own=10, reader=20, memory=1024))
    assert not fault
    assert found.documents >= 8 and len(found.said) >= 6
