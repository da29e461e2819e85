"""Training of the reader: examples are drawn as said, training learns, and the graph says what the network says."""

from __future__ import annotations

import random
import struct
from pathlib import Path

import numpy as np
import pytest

from eval.reading.base import BLOCK, MAGIC, SPECIAL, Base
from eval.reading.examples import SIZE, Example
from eval.reading.pieces import kept_pieces
from ingest.errors import SettingsError

torch = pytest.importorskip("torch", reason="the reader is trained with torch")
pytest.importorskip("onnx", reason="the graph is written with onnx (make setup installs it)")

WORDS = ("甲", "乙", "丙", "问")


def example(right: int | None, size: int = 12) -> Example:
    pairs = tuple(("", f"{n}") for n in range(size))
    return Example("问", pairs, tuple(n == right for n in range(size)))


def test_the_right_sentence_is_drawn_first_with_hard_ones() -> None:
    places, answered = example(9).drawn(random.Random(1))
    assert answered
    assert places[0] == 9
    assert len(places) == len(set(places)) == SIZE
    assert sum(n < 5 for n in places[1:]) >= 4


def test_where_nothing_answers_all_are_wrong() -> None:
    places, answered = example(None).drawn(random.Random(1))
    assert not answered
    assert len(places) == SIZE


def packed(values: list[float], shape: tuple[int, int]) -> bytes:
    """A matrix of one value a row in four bits: 8 + 7 steps of a seventh of it."""
    blocks = np.zeros(shape[0] * shape[1] // 32, BLOCK)
    blocks["scale"] = np.repeat(np.array(values) / 7, shape[1] // 32)
    blocks["nibbles"] = 0xFF
    return blocks.tobytes()


def test_the_base_is_read_from_its_file(tmp_path: Path) -> None:
    pieces = [*SPECIAL, "▁", *WORDS]
    blob = "".join(pieces).encode()
    ends = np.cumsum([0, *(len(p.encode()) for p in pieces)]).astype("<u4")
    head = MAGIC + struct.pack("<I7ifi", 1, 384, 1, 12, 1536, len(pieces), 512, 1, 1e-12, 32)
    head += struct.pack("<5iQ", len(pieces), 0, 2, 1, 3, len(blob)) + ends.tobytes()
    head += np.full(len(pieces), -2.0, "<f4").tobytes() + blob + struct.pack("<iI", 0, 0)
    words = packed([float(n) for n in range(len(pieces))], (len(pieces), 384))
    directory = struct.pack("<iH", 1, 8) + b"emb.word"
    start = len(head) + len(directory) + struct.calcsize("<BIQQ")
    directory += struct.pack("<BIQQ", 1, len(pieces) * 384, start, len(words))
    (tmp_path / "base.bin").write_bytes(head + directory + words)
    base = Base(tmp_path / "base.bin")
    assert base.pieces == pieces
    assert np.allclose(base.tensor("emb.word")[3], 3.0, atol=0.01)
    kept = kept_pieces(base, ["甲乙" * 4])
    assert [pieces[n] for n in kept][:4] == list(SPECIAL)
    assert "甲" in [pieces[n] for n in kept]
    assert base.tokenizer(kept).encode("甲 问").tokens == ["▁", "甲", "▁", "问"]


def test_another_file_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "x.bin").write_bytes(b"GGUF0000")
    with pytest.raises(SettingsError, match=r"x\.bin"):
        Base(tmp_path / "x.bin")


def test_the_graph_says_what_the_network_says(tmp_path: Path) -> None:
    import onnxruntime

    from eval.reading.graph import write_graph
    from eval.reading.model import Reader

    torch.manual_seed(3)
    reader = Reader(40, 2).eval()
    torch.nn.init.normal_(reader.score.weight, std=0.3)
    write_graph(reader, tmp_path / "model.onnx")
    session = onnxruntime.InferenceSession(str(tmp_path / "model.onnx"))
    ids = torch.randint(4, 40, (5, 9))
    mask = torch.ones_like(ids)
    mask[2, 5:] = 0
    with torch.no_grad():
        wanted = reader(ids, mask).numpy()
    told = session.run(None, {"input_ids": ids.numpy(), "attention_mask": mask.numpy()})[0]
    assert np.abs(wanted).max() > 0.05
    assert np.abs(wanted - told).max() < 0.05


def test_training_learns(monkeypatch: pytest.MonkeyPatch) -> None:
    from tokenizers import Tokenizer, models, pre_tokenizers

    from eval.reading import train
    from eval.reading.model import Reader

    for name, value in (("WARM_UP", 1), ("BATCH", 2), ("RATE", 1e-3), ("HEAD_RATE", 5e-3)):
        monkeypatch.setattr(train, name, value)
    torch.manual_seed(0)
    words = {word: n for n, word in enumerate([*SPECIAL, "问", *(str(n) for n in range(12))])}
    tokenizer = Tokenizer(models.WordLevel(words, unk_token="<unk>"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    held = [example(3), example(3)]
    assert train._run(Reader(len(words), 1), train._Rows(tokenizer), held, 12, lambda _: None) > 0.5
