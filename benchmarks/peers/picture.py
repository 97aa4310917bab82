"""The picture of a run: how many answers are right, over what a question costs."""

from collections.abc import Sequence
from pathlib import Path

import matplotlib
from matplotlib.figure import Figure

from benchmarks.peers.marking import Row

OURS, THEIRS = "#1f5a96", "#b0552f"


def draw(path: Path, rows: Sequence[Row], ours: str, title: str) -> None:
    """Write an SVG with a point for each row; those whose name begins with `ours` stand out."""
    matplotlib.rcParams.update({"svg.fonttype": "none", "svg.hashsalt": "yuanwen", "font.size": 8})
    figure = Figure(figsize=(6.5, 3.6), layout="constrained")
    axes = figure.subplots()
    for one in rows:
        color = OURS if one.name.startswith(ours) else THEIRS
        axes.scatter(one.milliseconds, one.right, color=color, s=24)
        axes.annotate(one.name, (one.milliseconds, one.right), (4, 4), textcoords="offset points", color=color)
    axes.set(xscale="log", xlabel="CPU milliseconds a question", ylabel="share of right answers", ylim=(0, 1))
    axes.set_title(title, loc="left", fontsize=9)
    axes.grid(color="#e4e4e4", linewidth=0.5, which="both")
    axes.spines[["top", "right"]].set_visible(False)
    axes.margins(x=0.25)
    figure.savefig(path, format="svg", metadata={"Date": None})
