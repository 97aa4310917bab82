"""The verifier as it is learned: upper layers of its own over the states that the lower half of a reader gives, and one
score, of the first token's state (Hu et al., arXiv:1808.05759, whose verifier reads the sentence found once more)."""

from collections.abc import Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional

from benchmarks.bert import Layers
from benchmarks.reader.network import Given, Reader
from embeddings.export.weights import BertWeights, Floats


class Verifier(Layers):
    """The layers above a reader's lower half, begun with the reader's upper half or with those of a verifier."""

    def __init__(self, start: BertWeights, layers: Sequence[int], dropout: float = 0.0) -> None:
        """As `Layers`, begun with the weights; the mark of what is claimed and the verdict where these have them."""
        super().__init__(start, layers, dropout)
        self.claim, self.verdict = nn.Linear(1, start.dimension, bias=False), nn.Linear(start.dimension, 1)
        nn.init.normal_(self.claim.weight, std=0.05)
        nn.init.normal_(self.verdict.weight, std=0.02)
        self.begin_with(start, layers)

    def forward(self, states: Tensor, claimed: Tensor, real: Tensor) -> Tensor:
        """The log-odds (examples,) that the tokens `claimed` (examples, tokens) answer."""
        after = self.after(states + self.claim(claimed[..., None]), real)
        scores: Tensor = self.verdict(after[-1][:, 0])[:, 0].float()
        return scores


class Lower:
    """The lower half of a reader, which stays as it is."""

    def __init__(self, start: BertWeights, words: Floats, kinds: int, device: str) -> None:
        """Of the reader's weights; `kinds` is the number of hints."""
        self._net = Reader(start, range(start.layers // 2), words, kinds).to(device).eval()

    def states(self, batch: Given) -> Tensor:
        """The states (examples, tokens, size) after its layers."""
        with torch.inference_mode():
            return self._net(batch)[1][-1]


def loss_of(scores: Tensor, answers: Tensor) -> Tensor:
    """Minus the logarithm of the probability of what is right."""
    return functional.binary_cross_entropy_with_logits(scores, answers.float())
