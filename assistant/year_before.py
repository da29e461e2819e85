"""A number that a report states with the one of the year before: 幼儿园12所，上年为15所; 由8.1%提高到9.3%."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.case import Case
from assistant.library import Library
from assistant.measure import asked_measure
from assistant.one_document import candidates, dated, no_matter
from assistant.question_words import SCOPES
from assistant.reckoning import base
from assistant.records import Answer
from assistant.sentences import bare
from assistant.side_verdict import worked
from assistant.statements import Statement, own_words, statements
from assistant.terms import contradicts, coverage, lacks_matter, terms
from ingest.grammar import Quantity, find_quantities
from ingest.records import Document, Metadata, Span

BEFORE = re.compile(
    r"^[，,、（(]?(?:而)?(?P<when>上一?年|去年|20\d\d年)(?:同期|末|底)?(?P<again>[^，,；;。]{0,10}?)(?P<each>分别)?(?:为|是|有|的)?$"
)
"""Behind a number: what follows is the same of the year before."""
AGAINST = re.compile(r"^[，,、（(]?比(?P<when>上一?年|去年|20\d\d年)(?:同期)?的$")
CHANGE = re.compile(
    r"^[，,、（(]?(?:比|较)(?P<when>上一?年|去年|20\d\d年)(?:同期)?(?:净|共)?(?P<how>减少|增加|提高|下降|增长|降低|上升)了?$"
)
TWO_YEARS = re.compile(r"上一?年|去年|20\d\d年|由.{1,12}[到至为]")
"""A sentence that may state two years."""
MORE = re.compile(r"^(?:[、和及与]|以及)$")
FROM = re.compile(r"由(?P<when>20\d\d年|上年|去年)?的?")
HELD = 0.7
LONGEST_HEAD = 14
HEAD = 400
"""Code points at the beginning of a document that may say its year."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A statement with its number of the year before; ``change`` where only the change is stated."""

    now: Statement
    value: Quantity
    before: Quantity | None
    said_year: str
    how: str = ""
    change: str = ""


def year_before(library: Library, case: Case) -> Answer | None:
    """Both years of the number asked for with their difference, where one document states both."""
    years = sorted(case.query.years)
    text = dated(case.query.text, case.today)
    if case.query.kind != "comparison" or len(years) != 2 or years[1] != years[0] + 1:
        return None
    gone = no_matter(text)
    matter = re.sub(r"20\d\d年?", " ", "".join(" " if i in gone else c for i, c in enumerate(text)))
    for name in case.query.named:
        matter = matter.replace(name, " ")
    wanted = terms(matter, library.vocabulary)
    measure = asked_measure(text)
    best: tuple[float, Pair | None] = (0.0, None)
    for document in candidates(library, case):
        if not wanted or not _tells(document, case.scope[document.id].metadata, years[1]):
            continue
        for several in statements(document, lambda words: bool(TWO_YEARS.search(words))):
            for pair in pairs(several):
                year = pair.said_year[:4]
                if (year.isdigit() and int(year) != years[0]) or (
                    measure and not measure.fits(pair.value.unit)
                ):
                    continue
                words = f"{_head(document, pair.now)}{_led(pair.now)}"
                other = [w for w in SCOPES if w in pair.now.label and w not in text]
                if other and any(w in text for w in SCOPES):
                    continue
                if contradicts(wanted, words) or lacks_matter(wanted, words):
                    continue
                held = (
                    coverage(wanted, words)
                    + 0.1 * coverage(wanted, pair.now.label)
                    - len(own_words(pair.now)) / 1000
                )
                best = max(best, (held, pair), key=lambda one: one[0])
    return _said(case, best[1], years) if best[1] and best[0] >= HELD else None


def _tells(document: Document, known: Metadata, year: int) -> bool:
    """Is a document a report of the year?"""
    said = re.findall(r"20\d\d", known.title)
    if said or known.plan_year:
        return str(year) in said or (not said and known.plan_year == year)
    first = re.search(r"20\d\d(?=年)", document.text[:HEAD])
    return first is not None and first.group() == str(year)


def _head(document: Document, statement: Statement) -> str:
    """The heading that a line begins with: 学前教育。"""
    line = document.text.rfind("\n", 0, statement.span.start) + 1
    head = re.match(
        rf"[^。：:，,]{{2,{LONGEST_HEAD}}}[。：:]", document.text[line : statement.span.start + 1]
    )
    return head.group() if head else ""


def _led(statement: Statement) -> str:
    """A label with the one before it where it only goes on: 近视率小学34%、初中66%."""
    before = re.split(r"[，,；;]", statement.lead)[-1] if statement.label.startswith("、") else ""
    return f"{before}{statement.label}"


def pairs(several: Sequence[Statement]) -> Iterator[Pair]:
    """Numbers of one sentence with those of the year before."""
    for n, one in enumerate(several):
        if one.quantity.comparator == "from_to" and one.quantity.value_from is not None:
            if pair := _from_to(one):
                yield pair
            continue
        if not n:
            continue
        if match := CHANGE.match(one.label):
            now = several[n - 1]
            yield Pair(now, now.quantity, None, match["when"], match["how"], one.quantity.text)
        elif match := BEFORE.match(one.label) or AGAINST.match(one.label):
            group = [one]
            for more in several[n + 1 :]:
                if not MORE.match(more.label):
                    break
                group.append(more)
            for now, before in _matched(several[:n], group, match.groupdict().get("again") or ""):
                yield Pair(now, now.quantity, before.quantity, match["when"])


def _matched(
    earlier: Sequence[Statement], group: Sequence[Statement], again: str
) -> Iterator[tuple[Statement, Statement]]:
    """The numbers of the year before with those that they belong to: in order where they are of one unit."""
    units = [base(s.quantity.unit) for s in group]
    if len(group) > 1 and len(set(units)) == 1:
        mine = [s for s in earlier if base(s.quantity.unit) == units[0]][-len(group) :]
        yield from zip(mine, group, strict=False)
        return
    for one in group:
        mine = [s for s in earlier if base(s.quantity.unit) == base(one.quantity.unit)]
        named = [s for s in mine if again and again in s.label]
        if mine and (named or not again):
            yield (named or mine)[-1], one


def _from_to(one: Statement) -> Pair | None:
    """由2024年的8.1%提高到2025年的9.3%."""
    when = FROM.search(one.quantity.text) or FROM.search(one.label[-8:])
    read = [
        find_quantities(piece)
        for piece in re.split(
            r"(?<=\D)(?:到|至|为)|(?<=[%人所个元])(?:提高|下降|降|增|升)", one.quantity.text
        )
        if re.search(r"\d", piece)
    ]
    found = [r[-1] for r in read if r]
    if len(found) != 2:
        return None
    return Pair(one, found[1], found[0], (when["when"] if when else "") or "")


def _said(case: Case, pair: Pair, years: Sequence[int]) -> Answer:
    identity = pair.now.document_id
    mark = case.citer.span(identity, Span(pair.now.span.start, pair.now.span.end))
    name = re.sub(r"^.*[，,、](?=.{2,}$)", "", own_words(pair.now)).removesuffix("由")
    name = bare(name)
    lines = [f"{years[1]}年：{name}{pair.value.text}{mark}"]
    then = pair.said_year or "上年"
    if pair.before is None:
        lines.append(f"比{then}{pair.how}{pair.change}{mark}")
    else:
        lines.append(f"{then}：{pair.before.text}{mark}")
        now, before = pair.value, pair.before
        if now.value == before.value:
            lines.append(f"两年相同{mark}")
        elif now.value is not None and before.value is not None:
            how = "增加" if now.value > before.value else "减少"
            lines.append(f"{how}，{worked([now, before], '−')}{mark}")
    return Answer("\n".join(lines), "extractive", case.citer.citations)
