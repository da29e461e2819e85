"""The sides of a comparison: years, places, stages or documents that a question sets beside each other."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from assistant.aim import ENDED, OF_OLD, Documents, of_year
from assistant.asked_topic import EACH_PLACE
from assistant.computed_words import LEAST_MOST, REGIONS
from assistant.names import bare
from assistant.place_names import lies_in, short_place
from assistant.question_words import SCOPES
from assistant.records import Query
from assistant.region_groups import SAID as GROUP
from ingest.records import Metadata, quoted

COMPARING = re.compile(
    rf"相?差(?:了)?(?:多少|几|多大)?|差距|差额|(?:哪个|哪一个|哪边|谁|哪里|哪儿){REGIONS}?|(?:更|最)?(?:高|低|多|少|大|小|快|慢|长|短)(?:出|了)?(?:一?些|一点|多少)?(?=$|[^一-鿿中大小学等校速数])"
    r"|比(?![例赛率重])|相比|对比|比较|提高了?(?:多少)?|增加了(?:多少)?|降低了?(?:多少)?|涨了?(?:多少)?|区别|不同|不一样|差别|各是|分别|各多少|去年|上年|今年|明年"
)
"""Words that compare and name no matter."""
CONJUNCTION = re.compile(r"(?<=[一-鿿])(?:和|与|跟|同|以及|还是|、)(?=[一-鿿])")
AIMS = re.compile(r"(?:预期)?(?:目标|指标)(?:值|数)?|多少|控制在|报告里?|里|[定设]的|各?是(?=\s|$)")
"""A value need not say that it is an aim."""
COUPLED = re.compile(
    r"([一-鿿]{2,10}?)(?:和|与|跟|同)([一-鿿]{2,10}?)(?:[，,]|的|之间)([一-鿿，,]{2,30})"
)
"""X和Y，…: the part behind is asked of both."""
BESIDE = r"(?:和|与|跟|同|比|、|以及|及|还是|或者?)"
PAPER = r"(?:的)?(?:办法|规定|标准|法|条例|文件|方案|细则|政策|条件|版本|版|要求)"
NEW = re.compile(
    rf"新旧{PAPER}?|(?:新|现行|现在)(?:修订|出台|印发)?{PAPER}|新的|新旧|现在(?:的|是)?|如今|新版"
)
OLD = re.compile(rf"(?:旧|老|原来?|原先|试行|以前|之前|过去)(?:{PAPER}|的)?")
"""What a question calls a document and the one before it."""
LAST_YEAR = re.compile(r"去年|上一?年|往年|以前|原来|之前")


YEAR_WORDS = ("前年", "上一年", "上年", "去年", "今年", "本年度", "明年")
"""Years said from today, the earliest first."""
LEVELS = {"市": ("市",), "省": ("省", "自治区"), "国": ("全国",)}
"""How the places of documents of a level end."""
LEVEL = re.compile(
    r"(?:全(?P<level>[市省国])|(?P<of>[市省])(?:里|级|上|教育局|教育厅))(?:的|平均|规定|要求|标准)?(?!区|县)"
)
"""The city, province or country as a side: 全市, 市里的."""
SHORT_YEAR = re.compile(r"(?<!\d)[123]\d年(?=[^级龄以内来])")


@dataclass(frozen=True, slots=True)
class Side:
    """One side with the question as it would be asked for it alone, and the documents it looks in. ``coupled``:
    only its name tells it from the other."""

    name: str
    query: Query
    documents: Documents
    coupled: bool = False
    said: str = ""


def sides_of(query: Query, documents: Documents, scope: Documents | None = None) -> list[Side]:
    """The sides a question sets beside each other, in its own order; fewer than two where it has none.

    Args:
        scope: All documents, where a side may lie outside those that the question is narrowed to: 全市 beside a
            district.
    """
    for read in (_versions, _places, _levels, _years, _scopes, _documents, _coupled):
        if len(found := read(query, scope if read is _levels and scope else documents)) > 1:
            return found
    return []


def in_force(documents: Documents, text: str) -> Documents:
    """Those of several documents that are in force, unless the question means old ones, or none is."""
    if len(documents) < 2 or OF_OLD.search(text):
        return documents
    return {i: d for i, d in documents.items() if d.metadata.status not in ENDED} or documents


def every_place(query: Query, documents: Documents) -> list[Side]:
    """One side for every place of the library, where the question means all of them."""
    if not (EACH_PLACE.search(query.text) or LEAST_MOST.search(query.text)):
        return []
    places = dict.fromkeys(d.metadata.place for d in documents.values() if d.metadata.place)
    words = LEAST_MOST.sub(" ", EACH_PLACE.sub(" ", query.text))
    return [
        Side(place, _asked(query, words, places=(place,)), _of_place(place, documents))
        for place in places
    ]


def whole(query: Query, documents: Documents) -> Side:
    """The question without the words that compare, as its own only side."""
    return Side("", _asked(query, query.text), documents)


def _places(query: Query, documents: Documents) -> list[Side]:
    if len(query.places) < 2:
        return []
    return [
        Side(
            place, _asked(query, _without(query.text, _names(query.places)), places=(place,)),
            _of_place(place, documents), said=_said_place(place, query.text),
        )
        for place in query.places
    ]  # fmt: skip


def _said_place(place: str, text: str) -> str:
    return next((name for name in _names([place]) if name in text), "")


def _levels(query: Query, documents: Documents) -> list[Side]:
    """A place and the city, province or country that it lies in: 临溪区和全市比."""
    match = LEVEL.search(query.text)
    if len(query.places) != 1 or match is None:
        return []
    place, ends = query.places[0], LEVELS[match["level"] or match["of"]]
    above = {
        i: d for i, d in documents.items()
        if d.metadata.place.endswith(ends) and not lies_in(place, d.metadata)
    }  # fmt: skip
    own = _of_place(place, documents)
    if not above or not own or place.endswith(ends):
        return []
    words = LEVEL.sub(" ", _without(query.text, _names(query.places)))
    sides = [
        Side(
            place, _asked(query, words, places=(place,)), own, said=_said_place(place, query.text)
        ),
        Side(
            match.group().rstrip("的"), _asked(query, words, places=()), above, said=match.group()
        ),
    ]
    return sorted(sides, key=lambda side: query.text.find(side.said))


def _years(query: Query, documents: Documents) -> list[Side]:
    years = sorted(query.years)
    if len(years) == 1 and LAST_YEAR.search(query.text):
        later = [y for d in documents.values() if (y := d.metadata.plan_year) and y > years[0]]
        years += sorted(later)[:1] or [years[0] + 1]
    words = SHORT_YEAR.sub(" ", re.sub(r"20\d\d\s*年?", " ", query.text))
    said = _said_years(years, query.text)
    return [
        Side(
            f"{year}年", _asked(query, words, years=(year,)), _of_year(year, documents),
            said=said.get(year, ""),
        )
        for year in years
    ]  # fmt: skip


def _said_years(years: Sequence[int], text: str) -> dict[int, str]:
    """How the question says each year: 2025年, 25年, or 去年 and 今年, the earlier one first."""
    found = {}
    for year in years:
        match = re.search(rf"(?<!\d)(?:20)?{year % 100:02d}(?:年|(?!\d))", text)
        if match and (len(match.group()) > 2):
            found[year] = match.group()
    words = [word for word in YEAR_WORDS if word in text]
    left = sorted(year for year in years if year not in found)
    return found | dict(zip(reversed(left), reversed(words), strict=False))


def _scopes(query: Query, documents: Documents) -> list[Side]:
    found = scopes_said(query.text)
    return [
        Side(
            scope, _asked(query, _without(query.text, [s for s in found if s != scope]), scope=scope),
            documents, said=scope,
        )
        for scope in found
    ]  # fmt: skip


def scopes_said(text: str) -> list[str]:
    """The scopes that a question sets side by side, 初中和小学, in its order; the longer word wins."""
    scope = "|".join(sorted(map(re.escape, SCOPES), key=len, reverse=True))
    found = list(re.finditer(scope, text))
    behind = re.compile(rf"(?:生|学校|阶段|教育|教师|的)?{BESIDE}(?:{scope})")
    beside = [m for m in found if behind.match(text, m.end())]
    if not beside:
        return []
    first = beside[0].start()
    return list(dict.fromkeys(m.group() for m in found if m.start() >= first))


def _versions(query: Query, documents: Documents) -> list[Side]:
    """A document and the one it took the place of, where the question sets the new one beside the old one without
    a name: of several such pairs the one whose titles say most of the question."""
    if query.documents or not (NEW.search(query.text) and OLD.search(query.text)):
        return []
    pairs = [
        (earlier, later) for earlier in documents for later in documents
        if earlier != later and replaces(documents[later].metadata, documents[earlier].metadata)
    ]  # fmt: skip
    asked = {a + b for a, b in pairwise(query.text)}

    def held(pair: tuple[str, str]) -> int:
        titles = (documents[i].metadata.title for i in pair)
        return sum(len(asked & {a + b for a, b in pairwise(title)}) for title in titles)

    best = max(pairs, key=held, default=())
    words = OLD.sub(" ", NEW.sub(" ", query.text))
    return [
        Side(
            quoted(documents[i].metadata.title or documents[i].source),
            _asked(query, words, documents=(i,)), {i: documents[i]},
        )
        for i in best
    ]  # fmt: skip


def replaces(later: Metadata, earlier: Metadata) -> bool:
    """Does one document say that it takes the place of the other?"""
    names = {bare(name) for name in (*later.replaces, *later.repeals)}
    return any(bare(own) in names for own in earlier.names_for(later.place))


def _documents(query: Query, documents: Documents) -> list[Side]:
    chosen = [i for i in query.documents or () if i in documents]
    return [
        Side(
            quoted(documents[i].metadata.title or documents[i].source),
            _asked(query, query.text, documents=(i,)), {i: documents[i]},
        )
        for i in chosen
    ]  # fmt: skip


def _coupled(query: Query, documents: Documents) -> list[Side]:
    """留校察看和记过，处分期各多长: two names, then what is asked of both."""
    match = COUPLED.match(query.text)
    if match is None:
        return []
    one, other, rest = match.groups()
    return [
        Side(name, _asked(query, f"{name} {rest}"), documents, coupled=True, said=name)
        for name in (one, other)
    ]


def _asked(query: Query, words: str, **slots: object) -> Query:
    """The question for one side: its own slots, its words without those that only compare."""
    for name in query.named:
        words = words.replace(name, " ")
    words = GROUP.sub(" ", words)
    words = AIMS.sub(" ", CONJUNCTION.sub(" ", COMPARING.sub(" ", words)))
    return replace(query, text=words, topic=words, kind="number", **slots)  # type: ignore[arg-type]


def _without(text: str, names: Sequence[str]) -> str:
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, " ")
    return text


def _names(places: Sequence[str]) -> list[str]:
    return [name for place in places for name in (place, short_place(place)) if name]


def _of_place(place: str, documents: Documents) -> Documents:
    own = {i: d for i, d in documents.items() if d.metadata.place == place}
    return own or {i: d for i, d in documents.items() if lies_in(place, d.metadata)}


def _of_year(year: int, documents: Mapping) -> Documents:  # type: ignore[type-arg]
    own = {i: d for i, d in documents.items() if of_year(year, d)}
    return own or documents
