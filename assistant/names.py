"""Which documents a question names, and which of them the library does not hold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.terms import content


@dataclass(frozen=True, slots=True)
class Known:
    """What a question may name of one document of the library."""

    id: str
    title: str
    source: str
    place: str
    number: str
    years: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """Ids of the documents a question names, the names nothing answers to, and the names as written."""

    documents: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


QUOTED = re.compile(r"《([^《》]{2,60})》")
TITLE_END = re.compile(
    r"[一-鿿0-9—\-]{4,40}?(?:办法|条例|规定|方案|细则|规程|计划|要点|总结|通知|意见|规划|章程|工作报告)"
)
"""Words that may name a document by the end of its title."""
BEFORE_ARTICLE = re.compile(
    r"([一-鿿]{2,24}(?:法|法典|条例|办法|规定|细则|规程|章程))(?:的|里的?|中的?)?\s*第[0-9〇零一二三四五六七八九十百]+\s*条"
)
"""A law named before the number of its article."""
STATE = "中华人民共和国"
TRIAL = re.compile(r"(?:试行|暂行|修订|修正)$")
SHORTEST = 3
"""Characters of the shortest short title: 教师法."""
ALIKE = 0.8
"""Share of a quoted name's character pairs that a title must hold to be meant by it."""


def bare(words: str) -> str:
    """A title without brackets, quotes and white space."""
    return re.sub(r"[\s《》“”\"〔〕\[\]（）()【】]", "", words)


def short_title(title: str) -> str:
    """A title as people say it: 教师法 for 中华人民共和国教师法, no （试行） behind it."""
    return TRIAL.sub("", bare(title)).replace(STATE, "")


def named_documents(text: str, library: Sequence[Known]) -> Named:
    """Documents the question names by title, part of a title or number.

    A name that is a document's whole title means that document, not others that carry it in theirs:
    教师法 is the law, not a province's measures for it.
    """
    quoted = [bare(name) for name in QUOTED.findall(text)]
    law = _before_article(text)
    of_article = [law] if law and _meant(law, library) else []
    words = _outermost(
        text, [*_titles_said(text, library), *_title_parts(text, library), *of_article]
    )
    found: list[str] = []
    missing: list[str] = []
    for name in dict.fromkeys([*quoted, *words]):
        ids = _meant(name, library)
        found += ids
        if not ids and name in quoted:
            missing.append(f"《{name}》")
    found += [k.id for k in library if k.number and bare(k.number) in bare(text)]
    if not found and law:
        missing.append(f"《{law}》")
    missing = missing if not found else []
    return Named(tuple(dict.fromkeys(found)), tuple(dict.fromkeys(missing)), (*quoted, *words))


def _before_article(text: str) -> str:
    """The law named right before the number of its article, without asking words; empty where none is."""
    match = BEFORE_ARTICLE.search(text)
    name = match.group(1).rpartition(STATE)[2] if match else ""
    return content(name).rpartition(" ")[2] or name


def _titles_said(text: str, library: Sequence[Known]) -> list[str]:
    """Whole titles, said short, that stand in the question."""
    said, words = [], bare(text)
    for known in library:
        short = short_title(known.title)
        if len(short) < SHORTEST or (len(short) < 6 and not short.endswith(("法", "条例", "办法"))):
            continue
        if re.search(re.escape(short) + r"(?![律规])", words):
            said.append(short)
    return said


def _title_parts(text: str, library: Sequence[Known]) -> list[str]:
    """Words of the question that are part of a document's title: 课后服务管理办法, 招生入学工作的通知."""
    parts = []
    titles = [bare(known.title) for known in library]
    for match in TITLE_END.finditer(bare(text)):
        words = match.group()
        for start in range(len(words) - 5):
            part = words[start:]
            if any(part in title for title in titles):
                parts.append(part)
                break
    return parts


def _outermost(text: str, names: Sequence[str]) -> list[str]:
    """Names that do not stand inside a longer one."""
    kept = [n for n in names if not any(n != other and n in other for other in names)]
    return list(dict.fromkeys(kept))


def _meant(name: str, library: Sequence[Known]) -> list[str]:
    """Documents of this very title, else those that carry it, else those that are nearly it."""
    short = short_title(name)
    same = [k.id for k in library if short_title(k.title) == short]
    holding = [k.id for k in library if short in short_title(k.title)]
    if same or holding:
        return same or holding
    loosely = [k for k in library if _in_pieces(short, short_title(k.title))]
    if loosely:
        shortest = min(len(k.title) for k in loosely)
        return [k.id for k in loosely if len(k.title) == shortest]
    pairs = {a + b for a, b in pairwise(short)}
    shares = {k.id: sum(p in bare(k.title) for p in pairs) / max(len(pairs), 1) for k in library}
    best = max(shares.values(), default=0.0)
    return [i for i, share in shares.items() if share == best] if best >= ALIKE else []


def _in_pieces(name: str, title: str) -> bool:
    """Does the title hold the name in pieces of two characters or more, in order, its end at the end?

    研学办法 is 研学|办法 of 校外研学活动管理办法; 劳动法 is no part of 劳动教育管理办法.
    """
    if len(name) < 2 or name[-2:] != title[-2:]:
        return False
    rest, begin = name, 0
    while rest:
        size = next((n for n in range(len(rest), 1, -1) if title.find(rest[:n], begin) >= 0), 0)
        if not size:
            return False
        if len(rest) - size == 1:
            size -= 1
        if size < 2:
            return False
        begin = title.find(rest[:size], begin) + size
        rest = rest[size:]
    return True
