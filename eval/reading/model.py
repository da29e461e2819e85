"""The reader while it is trained, in torch: a small BERT over question and sentence together, one logit a pair."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

WIDTH, HEADS, WIDE, PLACES = 384, 12, 1536, 512
"""As multilingual-e5-small has them."""
EPSILON = 1e-12


class Layer(nn.Module):
    """Attention and feed-forward, each with its residual and norm."""

    def __init__(self) -> None:
        super().__init__()
        self.asks, self.held = nn.Linear(WIDTH, WIDTH), nn.Linear(WIDTH, WIDTH)
        self.told, self.gives = nn.Linear(WIDTH, WIDTH), nn.Linear(WIDTH, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=EPSILON)
        self.widens, self.narrows = nn.Linear(WIDTH, WIDE), nn.Linear(WIDE, WIDTH)
        self.last_norm = nn.LayerNorm(WIDTH, eps=EPSILON)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """``x`` [pairs, tokens, width], ``mask`` [pairs, 1, 1, tokens]."""
        pairs, tokens, _ = x.shape

        def split(made: Tensor) -> Tensor:
            return made.view(pairs, tokens, HEADS, -1).transpose(1, 2)

        seen = functional.scaled_dot_product_attention(
            split(self.asks(x)), split(self.held(x)), split(self.told(x)), attn_mask=mask
        )
        joined = seen.transpose(1, 2).reshape(pairs, tokens, WIDTH)
        x = self.norm(x + self.gives(joined))
        return self.last_norm(x + self.narrows(functional.gelu(self.widens(x))))


class Encoder(nn.Module):
    """The first ``layers`` layers of multilingual-e5-small, with ``words`` of its word vectors."""

    heads, epsilon = HEADS, EPSILON

    def __init__(self, words: int, layers: int) -> None:
        super().__init__()
        self.word = nn.Embedding(words, WIDTH)
        self.position = nn.Embedding(PLACES, WIDTH)
        self.kind = nn.Parameter(torch.zeros(WIDTH))
        self.norm = nn.LayerNorm(WIDTH, eps=EPSILON)
        self.layers = nn.ModuleList(Layer() for _ in range(layers))

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """[pairs, tokens, width]."""
        x = self.norm(self.word(ids) + self.position.weight[: ids.shape[1]] + self.kind)
        seen = mask[:, None, None, :].bool()
        for layer in self.layers:
            x = layer(x, seen)
        return x


class Reader(nn.Module):
    """The encoder with a head over the mean of its tokens. Word vectors stay as they are."""

    def __init__(self, words: int, layers: int) -> None:
        super().__init__()
        self.encoder = Encoder(words, layers)
        self.encoder.word.weight.requires_grad_(False)
        self.drop = nn.Dropout(0.1)
        self.deep, self.score = nn.Linear(WIDTH, WIDTH), nn.Linear(WIDTH, 1)
        nn.init.zeros_(self.score.weight)
        nn.init.zeros_(self.score.bias)

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """One logit a pair; above 0 the sentence probably answers."""
        told = mask[..., None].float()
        pooled = (self.encoder(ids, mask).float() * told).sum(1) / told.sum(1)
        logits: Tensor = self.score(torch.tanh(self.deep(self.drop(pooled))))[:, 0]
        return logits
