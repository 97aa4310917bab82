"""What the measurement of size leaves behind."""

from pathlib import Path

import pytest

from benchmarks import speed


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
