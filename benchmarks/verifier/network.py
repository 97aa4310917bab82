"""The verifier as it is learned: upper layers of its own over the states that the lower half of a reader gives.

One score, of the first token's state, says whether the sentence that was found answers (Hu et al., arXiv:1808.05759,
whose verifier reads it once more), two of each token where in it the answer begins and ends.
"""

from collections.abc import Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional

from benchmarks.bert import Layers
from benchmarks.reader.network import NEVER, Given, Reader
from embeddings.export.weights import BertWeights, Floats


class Verifier(Layers):
    """The layers above a reader's lower half, begun with the reader's upper half or with those of a verifier."""

    def __init__(self, start: BertWeights, layers: Sequence[int], dropout: float = 0.0) -> None:
        """As `Layers`, begun with the weights; the mark of what is claimed, the verdict and the head for begin and end
        where these have them."""
        super().__init__(start, layers, dropout)
        self.claim, self.verdict = nn.Linear(1, start.dimension, bias=False), nn.Linear(start.dimension, 1)
        self.head = nn.Linear(start.dimension, 2)
        nn.init.normal_(self.claim.weight, std=0.05)
        nn.init.normal_(self.verdict.weight, std=0.02)
        nn.init.normal_(self.head.weight, std=0.02)
        self.begin_with(start, layers)

    def forward(self, states: Tensor, claimed: Tensor, real: Tensor) -> tuple[Tensor, Tensor]:
        """The log-odds (examples,) that the tokens `claimed` (examples, tokens) answer, and the scores (examples,
        tokens, 2) of the answer's beginning and ending with each."""
        after = self.after(states + self.claim(claimed[..., None]), real)
        return self.verdict(after[-1][:, 0])[:, 0].float(), self.head(after[-1]).float()


class Lower:
    """The lower half of a reader, which stays as it is."""

    def __init__(self, start: BertWeights, words: Floats, kinds: int, device: str) -> None:
        """Of the reader's weights; `kinds` is the number of hints."""
        self._net = Reader(start, range(start.layers // 2), words, kinds).to(device).eval()

    def states(self, batch: Given) -> Tensor:
        """The states (examples, tokens, size) after its layers."""
        with torch.inference_mode():
            return self._net(batch)[1][-1]


def loss_of(verdicts: Tensor, answers: Tensor) -> Tensor:
    """Minus the logarithm of the probability of what is right."""
    return functional.binary_cross_entropy_with_logits(verdicts, answers.float())


def place_loss(scores: Tensor, claimed: Tensor, right: Tensor) -> Tensor:
    """Minus the logarithm of the probability that the answer begins and ends where it does, given that it does among
    the tokens `claimed`; of the examples where that is known (`right`; examples, tokens, 2), nothing where of none."""
    known = right[..., 0].any(1)
    possible = scores[known].masked_fill(claimed[known][..., None] == 0, NEVER)
    good = torch.logsumexp(possible.masked_fill(~right[known], NEVER), 1)
    found = (torch.logsumexp(possible, 1) - good).sum(1)
    return found.sum() / max(len(found), 1)
