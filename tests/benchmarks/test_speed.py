"""What the measurement of size leaves behind."""

import re
from pathlib import Path

import pytest

import retrieval.library
from benchmarks import guides, speed
from benchmarks.made_up import write_documents
from retrieval.answering import pipeline


def test_a_library_is_built_and_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(retrieval.library, "load_encoder", retrieval.library.load_encoder)
    made_once = speed.GivenVectors("bundled")
    monkeypatch.setattr(speed, "GivenVectors", lambda name, **options: made_once)
    data = tmp_path / "library"
    write_documents(tmp_path / "documents", 0, 1)
    assert "writing" in speed.index(data, tmp_path / "documents")
    assert "1.000 of the first ten found; guides: none" in speed.vectors(data, 3)
    for owner, name in ((pipeline, "gather"), (pipeline, "rank"), (pipeline, "read_best")):
        monkeypatch.setattr(owner, name, getattr(owner, name))
    steps = dict(re.findall(r"(embed|search|rank|read|all) ([\d.]+)", speed.ask(data, 3)))
    assert float(steps.pop("all")) >= sum(map(float, steps.values())) > 0
    assert "full text 0" in speed.size_on_disk(data)
    monkeypatch.setattr(speed, "apart", lambda measure, *arguments: measure(*arguments))
    assert "memory" in speed.build_of_files(tmp_path, 3)
    assert len(list((tmp_path / "files-3").iterdir())) == 3
    monkeypatch.setattr("sys.argv", ["guides", str(data)])
    guides.main()
    assert re.findall(r"with: 1.000 with (\d+)", capsys.readouterr().out) == ["200", "64"]


def test_a_library_that_was_not_built_to_its_end_is_begun_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[int, int]] = []

    def index(_: object, data: Path, folder: Path) -> str:
        data.mkdir(exist_ok=True)
        (data / str(len(seen))).touch()
        seen.append((len(list(folder.iterdir())), len(list(data.iterdir()))))
        if len(seen) == 2:
            raise KeyboardInterrupt
        return ""

    monkeypatch.setattr(speed, "apart", index)
    monkeypatch.setattr("sys.argv", ["speed", str(tmp_path), "--passages", "100"])
    with pytest.raises(KeyboardInterrupt):
        speed.main()
    data = speed.build(tmp_path, 100)
    assert seen == [(1, 1), (11, 2)] * 2
    assert speed.build(tmp_path, 100) == data
    assert len(seen) == 4
