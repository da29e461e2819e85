"""Sections of the page that show figures: kinds, retrieval, times, all metrics, groups, how it was made."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Any

import numpy as np

from eval.metrics.found import DEEPEST, hit_at, recall_at
from eval.metrics.table import LESS_IS_BETTER, METRICS
from eval.metrics.whole import LATE
from eval.page import plots
from eval.page.markup import both, esc, group_words, percent, said
from eval.page.words import METRIC_WORDS, STAMP_WORDS, Both
from eval.report import GROUPS, Scored
from eval.resampling import interval, resamples

GROUP_COLUMNS = ("correct", "answered", "refused_right", "key_facts", "citation_recall", "recall@5")
"""Figures of the table of groups."""


def section(name: str, body: str, note: str = "") -> str:
    """A part of the page under its heading."""
    shown = f'<p class="note">{note}</p>' if note else ""
    return f'<section class="part" id="{name}"><h2>{said(name)}</h2>{shown}{body}</section>'


def mark(figures: Mapping[str, Any], name: str, label: Both = ("", ""), n: int = 0) -> plots.Mark:
    """A figure with its interval."""
    lo, hi = figures["intervals"][name]
    return plots.Mark(label, float(figures[name]), lo, hi, n)


def kinds(found: Mapping[str, Mapping[str, Any]]) -> str:
    """Right answers by kind."""
    marks = [plots.kind_mark(name, figures) for name, figures in found.items()]
    return section(
        "kinds", plots.dots(sorted(marks, key=lambda m: (m.value, -m.n))), said("kinds note")
    )


def retrieval(scored: Sequence[Scored], figures: Mapping[str, Any]) -> str:
    """What the first k hits hold; nothing where no question has gold."""
    rows = [row for row in scored if row.question.gold]
    if not rows:
        return ""
    drawn = {"recall": recall_at, "every": hit_at}
    found = {
        name: [
            _shares([metric(row.question, row.outcome, k) or 0.0 for row in rows])
            for k in range(1, DEEPEST + 1)
        ]
        for name, metric in drawn.items()
    }
    if found["recall"] == found["every"]:
        del found["every"]
    note = said("retrieval note", mrr=figures["mrr"], ndcg=figures["ndcg@10"])
    return section("retrieval", plots.curves(found), note)


def _shares(values: Sequence[float]) -> plots.Mark:
    mean, lo, hi = interval(np.array(values), resamples(len(values)))
    return plots.Mark(("", ""), mean, lo, hi, len(values))


def latency(
    scored: Sequence[Scored], figures: Mapping[str, Any], stamps: Sequence[Mapping[str, Any]]
) -> str:
    """How long the answers took; nothing where no time is known."""
    seconds = [row.outcome.seconds for row in scored if row.outcome.seconds]
    if not seconds:
        return ""
    p50, p95 = (float(figures[f"seconds_{name}"] or max(seconds)) for name in ("p50", "p95"))
    note = said("latency note", p50=f"{p50:.2f}", p95=f"{p95:.2f}", late=f"{LATE:g}")
    if firsts := [s["first_answer_seconds"] for s in stamps if "first_answer_seconds" in s]:
        note += " " + said("first answer", s=f"{max(firsts):.1f}")
    return section("latency", plots.times(seconds, LATE, {"p50": p50, "p95": p95}), note)


def figures(found: Mapping[str, Any], scored: Sequence[Scored]) -> str:
    """Every metric with its interval and meaning."""
    rows = []
    for name in METRICS:
        if found[name] is None:
            continue
        zh, en, meant_zh, meant_en = METRIC_WORDS[name]
        shown = mark(found, name)
        count = sum(row.scores[name] is not None for row in scored)
        rows.append(
            f'<tr><td>{both((zh, en))}</td><td class="num">{percent(shown.value)}</td>'
            f"<td>{plots.range_bar(shown, name in LESS_IS_BETTER)}</td>"
            f'<td class="num faint">{percent(shown.lo)} – {percent(shown.hi)}</td>'
            f'<td class="num">{count}</td><td class="faint">{both((meant_zh, meant_en))}</td></tr>'
        )
    heads = "".join(f"<th>{said(h)}</th>" for h in ("figure", "value"))
    heads += f"<th></th><th>{said('range')}</th><th>{said('n')}</th><th>{said('meaning')}</th>"
    table = f"<table><thead><tr>{heads}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
    return section("figures", table)


def groups(figures: Mapping[str, Any]) -> str:
    """The chief figures by half, library, wording and kind."""
    heads = "".join(f"<th>{both(METRIC_WORDS[name][:2])}</th>" for name in GROUP_COLUMNS)
    rows = []
    for table in GROUPS:
        found = figures[table]
        if table != "kinds" and len(found) < 2:
            continue
        for label, group in found.items():
            cells = "".join(
                f'<td class="num">{percent(group[name])}</td>' for name in GROUP_COLUMNS
            )
            rows.append(
                f'<tr><td>{both(group_words(label))}</td><td class="num">{group["questions"]}</td>{cells}</tr>'
            )
    head = f"<tr><th>{said('group')}</th><th>{said('n')}</th>{heads}</tr>"
    return section("groups", f"<table><thead>{head}</thead><tbody>{''.join(rows)}</tbody></table>")


def stamp(stamps: Sequence[Mapping[str, Any]]) -> str:
    """What the runs were made with."""
    rows = chain.from_iterable(stamp.items() for stamp in stamps)
    lines_ = "".join(
        f"<tr><td>{both(STAMP_WORDS.get(name, (name, name)))}</td><td><code>{esc(_plain(value))}</code></td></tr>"
        for name, value in rows
    )
    return section("stamp", f'<table class="stamp"><tbody>{lines_}</tbody></table>')


def _plain(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
