"""Are the names of a sentence those of its sources: articles and numbers of documents, titles, places, bodies, persons?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from assistant.guard_text import Kind, Lack
from assistant.regions import CITIES, IN_NO_NAME, NOT_PLACES, PLACE, PROVINCES
from ingest.grammar import parse_numeral

ORDINAL = re.compile(
    r"第\s*[（(]?\s*(?P<n>[零〇一二三四五六七八九十百千]{1,8}|\d{1,5})\s*[）)]?\s*(?:(?:[、和或至到—-]|至第|、第|和第)\s*(?P<n2>[零〇一二三四五六七八九十百千]{1,8}|\d{1,5})\s*)?(?P<of>条|款|项|章|节|编|届|批|期|号|轮|阶段|次|版|[一-鿿])"
)
NO_ORDINAL = re.compile(
    r"第[一二三四五]个|第二[年天日]|第一(?:时间|责任|线|手|位|步|课堂|书记|届|批)|第[一二三四五]方|第二课堂"
)
OF_NUMBER = re.compile(r"[〔\[﹝(（【]\s*((?:19|20)\d{2})\s*[〕\]﹞)）】]\s*第?\s*(\d{1,5})\s*号")
ORDER = re.compile(r"(?:令|公告|字)\s*第?\s*([零〇一二三四五六七八九十百\d]{1,5})\s*号")
TITLE = re.compile(r"《([^》]{2,80})》")
LOOSE = re.compile(r"[\s《》〈〉“”\"'（）()、，,的和与及—-]|关于|通知|印发")
"""What a title may be said without."""
PERSON = re.compile(
    r"(?<![一-鿿])([王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文][一-鿿]{1,2})(?=同志|局长|副局长|书记|校长|副校长|主任|副主任|科长|老师|教授)"
)
BODY = re.compile(
    r"[一-鿿]{2}(?:(?<![布格结全大])局(?![部面限势])|厅|委员会|委(?![托派任屈员])|办公室|办公厅|中心|工作组|领导小组|指挥部|研究院|研究所|教研室|督导室|大学(?![前段校习科期])|学院|小学(?![段期习科])|中学(?![段期习科])|幼儿园|中职|集团|公司|银行|医院|法院|检察院|(?:行政|主管)?部门|机关|协会|学会|联合会|总队|支队|大队|[科股](?=负责|牵头|组织|承担|审核|汇总|报|备案|联系|收|[，。；、]|$))"
)
COMMON = re.compile(
    r"(?:各[类级校地]?|每所?|本|该|全体|所有|有关|相关|部分|多数|公办|民办|农村|乡村|城镇|城区|乡镇|普惠|普通|优质|薄弱|合格|寄宿|特殊|完全|附属|职业|中等|高等|综合|非营利|"
    r"公立|私立|新建|改建|幼儿|九年|定点|对口|高级|初级|义务|示范|试点|一所|两所|[在对向由与和及到从给请经让使把被将按为是有的]|[省市县区州旗乡镇村校级]|中小|主管|行政|教育|管理|服务|职能|责任|牵头|上级|下级|同级|其他)$"
)
"""What before 中学, 中心, 局 is no part of a name."""
JOINED = re.compile(r".*(?:和(?![平田顺政县林硕])|[及与、由在经为于将])")
"""住宿费和省: what is joined before a place."""
PLACED = re.compile(r"(?:[省市县区州旗乡镇]|第[一二三四五六七八九十]+|局|厅)$")
FIELD = re.compile(
    r"教育|财政|民政|公安|司法|人事|审计|税务|卫生|文化|体育|科技|交通|人社|住建|监管|应急|发改"
)
OFFICE = re.compile(
    r"(?:局|厅|委员会|工作组|领导小组|研究院|医院|银行|公司|集团|法院|检察院|协会|学会|联合会)$"
)
"""A body is a name behind a place, by its field, or by its kind; 讲授小学 is none."""
DOES = re.compile(r"负责|牵头|承担|配合|会同|审核")
BY = re.compile(
    r"(?:由|责任单位[为是：]?|牵头单位[为是：]?|报送?[至到]?|[送交]至)[^，。；、]{0,6}$"
)
"""What a body does, and what makes one of the words behind it."""
VERBS = re.compile(
    r"设立|成立|建立|组建|开办|举办|进入|报送|提交|联系|委托|通过|组织|邀请|选派|支持|鼓励|要求|属于|作为|取消|聘请|加强|完善|依托|利用"
)
BOUNDARY = re.compile(r"[须应需在对向由与和及到从给请经让使把被将按为是有的或以]")


class Body(NamedTuple):
    """A body that does things: its span and the last characters of its name."""

    start: int
    end: int
    name: str


LEADS = re.compile(r".*[由向在和与及是为给报经从对]")
ACTING = re.compile(
    r"各(?:中小)?学?校|[一-鿿]{2,6}?(?:[科股](?![学研技目普教幼])|[局厅委](?![部面势内外托派任屈员])|委员会|办公室|中心(?![城区])|室(?=[，。、；\s负配承牵组]|$)|工会)"
)
"""A body as a sentence gives it work."""


def _begin(text: str, match: re.Match[str]) -> int:
    """Where the name begins: behind a word that leads to it, or where its line of characters does."""
    start, end = match.span()
    if led := LEADS.search(text, start, end - 2):
        return led.end()
    alone = start == 0 or not "一" <= text[start - 1] <= "鿿"
    return start if alone else max(start, end - 4)


@lru_cache(maxsize=512)
def bodies(text: str) -> tuple[Body, ...]:
    """Bodies that a text names, each by its last four characters."""
    return tuple(
        Body(_begin(text, m), m.end(), text[max(_begin(text, m), m.end() - 4) : m.end()])
        for m in ACTING.finditer(text)
    )


def name_faults(text: str, sources: Sequence[str]) -> Iterator[Lack]:
    """A lack for each name that no source says."""
    yield from _articles(text, sources)
    yield from _numbers(text, sources)
    words = "\n".join(sources)
    yield from _titles(text, words)
    seen: list[tuple[int, int]] = []
    for kind, start, end in (*_places(text, words), *_bodies(text, words), *_persons(text, words)):
        if not any(a < end and start < b for a, b in seen):
            seen.append((start, end))
            yield Lack(kind, text[start:end], start, end)


# --- numbers of parts and of documents ---


class Ordinal(NamedTuple):
    """第十二条: its span, number and what it counts; one of two where the words name two."""

    start: int
    end: int
    number: int
    of: str


@lru_cache(maxsize=512)
def ordinals(text: str) -> tuple[Ordinal, ...]:
    """Articles, sections, terms and the like, in order."""
    found = []
    for match in ORDINAL.finditer(text):
        if NO_ORDINAL.match(text, match.start()):
            continue
        for group in ("n", "n2"):
            value = parse_numeral(match[group]) if match[group] else None
            if value is not None:
                found.append(Ordinal(*match.span(), int(value), match["of"]))
    return tuple(found)


def _articles(text: str, sources: Sequence[str]) -> Iterator[Lack]:
    """Articles, sections, terms; an article stands in a source that holds the title before it too."""
    known = [{(n, of) for *_, n, of in ordinals(source)} for source in sources]
    for start, end, number, of in ordinals(text):
        holding = [s for s, k in zip(sources, known, strict=True) if (number, of) in k]
        title = [m for m in TITLE.finditer(text, 0, start) if m.end() >= start - 2]
        wrong = bool(title) and not any(_loosely(title[-1][1], s) for s in holding)
        if not holding or wrong:
            yield Lack("article", text[start:end], start, end)


def _numbers(text: str, sources: Sequence[str]) -> Iterator[Lack]:
    known = {m.groups() for source in sources for m in OF_NUMBER.finditer(source)}
    orders = {parse_numeral(n) for source in sources for n in ORDER.findall(source)}
    for match in OF_NUMBER.finditer(text):
        body = re.search(r"[一-鿿]{0,6}$", text[: match.start()])
        bare = body.group() if body else ""
        said = any(
            bare[-1:] in source[max(0, m.start() - 3) : m.start()]
            for source in sources for m in OF_NUMBER.finditer(source) if m.groups() == match.groups()
        )  # fmt: skip
        if match.groups() not in known or not said:
            yield Lack("number_of_document", match.group(), *match.span())
    for match in ORDER.finditer(text):
        if parse_numeral(match[1]) not in orders:
            yield Lack("number_of_document", match.group(), *match.span())


# --- titles, places, bodies, persons ---


def _titles(text: str, words: str) -> Iterator[Lack]:
    for match in TITLE.finditer(text):
        if match[1] not in words and not _loosely(match[1], words):
            yield Lack("name", match[1], match.start(1), match.end(1))


def _loosely(title: str, words: str) -> bool:
    bare = LOOSE.sub("", title)
    return bool(bare) and bare in _bare_words(words)


@lru_cache(maxsize=512)
def _bare_words(words: str) -> str:
    return LOOSE.sub("", words)


_REGION = re.compile(
    "|".join(sorted(PROVINCES | {c for c in CITIES if len(c) > 1}, key=len, reverse=True))
)
_REGION_SAID = re.compile(
    rf"({_REGION.pattern})(?=[省市州盟]|[一-鿿]{{1,3}}[县区旗]|教育|人民政府)"
)


def _places(text: str, words: str) -> Iterator[tuple[Kind, int, int]]:
    for match in _REGION_SAID.finditer(text):
        if match[1] not in words:
            yield "name", *match.span(1)
    for match in PLACE.finditer(text):
        start, end = match.span()
        name = match.group()
        held = IN_NO_NAME.match(name)
        start += held.end() if held else 0
        joined = JOINED.search(text, start, end)
        start = joined.end() if joined else start
        name = text[start:end]
        if len(name) < 3 or NOT_PLACES.search(text[max(0, start - 2) : end]):
            continue
        if name in words or _tail_known(name, words):
            continue
        yield "name", start, end


def _tail_known(name: str, words: str) -> bool:
    """Is the place one of the sources behind a word that is no part of it? 提交青禾区."""
    for cut in range(1, len(name) - 1):
        if name[cut:] in words and len(name) - cut >= 3:
            return True
    return bool(_REGION.fullmatch(name[:-1]) and name[:-1] in words)


def _bodies(text: str, words: str) -> Iterator[tuple[Kind, int, int]]:
    for match in BODY.finditer(text):
        name = match.group()
        small = name[-1] in "科股"
        if name in words or (not small and (COMMON.search(name[:2]) or COMMON.search(name[1:2]))):
            continue
        if BOUNDARY.search(name[:2]) or VERBS.match(name) or _short_for(name, words):
            continue
        placed = PLACED.search(text, 0, match.start()) is not None
        placed = placed or bool(DOES.match(text, match.end()) or BY.search(text, 0, match.start()))
        if placed or FIELD.match(name) or OFFICE.search(name):
            yield "name", *match.span()


@lru_cache(maxsize=2048)
def _short_for(name: str, words: str) -> bool:
    """教体局 for 教育体育局, 教研室 for 教学研究室: its characters in order within a longer name."""
    if name[-1] == "委":
        name += "员会"
    pattern = "[一-鿿]{0,3}?".join(map(re.escape, name))
    return re.search(pattern, words) is not None


def _persons(text: str, words: str) -> Iterator[tuple[Kind, int, int]]:
    for match in PERSON.finditer(text):
        if match[1] not in words and not re.match(r"[一-鿿][副总]", match[1]):
            yield "name", *match.span(1)
