"""What can be seen here of how the program does where Unix is not."""

import os
import subprocess
import sys
from pathlib import Path

from test_architecture import MODULES, PROJECT, imported

SYSTEM = {"multiprocessing", "os", "signal", "socket", "fcntl", "resource", "readline", "termios", "pty", "locale"}
"""What a module imports that may ask the system for something that another has not."""


def test_every_module_can_be_imported_without_what_only_unix_has():
    asking = [path for path in MODULES if imported(path) & SYSTEM and "export" not in path.parts]
    names = [".".join(path.relative_to(PROJECT).with_suffix("").parts).removesuffix(".__init__") for path in asking]
    program = Path(__file__).with_name("other_systems.py")
    command = [sys.executable, "-P", program, *names]
    found_here = os.environ | {"PYTHONPATH": str(PROJECT)}
    ran = subprocess.run(command, env=found_here, cwd=PROJECT, capture_output=True, encoding="utf-8", check=False)
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout == f"{len(names)} modules\n"
