"""The picture of a run: how many answers are right, and what a question costs."""

from collections.abc import Sequence
from pathlib import Path

import matplotlib
from matplotlib.figure import Figure

from benchmarks.peers.marking import Row

OURS, THEIRS = "#1f5a96", "#b0552f"


def draw(path: Path, rows: Sequence[Row], ours: str, title: str) -> None:
    """Write an SVG with two bars for each row; those whose name begins with `ours` stand out."""
    matplotlib.rcParams.update({"svg.fonttype": "none", "svg.hashsalt": "yuanwen", "font.size": 8})
    figure = Figure(figsize=(7, 0.8 + 0.25 * len(rows)), layout="constrained")
    panels = figure.subplots(1, 2, sharey=True)
    names = [one.name for one in rows]
    colors = [OURS if name.startswith(ours) else THEIRS for name in names]
    panels[0].barh(names, [one.right for one in rows], color=colors)
    panels[0].set(xlabel="share of right answers", xlim=(0, 1))
    panels[1].barh(names, [one.milliseconds for one in rows], color=colors)
    panels[1].set(xlabel="CPU milliseconds a question")
    panels[0].invert_yaxis()
    for panel in panels:
        panel.grid(axis="x", color="#e4e4e4", linewidth=0.5)
        panel.set_axisbelow(True)
        panel.spines[["top", "right"]].set_visible(False)
    figure.suptitle(title, fontsize=9)
    figure.savefig(path, format="svg", metadata={"Date": None})
