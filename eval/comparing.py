"""Two runs of the same questions, question by question: fixed, broken, changed; how sure the difference is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from eval.metrics.table import LESS_IS_BETTER, METRICS
from eval.report import why
from eval.scores import Line, Lines
from eval.significance import Difference, paired

GATED = (
    "correct", "recall@5", "mrr", "key_facts", "numbers_right", "dates_right", "list_recall",
    "list_precision", "nothing_wrong", "citation_recall", "citation_precision", "citation_support",
    "answered", "refused_right",
)  # fmt: skip
"""Metrics that the gate holds over all questions; times differ from machine to machine."""
ALL = "all"
SHOWN = 160
"""Characters of an answer that the terminal shows."""

Pair = tuple[Line, Line]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What ``compare`` found; ids in the order of the first run."""

    questions: int
    differences: Mapping[str, Mapping[str, Difference]]
    """Group (``all``, then kinds) → metric → difference."""
    fixed: tuple[str, ...]
    broken: tuple[str, ...]
    changed: tuple[str, ...]
    """Answered otherwise, and as right or wrong as before."""
    only_before: tuple[str, ...]
    only_now: tuple[str, ...]

    def as_row(self) -> dict[str, Any]:
        """For JSON."""
        return {
            "questions": self.questions,
            "fixed": list(self.fixed),
            "broken": list(self.broken),
            "changed": list(self.changed),
            "only_before": list(self.only_before),
            "only_now": list(self.only_now),
            "differences": {
                group: {name: d.as_row() for name, d in found.items()}
                for group, found in self.differences.items()
            },
        }


def compare(before: Lines, now: Lines) -> Comparison:
    """Holds two runs against each other on the questions that both were asked."""
    old, new = before.by_id(), now.by_id()
    pairs = [(row, new[row.id]) for row in before.rows if row.id in new]
    groups: dict[str, list[Pair]] = {ALL: pairs}
    for pair in pairs:
        groups.setdefault(f"kind {pair[0].kind}", []).append(pair)
    return Comparison(
        len(pairs),
        {name: differences(group) for name, group in groups.items()},
        ids(pairs, lambda was, now: was < now),
        ids(pairs, lambda was, now: was > now),
        tuple(a.id for a, b in pairs if a.answer != b.answer and right(a) == right(b)),
        tuple(row.id for row in before.rows if row.id not in new),
        tuple(row.id for row in now.rows if row.id not in old),
    )


def right(line: Line) -> float:
    """1 where the question was answered as it should be."""
    return line.scores.get("correct") or 0.0


def ids(pairs: Iterable[Pair], changed: Callable[[float, float], bool]) -> tuple[str, ...]:
    """Questions whose correctness changed in one way."""
    return tuple(a.id for a, b in pairs if changed(right(a), right(b)))


def differences(pairs: Sequence[Pair], names: Iterable[str] = METRICS) -> dict[str, Difference]:
    """Metric → difference, over the questions of which it says something in both runs."""
    found = {}
    for name in names:
        scores = [(a.scores.get(name), b.scores.get(name)) for a, b in pairs]
        known = [(x, y) for x, y in scores if x is not None and y is not None]
        if known:
            found[name] = paired([x for x, _ in known], [y for _, y in known])
    return found


# --- the gate ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Fall:
    """A figure that fell by more than its interval, and the questions that are worse than before."""

    group: str
    metric: str
    difference: Difference
    worse: tuple[str, ...]


def falls(baseline: Lines, now: Lines, *, strict: bool = False) -> tuple[Fall, ...]:
    """Every kind's share of right answers and, over all, each figure of ``GATED``.

    A figure falls when the whole 95% interval of its paired difference lies on the worse side of zero;
    ``strict``: when any question is worse. Questions of the baseline that were not asked count as wrong;
    new ones do not count.
    """
    new = now.by_id()
    pairs = [(row, new.get(row.id) or _unasked(row)) for row in baseline.rows]
    kinds: dict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        kinds[pair[0].kind].append(pair)
    watched = [(ALL, name, pairs) for name in GATED]
    watched += [(f"kind {kind}", "correct", kinds[kind]) for kind in sorted(kinds)]
    found = (_fall(group, name, part, strict) for group, name, part in watched)
    return tuple(fall for fall in found if fall is not None)


def _unasked(row: Line) -> Line:
    worst = {n: float(n in LESS_IS_BETTER) for n, s in row.scores.items() if s is not None}
    return Line(row.id, row.kind, row.split, worst)


def _fall(group: str, name: str, pairs: Sequence[Pair], strict: bool) -> Fall | None:
    difference = differences(pairs, [name]).get(name)
    if difference is None:
        return None
    worse = tuple(
        a.id
        for a, b in pairs
        if (x := a.scores.get(name)) is not None and (y := b.scores.get(name)) is not None and y < x
    )
    fell = difference.hi < 0 or (strict and worse)
    return Fall(group, name, difference, worse) if fell else None


# --- for people -------------------------------------------------------------------------------


def as_text(found: Comparison, before: Lines, now: Lines, *, held_out: bool = False) -> str:
    """The comparison for a terminal; answers of held-out questions are not shown, unless ``held_out``."""
    lines = [f"{'':<28}{'n':>5}{'before':>9}{'now':>9}{'change':>9}   95% interval        p"]
    same = 0
    for group, metrics in found.differences.items():
        for name in metrics if group == ALL else [n for n in ("correct",) if n in metrics]:
            if metrics[name].delta or (group, name) == (ALL, "correct"):
                lines.append(_line(name if group == ALL else group, metrics[name]))
            else:
                same += 1
    lines.append(f"{same} figures are the same")
    for title, named in (
        ("broken", found.broken),
        ("fixed", found.fixed),
        ("changed", found.changed),
    ):
        lines.append(f"\n{title}: {len(named)}")
        lines += [
            line
            for identity in named
            for line in _both(before.by_id()[identity], now.by_id()[identity], held_out)
        ]
    for title, named in (("only before", found.only_before), ("only now", found.only_now)):
        if named:
            lines.append(f"\n{title}: {len(named)}: {' '.join(named)}")
    return "\n".join(lines)


def _line(label: str, d: Difference) -> str:
    sure = "*" if d.p < 0.05 else ""
    return (
        f"{label[:27]:<28}{d.questions:>5}{d.before:>9.3f}{d.now:>9.3f}{d.delta:>+9.3f}"
        f"   [{d.lo:+.3f}, {d.hi:+.3f}]  {d.p:.4f}{sure}"
    )


def _both(before: Line, now: Line, held_out: bool) -> list[str]:
    if (before.split == "held-out" and not held_out) or now.of is None:
        return [f"  {before.id}"]
    said = [f"  {before.id}  {now.of.question.question}"]
    for sign, line in (("-", before), ("+", now)):
        if line.of is not None:
            text = line.of.outcome.text.replace("\n", " ")[:SHOWN] or line.of.outcome.error
            reason = "" if right(line) else f"  ({why(line.of)})"
            said.append(f"    {sign} {line.of.outcome.mode}: {text}{reason}")
    return said


def falls_as_text(found: Sequence[Fall]) -> str:
    """What the gate found, for a terminal."""
    if not found:
        return "gate passed: nothing fell by more than its interval"
    lines = [f"gate failed: {len(found)} figures fell"]
    for fall in found:
        lines.append(_line(fall.metric if fall.group == ALL else fall.group, fall.difference))
        lines.append(f"    worse: {' '.join(fall.worse)}")
    return "\n".join(lines)
