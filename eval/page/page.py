"""The whole page, from scored questions to HTML."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from eval.comparing import compare
from eval.page import cases, parts, plots
from eval.page.markup import both, esc, percent, said
from eval.page.words import METRIC_WORDS
from eval.report import Scored, summary
from eval.scores import Lines, lines

HERE = Path(__file__).resolve().parent
CARDS = (
    "correct", "answered", "refused_right", "numbers_right", "list_recall", "citation_recall",
    "citation_support", "recall@5",
)  # fmt: skip
"""What stands at the top."""


def page(
    scored: Sequence[Scored],
    stamps: Sequence[Mapping[str, Any]],
    *,
    baseline: Lines | None = None,
    language: str = "zh",
    held_out: bool = False,
) -> str:
    """The report as HTML; ``language`` is what it opens in. Failures of the held-out half are only counted,
    unless ``held_out``."""
    figures = summary(scored, intervals=True)
    groups = cases.by_step(scored)
    now = lines(scored, stamps[0] if stamps else {})
    body = "".join(
        (
            _head(figures, stamps),
            _cards(figures["all"]),
            _lost(groups),
            _change(baseline, now) if baseline else "",
            parts.kinds(figures["kinds"]),
            parts.retrieval(scored, figures["all"]),
            parts.latency(scored, figures["all"], stamps),
            _failing(groups, held_out),
            parts.figures(figures["all"], scored),
            parts.groups(figures),
            _passed(groups["right"], held_out),
            parts.stamp(stamps),
        )
    )
    checked = {name: " checked" if name == language else "" for name in ("zh", "en")}
    shell = (HERE / "page.html").read_text(encoding="utf-8")
    places = {
        "STYLE": (HERE / "page.css").read_text(encoding="utf-8"),
        "LANGUAGE": "zh-CN" if language == "zh" else "en",
        "TITLE": "教策通 · 评测报告 / Evaluation report",
        "ZH": checked["zh"],
        "EN": checked["en"],
        "BODY": body,
    }
    for name, text in places.items():
        shell = shell.replace(f"<!--{name}-->", text)
    return shell


def _head(figures: Mapping[str, Any], stamps: Sequence[Mapping[str, Any]]) -> str:
    total = figures["all"]["questions"]
    right = total - len(figures["failed"])
    made = " · ".join(
        esc(part)
        for stamp in stamps
        for part in (
            stamp.get("questions", ""),
            stamp.get("version", ""),
            str(stamp.get("at", ""))[:16],
        )
        if part
    )
    return (
        f'<header class="top"><h1>{said("title")}</h1>'
        f'<p>{said("asked", n=total, right=right)}</p><p class="faint">{made}</p></header>'
    )


def _cards(figures: Mapping[str, Any]) -> str:
    cards = []
    for name in CARDS:
        if figures[name] is None:
            continue
        mark = parts.mark(figures, name)
        zh, en, *_ = METRIC_WORDS[name]
        cards.append(
            f'<div class="card"><p>{both((zh, en))}</p><b>{percent(mark.value)}</b>{plots.range_bar(mark)}'
            f'<p class="faint">{percent(mark.lo)} – {percent(mark.hi)}</p></div>'
        )
    cards.append(
        f'<div class="card"><p>{said("latency")}</p><b>{figures["seconds_p50"]:.2f} s</b>'
        f'<p class="faint">p95 {figures["seconds_p95"] or figures["seconds_p50"]:.2f} s</p></div>'
    )
    return parts.section("headline", f'<div class="cards">{"".join(cards)}</div>', said("interval"))


def _lost(groups: Mapping[str, Sequence[Scored]]) -> str:
    counts = {name: len(rows) for name, rows in groups.items()}
    return parts.section("lost", plots.pieces(counts), said("lost note"))


def _change(baseline: Lines, now: Lines) -> str:
    found = compare(baseline, now)
    if not found.questions:
        return ""
    d = found.differences["all"]["correct"]
    note = said(
        "change note", fixed=len(found.fixed), broken=len(found.broken), changed=len(found.changed),
        delta=f"{d.delta:+.1%}", lo=f"{d.lo:+.1%}", hi=f"{d.hi:+.1%}", p="< 0.001" if d.p < 0.001 else f"= {d.p:.3f}",
    )  # fmt: skip
    listed = "".join(
        f"<p><b>{said(title)}</b> {' '.join(map(link, ids))}</p>"
        for title, ids, link in (("broken", found.broken, _linked), ("fixed", found.fixed, _code))
        if ids
    )
    return parts.section("change", listed, note)


def _code(identity: str) -> str:
    return f"<code>{esc(identity)}</code>"


def _linked(identity: str) -> str:
    """Goes to the question below, where it is shown."""
    return f'<a href="#q-{esc(identity)}">{_code(identity)}</a>'


def _failing(groups: Mapping[str, Sequence[Scored]], held_out: bool) -> str:
    wrong = {
        n: [r for r in rows if _shown(r, held_out)] for n, rows in groups.items() if n != "right"
    }
    total = sum(len(rows) for name, rows in groups.items() if name != "right")
    shown = sum(map(len, wrong.values()))
    body = cases.failing({**wrong, "right": []}) or (
        "" if total else f"<p>{said('none failing')}</p>"
    )
    if total > shown:
        body += f'<p class="faint">{said("hidden", n=total - shown)}</p>'
    return parts.section("failing", body)


def _shown(row: Scored, held_out: bool) -> bool:
    return held_out or row.question.split != "held-out"


def _passed(rows: Sequence[Scored], held_out: bool) -> str:
    shown = [row for row in rows if _shown(row, held_out)]
    if not shown:
        return ""
    return f'<details class="part"><summary>{said("passed")} · {len(shown)}</summary>{cases.passed(shown)}</details>'
