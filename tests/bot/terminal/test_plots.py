"""The calibration plot: a picture for every set that there can be, and none of matplotlib where it is not drawn."""

import io
import subprocess
import sys

import pytest
from PIL import Image

from bot.terminal.plots import calibration_plot
from retrieval.evaluation.calibration import Outcome
from retrieval.evaluation.metrics import Evaluation, Group

ANSWERED, REFUSED = Outcome(0.9, True, True, True), Outcome(0.2, False, False, False)
WRONG = Outcome(0.6, True, True, False)


def picture(*outcomes: Outcome) -> bytes:
    figures = {"right": 1.0}
    figures |= {"kept": 1.0} if any(outcome.answerable for outcome in outcomes) else {}
    figures |= {"refused": 1.0} if any(not outcome.answerable for outcome in outcomes) else {}
    return calibration_plot(Evaluation(Group(len(outcomes), figures, {}), {}, {}, (), outcomes))


@pytest.mark.parametrize("outcomes", [(ANSWERED, WRONG, REFUSED), (ANSWERED,), (REFUSED,)])
def test_every_set_can_be_drawn(outcomes):
    with Image.open(io.BytesIO(picture(*outcomes))) as drawn:
        assert drawn.format == "PNG"
        assert min(drawn.size) > 300


def test_what_is_drawn_follows_the_outcomes():
    assert picture(ANSWERED, WRONG, REFUSED) == picture(ANSWERED, WRONG, REFUSED)
    assert picture(ANSWERED, WRONG, REFUSED) != picture(ANSWERED, ANSWERED, REFUSED)


def test_matplotlib_is_loaded_only_to_draw():
    program = "import sys, bot.terminal.plots, bot.terminal.tables, bot.main; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=True).stdout
    assert "bot.terminal.plots" in loaded
    assert "matplotlib" not in loaded
