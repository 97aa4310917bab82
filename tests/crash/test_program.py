"""A few rounds of the crash program; `make crash` runs it for hundreds."""

import os
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the program forks")
def test_a_library_survives_a_few_rounds():
    command = [sys.executable, Path(__file__).with_name("program.py"), "--rounds", "4", "--seed", "7"]
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    result = subprocess.run(command, capture_output=True, encoding="utf-8", env=environment, check=False)
    assert result.returncode == 0, result.stdout + result.stderr
    assert "nothing was wrong" in result.stdout
    assert result.stderr == ""
