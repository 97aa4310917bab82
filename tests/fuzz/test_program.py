"""The corpus and some thousand random inputs; `make fuzz` tries a million."""

import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.skipif(sys.platform == "win32", reason="limits are set as on Unix")
def test_no_input_gives_anything_but_an_error_of_ours():
    command = [sys.executable, Path(__file__).with_name("program.py"), "--inputs", "5000"]
    result = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert result.returncode == 0, result.stdout + result.stderr
    assert "nothing was wrong" in result.stdout
