"""The course of a learning, on a line through points."""

import itertools
from types import SimpleNamespace

import pytest
import torch
from torch import nn

from benchmarks import course
from benchmarks.course import Course, learn


def line() -> tuple[nn.Linear, list[torch.Tensor]]:
    torch.manual_seed(0)
    return nn.Linear(1, 1), [torch.tensor([[x, 3 * x - 1]]) for x in (-1.0, 0.0, 1.0, 2.0)]


def test_what_is_learned_gets_better_and_is_kept_at_the_end() -> None:
    net, points = line()
    kept: list[float] = []

    def wrong(batch: torch.Tensor) -> torch.Tensor:
        return (net(batch[:, :1]) - batch[:, 1:]).square().mean()

    rated = [([net.weight], 0.05), ([net.bias], 0.02)]
    steps = learn(
        rated, itertools.cycle(points), wrong, Course(600, 400, warming=5), lambda: kept.append(net.bias.item())
    )
    assert steps == 400
    assert net.weight.item() == pytest.approx(3, abs=0.1)
    assert kept == [net.bias.item()] and kept[0] == pytest.approx(-1, abs=0.1)


def test_it_is_kept_on_the_way_and_says_how_far_it_is(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    net, points = line()
    monkeypatch.setattr(course, "KEPT_EVERY", 0)
    monkeypatch.setattr(course, "TOLD_EVERY", 2)
    kept: list[int] = []
    learn([([net.weight], 0.1)], points, lambda batch: net(batch[:, :1]).sum(), Course(600), lambda: kept.append(1))
    assert len(kept) == len(points) + 1
    assert [line.split(",")[0] for line in capsys.readouterr().err.splitlines()] == ["step 2", "step 4"]


def test_where_there_is_no_time_nothing_is_learned_and_yet_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    net, points = line()
    monkeypatch.setattr(course, "time", SimpleNamespace(monotonic=itertools.count().__next__))
    before, kept = net.weight.item(), []
    made = learn([([net.weight], 0.1)], points, lambda b: net(b[:, :1]).sum(), Course(1), lambda: kept.append(1))
    assert (made, net.weight.item(), kept) == (0, before, [1])
