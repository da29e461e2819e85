"""Our metrics and ragas' own without a judge, on the same outcomes: as answered, and with each fault put in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from eval import report
from eval.bench import ragas_peer
from eval.bench.seeded_faults import FAULTS, REFUSAL, Fault
from eval.formats.export import ragas_row
from eval.outcomes import Outcome, Run
from eval.questions import Question
from eval.report import Scored

FELL = 0.05
"""A metric sees a fault that takes at least so much of its value."""

Means = Callable[[Iterable[ragas_peer.Row]], dict[str, float]]


def run(made: Run, questions: Sequence[Question], peer: Means | None = None) -> dict[str, Any]:
    """Every fault in the outcomes of the questions it fits.

    Returns:
        Fault → number of questions, our metric and all of the peer's before and after, which see it and
        which reward it. ``ok``: ours sees every fault. ``skipped`` where ragas is not here.
    """
    if peer is None:
        if why := ragas_peer.missing():
            return {"skipped": why}
        peer = ragas_peer.Ragas().means
    asked = {q.id: q for q in questions}
    outcomes = [o for o in made.outcomes if o.question_id in asked]
    found = {
        fault.name: figures
        for fault in FAULTS
        if (figures := _fault(fault, asked, outcomes, peer)) is not None
    }
    return {
        "questions": len(outcomes),
        "faults": found,
        "ok": all(figures["ours"]["sees"] for figures in found.values()),
    }


def _fault(
    fault: Fault, asked: dict[str, Question], outcomes: Sequence[Outcome], peer: Means
) -> dict[str, Any] | None:
    right = [o for o in outcomes if fault.of(asked[o.question_id], o)]
    if not right:
        return None
    fitting = [asked[o.question_id] for o in right]
    before = report.score(fitting, Run({}, tuple(right)))
    wrong = tuple(fault.put(o, outcomes) for o in right)
    after = report.score(fitting, Run({}, wrong))
    theirs = (peer(map(row_of, before)), peer(map(row_of, after)))
    pairs = {name: _pair(was, theirs[1].get(name, 0.0)) for name, was in theirs[0].items()}
    ours = [float(report.means(rows)[fault.metric] or 0) for rows in (before, after)]
    return {
        "questions": len(right),
        "ours": {"metric": fault.metric, **_pair(*ours)},
        "ragas": pairs,
        "seen_by": [name for name, pair in pairs.items() if pair["sees"]],
        "rewarded_by": [name for name, pair in pairs.items() if pair["rewards"]],
    }


def _pair(before: float, after: float) -> dict[str, Any]:
    fell = before - after
    return {
        "before": before,
        "after": after,
        "sees": fell >= FELL * max(before, FELL),
        "rewards": -fell >= FELL * max(before, FELL),
    }


def row_of(row: Scored) -> dict[str, Any]:
    """A row for ragas. It knows no refusal: where one is right, a refusal's words are the reference."""
    made = ragas_row(row)
    if not row.question.answerable:
        made["reference"] = REFUSAL
    if row.outcome.mode == "refused":  # said alike, so that its wording does not decide
        made["response"] = REFUSAL
    return made


def table(figures: dict[str, Any]) -> str:
    """For a terminal: a fault a line, our metric, then each of ragas' before and after; · where it does not see
    the fault, ↑ where the faulty answer scores better."""
    names = list(dict.fromkeys(n for f in figures["faults"].values() for n in f["ragas"]))
    lines = [f"{'fault':<18}{'n':>4}  {'ours':<30}" + "".join(f"{n:>20}" for n in names)]
    for fault, found in figures["faults"].items():
        ours = f"{found['ours']['metric']} {_arrow(found['ours'])}"
        cells = "".join(
            f"{_arrow(found['ragas'][n]) if n in found['ragas'] else '-':>20}" for n in names
        )
        lines.append(f"{fault:<18}{found['questions']:>4}  {ours:<30}{cells}")
    return "\n".join(lines)


def _arrow(pair: dict[str, Any]) -> str:
    sign = "" if pair["sees"] else " ↑" if pair["rewards"] else " ·"
    return f"{pair['before']:.2f} → {pair['after']:.2f}{sign}"
