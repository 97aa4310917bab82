"""The course of a learning: steps whose rate grows at first and falls to nothing by the end of the time."""

import math
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import torch
from torch import Tensor, nn

from embeddings.errors import EncoderError

KEPT_EVERY = 600
"""Seconds from one writing of what was learned to the next."""
TOLD_EVERY = 100
"""Steps from one line of progress to the next."""
DECAY = 0.01
"""Weight decay of AdamW (Loshchilov and Hutter, arXiv:1711.05101)."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Course:
    """How long to learn: for how many seconds, and for how many steps, at most; `warming` are the steps over which the
    rates grow."""

    seconds: float
    steps: float = math.inf
    warming: int = 60


Rated = tuple[Sequence[nn.Parameter], float]
"""Weights, and the greatest rate at which they are learned."""


def learn(
    rated: Sequence[Rated],
    batches: Iterable[T],
    loss_of: Callable[[T], Tensor],
    course: Course,
    keep: Callable[[], None],
) -> int:
    """Learn the weights with AdamW until the time is up or the steps are made: `loss_of` says what is wrong with a
    batch, `keep` writes what was learned, on the way and at the end. Gives the number of steps; progress goes to
    standard error."""
    own = [one for weights, _ in rated for one in weights]
    groups = [{"params": list(weights)} for weights, _ in rated]
    optimizer = torch.optim.AdamW(groups, lr=0.0, weight_decay=DECAY, fused=own[0].device.type != "cpu")
    begun = kept = time.monotonic()
    lately, made = 0.0, 0
    for step, batch in enumerate(batches, 1):
        now = time.monotonic()
        left = 1 - max((now - begun) / course.seconds, made / course.steps)
        if left <= 0:
            break
        for group, (_, rate) in zip(optimizer.param_groups, rated, strict=True):
            group["lr"] = rate * min(step / course.warming, 1) * left
        loss = loss_of(batch)
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(own, 1.0)
        optimizer.step()
        made = step
        lately += max(0.02, 1 / step) * (loss.item() - lately)
        if step % TOLD_EVERY == 0:
            print(f"step {step}, loss {lately:.3f}, {left:.0%} left", file=sys.stderr)
        if now - kept > KEPT_EVERY:
            keep()
            kept = now
    keep()
    return made


def exit_status(run: Callable[[], None]) -> int:
    """Run a program; gives 0, or 3 with a line on standard error where a file cannot be used."""
    try:
        run()
    except EncoderError as error:
        print(error, file=sys.stderr)
        return 3
    return 0
