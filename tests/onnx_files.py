"""A tiny cross-encoder as ONNX, written byte by byte: the package that writes such files is not installed.

The fields' numbers are those of onnx.proto.
"""

from __future__ import annotations

from pathlib import Path

INT32, INT64, FLOAT = 6, 7, 1


def varint(number: int) -> bytes:
    out = bytearray()
    while number > 127:
        out.append(number & 127 | 128)
        number >>= 7
    return bytes([*out, number])


def field(number: int, value: int | str | bytes) -> bytes:
    """One field of a protobuf message."""
    if isinstance(value, int):
        return varint(number << 3) + varint(value)
    raw = value.encode() if isinstance(value, str) else value
    return varint(number << 3 | 2) + varint(len(raw)) + raw


def node(kind: str, inputs: list[str], output: str, **numbers: int) -> bytes:
    body = b"".join(field(1, name) for name in inputs) + field(2, output) + field(4, kind)
    for name, number in numbers.items():
        body += field(5, field(1, name) + field(3, number) + field(20, 2))
    return field(1, body)


def value(number: int, name: str, kind: int, *, width: int | None = None) -> bytes:
    """An input or output: [batch, tokens], or [batch, width]."""
    second = field(2, "tokens") if width is None else field(1, width)
    shape = field(1, field(2, "batch")) + field(1, second)
    return field(number, field(1, name) + field(2, field(1, field(1, kind) + field(2, shape))))


def axes() -> bytes:
    """The constant [1]: sums run over the tokens."""
    raw = (1).to_bytes(8, "little")
    return field(5, field(1, 1) + field(2, INT64) + field(8, "axes") + field(9, raw))


def write_graph(
    path: Path,
    *,
    types: bool = False,
    classes: int = 1,
    narrow: bool = False,
    first: str = "input_ids",
) -> None:
    """logit = Σ input_ids · attention_mask (+ Σ token_type_ids); two classes are the same logit twice."""
    kind = INT32 if narrow else INT64
    nodes = node("Cast", [first], "ids", to=FLOAT) + node(
        "Cast", ["attention_mask"], "mask", to=FLOAT
    )
    nodes += node("Mul", ["ids", "mask"], "kept")
    last = "kept"
    inputs = value(11, first, kind) + value(11, "attention_mask", kind)
    if types:
        inputs += value(11, "token_type_ids", kind)
        nodes += node("Cast", ["token_type_ids"], "types", to=FLOAT)
        nodes += node("Add", ["kept", "types"], "both")
        last = "both"
    if classes == 1:
        nodes += node("ReduceSum", [last, "axes"], "logits", keepdims=1)
    else:
        nodes += node("ReduceSum", [last, "axes"], "one", keepdims=1)
        nodes += node("Concat", ["one", "one"], "logits", axis=1)
    graph = nodes + field(2, "tiny") + axes() + inputs + value(12, "logits", FLOAT, width=classes)
    opset = field(8, field(1, "") + field(2, 17))
    path.write_bytes(field(1, 8) + field(7, graph) + opset)


def write_tokenizer(folder: Path) -> None:
    """``tokenizer.json``: a token a character, between [CLS] and [SEP]."""
    from tokenizers import Tokenizer, models, pre_tokenizers, processors

    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]"]
    letters = sorted(set("初中生均多少元校车须安装定位置小学长短问第项0123456789。"))
    numbers = {token: number for number, token in enumerate([*special, *letters])}
    tokenizer = Tokenizer(models.WordLevel(numbers, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Split("", "isolated")
    tokenizer.post_processor = processors.BertProcessing(("[SEP]", 3), ("[CLS]", 2))
    tokenizer.save(str(folder / "tokenizer.json"))
