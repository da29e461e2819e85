"""Which documents a question names, and which of them the library does not hold."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from assistant.abbreviations import shortened_names
from assistant.places import named_places
from assistant.title_words import (
    AFTER_NAME,
    ALIKE,
    ANY_TITLE,
    BEFORE_ARTICLE,
    FIELDS,
    GOES_ON,
    LAW_GOES_ON,
    LONGEST_BEFORE,
    MARKS,
    NATIONAL,
    NO_NAME,
    OF_LAW,
    PARTING,
    PLACE_BEFORE,
    PLACE_OR_PARTING,
    QUOTED,
    RULES_FOR,
    SHORTEST,
    STATE,
    TITLE_END,
    TRIAL,
    WHOLE,
)

HALF_A_PLACE = re.compile(r"[一-鿿][省市县州](?=[一-鿿])")
"""The end of a place's name, of which a title of another place may be part: 西省政府工作报告 of 江西 and 山西."""


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


def bare(words: str) -> str:
    """A title without brackets, quotes and white space."""
    return MARKS.sub("", words)


@lru_cache(maxsize=4096)
def short_title(title: str) -> str:
    """A title as people say it: 教师法 for 中华人民共和国教师法, no （试行） behind it."""
    return TRIAL.sub("", bare(title)).replace(STATE, "")


def named_documents(text: str, library: Sequence[Known]) -> Named:
    """Documents the question names by title, part of a title or number.

    A name that is a document's whole title means that document, not others that carry it in theirs:
    教师法 is the law, not a province's measures for it. A title inside a longer name is not said:
    义务教育法 is not 教育法, and missing where the library lacks it.
    """
    quoted = [bare(name) for name in QUOTED.findall(text)]
    said, longer = _titles_said(text, library)
    laws = [_law(match.group(1), longer, said, library) for match in BEFORE_ARTICLE.finditer(text)]
    places = named_places(text, library)[0]
    meant = {name: _meant(name, places, library) for name in (*quoted, *said, *laws, *longer)}
    lost = [law for law in laws if law and not meant[law]]
    parts = [p for p in _title_parts(text, library) if not any(p in law for law in lost)]
    meant |= {name: _meant(name, places, library) for name in parts}
    shorts = shortened_names(text, [known.title for known in library])
    meant |= {short.said: _meant(short.name, places, library) for short in shorts}
    lost = [law for law in lost if not any(short.said in law for short in shorts)]
    shortened = [short.said for short in shorts if meant[short.said]]
    words = _outermost([*said, *parts, *shortened, *(law for law in laws if meant[law])])
    found = [i for name in dict.fromkeys([*quoted, *words, *longer]) for i in meant[name]]
    found += [k.id for k in library if k.number and bare(k.number) in bare(text)]
    absent = [] if found else [name for name in (*quoted, *longer) if not meant[name]]
    missing = dict.fromkeys(f"《{name}》" for name in (*lost, *absent))
    return Named(tuple(dict.fromkeys(found)), tuple(missing), (*quoted, *words))


def _law(words: str, longer: Sequence[str], said: Sequence[str], library: Sequence[Known]) -> str:
    """The law that stands right before the number of its article; empty where only 该办法 stands there."""
    words = words.rpartition(STATE)[2]
    starts = [0, *(match.end() for match in PARTING.finditer(words))]
    readings = [words[at:] for at in starts if not NO_NAME.fullmatch(words[at:])]
    whole = next((name for name in readings if _titled(name, library)), "")
    title = next((name for name in (*longer, *said) if words.endswith(name)), "")
    rest = words[starts[-1] :]
    return whole or title or (rest if rest in readings else "")


def _titles_said(text: str, library: Sequence[Known]) -> tuple[list[str], list[str]]:
    """Whole titles, said short, that stand in the question; and longer names that end in one."""
    said: list[str] = []
    longer: list[str] = []
    kept = [at for at, character in enumerate(text) if not MARKS.match(character)]
    words = "".join(text[at] for at in kept)
    for short in dict.fromkeys(short_title(known.title) for known in library):
        if len(short) < SHORTEST or (len(short) < 6 and not short.endswith(("法", "条例", "办法"))):
            continue
        for match in re.finditer(re.escape(short), words) if short in words else ():
            before, behind = text[: kept[match.start()]], text[kept[match.end() - 1] + 1 :]
            if _goes_on(short, behind):
                continue
            name = _longer(before, short, behind)
            (longer if name else said).append(name or short)
    return said, longer


def _longer(before: str, short: str, behind: str) -> str:
    """The name of another law that ends in a title: 义务教育法 for 教育法; empty where the title is said."""
    run = re.search(r"[一-鿿]*$", before.rpartition(STATE)[2])
    words = run.group() if run else ""
    if len(short) >= WHOLE or not NATIONAL.search(short):
        return ""
    field = FIELDS.search(words)
    parted = [m.end() for m in PLACE_OR_PARTING.finditer(words + short) if m.end() <= len(words)]
    words = words[max(parted, default=0) :]
    if field:
        return max(field.group(), words[-LONGEST_BEFORE:], key=len) + short
    named = 2 <= len(words) <= LONGEST_BEFORE and AFTER_NAME.match(behind)
    return words + short if named else ""


def _title_parts(text: str, library: Sequence[Known]) -> list[str]:
    """Words of the question that are part of a document's title: 课后服务管理办法, 招生入学工作的通知."""
    parts = []
    titles = [bare(known.title) for known in library]
    for match in TITLE_END.finditer(bare(text)):
        words = match.group()
        for start in range(len(words) - 5):
            part = words[start:]
            if ANY_TITLE.fullmatch(part):
                break
            if not HALF_A_PLACE.match(part) and any(part in title for title in titles):
                parts.append(part)
                break
    return parts


def _outermost(names: Sequence[str]) -> list[str]:
    """Names that do not stand inside a longer one."""
    kept = [n for n in names if not any(n != other and n in other for other in names)]
    return list(dict.fromkeys(kept))


def _meant(name: str, places: Sequence[str], library: Sequence[Known]) -> list[str]:
    """Documents of this very title, else those that carry it, else those that are nearly it; where the
    question says places, of those and of the whole country."""
    found = (name and (_titled(name, library) or _nearly(short_title(name), library))) or []
    here = [k for k in found if any(_overlap(k.place, place) for place in places)]
    return [k.id for k in here or found if not (places and k.place) or k in here]


def _overlap(one: str, other: str) -> bool:
    """Does one place lie in the other, as far as their names tell?"""
    return bool(one) and (one.startswith(other) or other.startswith(one) or other.endswith(one))


def _titled(name: str, library: Sequence[Known]) -> list[Known]:
    """Documents of this very title, else those that carry it."""
    asked = _turned(name)
    titles = [(known, _turned(known.title)) for known in library]
    same = [known for known, title in titles if title == asked]
    return same or [known for known, title in titles if asked in title and _carries(title, asked)]


def _turned(title: str) -> str:
    """A short title as its document is also called: the rules for a law after the law, 深圳经济特区 as 深圳市."""
    return RULES_FOR.sub(r"\1实施\2", short_title(title).replace("经济特区", "市"))


def _goes_on(name: str, behind: str) -> bool:
    return bool(GOES_ON.match(behind) or (name.endswith("法") and LAW_GOES_ON.match(behind)))


def _carries(title: str, name: str) -> bool:
    """Is the name that of the document, not of a law that it is about?"""
    before, _, behind = title.partition(name)
    if _goes_on(name, behind):
        return False
    return not OF_LAW.search(name) or (not behind and bool(re.search("^$|[省市县区州]$", before)))


def _nearly(name: str, library: Sequence[Known]) -> list[Known]:
    """Documents whose title holds the name in pieces, or nearly all of it and its last word."""
    place, law = PLACE_BEFORE.search(name), OF_LAW.search(name)
    titles = {known: short_title(known.title) for known in library}
    if place:
        titles = {k: title for k, title in titles.items() if place.group(1) in title}
    if law:  # a law is no part of what is about it
        titles = {k: title for k, title in titles.items() if title.endswith(name[-2:])}
    start = name[:2] if law else ""
    loosely = [k for k, t in titles.items() if t.startswith(start) and _in_pieces(name, t)]
    shortest = min((len(k.title) for k in loosely), default=0)
    return [k for k in loosely if len(k.title) == shortest] or _alike(name, titles)


def _alike(name: str, titles: Mapping[Known, str]) -> list[Known]:
    """Documents whose titles have most of the name's character pairs, and its last."""
    pairs = {a + b for a, b in pairwise(name)}
    shares = {
        known: sum(pair in bare(known.title) for pair in pairs) / len(pairs)
        for known, title in titles.items() if pairs and name[-2:] in title
    }  # fmt: skip
    best = max(shares.values(), default=0.0)
    return [known for known, share in shares.items() if share == best] if best >= ALIKE else []


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
