"""Other projects' own test cases for Chinese times, numbers and money, scored on our grammar.

One point a case, all or nothing: every expected item must be matched by one found item whose span
overlaps it and whose value is right; where nothing is expected, nothing may be found.
"""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from eval.bench import jionlp_peer
from ingest.errors import SettingsError
from ingest.grammar import TimeSpan, find_times, parse_amount, parse_numeral
from ingest.records import PartialDate

KINDS = {"time": "times", "number": "numbers", "currency": "money"}
DISPUTED = Path(__file__).with_name("peer_disputed.yaml")
"""Cases that contradict our conventions, each with its reason; they count as failed or are left out."""
SHOWN = 8
"""Failing inputs listed per category."""


def run(folder: Path, *, peer: str | None = None) -> dict[str, Any]:
    """Scores of the policy-like cases of ``folder/cases.jsonl``, per kind and category, worst first.

    ``peer``: ``jionlp`` is scored on the same cases, and the cases that it alone passes are listed.

    Raises:
        SettingsError: the folder holds no cases.
    """
    path = folder / "cases.jsonl"
    if not path.is_file():
        raise SettingsError(f"{folder} 里没有 cases.jsonl。", "请给出测试用例所在的文件夹。")
    with path.open(encoding="utf-8") as file:
        cases = [json.loads(line) for line in file]
    policy = [c for c in cases if c["policy"] and c["kind"] in KINDS]
    reasons: dict[str, str] = yaml.safe_load(DISPUTED.read_text(encoding="utf-8"))
    ours = [case["input"] not in reasons and SCORERS[case["kind"]](case) for case in policy]
    figures = _by_kind(policy, ours)
    _disputed(policy, reasons, figures)
    if peer and not jionlp_peer.installed():
        figures["peer_skipped"] = jionlp_peer.MISSING
        print(f"skipped: --peer {peer}: {jionlp_peer.MISSING}", file=sys.stderr)
    elif peer:
        with jionlp_peer.opened() as jionlp:
            theirs = [score_peer(case, jionlp) for case in policy]
            _beside(figures, policy, ours, theirs, jionlp.name)
    return figures


def _by_kind(cases: list[dict[str, Any]], passed: Iterable[bool]) -> dict[str, Any]:
    groups: dict[str, dict[str, list[bool]]] = defaultdict(lambda: defaultdict(list))
    failing: dict[str, list[str]] = defaultdict(list)
    for case, good in zip(cases, passed, strict=True):
        kind, category = KINDS[case["kind"]], f"{case['suite']}/{case.get('cat', '')}"
        groups[kind][category].append(good)
        if not good:
            failing[f"{kind} {category}"].append(case["input"])
    return {kind: _summary(kind, found, failing) for kind, found in groups.items()}


def _beside(
    figures: dict[str, Any],
    cases: list[dict[str, Any]],
    ours: list[bool],
    theirs: list[bool | None],
    name: str,
) -> None:
    """Adds the peer's scores to ours, and which cases either passes alone."""
    rows = list(zip(cases, ours, theirs, strict=True))
    judged = [(case, our, their) for case, our, their in rows if their is not None]
    scores = _by_kind([case for case, *_ in judged], [bool(their) for *_, their in judged])
    for kind, score in scores.items():
        alone = [c["input"] for c, our, their in judged if KINDS[c["kind"]] == kind and their > our]
        won = sum(our > their for c, our, their in judged if KINDS[c["kind"]] == kind)
        figures[kind]["peer"] = {"name": name, **score, "only_ours": won, "only_theirs": alone}


def _disputed(
    cases: list[dict[str, Any]], reasons: dict[str, str], figures: dict[str, Any]
) -> None:
    """Adds the share without the disputed cases, and those cases with their reasons."""
    for kind in figures:
        disputed = {
            case["input"]: reasons[case["input"]]
            for case in cases
            if KINDS[case["kind"]] == kind and case["input"] in reasons
        }
        rest = figures[kind]["cases"] - len(disputed)
        share = round(figures[kind]["passed"] / rest, 3) if rest else None
        figures[kind] |= {"cases_undisputed": rest, "share_undisputed": share, "disputed": disputed}


def _summary(
    kind: str, groups: dict[str, list[bool]], failing: dict[str, list[str]]
) -> dict[str, Any]:
    every = [good for group in groups.values() for good in group]
    worst = sorted(groups.items(), key=lambda item: sum(item[1]) / len(item[1]))
    return {
        "passed": sum(every),
        "cases": len(every),
        "share": round(sum(every) / len(every), 3),
        "categories": [
            {
                "category": name,
                "passed": sum(group),
                "cases": len(group),
                "failing": failing[f"{kind} {name}"][:SHOWN],
            }
            for name, group in worst
        ],
    }


def score_number(case: dict[str, Any]) -> bool:
    """The whole input is one numeral (as its authors test it); otherwise the one inside it."""
    value = parse_numeral(case["input"])
    expected = [item["value"] for item in case["expect"]]
    if not expected:
        return value is None
    return value is not None and len(expected) == 1 and _close(value, expected[0])


def score_money(case: dict[str, Any]) -> bool:
    """The whole input is one amount (as its authors test it): its value, or its two ends."""
    found = parse_amount(case["input"])
    return _all_matched(case["expect"], [found] if found else [], _same_amount)


def _same_amount(item: dict[str, Any], found: Any) -> bool:
    if "value" in item:
        return found.value is not None and _close(found.value, item["value"])
    return (
        found.lo is not None and found.hi is not None
        and _close(found.lo, item["lo"]) and _close(found.hi, item["hi"])
    )  # fmt: skip


def score_time(case: dict[str, Any]) -> bool:
    """Days within one of the accepted windows, read with the case's own “now”."""
    now = dt.datetime.fromisoformat(case["reference"]).date()
    found = find_times(case["input"], reference=now, plan_year=now.year)
    return _all_matched(case["expect"], found, lambda item, span: _same_days(item, span, now))


def score_peer(case: dict[str, Any], peer: jionlp_peer.JioNlp) -> bool | None:
    """A case on the peer's own answer; None for a kind that it does not read.

    It has no relations: of a deadline its last day is enough, of a beginning its first.
    """
    if case["kind"] == "currency":
        return _all_matched(case["expect"], peer.find_quantities(case["input"]), _same_amount)
    if case["kind"] != "time":
        return None
    now = dt.datetime.fromisoformat(case["reference"])

    def same(item: dict[str, Any], span: TimeSpan) -> bool:
        told = replace(span, relation=item.get("rel", "in"))
        return _same_days(item, told, now.date()) or _same_days(item, span, now.date())

    return _all_matched(case["expect"], peer.find_times(case["input"], now), same)


def _same_days(item: dict[str, Any], found: TimeSpan, now: dt.date) -> bool:
    lo, hi = _day(found.lo), _day(found.hi)
    for first, last in item["accept"]:
        wanted = (dt.date.fromisoformat(first), dt.date.fromisoformat(last))
        if _equal(lo, hi, wanted) or (item.get("yearless") and _yearless(lo, hi, wanted)):
            return True
        if found.relation == "by" and hi == wanted[1]:  # peers let “before” begin now
            return True
        if found.relation == "from" and lo == wanted[0]:
            return True
    return False


def _equal(lo: dt.date | None, hi: dt.date | None, wanted: tuple[dt.date, dt.date]) -> bool:
    return (lo or wanted[0], hi or wanted[1]) == wanted and (lo or hi) is not None


def _yearless(lo: dt.date | None, hi: dt.date | None, wanted: tuple[dt.date, dt.date]) -> bool:
    if lo is None or hi is None:
        return False
    return all(
        (a.month, a.day) == (b.month, b.day) and abs(a.year - b.year) <= 1
        for a, b in zip((lo, hi), wanted, strict=True)
    )


def _day(partial: PartialDate | None) -> dt.date | None:
    return partial.to_date() if partial else None


def _close(found: Decimal, wanted: float) -> bool:
    return abs(float(found) - wanted) <= 1e-9 + 1e-6 * abs(wanted)


def _all_matched(expected: list[dict[str, Any]], found: Iterable[Any], same: Any) -> bool:
    left = list(found)
    if not expected:
        return not left
    for item in expected:
        match = next(
            (f for f in left if f.start < item["end"] and item["start"] < f.end and same(item, f)),
            None,
        )
        if match is None:
            return False
        left.remove(match)
    return True


SCORERS = {"time": score_time, "number": score_number, "currency": score_money}
