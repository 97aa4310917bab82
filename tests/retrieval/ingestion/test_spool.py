"""What was read waits on disk, and comes back as it was."""

from dataclasses import replace
from pathlib import Path

import pytest

from retrieval.errors import LibraryError
from retrieval.ingestion.spool import Made, ReadDocument, Spool
from retrieval.layout import articles
from retrieval.passages.splitting import passages
from retrieval.readers import read_document


def read(name: str, text: str) -> ReadDocument:
    document = replace(read_document(Path(f"{name}.txt"), text.encode("gb18030")), title=name)
    found = articles(document)
    return ReadDocument(name, document, found, tuple(passages(document, found)), Made("plain", 1, 1, "{}"))


def test_documents_come_back_as_they_were_in_their_order(tmp_path: Path) -> None:
    put = [read(name, f"{name}园区投产。\n\n全年签约 {number} 个项目。\n") for number, name in enumerate("丙甲乙丁")]
    spool = Spool(tmp_path)
    for one in put:
        spool[one.sha256] = one
    del spool["甲"]
    assert [one.sha256 for one in spool.values()] == ["丙", "乙", "丁"]
    kept = [replace(one, document=replace(one.document, blocks=())) for one in put if one.sha256 != "甲"]
    assert list(spool.values()) == kept
    outline = spool.outlines["丁"]
    assert (outline.passages, outline.notices) == (len(put[3].passages), ("read as gb18030",))
    assert outline.windows >= outline.passages
    assert list(tmp_path.iterdir()) == [], "the file has no name"
    spool.close()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a disk that is full")
def test_a_full_disk_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spool = Spool(tmp_path)
    spool.close()
    with Path("/dev/full").open("r+b", buffering=0) as full:
        monkeypatch.setattr(spool, "_file", full)
        with pytest.raises(LibraryError, match="room"):
            spool["甲"] = read("甲", "园区投产。")
