from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.records import Chunk
from ingest.store import lexical
from ingest.store.changes import Position
from ingest.store.lexical import LexicalIndex
from ingest.store.lexical_entries import heading_and_body
from ingest.store.tokens import tokenize


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("义务教育", ["义", "务", "教", "育", "义务", "务教", "教育"]),
        ("2025年", ["2025", "年"]),
        ("２０２５ 年", ["2025", "年"]),
        ("3.5%，A4纸", ["3.5", "a", "4", "纸"]),
        ("“双减”（政策）", ["双", "减", "双减", "政", "策", "政策"]),
        ("STEM教育;e-mail", ["stem", "教", "育", "教育", "e", "mail"]),
        ("二〇二五", ["二", "〇", "二", "五", "二〇", "〇二", "二五"]),
        ("⼤⽬", ["大", "目", "大目"]),  # radicals that some pdf files hold instead of characters
        ("，。！ \n", []),
        ("", []),
    ],
)
def test_tokens(text: str, tokens: list[str]) -> None:
    assert tokenize(text) == tokens


@given(st.text())
def test_any_text_can_be_cut(text: str) -> None:
    tokens = tokenize(text)
    assert all(token and not any(c.isspace() for c in token) for token in tokens)


def chunk(number: int, text: str, document: str = "d", heading: str = "") -> Chunk:
    return Chunk(f"c{number}", document, text, 0, len(text), (heading,), None, heading + text)


TEXTS = ["初中生均公用经费900元", "小学生均公用经费700元", "召开课后服务现场会", "校车安全检查"]


@pytest.fixture
def index(tmp_path: Path) -> Iterator[LexicalIndex]:
    made = LexicalIndex(tmp_path / "lexical")
    rows = [(chunk(i, text, f"d{i % 2}"), "工作要点") for i, text in enumerate(TEXTS)]
    made.update((), rows, Position(4, "t"))
    yield made
    made.close()


def test_the_best_match_is_first(index: LexicalIndex) -> None:
    assert [i for i, _ in index.search("初中经费多少？", 2)] == ["c0", "c1"]
    assert [i for i, _ in index.search("课后服务", 9)] == ["c2"]
    assert index.search("700", 9)[0][0] == "c1"
    assert index.search("！？（）:\"'", 9) == [] and index.search("", 9) == []
    assert index.search("初中", 0) == []


def test_queries_are_never_parsed(index: LexicalIndex) -> None:
    for query in ("body:初中 AND (NOT", "初中*", "[900 TO 700}", '"初中', "标题：经费 -小学", "\\"):
        index.search(query, 5)
    assert index.search("body:初中 AND (NOT", 1)[0][0] == "c0"


def test_a_pasted_book_is_no_trouble(index: LexicalIndex) -> None:
    book = "初中生均" + "".join(chr(c) for c in range(0x4E00, 0x9FFF))
    began = time.monotonic()
    assert index.search(book, 1)[0][0] == "c0"
    assert time.monotonic() - began < 5


def test_documents_filter_without_changing_scores(index: LexicalIndex) -> None:
    everything = dict(index.search("生均经费", 9))
    assert dict(index.search("生均经费", 9, documents=["d1"])) == {"c1": everything["c1"]}
    assert index.scores("生均经费", ["c1", "c3", "无"]) == {
        "c1": everything["c1"],
        "c3": 0,
        "无": 0,
    }


def test_headings_and_titles_count_too(index: LexicalIndex) -> None:
    added = [(chunk(9, "全年组织四次", "d9", "消防演练\n"), "安全方案")]
    index.update((), added, Position(5, "t"))
    assert [i for i, _ in index.search("消防演练", 9)] == ["c9"]
    assert [i for i, _ in index.search("方案", 9)] == ["c9"]


def test_heading_and_body() -> None:
    piece = Chunk("c", "d", "全年四次", 0, 4, ("一、演练",), None, "一、演练\n时间\t次数\n全年四次")
    assert heading_and_body(piece) == ("一、演练\n时间\t次数\n", "全年四次")
    bare = Chunk("c", "d", "全年四次", 0, 4, ("一、演练",))
    assert heading_and_body(bare) == ("一、演练", "全年四次")


def test_updates_replace_documents_and_move_on(index: LexicalIndex) -> None:
    assert index.position(Position(9, "x")) == Position(4, "t")
    index.update(["d0"], [(chunk(0, "高中生均1200元", "d0"), "")], Position(6, "u"))
    assert index.position(Position(9, "x")) == Position(6, "u")
    assert index.ids() == {"c0", "c1", "c3"}
    assert index.search("高中", 9)[0][0] == "c0" and not index.search("课后", 9)
    index.update((), [(chunk(7, "唯一", "d7"), "")], Position(7, "v"), anew=True)
    assert index.ids() == {"c7"}


def test_a_failed_update_changes_nothing(index: LexicalIndex) -> None:
    def rows() -> Iterator[tuple[Chunk, str]]:
        yield chunk(8, "半途而废", "d8"), ""
        raise RuntimeError("power cut")

    with pytest.raises(RuntimeError):
        index.update(["d0", "d1"], rows(), Position(9, "w"))
    assert index.position(Position(9, "w")) == Position(4, "t")
    assert index.ids() == {"c0", "c1", "c2", "c3"} and not index.search("半途", 9)
    index.update((), [], Position(9, "w"))
    assert index.ids() == {"c0", "c1", "c2", "c3"}, "nothing of the failed one is left"


def test_another_reader_sees_a_commit(index: LexicalIndex, tmp_path: Path) -> None:
    other = LexicalIndex(tmp_path / "lexical")
    assert other.position(Position(9, "x")) == Position(4, "t")
    index.update((), [(chunk(9, "新增学位", "d9"), "")], Position(5, "y"))
    assert other.position(Position(9, "x")) == Position(5, "y")
    assert other.search("学位", 1)[0][0] == "c9"


def test_an_index_of_another_tokenizer_is_built_again(
    index: LexicalIndex, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(LexicalIndex, "built", "tokenizer of tomorrow")
    assert index.position(Position(9, "x")) is None
    monkeypatch.undo()
    monkeypatch.setattr(lexical, "TOKENIZER_VERSION", 99)
    assert LexicalIndex(tmp_path / "lexical").position(Position(9, "x")) is None


@pytest.mark.parametrize("damage", ["missing", "garbage", "half", "segments"])
def test_a_damaged_index_is_built_again(tmp_path: Path, damage: str) -> None:
    folder = tmp_path / "lexical"
    made = LexicalIndex(folder)
    made.update((), [(chunk(0, "初中"), "")], Position(1, "t"))
    made.close()
    for path in [p for p in folder.rglob("*") if p.is_file() and not p.name.startswith(".")]:
        if damage == "garbage" or (damage == "segments" and path.suffix != ".json"):
            path.write_bytes(b"garbage" * 50)
        elif damage == "half" and path.name != "meta.json":
            path.unlink()
    if damage == "missing":
        shutil.rmtree(folder)
    again = LexicalIndex(folder)
    assert again.position(Position(1, "t")) is None
    assert again.search("初中", 1) == []
    again.update((), [(chunk(0, "初中"), "")], Position(1, "t"), anew=True)
    assert again.search("初中", 1)[0][0] == "c0"


def test_one_in_memory() -> None:
    index = LexicalIndex(None)
    index.update((), [(chunk(0, "初中"), "")], Position(1, "t"))
    assert index.search("初中", 1)[0][0] == "c0"
