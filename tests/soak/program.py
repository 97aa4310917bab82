"""Two hours in the life of the bot, and what it holds meanwhile: memory, file handles, threads, time for an answer.

    python tests/soak/program.py --minutes 120 --out soak

People ask in Chinese and English, go on asking, ask for tables, press buttons; an administrator sends files, removes
them, has changed reports read anew, and another process indexes beside the bot. One thing is done after another, with a
pause between (an evening's load, not a stress test: the processor rests three quarters of the time). Before one in six
something goes wrong with Telegram: it asks to wait, answers with an error, cuts the connection before or after it took
a message, or is slow. What has to come of each is checked.

Between any two things it is looked what the bot and its children hold. At the end the second half has to be level
(`flatness` says how level); `soak.svg` and `samples.json` are written to the folder, and the files that were not open
at half time and are at the end are named. Ends with 1 when something did not
come, or grows.
"""

import argparse
import json
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from dataclasses import asdict
from pathlib import Path

HERE = Path(__file__).parent
PROJECT = HERE.parents[1]
sys.path[:0] = [str(HERE), str(PROJECT / "tests" / "bot" / "telegram"), str(PROJECT / "tests"), str(PROJECT)]

from bot_process import BotProcess  # noqa: E402 (found by the line above)
from chat_server import ChatApi  # noqa: E402
from chores import Chores, environment  # noqa: E402
from flatness import JUDGED_FROM, LIMITS, second_half  # noqa: E402
from plotting import draw  # noqa: E402
from watching import Held, held, open_files  # noqa: E402

FAULT = 1 / 6
MOST_WRONG = 10
CALLS_KEPT = 500
"""Calls that the server remembers, so that a long run's do not pile up."""


class Run:
    """A bot over a library of its own, and everything that is measured of it."""

    def __init__(self, place: Path, seed: int, fresh: bool = True) -> None:
        """In an empty folder; the bot is `fresh` as `BotProcess` says."""
        self.samples: list[tuple[float, Held]] = []
        self.files: list[Counter[str]] = []
        self.done: Counter[str] = Counter()
        self.faults: Counter[str] = Counter()
        self._chance = random.Random(seed)
        self._place = place
        self._fresh = fresh

    def live(self, minutes: float, things: int, pause: float) -> Chores:
        """Do one thing after another, so many at most and for so long; gives the chores with what came of them."""
        folder = self._place / "reports"
        folder.mkdir()
        with ChatApi() as api:
            settings = environment(api, self._place / "data", folder)
            chores = Chores(api, folder, settings, lambda: held(bot.number).processor)
            chores.write_folder()
            bot = BotProcess(self._place / "bot.log", ["bot"], settings, self._fresh)
            try:
                chores.reload()
                self._work(api, chores, bot, (minutes, things, pause))
            finally:
                bot.signal(signal.SIGTERM)
                ended = bot.ends()
        if ended:
            chores.wrong.append(f"the bot ended with {ended}")
        if "Traceback" in bot.said:
            chores.wrong.append(f"a traceback: {bot.said[-2000:]}")
        return chores

    def _work(self, api: ChatApi, chores: Chores, bot: BotProcess, how: tuple[float, int, float]) -> None:
        (minutes, things, pause), kinds = how, chores.kinds()
        began = time.monotonic()
        for _ in range(things):
            spent = (time.monotonic() - began) / 60
            if spent >= minutes or len(chores.wrong) >= MOST_WRONG:
                return
            if self._chance.random() < FAULT:
                self.faults[chores.fault()] += 1
            (chore,) = self._chance.choices(list(kinds), list(kinds.values()))
            self.done[chore.__name__] += 1
            try:
                chore()
            except (AssertionError, ValueError) as late:
                chores.wrong.append(f"{chore.__name__}: {late}")
            if not bot.runs:
                return
            self.samples.append((spent, held(bot.number)))
            self.files.append(open_files(bot.number))
            del api.calls[:-CALLS_KEPT]
            time.sleep(self._chance.uniform(0, 2 * pause))


def main() -> int:
    """Run for as long as the command line says; gives the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=120.0)
    parser.add_argument("--things", type=int, default=10**9, help="end when so many are done")
    parser.add_argument("--pause", type=float, default=3.0, help="seconds between two things, on average")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, default=Path("soak"), help="folder for the picture and the samples")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        run = Run(Path(place), options.seed)
        chores = run.live(options.minutes, options.things, options.pause)
    return tell(run, chores, options.out)


def tell(run: Run, chores: Chores, out: Path) -> int:
    """Print what came of a run, and write its picture and its samples to a folder; gives the exit code."""
    out.mkdir(parents=True, exist_ok=True)
    samples = [{"minute": spent, **asdict(one)} for spent, one in run.samples]
    content = {"samples": samples, "waits": chores.waits, "done": run.done, "faults": run.faults, "wrong": chores.wrong}
    (out / "samples.json").write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")
    minutes, asked = [spent for spent, _ in run.samples], [at for at, _, _ in chores.waits]
    measured = {name: (minutes, [getattr(one, name) for _, one in run.samples]) for name in LIMITS}
    measured["processor"] = (asked, [processor for _, _, processor in chores.waits])
    measured["wall"] = (asked, [wait for _, wait, _ in chores.waits])
    title = f"{run.done.total()} things done in {minutes[-1]:.0f} minutes, {run.faults.total()} faults of Telegram"
    draw(out / "soak.svg", measured, title)
    print(title, f"{len(asked)} questions answered", dict(run.done), dict(run.faults), sep="\n")
    growing = []
    for measure in LIMITS:
        trend = second_half(*measured[measure])
        share = 100 * trend.an_hour / trend.level if trend.level else 0.0
        print(f"{measure}: {trend.level:.4g}, {trend.an_hour:+.3g} ({share:+.2f} %) an hour in the second half")
        if minutes[-1] >= JUDGED_FROM and not trend.is_flat(measure):
            growing.append(f"{measure} grows by more than {100 * LIMITS[measure]:.0f} % an hour")
    print("opened since half time, and open:", dict(run.files[-1] - run.files[len(run.files) // 2]))
    print(*growing or ["nothing grows"], sep="\n")
    print(*chores.wrong or ["nothing was wrong"], sep="\n")
    return 1 if growing or chores.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
