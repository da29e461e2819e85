"""The sides of a comparison that stand in documents of their own: places with a notice each, years with a plan each,
a rule and the one before it, two documents named."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from assistant.aim import Documents, of_year
from assistant.apart_words import JOIN
from assistant.names import bare
from assistant.place_names import short_place
from assistant.records import Query
from assistant.sides import LEVEL, LEVELS, YEAR_WORDS, replaces
from ingest.records import quoted

if TYPE_CHECKING:
    from ingest.store.rows import StoredDocument

BOTH_PLACES = re.compile(
    r"(?:这|那|上述|以上)?(?P<many>[两二三四])(?:个|处|家)?(?P<rank>区县|县区|[区县市省])(?!级|内|里)|(?P<any>(?:这|那)?(?P<few>[两二三四])(?:个)?(?:地方|地(?![点理址区段])|边))|哪个(?P<which>[区县市])"
)
"""两个区, 两县, 两地, 哪个区: places that are not named."""
COUNTS = {"两": 2, "二": 2, "三": 3, "四": 4}
NEW = re.compile(
    r"(?:新|现行|现在|今年|最新)(?:修订|修改|出台|印发|发布|实施|执行)?的?(?:那|这)?(?:版本?|办法|规定|方案|细则|文件|政策|条例|标准|管理办法|(?=和|与|跟|比|同|，|的))|修订(?:后|版)|新版|新办法|新规|如今"
)
OLD = re.compile(
    r"(?:旧|老|试行|暂行|原来?|原先|以前|之前|过去|上一|从前|前一)的?(?:那|这)?(?:版本?|办法|规定|方案|细则|文件|政策|条例|标准|管理办法|(?=和|与|跟|比|同|，|的|是|$))|修订前|旧版|老版|原办法|老规定"
)
AGAINST_OLD = re.compile(
    rf"(?:[跟和与同比较]|相比)(?:于|起)?(?:那|这)?(?:个|份)?(?:{OLD.pattern}|以前|原来|之前|过去)"
)
"""What holds now set against what held before: 跟以前比, 比老办法涨了."""
BOTH_VERSIONS = re.compile(
    r"新旧(?:两)?(?:版|个|份|部)?(?:办法|规定|方案|细则|文件|政策|条例|标准|管理办法)?|(?:修订|修改)前后|前后两版|[两二](?:版|个版本)(?:办法|规定|方案)?"
)
"""新旧办法: a rule and the one before it in one word."""
OF_VERSION = re.compile(
    r"(?:20\d\d|(?<!\d)[012]\d)年?(?:的)?(?:那|这)?(?:一|个|份)?(?:暂行|试行|印发的?|出台的?)?(?:版|修订|办法|规定|方案|细则|旧|老)"
)
_YEAR = r"(?P<year>(?:20\d\d|(?<!\d)[012]\d)年)(?![级月])"
AGAINST_YEAR = (
    re.compile(
        rf"(?:[跟和与同比较]|相比)(?:于|起)?{_YEAR}[^，。？?]{{0,10}}?(?:比|$|[，。？?]|多|少|高|低|涨|降)"
    ),
    re.compile(rf"{_YEAR}[^，。？?]{{0,6}}?[跟和与同](?:今年|现在|目前)"),
)
"""What holds now set against the rule of a year: 跟22年那个办法比, 22年跟今年比."""
THIS_YEAR = re.compile(r"今年|现在|目前")
YEAR_OF_TITLE = re.compile(
    r"[（(〔\[]?(?:20\d\d)年?(?:度|修订|修正|版|试行)*[）)〕\]]?|[（(](?:修订|修正|试行|暂行)[稿版]?[）)]|试行|暂行|修订"
)
"""What a rule's title may say of its version."""


@dataclass(frozen=True, slots=True)
class Apart:
    """One side. ``name``: how the answer calls it; ``said``: how the question does, the words that stand for both where
    it names none; ``place``, ``year`` as slots of its own question; ``documents`` where it is looked for."""

    name: str
    said: tuple[str, ...]
    documents: Documents
    place: str = ""
    year: int | None = None


def sides_apart(query: Query, scope: Documents) -> list[Apart]:
    """The sides in the question's order, the earlier document first where it is a matter of time; fewer than two
    where no two stand apart."""
    for read in (_places, _levels, _versions, _years, _unnamed, _named):
        found = read(query, scope)
        if len(found) > 1 and _apart(found):
            return found
    return []


def _apart(sides: Sequence[Apart]) -> bool:
    """Has every side documents, and none of them those of another?"""
    held = [frozenset(side.documents) for side in sides]
    return all(held) and all(not one & other for n, one in enumerate(held) for other in held[:n])


def _places(query: Query, scope: Documents) -> list[Apart]:
    """Places named; of one that the reader missed its name beside that of another is enough."""
    if not query.places:
        return []
    held = dict.fromkeys(d.metadata.place for d in scope.values() if d.metadata.place)
    named = dict.fromkeys([*query.places, *(p for p in held if _beside(p, query))])
    at = {p: query.text.find(next(iter(_names_in(p, query.text)), "\0")) for p in named}
    return [
        _of_place(p, _names_in(p, query.text), scope) for p in sorted(named, key=lambda p: at[p])
    ]


def _beside(place: str, query: Query) -> bool:
    """Does the name of a place stand right before or behind that of a place of the question?"""
    if any(place.endswith(p) or p.endswith(place) for p in query.places):
        return False
    own = _names_in(place, query.text)
    others = [name for p in query.places for name in _names_in(p, query.text)]
    return any(
        re.search(rf"{one}[省市区县]?{JOIN}?{other}", query.text)
        for mine in own for name in others
        for one, other in ((re.escape(mine), re.escape(name)), (re.escape(name), re.escape(mine)))
    )  # fmt: skip


def _of_place(place: str, said: tuple[str, ...], scope: Documents) -> Apart:
    own = {i: d for i, d in scope.items() if d.metadata.place == place}
    own = own or {i: d for i, d in scope.items() if d.metadata.place.endswith(place)}
    return Apart(place, said, own, place=place)


def _names_in(place: str, text: str) -> tuple[str, ...]:
    return tuple(name for name in (place, short_place(place)) if name and name in text)[:1]


def _levels(query: Query, scope: Documents) -> list[Apart]:
    """A place and the city or province that it lies in: 临溪区和全市, 市里的方案."""
    match = LEVEL.search(query.text)
    if len(query.places) != 1 or match is None:
        return []
    ends = LEVELS[match["level"] or match["of"]]
    place = query.places[0]
    above = {
        i: d
        for i, d in scope.items()
        if d.metadata.place.endswith(ends) and d.metadata.place != place
    }
    own = _of_place(place, _names_in(place, query.text), scope)
    name = f"全{match['level'] or match['of']}"
    sides = [own, Apart(name, (match.group(),), above)]
    return sorted(sides, key=lambda side: query.text.find(side.said[0]) if side.said else 0)


def _unnamed(query: Query, scope: Documents) -> list[Apart]:
    """两个区: the places of that rank, where the library has no more of them with documents of a like kind."""
    said = BOTH_PLACES.search(query.text)
    if query.places or said is None:
        return []
    many = COUNTS.get(said["many"] or said["few"] or "", 2)
    places = [
        p for p in dict.fromkeys(d.metadata.place for d in scope.values() if d.metadata.place)
        if _of_rank(p, said["rank"] or said["which"] or "区县")
    ]  # fmt: skip
    words = tuple(m.group() for m in BOTH_PLACES.finditer(query.text) if not m["which"])
    return [_of_place(p, words, scope) for p in places] if len(places) == many else []


def _of_rank(place: str, ranks: str) -> bool:
    return any(place.endswith(rank) for rank in ranks)


def _years(query: Query, scope: Documents) -> list[Apart]:
    """Two years, each with documents that are of it alone."""
    years = sorted(set(query.years))[:3]
    if len(years) != 2 or len(query.places) > 1:
        return []
    placed = {i: d for i, d in scope.items() if d.metadata.place in query.places} or scope
    said = _said_years(years, query.text)
    of_both = [i for i, d in placed.items() if all(_of_year(y, d) for y in years)]
    return [
        Apart(
            f"{year}年", said[year],
            {i: d for i, d in placed.items() if _of_year(year, d) and i not in of_both},
            place=next(iter(query.places), ""), year=year,
        )
        for year in years
    ]  # fmt: skip


def _of_year(year: int, document: StoredDocument) -> bool:
    planned = document.metadata.plan_year
    return planned == year if planned else of_year(year, document)


def _said_years(years: Sequence[int], text: str) -> dict[int, tuple[str, ...]]:
    """How the question says each year: 2025年, 25年, 去年."""
    found: dict[int, tuple[str, ...]] = {}
    for year in years:
        match = re.search(rf"(?<!\d)(?:20)?{year % 100:02d}(?:年度?|(?!\d))", text)
        found[year] = (match.group(),) if match and len(match.group()) > 2 else ()
    words = [word for word in YEAR_WORDS if word in text]
    left = [year for year in years if not found[year]]
    return found | {y: (w,) for y, w in zip(reversed(left), reversed(words), strict=False)}


def _versions(query: Query, scope: Documents) -> list[Apart]:
    """A rule and the one before it: of several such pairs the one whose titles say most of the question."""
    text = query.text
    both, new, old = (p.search(text) for p in (BOTH_VERSIONS, NEW, OLD))
    of_year = list(OF_VERSION.finditer(text))
    against = _against(query, scope)
    told = bool(both or (new and (old or of_year)) or len(of_year) > 1 or (old and of_year))
    told = told or (query.kind != "date" and bool(AGAINST_OLD.search(text)))
    if not (told or against):
        return []
    asked = _pairs(text)

    def held(pair: tuple[str, str]) -> int:
        return sum(len(asked & _pairs(scope[i].metadata.title)) for i in pair)

    best = max(against or _followers(scope), key=held, default=())
    if not best or not held(best):
        return []
    past = AGAINST_OLD.search(text)
    words = tuple(m.group() for m in (both, new, old, *of_year) if m)
    words += (past.group()[1:],) if past and not old else ()
    if not told:
        words = (*words, _against_year(text), *THIS_YEAR.findall(text))
    return [Apart(quoted(_title(scope, i)), words, {i: scope[i]}) for i in best]


def _against(query: Query, scope: Documents) -> list[tuple[str, str]]:
    """The rules of the year that a question sets what holds now against (跟2022年比), each with the one that took its
    place."""
    said = _against_year(query.text)
    year = int(f"20{said[-3:-1]}") if said and len(set(query.years)) < 2 else None
    return [] if year is None else [
        (earlier, later) for earlier, later in _followers(scope)
        if year in _years_of(scope[earlier]) and year not in _years_of(scope[later])
    ]  # fmt: skip


def _against_year(text: str) -> str:
    """The year that what holds now is set against, as the question says it."""
    found = (pattern.search(text) for pattern in AGAINST_YEAR)
    return next((match["year"] for match in found if match), "")


def _years_of(document: StoredDocument) -> set[int | None]:
    m = document.metadata
    return {m.plan_year, *(day.year for day in (m.issued, m.effective) if day is not None)}


def _pairs(text: str) -> set[str]:
    return {a + b for a, b in pairwise(text)}


def _title(scope: Documents, identity: str) -> str:
    return scope[identity].metadata.title or scope[identity].source


def _followers(scope: Documents) -> Iterable[tuple[str, str]]:
    """Pairs of documents, the earlier one first, of which one takes the place of the other: it says so, or has its
    title with another year."""
    for later in scope:
        for earlier in scope:
            if earlier != later and (
                replaces(scope[later].metadata, scope[earlier].metadata)
                or _same_title(scope, earlier, later)
            ):
                yield earlier, later


def _same_title(scope: Documents, earlier: str, later: str) -> bool:
    own, other = scope[earlier].metadata, scope[later].metadata
    if own.kind != other.kind or own.place != other.place or not own.title:
        return False
    since = [m.plan_year or (m.issued.year if m.issued else None) for m in (own, other)]
    before, after = since
    plain = [bare(YEAR_OF_TITLE.sub("", m.title)) for m in (own, other)]
    return plain[0] == plain[1] and before is not None and after is not None and before < after


def _named(query: Query, scope: Documents) -> list[Apart]:
    chosen = [i for i in query.documents or () if i in scope]
    if len(chosen) != 2:
        return []
    return [Apart(quoted(_title(scope, i)), query.named, {i: scope[i]}) for i in chosen]
