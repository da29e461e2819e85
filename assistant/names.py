"""Which documents and places a question names, and which of them the library does not hold."""

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
PLACE = re.compile(
    r"([一-鿿]{2,4}?(?:省|市|自治区|自治州|县|区|州|镇|乡))(?!域|别|分|间|内|外|里|教育局|级|属|直|场|民|长|政|情|委|村|里面|[特一二三四]等|[金银铜]奖|优秀奖)"
)
NOT_PLACES = re.compile(
    r"全[省市县区]|本[省市县区]|我[省市县区]|各[省市县区]|学区|城区|地区|校区|社区|片区|园区|辖区|郊区|山区|小区|市[县区]|乡镇|街镇|城市|超市|门市|夜市|特区|区县|县区|灾区|库区|牧区|农区|景区|营区|省市"
)
PEOPLES = "壮|回|维吾尔|藏|蒙古|土家|苗|侗|彝|布依|傣|白|哈尼|景颇|傈僳|朝鲜|羌|哈萨克|柯尔克孜|满|畲|瑶|黎|水|仡佬|土|撒拉|东乡|保安|裕固|各"
PLACE_PART = re.compile(r".{2,}?(?:自治区|自治州|自治县|特区|省|市|州|盟|县|区|旗)(?=.{2}|$)")
"""One rank of a region: 澄州市|青禾区."""
PLACE_END = re.compile(
    rf"(?<=..)(?:(?:(?:{PEOPLES})族)+|维吾尔)?(?:自治)?(?:经济特区|省|市|区|州|县|旗|盟)$"
)
"""What people leave out when they say a place: 广西 for 广西壮族自治区."""
NO_PLACE_ALONE = frozenset({"高新", "经济", "开发", "新城", "新区", "城关", "城区", "市中", "中心"})
"""Names of districts that are other words without their rank."""


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


# --- places ---


def named_places(
    text: str, library: Sequence[Known]
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Places the question names: those the library has documents of, those it has not, and the words as written."""
    held, absent, said = [], [], []
    words = " ".join(f"{k.place} {k.title}" for k in library)
    for match in PLACE.finditer(NOT_PLACES.sub(lambda m: "，" * len(m.group()), text)):
        for name in _readings(match.group(1)):
            if name in words:
                held.append(name)
                said.append(name)
                break
        else:
            absent.append(_readings(match.group(1))[-1])
    for known in library:
        short = short_place(known.place)
        if short and short in text and known.place not in held:
            held.append(known.place)
            said.append(short)
    return tuple(dict.fromkeys(held)), tuple(dict.fromkeys(absent)), tuple(dict.fromkeys(said))


def short_place(place: str) -> str:
    """A place as people say it: 青禾 for 澄州市青禾区; empty where that would be another word."""
    parts = PLACE_PART.findall(place) or [place]
    short = PLACE_END.sub("", parts[-1])
    return short if len(short) >= 2 and short not in NO_PLACE_ALONE else ""


def _readings(name: str) -> list[str]:
    """把信阳市 and 信阳市 are the same place: shorter readings from the left, two characters at least."""
    return [name[i:] for i in range(len(name) - 2)]
