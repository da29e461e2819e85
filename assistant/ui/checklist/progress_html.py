"""How far the work is, as bars made here: SVG with its numbers in words, patterns beside colours, and the table behind it."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING, NamedTuple

from assistant.ui.checklist.clicks import button
from assistant.ui.strings.words import Words

if TYPE_CHECKING:
    from assistant.progress import Progress


class Part(NamedTuple):
    """A stretch of a bar: the field it counts, and the key of its words."""

    field: str
    key: str


PARTS = (
    Part("done", "sign_done"),
    Part("doing", "sign_doing"),
    Part("confirmed", "sign_confirmed"),
    Part("waiting", "sign_waiting"),
    Part("not_applicable", "sign_void"),
)
"""From left to right."""
HEADS = ("total", *(part.field for part in PARTS), "overdue")
"""Columns of numbers in the table."""
PATTERNS = (
    '<svg width="0" height="0" aria-hidden="true" focusable="false"><defs>'
    '<pattern id="p-doing" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect width="8" height="8" class="soft doing"/><rect width="3.5" height="8" class="doing"/></pattern>'
    '<pattern id="p-confirmed" width="8" height="8" patternUnits="userSpaceOnUse">'
    '<rect width="8" height="8" class="soft confirmed"/><circle cx="4" cy="4" r="2" class="confirmed"/></pattern>'
    '<pattern id="p-overdue" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)">'
    '<rect width="6" height="6" class="soft overdue"/><rect width="3" height="6" class="overdue"/></pattern>'
    "</defs></svg>"
)
"""Colours alone tell nothing to one man in twelve; the bars are striped and dotted as well."""


def page(
    whole: Progress | None, parts: Sequence[Progress], by: str, most: int, words: Words
) -> str:
    """The overall figure, the key of the bars, a bar each, and all numbers as a table."""
    if whole is None or not parts:
        return f'<p class="none">{escape(words("progress_none"))}</p>'
    listed = "".join(f"<li>{_one(one, by, words)}</li>" for one in parts[:most])
    left = len(parts) - most
    more = (
        button("more", escape(words("progress_more", n=left)), key="more-bars") if left > 0 else ""
    )
    return "".join(
        (
            PATTERNS, _whole(whole, words), _key(words),
            f'<h2>{escape(words(f"progress_by_{by}"))}</h2><p class="hint">{escape(words("progress_hint"))}</p>',
            f'<ul class="bars">{listed}</ul>{more}',
            _table(parts, by, words),
        )
    )  # fmt: skip


def _whole(one: Progress, words: Words) -> str:
    applies = one.total - one.not_applicable
    said = words("progress_whole", done=one.done, applies=applies)
    late = button(
        "list", f"! {escape(words('progress_late', n=one.overdue))}", key="list-late-all",
        kind="act latebutton", by="all", name="all", late="1", said=words("progress_all"),
    ) if one.overdue else ""  # fmt: skip
    return (
        f'<div class="whole-bar"><p class="figure"><b>{percent(one)}%</b> {escape(said)} {late}</p>'
        f"{bar(one, words, name=words('progress_all'))}{_numbers(one, words)}</div>"
    )


def _one(one: Progress, by: str, words: Words) -> str:
    name = named(one, by, words)
    key = f"{by}-{one.id}"
    told = {"by": by, "name": one.id, "said": name}
    head = button("list", escape(name), key=f"list-{key}", kind="link", **told)
    late = button(
        "list", f"! {escape(words('progress_late', n=one.overdue))}", key=f"list-late-{key}",
        kind="act latebutton", late="1", label=f"{name}：{words('progress_late', n=one.overdue)}", **told,
    ) if one.overdue else ""  # fmt: skip
    return (
        f'<div class="bar-head">{head}<span class="percent">{percent(one)}%</span>{late}</div>'
        f"{bar(one, words, name=name)}{_numbers(one, words)}"
    )


def named(one: Progress, by: str, words: Words) -> str:
    """The name of what is counted; rows that name no department have one too."""
    return one.name or words("progress_no_owner" if by == "owner" else "progress_no_name")


def percent(one: Progress) -> int:
    """How much of what applies is done, rounded down: 100 means all."""
    applies = one.total - one.not_applicable
    return 100 * one.done // applies if applies else 100


def bar(one: Progress, words: Words, *, name: str) -> str:
    """A stacked bar of states; below it, how much of it is late. Its words say the same."""
    drawn, at = [], 0.0
    for part in PARTS:
        wide = 100 * getattr(one, part.field) / one.total if one.total else 0
        if wide:
            drawn.append(
                f'<rect x="{at:.2f}%" y="0" width="{wide:.2f}%" height="16" class="fill {part.field}"/>'
            )
        at += wide
    late = 100 * one.overdue / one.total if one.total else 0
    if late:
        drawn.append(f'<rect x="0" y="18" width="{late:.2f}%" height="6" class="fill overdue"/>')
    said = words("comma").join(_counts(one, words))
    return (
        f'<svg class="stack" width="100%" height="24" role="img" aria-label="{escape(name)}：{escape(said)}">'
        f"<title>{escape(name)}</title><desc>{escape(said)}</desc>{''.join(drawn)}</svg>"
    )


def _counts(one: Progress, words: Words) -> list[str]:
    """Each number with its word; what is none is left out."""
    said = [words("progress_total", n=one.total)]
    said += [f"{words(p.key)} {getattr(one, p.field)}" for p in PARTS if getattr(one, p.field)]
    return said + ([f"{words('overdue')} {one.overdue}"] if one.overdue else [])


def _numbers(one: Progress, words: Words) -> str:
    said = " · ".join(_counts(one, words)[:-1] if one.overdue else _counts(one, words))
    return f'<p class="numbers" aria-hidden="true">{escape(said)}</p>'


def _key(words: Words) -> str:
    entries = [(p.field, words(p.key)) for p in PARTS] + [("overdue", words("overdue"))]
    shown = "".join(
        f'<span><svg width="22" height="14" aria-hidden="true"><rect width="22" height="14" class="fill {field}"/></svg>'
        f"{escape(text)}</span>"
        for field, text in entries
    )
    return f'<p class="legend">{shown}</p>'


def _table(parts: Sequence[Progress], by: str, words: Words) -> str:
    """All numbers for whoever reads tables better than bars."""
    heads = "".join(
        f'<th scope="col">{escape(words(f"progress_col_{field}"))}</th>' for field in HEADS
    )
    rows = "".join(
        f'<tr><th scope="row">{escape(named(one, by, words))}</th>'
        f"{''.join(f'<td>{getattr(one, field)}</td>' for field in HEADS)}</tr>"
        for one in parts
    )
    return (
        f'<details class="figures"><summary>{escape(words("progress_numbers"))}</summary><div class="scroll" tabindex="0" role="region" aria-label="{escape(words("progress_numbers"))}">'
        f'<table><caption class="unseen">{escape(words(f"progress_by_{by}"))}</caption>'
        f'<thead><tr><th scope="col">{escape(words(f"progress_head_{by}"))}</th>{heads}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div></details>"
    )
