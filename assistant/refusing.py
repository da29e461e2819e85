"""Refusals by name: what the question names and the library does not hold, what it holds instead, and why the
nearest passages do not answer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from assistant.case import Case, plan_years, years_held
from assistant.cite import Citer
from assistant.evidence import Weighed
from assistant.extractive import Extractive
from assistant.library import Library
from assistant.names import bare, short_title
from assistant.place_names import lies_in, ranks
from assistant.places import named_places
from assistant.question_words import SCOPES
from assistant.records import Answer
from assistant.says import scope_held
from assistant.terms import pairs
from ingest.grammar import article_number, parse_numeral
from ingest.records import Span, quoted

SHOWN = 3
"""Places, years or titles named."""
NEAREST = 2
"""Passages shown that come nearest."""
LIKE = 0.5
"""Share of a title's character pairs from which another is named beside it."""
ORDINAL = re.compile(r"(首|第\s*[0-9〇零一二三四五六七八九十百]+)\s*([版届期批轮])(?!性)")
"""第九版, 第十二届, 首届: which issue of a thing."""

NOT_WRITTEN = "库中的文件没有写到这个问题。"
NOT_SAID = {
    "number": "文件里有相关内容，但没有查到所问的数字。",
    "date": "文件里有相关内容，但没有查到所问的时间。",
}
"""What is said where the matter stands in the documents and its number or date does not."""


def not_said(kind: str) -> str:
    """Why a question of this kind is refused where nothing is missing by name."""
    return NOT_SAID.get(kind, NOT_WRITTEN)


def of_another_place(talked: Sequence[str], of: Sequence[str]) -> str:
    """That the place that was talked about says nothing, and which ones do."""
    said = "、".join(of[:SHOWN]) + ("等地" if len(of) > SHOWN else "")
    return f"前面问的是{'、'.join(talked)}，那里的文件没有写到；{said}的文件写到了。"


def absent(library: Library, case: Case) -> str:
    """What the question names and the library does not hold, in a sentence; empty where it holds all."""
    query = case.query
    titles = [name for name in query.missing if name.startswith("《")]
    places = absent_places(library, case)
    if titles:
        return _no_title(case, titles)
    if places:
        return f"库中没有{'、'.join(places)}的文件{_instead(_places(case))}。"
    if query.missing:
        return f"库中没有{'、'.join(query.missing)}的文件。"
    if query.years and not query.article and not years_held(library, case):
        years = "、".join(f"{y}年" for y in query.years)
        return f"库中没有{'、'.join(query.places)}{years}的内容。"
    return ""


def absent_places(library: Library, case: Case) -> list[str]:
    """Places the question names and the library has nothing of, also within a title that it has of another place."""
    query = case.query
    named = [name for name in query.missing if not name.startswith("《")]
    if named or not query.documents:
        return named
    absent_ = named_places(query.text, library.known(case.scope.values()))[1]
    of = [case.scope[i].metadata for i in query.documents if i in case.scope]
    return [p for p in absent_ if of and all(m.place and not lies_in(p, m) for m in of)]


def no_article(library: Library, case: Case) -> str:
    """That the document has not so many articles, or that none of them has this one."""
    number = case.query.article
    counts = [
        (case.documents[i].metadata.title, last)
        for i in case.query.documents or ()
        if i in case.documents and (last := _last_article(library, i))
    ]
    if not counts:
        return f"查到的文件里没有第{number}条。"
    said = "，".join(f"{quoted(title)}共{last}条" for title, last in counts[:SHOWN])
    return f"{said}，没有第{number}条。"


def lacking(weighed: Weighed) -> str:
    """Which telling words of the question the passages shown do not hold, in a sentence; empty where there are none."""
    texts = [f"{line.headings} {line.chunk.text}" for line in weighed.lines[:NEAREST]]
    words = [f"“{w}”" for w in weighed.lacking if not any(w in text for text in texts)]
    return f"相近的内容没有写到{'、'.join(words)}。" if words else ""


def refuse(library: Library, case: Case, reason: str, weighed: Extractive | None = None) -> Answer:
    """A refusal of two lines: why and what was searched; the nearest passages and why they do not do."""
    titles = [d.metadata.title or d.source for d in case.documents.values()]
    searched = f"查了 {len(titles)} 份文件"
    if len(titles) <= SHOWN:
        searched += f"（{'、'.join(quoted(t) for t in titles)}）"
    lines = [f"{reason}{_hint(case)}{searched}，没有找到答案。"]
    citer = Citer(library, case.documents)
    if not (
        case.query.article and case.query.documents
    ):  # no other article stands for the one asked for
        asked = (*case.query.places, *absent_places(library, case))
        nearest = (weighed or Extractive(library, case)).nearest(NEAREST)
        shown = [
            (citer.title(i), citer.span(i, s), _why_not(library, case, asked, i, s))
            for i, s in nearest
        ]
        lines += [f"最接近的内容：{_listed(shown)}"] if shown else []
    return Answer("\n".join(lines), "refused", citer.citations)


def _listed(shown: Sequence[tuple[str, str, str]]) -> str:
    """Titles, each once, with the marks of their passages and why these do not answer, a reason they share once."""
    said = []
    for title in dict.fromkeys(title for title, _, _ in shown):
        own = [(mark, why) for other, mark, why in shown if other == title]
        whys = dict.fromkeys(why for _, why in own)
        marks = dict.fromkeys(mark for mark, _ in own)
        alone = "".join(marks) + "".join(whys)
        each = "".join(dict.fromkeys(f"{mark}{why}" for mark, why in own))
        said.append(f"{title}{alone if len(whys) == 1 else each}")
    return "、".join(said)


# --- what the library has instead -------------------------------------------------------------


def _no_title(case: Case, titles: Sequence[str]) -> str:
    """That a document is not held, with those that are called alike."""
    asked = set(pairs(" ".join(short_title(t) for t in titles)))
    shares = {
        d.metadata.title: len(asked & set(pairs(short_title(d.metadata.title))))
        / max(1, len(asked))
        for d in case.scope.values()
    }
    like = sorted((t for t, share in shares.items() if share >= LIKE), key=lambda t: -shares[t])
    near = f"；名称相近的有{'、'.join(quoted(t) for t in like[:SHOWN])}" if like else ""
    return f"库中没有{'、'.join(titles)}{near}。"


def _places(case: Case) -> list[str]:
    """The places of the documents whose passages come nearest, each once: 青禾区 is 澄州市青禾区."""
    found = (case.scope[chunk.document_id].metadata.place for chunk, _ in case.found)
    return list({ranks(place)[-1]: place for place in found if place}.values())


def _instead(places: Sequence[str]) -> str:
    more = "等地" if len(places) > SHOWN else ""
    return f"；相近的内容有{'、'.join(places[:SHOWN])}{more}的" if places else ""


def _hint(case: Case) -> str:
    """Which issue or year of a thing the library has, where the question asks for another: 第九版 for 第十版."""
    held_years = plan_years(case.documents)
    if case.query.years and held_years and not set(case.query.years) & set(held_years):
        return f"库中的计划和总结是{'、'.join(f'{y}年' for y in held_years[-SHOWN:])}的。"
    titles = [d.metadata.title for d in case.documents.values()]
    for match in ORDINAL.finditer(case.query.text):
        held = _issues(titles, match) or _issues([chunk.text for chunk, _ in case.found[:3]], match)
        if held and _number(match) not in held:
            return f"库中有的是{'、'.join(list(held.values())[:SHOWN])}。"
    return ""


def _issues(texts: Iterable[str], like: re.Match[str]) -> dict[str, str]:
    """The issues of the same kind that stand in the texts, by number."""
    found = (m for text in texts for m in ORDINAL.finditer(text) if m.group(2) == like.group(2))
    return {_number(m): bare(m.group()) for m in found}


def _number(match: re.Match[str]) -> str:
    words = match.group(1).lstrip("第 ")
    value = parse_numeral("一" if words == "首" else words)
    return words if value is None else str(int(value))


def _last_article(library: Library, identity: str) -> int:
    """The highest article number of a document; 0 where it has none."""
    numbers = (
        article_number(s.number) for s in library.store.sections(identity) if s.kind == "article"
    )
    return max((int(n) for n in numbers if n and n.isdigit()), default=0)


# --- why the nearest do not answer ------------------------------------------------------------


def _why_not(library: Library, case: Case, asked: Sequence[str], identity: str, span: Span) -> str:
    """Half a sentence in brackets: another place, year or school stage; empty where it is none of these."""
    query, metadata = case.query, case.scope[identity].metadata
    if asked and metadata.place and not any(lies_in(p, metadata) for p in asked):
        return f"（是{metadata.place}的）"
    year = metadata.plan_year
    held = range(year, (metadata.plan_until or year) + 1) if year else ()
    if query.years and year and not set(held) & set(query.years):
        return f"（是{year}年的）"
    words = library.document(identity).text[span.start : span.end]
    others = _scopes(words)
    if query.scope and others and not scope_held(query.scope, words):
        return f"（说的是{'、'.join(others[:SHOWN])}）"
    return ""


def _scopes(words: str) -> list[str]:
    """The scopes that stand in the words, none that is part of another."""
    found: Iterable[str] = (s for s in SCOPES if s in words)
    kept: list[str] = []
    for scope in found:
        if not any(scope in other for other in kept):
            kept.append(scope)
    return kept
