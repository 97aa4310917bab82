"""Runs `yuanwen` with one command line after another in this process, so that all is imported once: each is a line of
JSON from the descriptor that is named, and what follows it on standard output is its exit code between NULs."""

import json
import os
import sys

from bot.main import main

for line in os.fdopen(int(sys.argv[1])):
    sys.argv = ["yuanwen", *json.loads(line)]
    code: object = 0
    try:
        main()
    except SystemExit as end:
        code = end.code or 0
    sys.stderr.flush()
    os.write(sys.stdout.fileno(), f"\0{code}\0".encode())
