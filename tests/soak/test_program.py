"""Some seconds of the soak program, and how it tells what is level from what grows; `make soak` runs it for hours."""

import json
from pathlib import Path

import numpy as np
import pytest

HERE = Path(__file__).parent


@pytest.fixture(autouse=True)
def found(monkeypatch: pytest.MonkeyPatch) -> None:
    """The modules of the program are found."""
    monkeypatch.syspath_prepend(str(HERE))


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="what a process holds is read from /proc")
def test_a_bot_does_all_it_has_to_for_some_seconds(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from program import Run, tell

    (tmp_path / "run").mkdir()
    run = Run(tmp_path / "run", seed=1, fresh=False)
    code = tell(run, run.live(60, things=10, pause=0), tmp_path)
    said = capsys.readouterr().out
    assert code == 0 and "nothing was wrong" in said, said
    measured = json.loads((tmp_path / "samples.json").read_text(encoding="utf-8"))
    assert measured["waits"] and all(sample["memory"] > 0 < sample["threads"] for sample in measured["samples"])
    assert "<svg" in (tmp_path / "soak.svg").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("measure", "an_hour", "flat"),
    [("memory", 0, True), ("memory", 4, True), ("memory", 40, False), ("threads", 20, False), ("handles", 20, False)],
)
def test_what_grows_is_told_from_what_varies(measure: str, an_hour: float, flat: bool) -> None:
    from flatness import second_half

    chance = np.random.default_rng(1)
    minutes = np.arange(0, 120, 0.1)
    values = 500 + an_hour * minutes / 60 + chance.normal(0, 3, len(minutes))
    values[chance.integers(0, len(values), 60)] += 300  # files are read
    values[:100] -= 200  # what is loaded at the beginning is no growth
    assert second_half(minutes, values).is_flat(measure) == flat
