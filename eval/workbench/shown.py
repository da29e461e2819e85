"""A saved run as the tab shows it: headline, kinds, what went wrong first; and two runs beside each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

from assistant.ui.strings.words import Words
from eval.comparing import Comparison
from eval.page.cases import STEPS, by_step, case
from eval.page.markup import group_words, percent
from eval.page.words import METRIC_WORDS
from eval.reasons import joined, reasons
from eval.report import Scored
from eval.scores import Lines

CARDS = ("correct", "answered", "refused_right", "key_facts", "citation_recall", "citation_support", "recall@5")  # fmt: skip
"""Figures at the top."""
KIND_COLUMNS = ("answered", "key_facts", "citation_recall")
"""Figures of a kind beside its right answers."""
SHOWN = 30
"""Questions that went wrong which the tab shows; the report holds all."""
FEW = 5
"""Kinds of fewer questions are faint: they say little."""


def shell(body: str, words: Words) -> str:
    """The frame that the style hangs on; pieces of the report hold both languages, one is shown."""
    return f'<div class="evaluation lang-{words.language}">{body}</div>'


def named(both: Sequence[str], words: Words) -> str:
    """The Chinese or the English of a pair."""
    return escape(both[0] if words.language == "zh" else both[1])


def intro(key: str, words: Words) -> str:
    """What a view is for, in a line above it."""
    return shell(said("hint", words(key)), words)


def heading(key: str, words: Words) -> str:
    """A heading inside a form."""
    return shell(f"<h2>{escape(words(key))}</h2>", words)


def said(kind: str, text: str) -> str:
    """One escaped paragraph."""
    return f'<p class="{kind}">{escape(text)}</p>'


def headline(figures: Mapping[str, Any], words: Words) -> str:
    """Cards: each figure with its 95% interval."""
    found, cards = figures["all"], []
    for name in CARDS:
        if found[name] is None:
            continue
        lo, hi = found["intervals"][name]
        cards.append(
            f'<div class="card"><span>{named(METRIC_WORDS[name][:2], words)}</span><b>{percent(found[name])}</b>'
            f"{_bar(float(found[name]), lo, hi)}<small>[{percent(lo)}, {percent(hi)}]</small></div>"
        )
    cards.append(
        f'<div class="card"><span>{escape(words("eval_latency"))}</span><b>{found["seconds_p50"]:.2f} s</b>'
        f"<small>p95 {found['seconds_p95'] or found['seconds_p50']:.2f} s</small></div>"
    )
    right = found["questions"] - len(figures["failed"])
    head = words("eval_asked", asked=found["questions"], right=right)
    lead = said("lead", f"{head} {words('eval_interval')}")
    return f'{lead}<div class="cards">{"".join(cards)}</div>'


def _bar(value: float, lo: float, hi: float) -> str:
    """A track from 0 to 1 with interval and value."""
    left, width = f"{lo * 100:.1f}%", f"{max(hi - lo, 0.01) * 100:.1f}%"
    return (
        f'<i class="track"><i class="span" style="left:{left};width:{width}"></i>'
        f'<i class="dot" style="left:{value * 100:.1f}%"></i></i>'
    )


def kinds(figures: Mapping[str, Any], words: Words) -> str:
    """The table by kind, the worst first."""
    order = sorted(
        figures["kinds"].items(), key=lambda kv: (float(kv[1]["correct"] or 0), -kv[1]["questions"])
    )
    heads = [words("eval_kind"), words("eval_count")]
    shown = [named(METRIC_WORDS[n][:2], words) for n in ("correct", *KIND_COLUMNS)]
    head = "".join(f'<th scope="col">{escape(h)}</th>' for h in heads)
    head += f'<th scope="col" colspan="2">{shown[0]}</th>'
    head += "".join(f'<th scope="col" class="more">{h}</th>' for h in shown[1:])
    rows = "".join(_kind(kind, group, words) for kind, group in order)
    return (
        f"<h2>{escape(words('eval_kinds'))}</h2>"
        f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    )


def _kind(kind: str, group: Mapping[str, Any], words: Words) -> str:
    lo, hi = group["intervals"]["correct"]
    more = "".join(f'<td class="num more">{percent(group[name])}</td>' for name in KIND_COLUMNS)
    few = ' class="few"' if group["questions"] < FEW else ""
    return (
        f'<tr{few}><th scope="row">{named(group_words(kind), words)}</th><td class="num">{group["questions"]}</td>'
        f'<td class="num">{percent(group["correct"])}<small>[{percent(lo)}, {percent(hi)}]</small></td>'
        f"<td>{_bar(float(group['correct']), lo, hi)}</td>{more}</tr>"
    )


def wrong_rows(run: Lines, held_out: bool) -> list[Scored]:
    """The questions that went wrong and may be shown, by the step where they did, the largest group first."""
    groups = by_step(row.of for row in run.rows if row.of is not None)
    order = sorted(STEPS[1:], key=lambda name: -len(groups[name]))
    found = [row for name in order for row in groups[name]]
    return [row for row in found if held_out or row.question.split != "held-out"]


def wrong(run: Lines, figures: Mapping[str, Any], held_out: bool, words: Words) -> str:
    """What went wrong: question, answer, citations, gold, and the reason in words."""
    rows, total = wrong_rows(run, held_out), len(figures["failed"])
    if not total:
        return said("lead", words("eval_none_wrong"))
    parts = [f"<h2>{escape(words('eval_wrong', count=total))}</h2>"]
    parts += [_fold(row, words, number == 0) for number, row in enumerate(rows[:SHOWN])]
    if len(rows) > SHOWN:
        parts.append(said("hint", words("eval_more_wrong", shown=SHOWN)))
    if hidden := total - len(rows):
        parts.append(said("hint", words("eval_hidden", count=hidden)))
    return "".join(parts)


def _fold(row: Scored, words: Words, opened: bool) -> str:
    why = joined(reasons(row.question, row.outcome, row.scores), words.language)
    return (
        f"<details{' open' if opened else ''}><summary>{escape(row.question.question)}"
        f'<span class="why-short">{escape(why)}</span></summary>{case(row)}</details>'
    )


def change(found: Comparison, now: Lines, other: str, held_out: bool, words: Words) -> str:
    """What is better and worse than in another run."""
    head = f"<h2>{escape(words('eval_change', name=other))}</h2>"
    if not found.questions:
        return head + said("hint", words("eval_nothing_common"))
    d = found.differences["all"]["correct"]
    told = words(
        "eval_change_said", count=found.questions, fixed=len(found.fixed), broken=len(found.broken),
        changed=len(found.changed), delta=f"{d.delta:+.1%}", lo=f"{d.lo:+.1%}", hi=f"{d.hi:+.1%}",
        p="< 0.001" if d.p < 0.001 else f"= {d.p:.3f}",
    )  # fmt: skip
    return "".join(
        (
            head,
            said("lead", told),
            _moved(found, words),
            _listed("eval_broken", found.broken, now, held_out, words),
            _listed("eval_fixed", found.fixed, now, held_out, words),
        )
    )


def _moved(found: Comparison, words: Words) -> str:
    """Figures that moved; * where the difference is sure (p < .05)."""
    rows = "".join(
        f'<tr><th scope="row">{named(METRIC_WORDS[name][:2], words)}</th>'
        f'<td class="num">{percent(d.before)}</td><td class="num">{percent(d.now)}</td>'
        f'<td class="num">{d.delta:+.1%}{" *" if d.p < 0.05 else ""}</td></tr>'
        for name, d in found.differences["all"].items()
        if d.delta
    )
    if not rows:
        return ""
    keys = ("eval_figure", "eval_before", "eval_now", "eval_delta")
    head = "".join(f'<th scope="col">{escape(words(key))}</th>' for key in keys)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _listed(key: str, ids: Iterable[str], now: Lines, held_out: bool, words: Words) -> str:
    rows = now.by_id()
    items = "".join(f"<li>{_line(rows[one], held_out)}</li>" for one in ids)
    return f"<p><b>{escape(words(key))}</b></p><ul>{items}</ul>" if items else ""


def _line(row: Any, held_out: bool) -> str:
    hidden = row.of is None or (row.split == "held-out" and not held_out)
    return f"<code>{escape(row.id)}</code> {'' if hidden else escape(row.of.question.question)}"
