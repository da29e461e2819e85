"""Items of plans of work as their writers set them: a line, whose it is, and when.

The office stands in brackets behind the item （A科牵头，B科配合，6月底前完成）, in its last sentence (由A科牵头), or behind
a label, in the line or in the one below (责任单位：A科). In a schedule it may be all that the brackets hold (（A科、B科）),
and the month stands above the items.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from assistant.month_lines import MonthAbove, month_of, months_above, touches_month
from assistant.owner_names import PARTS
from assistant.sentences import bare, trimmed
from ingest.grammar import TimeSpan, find_times, numbering
from ingest.records import Span

LEAD = "牵头|负责|主办|主责|承办|承担|主抓|组织实施|抓落实"
HELP = "配合|参与|协办|协助|协同"
CHARGED = re.compile(
    rf"(?:由|[、和]|^)*(?P<names>[^\s，,；;。：:]{{2,40}}?)(?:共同|联合|具体|分别|按职责分?工?|分工|统一|等)*(?P<role>{LEAD}|{HELP})"
    r"(?:组织|抓|实施|落实|办理|推进|完成|总)*(?=[、，,；;和]|$|[一-鿿、]+(?:配合|协助|参与))"
)
"""A clause that says whose it is: 由A科、B科共同牵头, C局配合."""
LABELLED = re.compile(
    rf"(?P<role>责任|落实|实施|{LEAD}|{HELP})(?:单位|科室|处室|部门|股室|机构)?\s*[:：]\s*"
    r"(?P<names>[^；;。：:\n）)】\]]{2,80}?)(?=[；;。\n）)】\]]|[，,\s]\s*[一-鿿]{2,6}[:：]|$)"
)
"""责任单位：A科、B科; names of people are no offices."""
OFFICE = re.compile(
    r"(?:[科处股室局厅委办院会校园部组队站所府心位门区县市乡镇街团社级馆宫联协]|教研员|公司|人民政府|科研所)(?:[（(][^（）()]*[）)])?$"
)
"""What the name of an office ends with."""
BRACKET = re.compile(r"[（(【\[〔](?P<inside>[^（）()【】\[\]〔〕\n]{3,160})[）)】\]〕]")
CLAUSE = re.compile(r"[^，,；;。\n（）()【】\[\]〔〕]+")
BARE = re.compile(
    r"[（(](?P<names>(?!含|不含|包括|详见|见|如|除|另|附|原|暂)[^\s，,；;。：:（）()\d]{2,40})[）)](?=\s*(?:[。；;]|$))"
)
"""A bracket at the end of what is to be done, which may hold nothing but offices: （安全科、体卫艺科）."""
DESK = re.compile(
    r"(?:[科处股室局厅办委部馆院所站]|中心|工会|团委|少工委|支部|年级组|教研组|领导小组|大队部)$"
)
"""What an office's name ends with that stands alone in brackets; 幼儿园 and 小学 tell of whom something is."""
BARE_SHARE = 0.5
"""Share of the numbered lines that must end in such brackets for these to name offices."""
DUE = re.compile(r"^\s*(?:完成)?(?:时限|期限|时间|节点)(?:要求)?\s*[:：]")
"""A line below an item that says only when."""
DAILY = re.compile(r"每[天日]|每个?工作日|天天")
"""What is done every day is no task of a month."""
ENOUGH = 3
"""Items with offices by which a document shows that it is a plan of work."""
ABOVE = 5
"""Lines above a label in which its item begins."""
SHORTEST = 12
"""Code points of a line that is no heading."""
LONE = 6
"""Code points that may stand beside the offices in a line that only names them."""
UNSAID = frozenset({"plan", "year"})
"""Precisions of a time that only says for when the plan is."""
LOOSE = frozenset({"term", "half"})
"""Precisions of a time that a finer one beside it tells better: 春季学期4月10日前."""

REMEMBERED = 1024
"""Documents whose items are kept in memory."""


@dataclass(frozen=True, slots=True)
class PlanItem:
    """One item; ``words`` without its number and its offices, ``times`` offsets in the document, dated ones only."""

    span: Span
    quote: str
    words: str
    leads: tuple[str, ...]
    helpers: tuple[str, ...]
    times: tuple[TimeSpan, ...]


@lru_cache(maxsize=REMEMBERED)
def plan_items_of(
    text: str, year: int | None, last: int | None = None, school_year: bool = False
) -> tuple[PlanItem, ...]:
    """The items of a plan for ``year`` (to ``last``) in their order; none where hardly any names an office.
    ``school_year``: ``year`` is the first of a school year, whose spring is the year after."""
    found: list[PlanItem] = []
    lines = list(_lines(text))
    owned = [(at, roles) for at, line in enumerate(lines) if (roles := _roles(text, line))]
    if len(owned) < ENOUGH:
        owned = _bare_roles(text, lines)
    if len(owned) < ENOUGH:
        return ()
    months = months_above(text, lines, year, school_year=school_year)
    of_line = dict(owned)
    taken: set[int] = set()
    for at, line in enumerate(lines):
        roles = of_line.get(at, ())
        start = _begin(text, lines, at, of_line, taken) if roles else line.start
        end = line.end
        if at + 1 < len(lines) and DUE.match(text[lines[at + 1].start : lines[at + 1].end]):
            end = lines[at + 1].end
        above = month_of(months, line.start)
        if not roles and not _is_item(text[line.start : line.end], in_month=above is not None):
            continue
        span = Span(start, end)
        times = _times(text, span, year, last, school_year=school_year)
        if roles or times or above:
            taken.update(n for n, one in enumerate(lines) if span.start <= one.start < span.end)
            parts = _parted(text, span, roles, times) or [_undivided(text, span)]
            found += [_in_month(part, months) for part in parts]
    return tuple(found)


def _undivided(text: str, span: Span) -> PlanItem:
    """An item that says neither whose it is nor when."""
    return PlanItem(span, text[span.start : span.end], _words(text, span, []), (), (), ())


def _in_month(item: PlanItem, months: tuple[MonthAbove, ...]) -> PlanItem:
    """An item is of the month above it, where no day that it names lies in that month."""
    above = month_of(months, item.span.start)
    if above is None:
        return item
    at = item.span.start
    own = tuple(t for t in item.times if any(c.isdigit() for c in t.text) or "月" in t.text)
    if not any(touches_month(t, above) for t in own):
        own = (replace(above, start=above.start - at, end=above.end - at), *own)
    return replace(item, times=own)


def _bare_roles(text: str, lines: list[Span]) -> list[tuple[int, tuple[_Role, ...]]]:
    """The offices that lines name in brackets which hold nothing else; where most numbered lines do."""
    found = []
    numbered = 0
    for at, line in enumerate(lines):
        words = text[line.start : line.end]
        numbered += numbering(words) is not None and len(words) > SHORTEST
        roles = tuple(role for match in BARE.finditer(words) if (role := _bare(line, match)).names)
        if roles:
            found.append((at, roles))
    return found if len(found) >= BARE_SHARE * numbered else []


def _bare(line: Span, match: re.Match[str]) -> _Role:
    names = tuple(n.strip() for n in PARTS.split(match["names"]) if n.strip())
    known = all(DESK.search(n) and 2 <= len(n) <= 12 for n in names)
    span = Span(line.start + match.start(), line.start + match.end())
    return _Role(span, names if known else (), False)


def _lines(text: str) -> Iterator[Span]:
    for match in re.finditer(r"[^\n]+", text):
        span = trimmed(text, match.start(), match.end())
        if len(span) > 1 and "\t" not in text[span.start : span.end]:
            yield span


@dataclass(frozen=True, slots=True)
class _Role:
    """Offices that one place of a line names, as leads or as helpers."""

    span: Span
    names: tuple[str, ...]
    helps: bool


def _roles(text: str, line: Span) -> tuple[_Role, ...]:
    """The offices that a line names, in brackets, behind labels or as whole clauses."""
    words = text[line.start : line.end]
    found = []
    for match in LABELLED.finditer(words):
        found.append(_role(line, match))
    for clause in CLAUSE.finditer(words):
        for match in CHARGED.finditer(clause.group().strip()):
            at = clause.start() + len(clause.group()) - len(clause.group().lstrip())
            found.append(_role(Span(line.start + at, line.end), match))
    return tuple(role for role in found if role.names)


def _role(place: Span, match: re.Match[str]) -> _Role:
    said = match["names"].rsplit("由", 1)[-1].strip("、和及与 ")
    names = tuple(n.strip() for n in PARTS.split(said) if n.strip())
    known = all(OFFICE.search(n) and len(n) <= 24 for n in names)
    span = Span(place.start + match.start(), place.start + match.end())
    return _Role(span, names if known else (), bool(re.fullmatch(HELP, match["role"])))


def _begin(
    text: str, lines: list[Span], at: int, owned: dict[int, tuple[_Role, ...]], taken: set[int]
) -> int:
    """Where the item of a line begins: above, where the line only names offices."""
    line = lines[at]
    told = sum(len(r.span) for r in owned[at])
    if len(line) - told > LONE:
        return line.start
    start = line.start
    for above in range(at - 1, max(at - 1 - ABOVE, -1), -1):
        if above in taken:
            break
        start = lines[above].start
        if numbering(text[start : lines[above].end]):
            break
    return start


def _is_item(words: str, *, in_month: bool) -> bool:
    """Is a line that names no office an item of its own: numbered, and more than a heading? In a month every numbered
    line is one."""
    if numbering(words) is None:
        return False
    return in_month or (len(words) > SHORTEST and bool(re.search("[，。；]", words)))


def _times(
    text: str, span: Span, year: int | None, last: int | None, *, school_year: bool
) -> tuple[TimeSpan, ...]:
    """The times of an item that say when; years alone and past ones do not, and what recurs only where nothing else
    does."""
    found, again = [], []
    for time in find_times(text[span.start : span.end], plan_year=year, school_year=school_year):
        ends = [day for day in (time.lo, time.hi) if day is not None]
        years = [day.year for day in ends if day.year is not None]
        whole = time.precision in UNSAID and not (last and time.relation in ("by", "until"))
        past = year is not None and bool(years) and max(years) < year
        if time.recurring and not DAILY.match(time.text):
            again.append(time)
        elif ends and not whole and not time.recurring and not past:
            found.append(time)
    finer = [t for t in found if t.precision not in LOOSE]
    return tuple(finer or found or again)


def _parted(
    text: str, span: Span, roles: tuple[_Role, ...], times: tuple[TimeSpan, ...]
) -> list[PlanItem]:
    """The items of one line: a new one begins behind each bracket that names offices."""
    cuts = [
        span.start + m.end() for m in BRACKET.finditer(text[span.start : span.end])
        if any(span.start + m.start() <= r.span.start < span.start + m.end() for r in roles)
    ]  # fmt: skip
    cuts = [c for c in cuts if text[c : span.end].strip("。；;，, \n")] if len(cuts) > 1 else []
    found, start = [], span.start
    for end in (*cuts, span.end):
        own = [r for r in roles if start <= r.span.start < end]
        mine = tuple(t for t in times if start <= span.start + t.start < end)
        if own or mine:
            piece = trimmed(text, start, end)
            leads = [n for r in own if not r.helps for n in r.names]
            helps = [n for r in own if r.helps for n in r.names]
            found.append(
                PlanItem(
                    piece, text[piece.start : piece.end], _words(text, piece, own), tuple(dict.fromkeys(leads)),
                    tuple(dict.fromkeys(helps)), mine,
                )
            )  # fmt: skip
        start = end
    return found


def _words(text: str, span: Span, roles: list[_Role]) -> str:
    """An item's words without its number, and without the brackets and clauses that name its offices."""
    words = text[span.start : span.end]
    out = [
        (m.start(), m.end()) for m in BRACKET.finditer(words)
        if any(m.start() <= r.span.start - span.start < m.end() for r in roles)
    ]  # fmt: skip
    out += [
        (r.span.start - span.start, r.span.end - span.start) for r in roles
        if not any(a <= r.span.start - span.start < b for a, b in out)
    ]  # fmt: skip
    kept, at = [], 0
    for first, end in sorted(out):
        kept.append(words[at:first])
        at = max(at, end)
    said = re.sub(r"\s*\n\s*", "，", "".join([*kept, words[at:]]))
    said = re.sub(r"[，,；;]*。[，,；;。]+", "。", said)
    return bare(re.sub(r"[，,；;]{2,}", "，", said)).lstrip("，,；;。")
