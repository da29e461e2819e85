"""Which entries of lists of names a question means: below a heading, of a part, of a school, of a place, of a kind, or told
by a number. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.rosters import Entry, Roster
from assistant.terms import folded, pairs

NAMED_LIST = re.compile(r"名单|上榜|评上|入围|获奖|得奖|入选|表彰|当选|表扬")
"""What says that a list is meant."""
PERSONS = re.compile(
    r"几个人|[几多]少?人|谁|哪[几]?位|几[位名]|哪[些几]个?(?:人|老师|教师|校长|委员|成员|班主任|同学|学生)|名老师"
)
KIND = re.compile(
    r"(?:哪[些几一]?|几|多少)[所个家]?(?P<kind>小学|幼儿园|[高初]中|中学|大学|学院|中职)"
)
"""What kind of schools is asked for: 哪几所小学."""
SHORT_NAME = re.compile(r"(?P<of>[市县区]?)(?:(?P<n>[一二三四五六七八九十])中(?!学)|实小)")
NUMBER = re.compile(r"\d+(?=年|岁|届|次|票|分)")
TITLE_SAID = 0.75
"""Share of a heading's character pairs that the question must say."""
CALLED = re.compile(r"叫什么|叫啥|名字")
LONG_LABEL = 3
"""Characters of a label that is no mere word: 教学先进学校."""
SHORTEST_UNIT = 4
PREFIX = (4, 3, 2)


@dataclass(frozen=True, slots=True)
class Chosen:
    """Entries that the question means, each with its list; ``whole`` where these are all below a heading."""

    entries: tuple[tuple[Roster, Entry], ...]
    whole: bool = False
    by: str = ""


def chosen_of(text: str, lists: Sequence[Roster], title: str) -> Chosen | None:
    """The entries of a document's lists that a question means; None where it means none of them."""
    asked = folded(text)
    headed, rest = _headed(asked, lists)
    within = headed or lists
    every = tuple((r, e) for r in within for e in r.entries)
    if PERSONS.search(text) and any(e.person for _, e in every):
        every = tuple((r, e) for r, e in every if e.person)
    meant = bool(headed or NAMED_LIST.search(text))
    if named := _named(rest, every, with_schools=meant):
        return Chosen(named, by="name")
    told_apart = meant or PERSONS.search(text) or CALLED.search(text)
    if numbered := _numbered(asked, every) if told_apart else ():
        return Chosen(numbered, by="number")
    if parted := _parted(rest, within, loosely=meant):
        return Chosen(tuple((r, e) for r in parted for e in r.entries), whole=True, by="part")
    if not meant:
        return None
    placed = _placed(rest, every, folded(f"{title} {within[0].title}"))
    kind = KIND.search(rest)
    of_kind = tuple((r, e) for r, e in placed or every if kind and kind["kind"] in e.place)
    if kind and of_kind and not all(e.person for _, e in of_kind):
        return Chosen(of_kind, by="kind")
    if placed:
        return Chosen(placed, by="place")
    if kind:
        return None
    return Chosen(every, whole=True, by="heading" if headed else "all")


def _headed(asked: str, lists: Sequence[Roster]) -> tuple[tuple[Roster, ...], str]:
    """The lists whose heading the question says, and the question without it."""
    best, found = 0.0, ""
    for title in dict.fromkeys(folded(r.title) for r in lists if len(r.title) > 1):
        said = _said(title, asked) if title[0] != "副" or title in asked else 0.0
        if said >= TITLE_SAID and said * len(title) > best:
            best, found = said * len(title), title
    if not found:
        return (), asked
    return tuple(r for r in lists if folded(r.title) == found), asked.replace(found, " ")


def _said(title: str, asked: str) -> float:
    wanted = pairs(title)
    return sum(pair in asked for pair in wanted) / len(wanted) if wanted else 0.0


def _parted(asked: str, lists: Sequence[Roster], *, loosely: bool) -> tuple[Roster, ...]:
    """The parts whose label the question says; ``loosely`` also a word, or a word of it."""
    least = 0 if loosely else LONG_LABEL
    said = [r for r in lists if len(r.part) > least and folded(r.part) in asked]
    if not said and loosely:
        said = [
            r for r in lists if len(r.part) > 1
            and any(len(piece) > 1 and piece in asked for piece in re.split("[与和及、]", folded(r.part)))
        ]  # fmt: skip
    return tuple(said)


def _named(
    asked: str, every: Sequence[tuple[Roster, Entry]], *, with_schools: bool
) -> tuple[tuple[Roster, Entry], ...]:
    """Entries whose person the question names, else those of the school that it names."""
    persons = tuple((r, e) for r, e in every if e.person and folded(e.name) in asked)
    if persons or not with_schools:
        return persons
    units = {folded(e.place) for _, e in every if len(e.place) >= SHORTEST_UNIT}
    units = {u for u in units if u in asked or (u[0] in "县市区省" and u[1:] in asked)}
    longest = max(units, key=len, default="") or _by_number(asked, every)
    return tuple((r, e) for r, e in every if longest and folded(e.place) == longest)


def _by_number(asked: str, every: Sequence[tuple[Roster, Entry]]) -> str:
    """The one school that a short name with its number means: 县一中 for 青禾县第一中学."""
    short = SHORT_NAME.search(asked)
    if short is None:
        return ""
    ends = f"第{short['n']}中学" if short["n"] else "实验小学"
    fit = {p for _, e in every if (p := folded(e.place)).endswith(ends) and short["of"] in p}
    return fit.pop() if len(fit) == 1 else ""


def _numbered(
    asked: str, every: Sequence[tuple[Roster, Entry]]
) -> tuple[tuple[Roster, Entry], ...]:
    """Entries that say a number of the question behind their name: 任教31年."""
    numbers = {m.group() for m in NUMBER.finditer(asked)}
    return tuple((r, e) for r, e in every if numbers & {m.group() for m in NUMBER.finditer(e.more)})


def _placed(
    asked: str, every: Sequence[tuple[Roster, Entry]], title: str
) -> tuple[tuple[Roster, Entry], ...]:
    """Entries that begin with a word of the question that tells them apart from others: of 文昌."""
    for length in PREFIX:
        said = {p for _, e in every if (p := e.place[:length]) in asked and p not in title}
        for prefix in sorted(said):
            found = tuple((r, e) for r, e in every if e.place.startswith(prefix))
            if len(prefix) == length and len(found) < len(every):
                return found
    return ()
