"""The corpus and some thousand random inputs; `make fuzz` tries a million."""

import os
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.skipif(sys.platform == "win32", reason="limits are set as on Unix")
def test_no_input_gives_anything_but_an_error_of_ours(tmp_path: Path) -> None:
    anothers = tmp_path / "yuanwen-fuzz"
    anothers.touch()
    command = [sys.executable, Path(__file__).with_name("program.py"), "--inputs", "5000"]
    own = {**os.environ, "TMPDIR": str(tmp_path)}
    result = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, env=own)
    assert result.returncode == 0, result.stdout + result.stderr
    assert "nothing was wrong" in result.stdout
    assert list(tmp_path.iterdir()) == [anothers], "a run has a folder of its own, and takes it away"
