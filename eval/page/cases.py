"""Questions side by side with what came back: answer and gold, citations and hits, and the reason in words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from eval.gold_check import piece
from eval.gold_facts.place import FlatText
from eval.metrics import holds, supports
from eval.outcomes import Passage
from eval.page.markup import both, esc, group_words, said
from eval.questions import Gold, Question
from eval.reasons import Reason, gold_words, lost_at, reasons
from eval.report import Scored

STEPS = (
    "right", "lost cited", "lost found", "lost not found", "lost refused", "lost invented", "lost other",
    "lost crashed",
)  # fmt: skip
"""What became of a question, in the order of the bar."""
LONGEST = 1500
"""Characters of one text that the page shows."""
HITS_SHOWN = 3
"""Hits that are shown beside those that hold gold."""
AROUND = 60
"""Characters on both sides of a gold quote in a passage."""
MARK = re.compile(r"(\[\d{1,3}\])")


def step(row: Scored) -> str:
    """At which step a question went wrong; of ``STEPS``."""
    question, outcome, scores = row.question, row.outcome, row.scores
    if outcome.error:
        return "lost crashed"
    if scores["correct"] == 1.0:
        return "right"
    if not question.answerable:
        return "lost invented"
    if not question.gold or question.ambiguous:
        return "lost other"
    lost = lost_at(question, outcome, scores).name
    return "lost refused" if scores["answered"] == 0.0 and lost == "found" else f"lost {lost}"


def by_step(rows: Iterable[Scored]) -> dict[str, list[Scored]]:
    """The questions by what became of them."""
    found: dict[str, list[Scored]] = {name: [] for name in STEPS}
    for row in rows:
        found[step(row)].append(row)
    return found


def failing(groups: Mapping[str, Sequence[Scored]]) -> str:
    """Every question that went wrong, by the step where it did; the largest group first."""
    order = sorted((name for name in STEPS[1:] if groups[name]), key=lambda n: -len(groups[n]))
    parts = []
    for name in order:
        cards = "".join(case(row) for row in groups[name])
        kind = name.replace(" ", "-")
        parts.append(
            f'<h3 id="{kind}"><i class="piece {kind}"></i>{said(name)} · {len(groups[name])}</h3>{cards}'
        )
    return "".join(parts)


def case(row: Scored) -> str:
    """One question that went wrong."""
    question, outcome = row.question, row.outcome
    why = "".join(f"<li>{_reason(r)}</li>" for r in reasons(question, outcome, row.scores))
    return (
        f'<article class="case" id="q-{esc(question.id)}"><header><h4>{esc(question.question)}</h4>'
        f'<p class="tags"><code>{esc(question.id)}</code> {both(group_words(question.kind))} · '
        f"{esc(outcome.mode or '–')} · {outcome.seconds:.2f} s</p>{_history(question)}"
        f'<ul class="why">{why}</ul></header><div class="sides">'
        f"<section><h5>{said('answer')}</h5>{_answer(row)}<h5>{said('citations')}</h5>{_citations(row)}</section>"
        f"<section><h5>{said('gold')}</h5>{_gold(question)}<h5>{said('hits')}</h5>{_hits(row)}</section>"
        "</div></article>"
    )


def _reason(reason: Reason) -> str:
    return both((reason.words("zh"), reason.words("en")))


def _history(question: Question) -> str:
    turns = "".join(f"<li>{esc(role)}：{esc(cut(text))}</li>" for role, text in question.history)
    return f'<ul class="history" title="history">{turns}</ul>' if turns else ""


def _answer(row: Scored) -> str:
    text = cut(row.outcome.text or row.outcome.error)
    if not text:
        return f'<p class="faint">{said("empty")}</p>'
    marked = MARK.sub(r"<sup>\1</sup>", esc(text))
    return f'<p class="answer">{marked}</p>'


def _citations(row: Scored) -> str:
    quotes = [gold for group in row.question.gold for gold in group]
    if not row.outcome.citations:
        return f'<p class="faint">{said("no citations")}</p>'
    shown = [
        (f"[{c.marker or n}]", c, any(supports(c, gold) for gold in quotes))
        for n, c in enumerate(row.outcome.citations, 1)
    ]
    return _passages(shown, quotes)


def _hits(row: Scored) -> str:
    quotes = [gold for group in row.question.gold for gold in group]
    shown = [
        (f"{n}.", hit, good)
        for n, hit in enumerate(row.outcome.hits, 1)
        if (good := any(holds(hit, gold) for gold in quotes)) or n <= HITS_SHOWN
    ]
    return _passages(shown, quotes, "hit")


def _passages(
    rows: Iterable[tuple[str, Passage, bool]], quotes: Sequence[Gold], kind: str = ""
) -> str:
    """Passages with a tick on those that hold gold, and its words marked in them."""
    items = "".join(
        f'<li class="{"good" if good else ""}"><b>{esc(mark)}</b> {"✓ " if good else ""}'
        f"<cite>{esc(p.source.rsplit('/', 1)[-1])}</cite> <q>{_marked(p, quotes if good else ())}</q></li>"
        for mark, p, good in rows
    )
    return f'<ol class="passages {kind}">{items}</ol>'


def _marked(passage: Passage, quotes: Sequence[Gold]) -> str:
    """The words around the first gold quote, which is marked; hashed quotes are found by their hash."""
    text = passage.text
    flat = FlatText(text)
    for gold in quotes:
        wanted = piece(gold)
        if wanted.length and (found := flat.hits(wanted)):
            span = flat.span(found[0], wanted.length)
            begin, end = max(0, span.start - AROUND), span.end + AROUND
            before = ("…" if begin else "") + text[begin : span.start]
            after = text[span.end : end] + ("…" if end < len(text) else "")
            return f"{esc(before)}<mark>{esc(text[span.start : span.end])}</mark>{esc(after)}"
    return esc(cut(text, LONGEST // 5))


def _gold(question: Question) -> str:
    if not question.answerable:
        return f"<p>{said('no gold')}</p>{_forbidden(question)}"
    values = "".join(f"<li>{esc(gold_words(value))}</li>" for value in question.values)
    shown = f'<ul class="values">{values}</ul>' if values else ""
    groups = f" <b>{said('or')}</b> ".join(
        "".join(f"<li>{_quote(gold)}</li>" for gold in group) for group in question.gold
    )
    return f'{shown}{_forbidden(question)}<ul class="passages">{groups}</ul>'


def _forbidden(question: Question) -> str:
    if not question.must_not_say:
        return ""
    return f'<p class="forbidden">{said("must not")}：{esc("、".join(question.must_not_say))}</p>'


def _quote(gold: Gold) -> str:
    cite = f"<cite>{esc(gold.source.rsplit('/', 1)[-1])}</cite>"
    if gold.sha256:
        return f'{cite} <span class="faint">{said("hashed", n=gold.length)}</span>'
    if not gold.quote:
        return f'{cite} <span class="faint">{said("whole document")}</span>'
    return f"{cite} <q>{esc(gold.quote)}</q>"


def passed(rows: Iterable[Scored]) -> str:
    """One line each for the questions that were answered right."""
    lines = "".join(
        f"<tr><td><code>{esc(r.question.id)}</code></td><td>{both(group_words(r.question.kind))}</td>"
        f"<td>{esc(r.question.question)}</td><td>{esc(cut(r.outcome.text, 120))}</td></tr>"
        for r in rows
    )
    return f'<table class="passed"><tbody>{lines}</tbody></table>'


def cut(text: str, longest: int = LONGEST) -> str:
    """A text that is too long ends in an ellipsis."""
    return text if len(text) <= longest else f"{text[:longest]}…"
