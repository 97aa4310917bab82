"""The picture of a run."""

from collections.abc import Sequence
from pathlib import Path

import matplotlib
import numpy as np
from matplotlib.figure import Figure

PANELS = {
    "memory": "bot, MB",
    "memory_of_children": "its children, MB",
    "handles": "file handles",
    "threads": "threads",
    "processor": "processor s a question",
    "wall": "wait for an answer, s",
}
POINTS = 240
"""Points of a line: each is the median of what was measured in its part of the time; the shade is its range."""


def draw(path: Path, measured: dict[str, tuple[Sequence[float], Sequence[float]]], title: str) -> None:
    """Write an SVG with a panel for each measure; `measured` has the minutes and the values of each."""
    matplotlib.rcParams.update({"svg.fonttype": "none", "svg.hashsalt": "yuanwen", "font.size": 8})
    figure = Figure(figsize=(7.5, 7.5), layout="constrained")
    panels = figure.subplots(len(PANELS), 1, sharex=True)
    for panel, (measure, label) in zip(panels, PANELS.items(), strict=True):
        minutes, values = (np.asarray(part, dtype=float) for part in measured[measure])
        parts = [part for part in np.array_split(np.argsort(minutes, kind="stable"), POINTS) if len(part)]
        middle = [float(np.median(minutes[part])) for part in parts]
        low, high = ([float(np.quantile(values[part], share)) for part in parts] for share in (0, 1))
        panel.fill_between(middle, low, high, color="#c6d7ea", linewidth=0)
        panel.plot(middle, [float(np.median(values[part])) for part in parts], color="#1f5a96", linewidth=1)
        panel.set_ylim(0, 1.15 * float(np.quantile(values, 0.99)) or 1)
        panel.set_title(label, loc="left", fontsize=8)
        panel.grid(color="#e4e4e4", linewidth=0.5)
        panel.spines[["top", "right"]].set_visible(False)
    panels[-1].set_xlabel("minutes")
    figure.suptitle(title, fontsize=9)
    figure.savefig(path, format="svg", metadata={"Date": None})
