"""A question file is packed only when every quote stands in its source, and holds no word of it afterwards."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from eval.metrics import hit_at
from eval.outcomes import Outcome, Passage
from eval.question_pack import pack
from eval.questions import load_questions
from ingest.errors import SettingsError

TEXT = "第一条 各校每学期组织\n两次疏散演练，家长代表可以到场观摩。"
QUESTIONS = """\
# 说明：这一行留着。
- id: q1
  question: 演练一学期几次
  kind: number
  library: {library}
  gold:
  - - {{source: 规定/办法.txt, quote: 每学期组织两次疏散演练}}
  values:
  - {{type: number, value: 2, unit: 次}}
  - {{type: text, any: [{wording}]}}
"""


def packed(
    folder: Path, library: str = "real", wording: str = "可以", text: str = TEXT
) -> tuple[dict[str, object], Path]:
    """Packs one question for a library that holds one text."""
    assistant = SimpleNamespace(
        documents=lambda: (SimpleNamespace(id="d", source="办法.txt"),),
        document_text=lambda identity: text,
    )
    source, target = folder / "in.yaml", folder / "新" / "out.yaml"
    source.write_text(QUESTIONS.format(library=library, wording=wording), encoding="utf-8")
    return pack(source, target, assistant), target  # type: ignore[arg-type]


def test_quotes_become_hashes_that_are_found_again(tmp_path: Path) -> None:
    figures, target = packed(tmp_path)
    assert figures == {"questions": 1, "quotes": 1, "hidden": 1, "sentences": []}
    written = target.read_text(encoding="utf-8")
    assert written.startswith("# 说明") and "疏散" not in written
    (question,) = load_questions(target)
    (before,) = load_questions(tmp_path / "in.yaml")
    assert question.values == before.values and question.gold != before.gold
    outcome = Outcome("q1", hits=(Passage("办法.txt", TEXT),))
    assert hit_at(question, outcome, 1) == hit_at(before, outcome, 1) == 1.0


def test_quotes_of_our_own_documents_stay(tmp_path: Path) -> None:
    figures, target = packed(tmp_path, library="corpus")
    assert figures["hidden"] == 0
    assert "疏散演练" in target.read_text(encoding="utf-8")


def test_a_quote_that_is_not_in_its_source_is_named_and_nothing_is_written(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"q1：规定/办法\.txt 中找不到引文（11 字）") as error:
        packed(tmp_path, text=TEXT.replace("两次", "三次"))
    assert "疏散" not in str(error.value)
    assert not (tmp_path / "新").exists()


def test_a_wording_that_is_a_sentence_of_the_text_is_pointed_out(tmp_path: Path) -> None:
    figures, _ = packed(tmp_path, wording="两次疏散演练，家长代表可以到场观摩")
    assert figures["sentences"] == ["q1"]
