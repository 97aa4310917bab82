"""The answer reader as it is learned: a BERT over frozen word embeddings, hints at its bottom, two scores a token.

Begin and end of the answer are each a softmax over the tokens of the passage and <s>, which stands for "not here"
(Devlin et al., arXiv:1810.04805, section 4.3); and, half as much, over those of all passages of a question together
(shared normalisation; Clark and Gardner, arXiv:1710.10723), so that scores of different passages can be compared.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from benchmarks.bert import Bert
from benchmarks.reader.packing import BEGINS, ENDS, Batch
from embeddings.export.weights import BertWeights, Floats

NEVER = -1e4
"""A score for what cannot be."""


@dataclass(frozen=True, slots=True, eq=False)
class Given:
    """A batch as tensors: what the network is given, which tokens an answer may begin or end with (<s> apart) and does
    (examples, tokens, 2), and the number of each example's question."""

    ids: Tensor
    hints: Tensor
    real: Tensor
    allowed: Tensor
    right: Tensor
    groups: Tensor


def given(batch: Batch, device: str = "cpu") -> Given:
    """The tensors of a batch on a device."""
    real = np.arange(batch.ids.shape[1]) < batch.sizes[:, None]
    right = np.stack([batch.marks & BEGINS > 0, batch.marks & ENDS > 0], axis=2)
    arrays = batch.ids, batch.hints, real, batch.sentences > 0, right, batch.groups
    return Given(*(torch.from_numpy(array).to(device, non_blocking=True) for array in arrays))


class Reader(Bert):
    """The network; hints and head begin with those of the weights where these have any."""

    def __init__(
        self, start: BertWeights, layers: Sequence[int], words: Floats, kinds: int, dropout: float = 0.0
    ) -> None:
        """As `Bert`; `kinds` is the number of hints."""
        super().__init__(start, layers, words, dropout)
        self.hint, self.head = nn.Linear(kinds, start.dimension, bias=False), nn.Linear(start.dimension, 2)
        nn.init.normal_(self.hint.weight, std=0.05)
        nn.init.normal_(self.head.weight, std=0.02)
        self.begin_with(start, layers)

    def keep(self, layers: int) -> None:
        """Leave so many of the lowest layers as they are, with the positions and hints under them."""
        for part in (self.ln, self.hint, *self.layers[:layers]):
            part.requires_grad_(False)
        self.pos.requires_grad_(False)

    def forward(self, batch: Given) -> tuple[Tensor, list[Tensor]]:
        """The scores (examples, tokens, 2), and the states after each layer."""
        after = self.after(self.embedded(batch.ids) + self.hint(batch.hints), batch.real)
        return self.head(after[-1]).float(), after


def with_none(scores: Tensor, batch: Given) -> Tensor:
    """The scores with <s> and the tokens of the passage alone left possible."""
    possible = batch.allowed.clone()
    possible[:, 0] = True
    return scores.masked_fill(~possible[..., None], NEVER)


def label_loss(scores: Tensor, batch: Given) -> Tensor:
    """Minus the logarithm of the probability of what is right: of each text, and half as much of each question."""
    answered = batch.right[..., 0].any(1)
    right = batch.right.clone()
    right[~answered, 0] = True
    possible = with_none(scores, batch)
    own = torch.logsumexp(possible, 1) - torch.logsumexp(possible.masked_fill(~right, NEVER), 1)
    inside = scores.masked_fill(~batch.allowed[..., None], NEVER)
    every = torch.logsumexp(inside, 1)
    good = torch.logsumexp(inside.masked_fill(~batch.right, NEVER), 1)
    count = int(batch.groups.max()) + 1
    asked = batch.groups[:, None].expand(-1, 2)
    largest = every.detach().new_full((count, 2), NEVER).scatter_reduce(0, asked, every.detach(), "amax")
    total, part = (
        torch.zeros_like(largest).scatter_add(0, asked, (x - largest[batch.groups]).exp()) for x in (every, good)
    )
    answerable = torch.zeros(count, device=scores.device).scatter_add(0, batch.groups, answered.float()) > 0
    shared = (total.log() - (part + 1e-9).log()).sum(1)[answerable]
    return own.sum(1).mean() + (0.5 * shared.mean() if len(shared) else 0.0)


def taught_loss(scores: Tensor, taught: Tensor, batch: Given) -> Tensor:
    """The divergence of the scores' probabilities from those of another reader's scores (Hinton et al.,
    arXiv:1503.02531)."""
    theirs = functional.log_softmax(with_none(taught, batch), 1)
    own = functional.log_softmax(with_none(scores, batch), 1)
    return (theirs.exp() * (theirs - own)).sum((1, 2)).mean()


def states_loss(states: Sequence[Tensor], taught: Sequence[Tensor], batch: Given) -> Tensor:
    """How far the states after each layer are from those of as many evenly chosen layers of a deeper reader, the last
    one's after its last, in its standard deviations (Jiao et al., TinyBERT, arXiv:1909.10351)."""
    ratio = len(taught) / len(states)
    losses: list[Tensor] = []
    for number, own in enumerate(states, 1):
        theirs = taught[round(number * ratio) - 1][batch.real].float()
        losses.append((((own[batch.real].float() - theirs) / (theirs.std(0) + 1e-3)) ** 2).mean())
    return torch.stack(losses).mean()
