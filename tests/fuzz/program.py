"""Random inputs for everything that takes in what others wrote: nothing but an error of ours may come of one.

    python tests/fuzz/program.py --inputs 1000000

An input may take SECONDS of time, and the process MEMORY. What an input must give is said with its target: text that is
read is a document or a DocumentError, text that is shown comes out of Telegram's markup as it went in. The inputs in
`corpus`, which once were found to be wrong, are tried first. Ends with 1 when an input was wrong, and prints it.
"""

import argparse
import atexit
import base64
import json
import logging
import random
import re
import resource
import signal
import sys
import tempfile
import time
import warnings
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent / "bot" / "telegram"), str(HERE.parent), str(HERE.parents[1])]

import inputs  # noqa: E402 (found by the line above)
from telegram_markup import parse_html  # noqa: E402

from bot.config_file import read_config_file  # noqa: E402
from bot.settings import Settings, load_settings  # noqa: E402
from bot.telegram.transport.updates import asked_at, chat_of, is_update  # noqa: E402
from bot.telegram.views.keyboards import OF_A_TABLE, OF_AN_ANSWER, OF_THE_DOCUMENTS, OF_THE_LANGUAGE  # noqa: E402
from bot.telegram.views.markup import render_text  # noqa: E402
from bot.wording.facts import clean  # noqa: E402
from embeddings.encoder import well_formed  # noqa: E402
from retrieval.document import Document  # noqa: E402
from retrieval.errors import DocumentError, SettingsError  # noqa: E402
from retrieval.layout import articles  # noqa: E402
from retrieval.numbers import quantities  # noqa: E402
from retrieval.passages.splitting import passages  # noqa: E402
from retrieval.question.analysis import analyse  # noqa: E402
from retrieval.readers import read_document  # noqa: E402
from retrieval.sources.sidecar_files import read_sidecars  # noqa: E402

SECONDS = 10
MEMORY = 4 * 2**30
PROGRESS = 50_000


@dataclass(frozen=True, slots=True)
class Target:
    """Something that is tried: its share of all inputs, how an input is made, and what looks at it."""

    share: float
    make: Callable[[random.Random], Any]
    check: Callable[[Any], None]


class TooSlow(Exception):
    """An input took longer than SECONDS."""


def check_numbers(text: str) -> None:
    """Quantities stand in the text, one behind the other."""
    text, end = well_formed(text), 0
    for found in quantities(text):
        assert end <= found.start < found.end <= len(text)
        end = found.end


def check_callback(data: str) -> None:
    """What a pattern lets through is what a handler can work with."""
    for pattern in (OF_AN_ANSWER, OF_A_TABLE, OF_THE_DOCUMENTS, OF_THE_LANGUAGE):
        if (found := re.match(pattern, data)) and found.groups()[-1].isdigit():
            assert 0 <= int(found.groups()[-1]) < 10**6


def check_update(update: object) -> None:
    """An update of any form has an order and a time."""
    if is_update(update):
        assert isinstance(update, dict)
        json.loads(json.dumps(update, sort_keys=True))
        assert isinstance(chat_of(update), int | None)
        assert asked_at(update, 1e9) <= 1e9


def check_markup(text: str) -> None:
    """What is shown in Telegram is read there as it was written."""
    if text.strip():
        parsed = parse_html(render_text(well_formed(text)))
        assert not parsed.marks


def check_visible(text: str) -> None:
    """What is printed cannot steer a terminal, nor turn the direction of writing."""
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", clean(text))


def check_question(text: str) -> None:
    """A question is understood, whatever it is."""
    analyse(well_formed(text))


def check_layout(text: str) -> None:
    """What is shown of a text are joins of its spans."""
    _cut(read_document(Path("a.md" if text.startswith("#") else "a.txt"), well_formed(text).encode()))


def check_file(file: tuple[str, bytes]) -> None:
    """A file is read, or refused with a reason."""
    name, data = file
    _cut(read_document(Path(name), data, False))


def _cut(document: Document) -> None:
    for passage in passages(document, articles(document)):
        assert all(0 <= start < end <= len(document.text) for start, end in passage.spans)
        assert "".join(document.text[start:end] for start, end in passage.spans).strip()


def check_settings(text: str) -> None:
    """A file of settings is taken, or refused with a reason."""
    path = _folder() / "config.yaml"
    path.write_text(text, encoding="utf-8")
    assert read_config_file(path)
    assert isinstance(load_settings(path), Settings)


def check_sidecars(text: str) -> None:
    """Sidecars are taken, or named as problems."""
    for name in ("documents.yaml", "aliases.yaml", "words.txt", ".yuanwenignore"):
        (_folder() / name).write_text(text, encoding="utf-8")
    read_sidecars([_folder()])


@cache
def _folder() -> Path:
    """A folder of this run's own."""
    folder = tempfile.TemporaryDirectory(prefix="yuanwen-fuzz-")
    atexit.register(folder.cleanup)
    return Path(folder.name)


TARGETS = {
    "callback": Target(0.36, inputs.callback, check_callback),
    "update": Target(0.24, inputs.update, check_update),
    "visible": Target(0.1, inputs.text, check_visible),
    "markup": Target(0.1, inputs.text, check_markup),
    "numbers": Target(0.18, inputs.text, check_numbers),
    "question": Target(0.01, inputs.text, check_question),
    "layout": Target(0.004, lambda rng: inputs.text(rng, 60), check_layout),
    "file": Target(0.002, inputs.file, check_file),
    "settings": Target(0.002, inputs.yaml_text, check_settings),
    "sidecars": Target(0.002, inputs.yaml_text, check_sidecars),
}
"""Cheap targets get most of the inputs; an input of a file costs as much as ten thousand of a button."""


def wrong(target: str, given: Any) -> str | None:
    """What is wrong with what an input gives; None when nothing is."""
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        TARGETS[target].check(given)
    except (DocumentError, SettingsError):
        return None
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return None


def corpus() -> list[tuple[str, str, Any]]:
    """What was kept: target, name, input."""
    kept = []
    for path in sorted((HERE / "corpus").glob("*.json")):
        held = json.loads(path.read_text(encoding="utf-8"))
        given = held["input"]
        if held["target"] == "file":
            given = (given[0], base64.b64decode(given[1]))
        kept.append((held["target"], path.stem, given))
    return kept


def as_json(target: str, given: Any) -> str:
    """An input as `corpus` holds it."""
    written = [given[0], base64.b64encode(given[1]).decode()] if target == "file" else given
    return json.dumps({"target": target, "input": written})


def limit() -> None:
    """Bound the memory of this process, and have an input that takes too long fail."""
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    signal.signal(signal.SIGPROF, _too_slow)


def _too_slow(*_: object) -> None:
    raise TooSlow(f"more than {SECONDS} s")


def main() -> int:
    """Try as many inputs as the command line says; gives the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--inputs", type=int, default=1_000_000)
    parser.add_argument("--seconds", type=float, default=14400.0, help="give up after so many")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    limit()
    rng, tried = random.Random(options.seed), Counter[str]()
    findings = [f"{name}: {fault}" for target, name, given in corpus() if (fault := wrong(target, given))]
    began = time.monotonic()
    names, shares = list(TARGETS), [target.share for target in TARGETS.values()]
    while tried.total() < options.inputs and time.monotonic() - began < options.seconds and len(findings) < 20:
        for target in rng.choices(names, shares, k=100):
            given = TARGETS[target].make(rng)
            tried[target] += 1
            if fault := wrong(target, given):
                findings.append(f"{fault}\n  {as_json(target, given)[:2000]}")
        if tried.total() % PROGRESS == 0:
            print(f"{tried.total():,} tried, {len(findings)} wrong", file=sys.stderr, flush=True)
    print(f"{tried.total():,} inputs in {time.monotonic() - began:.0f} s: {dict(tried)}")
    print(*findings or ["nothing was wrong"], sep="\n")
    if tried.total() < options.inputs:
        print(f"ended before {options.inputs:,} were tried: after {options.seconds:.0f} s (--seconds) or 20 findings")
    return 1 if findings or tried.total() < options.inputs else 0


if __name__ == "__main__":
    sys.exit(main())
