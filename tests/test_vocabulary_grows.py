"""The vocabulary follows the library without reading all of it again."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from assistant import library
from assistant.library import Library
from assistant.terms import Vocabulary

TEXTS = {"甲": ["校舍检查", "校车检查"], "乙": ["校舍维修"], "丙": ["蓝苗计划"]}


class Shelf:
    """A store of some of the texts; counts what is read."""

    def __init__(self) -> None:
        self.held: tuple[Any, ...] = ()
        self.read = 0

    def put(self, *names: str) -> None:
        self.held = tuple(SimpleNamespace(id=n, chunks=len(TEXTS[n])) for n in names)

    def documents(self) -> tuple[Any, ...]:
        return self.held

    def chunk_ids(self) -> list[str]:
        return [f"{d.id}{n}" for d in self.held for n in range(d.chunks)]

    def chunks(self, ids: list[str] | None = None, document_id: str = "") -> list[Any]:
        texts = TEXTS[document_id] if ids is None else [TEXTS[i[0]][int(i[1])] for i in ids]
        self.read += len(texts)
        return [SimpleNamespace(embed_text=text, text=text) for text in texts]


@pytest.fixture
def shelf(monkeypatch: pytest.MonkeyPatch) -> Shelf:
    monkeypatch.setattr(library, "QuestionEmbedder", lambda embedder: embedder)
    return Shelf()


def all_of(vocabulary: Vocabulary) -> dict[str, float]:
    return {p: vocabulary.weight(p) for p in ("校舍", "检查", "蓝苗", "维修", "没有")}


def test_documents_that_come_in_are_read_alone_and_the_figures_are_the_same(shelf: Shelf) -> None:
    known: Any = Library(shelf, None)  # type: ignore[arg-type]
    shelf.put("甲", "乙")
    assert known.vocabulary.seen("校舍") == 2 and shelf.read == 3
    before = known.vocabulary
    shelf.put("甲", "丙", "乙")
    assert known.vocabulary.knows("蓝苗") and shelf.read == 4, "only the new one"
    assert not before.knows("蓝苗"), "an answer under way keeps what it has"
    whole: Any = Library(shelf, None)  # type: ignore[arg-type]
    assert all_of(known.vocabulary) == all_of(whole.vocabulary)
    shelf.put("丙", "乙")
    assert not known.vocabulary.knows("校车") and known.vocabulary.seen("校舍") == 1
