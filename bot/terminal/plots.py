"""A picture of an evaluation: whether confidence means what it says, and what a threshold on it keeps and refuses."""

from io import BytesIO
from typing import TYPE_CHECKING, Any

from retrieval.evaluation.calibration import BINS, reliability, thresholds
from retrieval.evaluation.intervals import wilson
from retrieval.evaluation.metrics import Evaluation

if TYPE_CHECKING:
    from matplotlib.axes import Axes

OURS, THEIRS, GREY = "#1f6f8b", "#c8553d", "#8a8a8a"


def calibration_plot(evaluation: Evaluation) -> bytes:
    """A PNG of a reliability diagram (share right by confidence, over how many questions there are of each) beside the
    shares kept and refused at every least confidence."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(10, 5.5), layout="constrained")
    left, right = figure.subplots(1, 2)
    _draw_reliability(left, evaluation)
    _draw_thresholds(right, evaluation)
    for axes in (left, right):
        axes.set(xlim=(0, 1), ylim=(0, 1.02))
        axes.spines[["top", "right"]].set_visible(False)
    drawn = BytesIO()
    figure.savefig(drawn, format="png")
    return drawn.getvalue()


def _draw_reliability(axes: "Axes", evaluation: Evaluation) -> None:
    found = reliability(evaluation.outcomes)
    counts: Any = axes.twinx()
    counts.bar(
        [one.low for one in found.bins], [one.questions for one in found.bins], width=1 / BINS, align="edge",
        color=GREY, alpha=0.25,
    )  # fmt: skip
    counts.set_ylabel("questions (bars)", color=GREY)
    counts.set_ylim(0, 3 * max((one.questions for one in found.bins), default=1))
    counts.spines[["top"]].set_visible(False)
    axes.set_zorder(counts.get_zorder() + 1)
    axes.patch.set_visible(False)
    axes.plot([0, 1], [0, 1], linestyle=":", color=GREY, label="as sure as it is right")
    intervals = [wilson(one.right, one.questions) for one in found.bins]
    below = [one.right - low for one, (low, _) in zip(found.bins, intervals, strict=True)]
    above = [high - one.right for one, (_, high) in zip(found.bins, intervals, strict=True)]
    axes.errorbar(
        [one.confidence for one in found.bins], [one.right for one in found.bins], yerr=(below, above),
        fmt="o-", color=OURS, elinewidth=1, capsize=3, label="measured, with 95 % intervals",
    )  # fmt: skip
    axes.set(
        xlabel="confidence", ylabel="share right",
        title=f"{len(evaluation.outcomes)} questions, expected calibration error {found.error:.3f}",
    )  # fmt: skip
    axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.12), frameon=False)


def _draw_thresholds(axes: "Axes", evaluation: Evaluation) -> None:
    steps = thresholds(evaluation.outcomes)
    for name, colour in (("kept", OURS), ("refused", THEIRS)):
        points = [(step.confidence, share) for step in steps if (share := getattr(step, name)) is not None]
        if points:
            axes.plot(*zip(*points, strict=True), color=colour, label=f"{name}, by least confidence")
            axes.axhline(
                evaluation.overall.figures[name], color=colour, linestyle=":", linewidth=1, label=f"{name} today"
            )
    answered = [outcome.confidence for outcome in evaluation.outcomes if outcome.answered]
    if answered:
        axes.axvline(min(answered), color=GREY, linewidth=1, label="least confidence answered")
    axes.set(xlabel="least confidence", ylabel="share", title="answerable kept, unanswerable refused")
    axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.12), ncols=2, frameon=False)
