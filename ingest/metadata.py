"""Document → what it says of itself: title, issuer, number, dates, plan year, kind, status, place.

Rules follow the layout of GB/T 9704—2012: letterhead and number above the title, issuer and date at
the end, an issue line under the title of laws. Unknown stays unknown.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from ingest.grammar.numbering import han_number
from ingest.records import Document, Metadata, PartialDate, Section

HEAD = 12
"""Paragraphs at the top in which a letterhead, number or title stands."""
TAIL = 15
"""Paragraphs at the end in which issuer and date stand."""

NUMBER = re.compile(
    r"(?<![一-鿿])([一-鿿]{1,10}(?:[（(][一-鿿]{1,4}[）)])?)\s*[〔\[（(【﹝]\s*((?:19|20)\d{2})\s*[〕\]）)】﹞]\s*第?\s*(\d{1,5})\s*号"
)
"""云教〔2025〕8号 with any brackets; the issuer's short form, the year, the number."""
ORDER_NUMBER = re.compile(
    r"([一-鿿]{2,20}令)[（(]?第?\s*([0-9一二三四五六七八九十百〇零]+)\s*号[）)]?"
)
"""教育部令第45号"""
ORGAN = (
    r"[一-鿿]{0,30}?(?:人民政府办公厅|人民政府办公室|政府办公厅|政府办公室|人民政府|教育委员会|教育局|教育厅|教育体育局|"
    r"教体局|教育部办公厅|教育部|教委|国务院办公厅|国务院|委员会|办公厅|办公室|财政局|财政厅|人民代表大会常务委员会|大学|学院|中学|小学|幼儿园)"
)
LETTERHEAD = re.compile(rf"^\s*({ORGAN})\s*文\s*件\s*$")
"""云溪区教育局文件"""
SIGNATURE = re.compile(rf"^\s*({ORGAN})(?:\s+{ORGAN})*\s*$")
"""An issuer alone on a line near the end."""
TITLE_ISSUER = re.compile(
    rf"^({ORGAN}(?:等[一二三四五六七八九十\d]+部门)?)(?:、[一-鿿]+)?\s*(?=关于|印发|转发|[《“]|20\d\d年|年?度?工作)"
)
"""The issuer a title begins with."""
LABELS: tuple[tuple[str, re.Pattern[str]], ...] = (
    # a bureau page's own table of what it shows
    ("title", re.compile(r"^(?:名\s*称|标\s*题|文件名称)\s*[:：]\s*(.{4,100})$")),
    (
        "issuer",
        re.compile(r"^(?:发布机构|发文机关|发文单位|制定机关|发布部门)\s*[:：]\s*([^\s:：]{2,40})"),
    ),
    ("number", re.compile(r"^(?:文\s*号|发文字号)\s*[:：]\s*(\S{4,40})")),
    (
        "issued",
        re.compile(
            r"^(?:发布日期|发文日期|成文日期|公布日期|颁布日期|印发日期)\s*[:：]\s*(.{6,20})"
        ),
    ),
    ("effective", re.compile(r"^(?:实施日期|施行日期|生效日期)\s*[:：]\s*(.{6,20})")),
    ("status", re.compile(r"^(?:时效性|有效性|效力状态)\s*[:：]\s*(\S{2,10})")),
)
"""Lines of the form 名称：… → field."""

DAY = re.compile(
    r"((?:19|20)\d{2})\s*[年.\-/]\s*(\d{1,2})\s*[月.\-/]\s*(\d{1,2})\s*日?"
    r"|([一二〇○零Ｏ0]{1}[〇○零Ｏ0一二三四五六七八九]{3})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日"
)
"""A full date in digits or Han."""
DAY_ALONE = re.compile(rf"^\s*(?:{DAY.pattern})\s*(?:印发)?\s*$")
"""A date alone on its line: a 成文日期."""
LAW_HISTORY = re.compile(rf"(?:{DAY.pattern})[^。\n]{{0,60}}?(?:通过|修订|修正|公布|发布|施行)")
"""A law's line of history under its title."""
EFFECTIVE = re.compile(rf"自\s*(?:{DAY.pattern})\s*起\s*(?:正式)?(?:施行|实施|执行|生效)")
"""自2025年9月1日起施行"""
ON_ISSUE = re.compile(r"自(?:发布|公布|印发)之日起(?:施行|实施|执行|生效)")
"""In force from the day of issue."""
REPEALS = re.compile(
    r"((?:原)?《[^》]{2,60}》(?:\s*[（(][^）)]{4,40}[）)])?(?:[、和及]\s*《[^》]{2,60}》(?:\s*[（(][^）)]{4,40}[）)])?)*)[^。；\n]{0,12}同时废止"
)
"""《…》（…号）同时废止"""
NAMED = re.compile(r"《([^》]{2,60})》")

YEAR_OF_PLAN = re.compile(
    r"((?:19|20)\d{2})\s*[—\-–~～至]?\s*(?:(?:19|20)\d{2})?\s*(?:学年度?|年度?)"
)
"""The first year of a title: 2025年, 2024—2025学年, 2025年度."""
KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    # the word that ends the title's main part decides; most telling first
    ("工作要点", re.compile(r"工作要点|要点(?:的通知)?$")),
    ("工作总结", re.compile(r"工作总结|总结$|工作情况")),
    ("政府工作报告", re.compile(r"政府工作报告")),
    ("工作计划", re.compile(r"工作计划|计划$")),
    ("条例", re.compile(r"条例(?:[（(][^）)]*[）)])?$")),
    ("法律", re.compile(r"(?<!办)法(?:[（(][^）)]*[）)])?$")),
    ("办法", re.compile(r"(?:办法|细则|制度)(?:[（(][^）)]*[）)])?(?:的通知)?$")),
    ("规定", re.compile(r"规定(?:[（(][^）)]*[）)])?(?:的通知)?$")),
    ("方案", re.compile(r"(?:方案|行动计划)(?:[（(][^）)]*[）)])?(?:的通知)?$")),
    ("规划", re.compile(r"规划(?:纲要)?(?:的通知)?$")),
    ("意见", re.compile(r"意见(?:[（(][^）)]*[）)])?(?:的通知)?$")),
    ("通知", re.compile(r"通知$|通知")),
    ("公告", re.compile(r"公告|通告|公示")),
    ("报告", re.compile(r"报告$")),
    ("手册", re.compile(r"手册|指南")),
)
"""Kind → how its titles end."""
PLACE = re.compile(
    r"(北京|上海|天津|重庆)市(?:[一-鿿]{1,6}?[区县])?|[一-鿿]{2,8}?(?:省|自治区)(?:[一-鿿]{2,8}?(?:市|州|盟))?(?:[一-鿿]{1,6}?[区县])?"
    r"|[一-鿿]{2,6}?(?:市|州|盟)(?:[一-鿿]{1,6}?[区县])?|[一-鿿]{1,5}?县"
    r"|[一-鿿]{2,5}?(?<![学校社地园片辖山小城郊特景灾库营])区(?![域别分间])"
)
"""A region a title or issuer begins with."""
NO_PLACE = re.compile(r"关于|全|各|本|我[市县区]|进一步|做好|印发|转发|开展|加强|学|校")
"""Words before which no region stands."""
REVISABLE = frozenset({"条例", "法律", "办法", "规定"})
"""Kinds whose later version takes the place of the earlier one; a new year's plan does not."""
FILE_DAY = re.compile(r"[（(]((?:19|20)\d{2})-(\d{2})-(\d{2})[）)]")
"""A date in a file name: 教育法(2021-04-29).md"""


def read_metadata(document: Document, sections: Sequence[Section]) -> Metadata:
    """What the text says of itself; an unknown field stays empty."""
    lines = [document.text[p.start : p.end].strip() for p in document.paragraphs]
    labels = _labels(lines)
    title = labels.get("title") or _title(document, sections, lines)
    name = PurePosixPath(document.source).stem
    effective = _first_day(EFFECTIVE, document.text) or _day(labels.get("effective", ""))
    metadata = Metadata(
        title=title or name,
        issuer=labels.get("issuer") or _issuer(title or name, lines),
        number=labels.get("number") or _number(lines),
        issued=_day(labels.get("issued", "")) or _issued(lines, name),
        effective=effective,
        plan_year=_plan_year(title or name),
        kind=_kind(title or name),
        replaces=_replaces(document.text),
    )
    if metadata.effective is None and ON_ISSUE.search(document.text):
        metadata = replace(metadata, effective=metadata.issued)
    in_force = metadata.effective is not None or labels.get("status") in ("现行有效", "有效")
    place = _place(metadata.title) or _place(metadata.issuer) or _place(name)
    return replace(metadata, place=place, status="现行" if in_force else "未知")


# --- fields -----------------------------------------------------------------------------------


def _labels(lines: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in lines[: 2 * HEAD]:
        for field, pattern in LABELS:
            match = pattern.match(line)
            if match and match.group(1) not in ("无", "—", "-"):
                found.setdefault(field, match.group(1).strip())
    return found


def _title(document: Document, sections: Sequence[Section], lines: Sequence[str]) -> str:
    titled = [s for s in sections if s.kind == "title"]
    if not titled:
        return ""
    first = titled[0]
    index = next(i for i, p in enumerate(document.paragraphs) if p.start >= first.start)
    words = first.title
    for above in reversed(range(max(0, index - 3), index)):  # a title broken over centred lines
        part, paragraph = lines[above], document.paragraphs[above]
        joined = paragraph.centred and document.paragraphs[index].centred
        if not joined or LETTERHEAD.match(part) or NUMBER.search(part) or len(part) > 40:
            break
        words = part + words
    return words


def _issuer(title: str, lines: Sequence[str]) -> str:
    for line in lines[:HEAD]:
        if match := LETTERHEAD.match(line):
            return match.group(1)
    if match := TITLE_ISSUER.match(title):
        return match.group(1)
    for line in reversed(lines[-TAIL:]):
        if match := SIGNATURE.match(line):
            return match.group(1)
    return ""


def _number(lines: Sequence[str]) -> str:
    for line in lines[:HEAD]:
        if len(line) > 60 or "《" in line:
            continue
        if match := NUMBER.search(line):
            organ, year, number = match.groups()
            return f"{organ}〔{year}〕{number}号"
        if match := ORDER_NUMBER.search(line):
            return match.group()
    return ""


def _issued(lines: Sequence[str], name: str) -> PartialDate | None:
    for line in reversed(lines[-TAIL:]):
        if DAY_ALONE.match(line):
            return _day(line)
    for line in lines[:HEAD]:
        if DAY_ALONE.match(line):
            return _day(line)
    history = [
        d for line in lines[:HEAD] for m in LAW_HISTORY.finditer(line) if (d := _day(m.group()))
    ]
    if history:
        return max(history, key=str)
    if match := FILE_DAY.search(name):
        return _checked(*(int(g) for g in match.groups()))
    return None


def _plan_year(title: str) -> int | None:
    match = YEAR_OF_PLAN.search(NUMBER.sub("", title))
    return int(match.group(1)) if match else None


def _kind(title: str) -> str:
    words = re.sub(r"[》”\"]", "", title).strip()
    return next((kind for kind, pattern in KINDS if pattern.search(words)), "其他")


def _replaces(text: str) -> tuple[str, ...]:
    found: list[str] = []
    for match in REPEALS.finditer(text):
        found += NAMED.findall(match.group(1))
        found += [f"{o}〔{y}〕{n}号" for o, y, n in NUMBER.findall(match.group(1))]
    return tuple(dict.fromkeys(found))


def _place(words: str) -> str:
    words = re.sub(r"^(?:19|20)\d{2}年度?", "", words)
    match = None if NO_PLACE.match(words) else PLACE.match(words)
    return match.group() if match else ""


def _first_day(pattern: re.Pattern[str], text: str) -> PartialDate | None:
    match = pattern.search(text)
    return _day(match.group()) if match else None


def _day(words: str) -> PartialDate | None:
    match = DAY.search(words)
    if match is None:
        return None
    year, month, day, han_year, han_month, han_day = match.groups()[:6]
    if year:
        return _checked(int(year), int(month), int(day))
    digits = re.sub("[○Ｏ0零]", "〇", han_year)
    return _checked(han_number(digits), han_number(han_month), han_number(han_day))


def _checked(year: int, month: int, day: int) -> PartialDate | None:
    try:
        return PartialDate(year, month, day)
    except ValueError:
        return None


# --- versions ---------------------------------------------------------------------------------


def mark_replaced(known: Mapping[str, Metadata]) -> dict[str, str]:
    """Status per document id, seen over the whole library.

    被替代 where another document repeals this one by title or number, or is a later version of the
    same law or measure; otherwise the document's own word.
    """
    repealed = {_bare(name): by for by, m in known.items() for name in m.replaces}
    return {identity: _status(identity, m, known, repealed) for identity, m in known.items()}


def _status(
    identity: str, own: Metadata, known: Mapping[str, Metadata], repealed: Mapping[str, str]
) -> str:
    keys = [_bare(key) for key in (own.title, own.number) if key]
    by = [repealed[key] for key in keys if key in repealed and repealed[key] != identity]
    if any(_later(known[other], own) for other in by):
        return "被替代"
    if own.kind in REVISABLE and any(
        m.kind == own.kind and m.place == own.place and _bare(m.title) == _bare(own.title)
        and _strictly_later(m, own)
        for other, m in known.items() if other != identity
    ):  # fmt: skip
        return "被替代"
    return own.status if own.status != "被替代" else ("现行" if own.effective else "未知")


def _later(other: Metadata, own: Metadata) -> bool:
    """The repealing document is not older, as far as both dates are known."""
    return not (other.issued and own.issued) or str(other.issued) >= str(own.issued)


def _strictly_later(other: Metadata, own: Metadata) -> bool:
    return bool(other.issued and own.issued and str(other.issued) > str(own.issued))


def _bare(name: str) -> str:
    """A title or number without what versions differ in: brackets, dates, quotation marks, the state's name."""
    bare = re.sub(r"[（(][^）)]*(?:修订|修正|试行|暂行|\d)[^）)]*[）)]", "", name)
    bare = re.sub(r"^中华人民共和国", "", bare)
    return re.sub(r"[\s《》“”\"〔〕\[\]（）()【】]", "", bare)
