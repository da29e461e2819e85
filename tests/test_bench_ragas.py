"""Seeded faults: ours sees each of them; ragas is asked where it is installed, and skipped with a reason else."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from eval.__main__ import main
from eval.bench import beside_ragas, ragas_peer
from eval.bench.seeded_faults import FAULTS, REFUSAL, invented_quote, wrong_digit
from eval.outcomes import Outcome, Passage, Run
from eval.questions import Gold, Question, Value

WORDS = (
    "各校每学期组织两次疏散演练",
    "初中生均公用经费为每生每年900元",
    "10月底前完成新教师岗前培训",
)
QUESTIONS = (
    Question("n", "多少？", "number", gold=((Gold("a.txt", WORDS[1]),),), values=(Value("number", number=Decimal(900), unit="元"),)),
    Question("l", "哪些？", "list", gold=((Gold("a.txt", WORDS[0]), Gold("a.txt", WORDS[2])),),
             values=(Value("list", items=(("疏散演练",), ("岗前培训",))),)),
    Question("u", "没有的？", "unanswerable", answerable=False),
)  # fmt: skip


def answered() -> Run:
    """Every question as it should be."""
    one, two, three = (Passage("a.txt", words, n) for n, words in enumerate(WORDS, 1))
    return Run({}, (
        Outcome("n", "extractive", f"{WORDS[1]}[2]。", citations=(two,), hits=(two,)),
        Outcome("l", "structured", f"1. {WORDS[0]}[1]\n2. {WORDS[2]}[3]", citations=(one, three), hits=(one, three)),
        Outcome("u", "refused", "没有。", hits=(Passage("b.txt", "另一段"),)),
    ))  # fmt: skip


def blind(rows: object) -> dict[str, float]:
    """A peer that sees nothing."""
    return {"always": 1.0} if list(rows) else {}  # type: ignore[call-overload]


def test_ours_sees_every_fault_and_a_blind_peer_is_told() -> None:
    figures = beside_ragas.run(answered(), QUESTIONS, blind)
    assert set(figures["faults"]) == {fault.name for fault in FAULTS}
    assert figures["ok"] and not any(f["seen_by"] for f in figures["faults"].values())
    assert figures["faults"]["wrong digit"]["ours"] == {
        "metric": "numbers_right", "before": 1.0, "after": 0.0, "sees": True, "rewards": False,
    }  # fmt: skip
    shown = beside_ragas.table(figures)
    assert "list_recall 1.00 → 0.50" in shown and "1.00 → 1.00 ·" in shown


def test_a_fault_changes_what_it_says_and_no_mark() -> None:
    first = answered().outcomes[0]
    assert wrong_digit(first, ()).text == f"{WORDS[1].replace('900', '100')}[2]。"
    quoted = invented_quote(first, ()).text.rpartition("“")[2].partition("”")[0]
    assert quoted and quoted not in WORDS[1] and sorted(quoted) == sorted(WORDS[1])


def test_ragas_gets_a_reference_for_what_should_be_refused() -> None:
    from eval.report import score

    row = beside_ragas.row_of(score(QUESTIONS[2:], answered())[0])
    assert row["reference"] == row["response"] == REFUSAL


@pytest.mark.skipif(not ragas_peer.missing(), reason="ragas is installed")
def test_without_ragas_the_bench_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["bench", "ragas", str(tmp_path / "run.json")]) == 0
    said = capsys.readouterr()
    assert "ragas is not installed" in said.err and not said.out


@pytest.mark.skipif(bool(ragas_peer.missing()), reason=ragas_peer.MISSING)
def test_ragas_finds_quotes_where_there_are_none() -> None:
    figures = beside_ragas.run(answered(), QUESTIONS, ragas_peer.Ragas().means)
    assert figures["faults"]["invented quote"]["ragas"]["quoted spans"]["after"] == 1.0
