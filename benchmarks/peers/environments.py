"""A virtual environment for each peer, with exactly what its file in `requirements/` names.

Nothing of it ships with Yuanwen: it is installed to be measured.
"""

import subprocess
import sys
import venv
from pathlib import Path

REQUIREMENTS = Path(__file__).parent / "requirements"

PEERS = {"haystack": "Haystack", "txtai": "txtai", "llamaindex": "LlamaIndex", "langchain": "LangChain"}
"""The module beside this one that adapts each, and its name."""


def interpreter(peer: str, work: Path) -> Path:
    """The interpreter of a peer's environment below `work`, which is made where it is not there or not finished.

    Raises subprocess.CalledProcessError where pip cannot install what it takes.
    """
    folder = work / "environments" / peer
    python = folder / "bin" / "python"
    if not (folder / "installed").exists():
        print(f"Installing {PEERS[peer]} into {folder} …", file=sys.stderr)
        venv.create(folder, clear=True, with_pip=True)
        wanted = ["-r", str(REQUIREMENTS / f"{peer}.txt")]
        subprocess.run([python, "-m", "pip", "install", "--quiet", *wanted], check=True)
        (folder / "installed").touch()
    return python
