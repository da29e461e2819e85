"""A language model's opinion of each answer, beside the exact metrics and never instead of them.

The judge sees the question, the gold in words and the answer. What it cannot be asked, or does not answer, is “not
judged”. Opinions are kept beside the saved run, so that the same answer is judged once.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal, Protocol, TypeVar

from pydantic import BaseModel, field_validator

from eval.judge_words import RULES, SAID, VERDICTS, gold_of, told
from eval.outcomes import Outcome
from eval.questions import Question
from ingest.errors import EndpointError

Verdict = Literal["right", "partly", "wrong", "not judged"]
NOT_JUDGED: Verdict = "not judged"
Shape = TypeVar("Shape", bound=BaseModel)
Messages = list[tuple[str, str]]


class Asking(Protocol):
    """What a judge needs of a language model."""

    name: str

    def structured(self, messages: Messages, shape: type[Shape]) -> Shape:
        """A reply of this shape, or EndpointError."""


class Reply(BaseModel):
    """What the model is asked for; the reason comes first, so that the verdict follows from it."""

    reason: str = ""
    verdict: Literal["right", "partly", "wrong"]

    @field_validator("verdict", mode="before")
    @classmethod
    def in_english(cls, value: object) -> object:
        """正确, 部分正确 and 错误, as the rules name them."""
        return VERDICTS.get(value.strip(), value) if isinstance(value, str) else value


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the judge said of one answer. ``asked`` is the digest of all that it was shown."""

    question_id: str
    verdict: Verdict
    reason: str = ""
    model: str = ""
    asked: str = ""


def judge(
    model: Asking | None,
    questions: Sequence[Question],
    outcomes: Iterable[Outcome],
    known: Iterable[Opinion] = (),
    said: Callable[[int, int], None] = lambda done, total: None,
) -> tuple[Opinion, ...]:
    """One opinion a question, in their order. An answer that this model has judged before, with the same gold, is not
    asked about again; without a model only ``known`` opinions are given."""
    by_id = {outcome.question_id: outcome for outcome in outcomes}
    held = {(one.question_id, one.asked): one for one in known if one.verdict != NOT_JUDGED}
    found = []
    for number, question in enumerate(questions, 1):
        outcome = by_id.get(question.id, Outcome(question.id, error="not asked"))
        found.append(_opinion(model, question, outcome, held))
        said(number, len(questions))
    return tuple(found)


def _opinion(
    model: Asking | None,
    question: Question,
    outcome: Outcome,
    held: Mapping[tuple[str, str], Opinion],
) -> Opinion:
    gold = gold_of(question)
    if outcome.error or not gold:
        reason = "crashed" if outcome.error else "no gold in words"
        return Opinion(question.id, NOT_JUDGED, reason)
    shown = told(question, gold, outcome)
    digest = hashlib.sha256(f"{RULES}\x1f{shown}".encode()).hexdigest()[:16]
    before = held.get((question.id, digest))
    if before is not None and (model is None or before.model == model.name):
        return before
    if model is None:
        return Opinion(question.id, NOT_JUDGED, "no language model")
    try:
        reply = model.structured([("system", RULES), ("user", shown)], Reply)
    except EndpointError as error:
        return Opinion(question.id, NOT_JUDGED, str(error), model.name, digest)
    return Opinion(question.id, reply.verdict, reply.reason.strip(), model.name, digest)


# --- figures ----------------------------------------------------------------------------------


def figures(opinions: Sequence[Opinion], correct: Mapping[str, bool]) -> dict[str, Any]:
    """Shares of the verdicts, and how the judge agrees with the exact metric ``correct`` (by question id).

    Agreement is of “right” against “correct”: the share of questions on which both say the same, and Cohen's kappa,
    which takes out what would agree by chance; None where that is not defined.
    """
    judged = [one for one in opinions if one.verdict != NOT_JUDGED]
    counts = Counter(one.verdict for one in opinions)
    pairs = [(one.verdict == "right", correct[one.question_id]) for one in judged]
    total = len(judged)

    def share(count: int) -> str | None:
        return f"{count / total:.3f}" if total else None

    agreed = kappa(pairs)
    return {
        "model": "、".join(sorted({one.model for one in judged})),
        "judged": total,
        "not_judged": counts[NOT_JUDGED],
        "right": share(counts["right"]),
        "partly": share(counts["partly"]),
        "wrong": share(counts["wrong"]),
        "correct": share(sum(exact for _, exact in pairs)),
        "agreement": share(sum(a == b for a, b in pairs)),
        "kappa": None if agreed is None else f"{agreed:.3f}",
        "right_not_correct": [
            one.question_id for one, (a, b) in zip(judged, pairs, strict=True) if a and not b
        ],
        "correct_not_right": [
            one.question_id for one, (a, b) in zip(judged, pairs, strict=True) if b and not a
        ],
    }


def kappa(pairs: Sequence[tuple[bool, bool]]) -> float | None:
    """Cohen's kappa of two judges of yes and no (Cohen 1960); None where both always say the same one word."""
    total = len(pairs)
    if not total:
        return None
    agree = sum(a == b for a, b in pairs) / total
    first, second = sum(a for a, _ in pairs) / total, sum(b for _, b in pairs) / total
    chance = first * second + (1 - first) * (1 - second)
    return None if chance == 1 else (agree - chance) / (1 - chance)


def as_text(
    found: Mapping[str, Any],
    opinions: Sequence[Opinion],
    questions: Sequence[Question],
    *,
    held_out: bool = False,
) -> str:
    """The judge's own figure for a terminal, and where it disagrees with the exact metric; of held-out questions
    only how many, unless ``held_out``."""
    lines = [SAID.format(**{k: "-" if v is None else v for k, v in found.items()})]
    by_id = {one.question_id: one for one in opinions}
    shown = {q.id for q in questions if held_out or q.split != "held-out"}
    for name, words in (
        ("right_not_correct", "judge: right, exact: wrong"),
        ("correct_not_right", "exact: right, judge: not"),
    ):
        ids = found[name]
        lines += [f"  {words}: {i}  {by_id[i].reason[:120]}" for i in ids if i in shown]
        if hidden := sum(i not in shown for i in ids):
            lines.append(f"  {words}: {hidden} held-out questions; they are not shown")
    return "\n".join(lines)


# --- kept beside the run ----------------------------------------------------------------------


def beside(outcomes: Path) -> Path:
    """The file of the opinions on a saved run: run.json → run.judged.json."""
    return outcomes.with_suffix(".judged.json")


def save(path: Path, opinions: Iterable[Opinion]) -> None:
    """Writes opinions as JSON."""
    path.parent.mkdir(parents=True, exist_ok=True)
    rows = [asdict(one) for one in opinions]
    path.write_text(json.dumps({"opinions": rows}, ensure_ascii=False, indent=1), encoding="utf-8")


def load(path: Path) -> Iterator[Opinion]:
    """Opinions that were kept; none where there is no such file or it cannot be read."""
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        yield from [Opinion(**row) for row in raw["opinions"]]
    except (OSError, ValueError, KeyError, TypeError):
        return
