"""The reader that comes with the program: it loads, it tells answers from their neighbours, and nothing hangs on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from assistant import reading_again
from assistant.candidates import Candidate
from assistant.fusion import Fused
from assistant.reading_again import READ, UNREAD, ReadAgain, pair
from assistant.resting import Resting
from ingest.errors import RerankerError
from ingest.records import Chunk, Span
from ingest.reranking.bundled import (
    AROUND,
    QUESTION,
    SENTENCE,
    BundledReader,
    Pair,
    bundled_reader,
    filled,
    row,
)

TITLE = "临河区教育局关于规范中小学办学行为的通知"


@pytest.mark.parametrize(
    ("question", "answer", "neighbour"),
    [
        (
            "老师在班群里推销辅导书能行吗",
            "教师不得向学生推销教辅材料及其他商品。",
            "教师应当按时批改作业，及时与家长沟通。",
        ),
        (
            "学校食堂的账多久公布一次",
            "学校食堂收支情况应当每学期公布一次，接受家长监督。",
            "学校食堂应当建立食品留样制度，留样不少于48小时。",
        ),
        (
            "转学的材料交给谁",
            "转学申请材料由转入学校受理，报区教育局核准。",
            "起始年级和毕业年级原则上不予办理转学。",
        ),
    ],
)
def test_an_answer_is_told_from_its_neighbour(question: str, answer: str, neighbour: str) -> None:
    right, wrong = bundled_reader().score(question, [(TITLE, answer), (TITLE, neighbour)])
    assert right > wrong + 0.5


def test_the_order_of_the_sentences_does_not_matter() -> None:
    pairs = [("", f"第{n}项工作由办公室负责，于{n}月底前完成。") for n in range(1, 12)]
    reader = bundled_reader()
    there = reader.score("三月底前要做完什么", pairs)
    back = reader.score("三月底前要做完什么", pairs[::-1])[::-1]
    assert (
        np.abs(there - back).max() < 0.5
    )  # weights are in eight bits, their range that of a batch


def test_a_long_question_and_sentence_are_cut() -> None:
    one = row(list(range(10, 100)), list(range(100, 200)), list(range(200, 300)))
    assert len(one) == QUESTION + AROUND + SENTENCE + 5
    assert one[1] == 10
    assert one[QUESTION + 3] == 200 - AROUND
    ids, mask = filled([one, [0, 7, 2]])
    assert ids.shape == mask.shape == (2, len(one))
    assert mask.sum(1).tolist() == [len(one), 3]


def test_nothing_to_read_is_no_error() -> None:
    assert bundled_reader().score("几号开学", []).shape == (0,)


def test_a_damaged_model_is_named(tmp_path: Path) -> None:
    (tmp_path / "model.onnx").write_bytes(b"no graph")
    with pytest.raises(RerankerError, match="阅读模型") as caught:
        BundledReader(tmp_path)
    assert "重新安装" in caught.value.remedy


# --- in answers --------------------------------------------------------------------------------


@dataclass
class Counting:
    """A reader that counts what it is asked for."""

    read: list[Pair] = field(default_factory=list)

    def score(self, question: str, pairs: Sequence[Pair]) -> NDArray[np.float32]:
        self.read += pairs
        return np.array([len(own) for _, own in pairs], np.float32)


@pytest.fixture
def counting(monkeypatch: pytest.MonkeyPatch) -> Counting:
    reader = Counting()
    monkeypatch.setattr(reading_again, "bundled_reader", lambda: reader)
    return reader


def line(text: str, n: int = 0) -> Candidate:
    chunk = Chunk(f"c{n}", "d", text, 0, len(text), ("通知", "一、收费"), None, "")
    fused = Fused(chunk.id, 1.0, 1.0, 1.0)
    return Candidate("d", Span(0, len(text)), text, None, "", chunk.section, chunk, fused, 0)


def test_only_the_best_are_read_and_each_once(counting: Counting) -> None:
    lines = [line(f"第{n}条。", n) for n in range(READ + 4)]
    order = list(range(len(lines)))[::-1]
    again = ReadAgain("多少钱")
    rows = again.of(lines, [{"own": 0.0}] * len(lines), order)
    assert [row["read"] for row in rows[:4]] == [UNREAD] * 4
    assert all(row["read"] > UNREAD for row in rows[4:])
    assert len(counting.read) == READ
    again.of(lines, rows, order)
    assert len(counting.read) == READ


def test_what_stands_around_is_read_with_it() -> None:
    assert pair(line("每生650元。")) == ("通知 一、收费", "每生650元。")


def test_without_the_reader_the_other_signals_decide(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> BundledReader:
        raise RerankerError("坏了", "重新安装")

    monkeypatch.setattr(reading_again, "bundled_reader", broken)
    monkeypatch.setattr(reading_again, "_resting", Resting("试"))
    rows = ReadAgain("多少钱").of([line("每生650元。")], [{"own": 1.0}], [0])
    assert rows == [{"own": 1.0, "read": 0.0}]
