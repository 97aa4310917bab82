"""From how many pools of the C library many threads take their memory."""

import platform
import re
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[3]

PROGRAM = """
import ctypes, threading
from bot.telegram.arenas import share_arenas

{first}
c = ctypes.CDLL(None)
c.malloc.restype = ctypes.c_void_p
together = threading.Barrier(16)

def take():
    together.wait()
    c.malloc(100)
    together.wait()

threads = [threading.Thread(target=take) for _ in range(16)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
c.malloc_info(0, ctypes.c_void_p.in_dll(c, "stdout"))
c.fflush(None)
"""


def _pools(first: str) -> int:
    program = PROGRAM.format(first=first)
    shown = subprocess.run([sys.executable, "-c", program], cwd=PROJECT, capture_output=True, text=True, check=True)
    return len(re.findall(r"<heap nr=", shown.stdout))


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="the pools are glibc's")
def test_many_threads_take_their_memory_from_two_pools() -> None:
    assert _pools("") > 2
    assert _pools("share_arenas()") == 2
