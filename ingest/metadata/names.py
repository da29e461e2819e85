"""Title, number, kind and place: what a document is called."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from ingest.grammar.attachments import bare_title
from ingest.metadata.dates import HEAD
from ingest.metadata.organs import letterhead, without_term
from ingest.records import Document, Section

NUMBER = re.compile(
    r"(?<![一-鿿])([一-鿿]{1,12}(?:[（(][一-鿿]{1,4}[）)])?)\s*[〔\[［（(【﹝]\s*((?:19|20)\d{2})\s*[〕\]］）)】﹞]\s*第?\s*(\d{1,5})\s*号"
)
"""云教〔2025〕8号 with any brackets; the issuer's short form, the year, the number."""
ORDER_NUMBER = re.compile(
    r"(?:中华人民共和国)?([一-鿿]{2,20}(?:令|公告))\s*[（(]?\s*第?\s*([0-9一二三四五六七八九十百〇零]+)\s*号[）)]?"
)
"""教育部令第45号"""
ORDER_HEAD = re.compile(r"^(?:中华人民共和国)?([一-鿿]{2,20}令)$")
"""The first line of an order; its number stands on the next."""
ORDER_LINE = re.compile(r"^[（(]?\s*第?\s*([0-9一二三四五六七八九十百〇零]+)\s*号\s*[）)]?$")
CODE = re.compile(
    r"\s*[（(](?:[A-Za-z][A-Za-z0-9\-.]+|\d{4}-\d{2}-\d{2})[）)]\s*$|\s+-\s+[^-]+(?:网站|网)$"
)
"""What collectors of files add to a name: (FBM-CLI-12-1), (2021-04-29), - 某某门户网站."""
BRACKETS_BELOW = re.compile(
    r"^[（(〔](?![^）)]*(?:\d\s*[月日号]|通过|公布|修订|修正))[^）)〕]{1,20}[）)〕]$"
)
"""（试行） under a title; no number, date or history of it."""
TITLES_OF_A_COLLECTION = 3
"""So many titles at the top level, none a part of the first: the file is a collection."""
OPENING = 300
"""Code points from which an attachment stands behind a text of its own and gives the file no name."""
BOOK = re.compile(r"手册|汇编|指南|文件选编|制度集")
"""What a collection is called."""

KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    # the word that ends the title's main part decides; most telling first
    ("工作要点", re.compile(r"工作要点|要点(?:的通知)?$")),
    ("工作总结", re.compile(r"工作总结|总结$|工作情况")),
    ("政府工作报告", re.compile(r"政府工作报告")),
    ("工作计划", re.compile(r"工作计划|(?<!行动)计划(?:的通知)?$")),
    ("条例", re.compile(r"条例(?:的通知)?$")),
    ("法律", re.compile(r"(?<!办)法$")),
    ("办法", re.compile(r"(?:办法|细则|制度)(?:的通知)?$")),
    ("规定", re.compile(r"规定(?:的通知)?$")),
    ("方案", re.compile(r"(?:方案|行动计划|预案)(?:的通知)?$")),
    ("规划", re.compile(r"规划(?:纲要)?(?:的通知)?$")),
    ("意见", re.compile(r"意见(?:的通知)?$")),
    ("通知", re.compile(r"通知$|通知")),
    ("公告", re.compile(r"公告|通告|公示")),
    ("报告", re.compile(r"报告$")),
    ("手册", re.compile(r"手册|指南")),
)
"""Kind → how its titles end; a notice that issues a text is of the text's kind."""
PASSED_ON = re.compile(r"^.{0,40}?(?:贯彻|落实|学习|执行)[^》]{0,10}《.*的通知$")
"""A notice about another document is a notice."""
PLACE = re.compile(
    r"(北京|上海|天津|重庆)市(?:[一-鿿]{1,6}?[区县])?|[一-鿿]{2,4}?经济特区|[一-鿿]{2,8}?(?:省|自治区)(?:[一-鿿]{2,8}?(?:市|州|盟))?(?:[一-鿿]{1,6}?[区县])?"
    r"|[一-鿿]{2,6}?(?:市|州|盟)(?:[一-鿿]{1,6}?[区县])?|[一-鿿]{1,5}?县"
    r"|[一-鿿]{2,5}?(?<![学校社地园片辖山小城郊特景灾库营])区(?![域别分间])"
)
"""A region a title or issuer begins with."""
NO_PLACE = re.compile(r"关于|全|各|本|我[市县区]|进一步|做好|印发|转发|开展|加强|学|校")
"""Words before which no region stands."""


def title(document: Document, sections: Sequence[Section], lines: Sequence[str]) -> str:
    """The document's title; empty where none stands at the top.

    A book of several documents is called by its running head, where that says so.
    """
    if is_collection(sections) and not BOOK.search(sections[0].title):
        return _running_head(document)
    top = [s for s in sections if s.kind in ("title", "attachment")][:1]
    if not top:
        return ""
    if top[0].kind == "attachment":
        if top[0].start > OPENING:  # of what stands behind the text, not of the file
            return ""
        return top[0].title if len(top[0].title) >= 4 else f"{top[0].number} {top[0].title}".strip()
    return _whole(document, top[0], lines)


def is_collection(sections: Sequence[Section]) -> bool:
    """Several documents in one file, none of them issued by the first."""
    return sum(s.kind == "title" and s.level == 1 for s in sections) >= TITLES_OF_A_COLLECTION


def _running_head(document: Document) -> str:
    heads = Counter(
        re.sub(r"\s+", "", r.text) for r in document.removed
        if r.reason.startswith("页眉") and BOOK.search(r.text)
    )  # fmt: skip
    return heads.most_common(1)[0][0] if heads else ""


def _whole(document: Document, first: Section, lines: Sequence[str]) -> str:
    """A title with the centred lines above that it is broken over."""
    index = next(i for i, p in enumerate(document.paragraphs) if p.start >= first.start)
    words = first.title
    for above in reversed(range(max(0, index - 3), index)):
        part, paragraph = lines[above], document.paragraphs[above]
        broken = paragraph.centred and document.paragraphs[index].centred and len(part) <= 40
        if not broken or letterhead([part]) or NUMBER.search(part) or ORDER_HEAD.match(part):
            break
        words = part + words
    below = lines[index + 1] if index + 1 < len(lines) else ""
    return words + below if BRACKETS_BELOW.match(below) else words


def plain_name(stem: str) -> str:
    """A file's name without what collectors of files add to it."""
    plain = CODE.sub("", stem).strip()
    return plain or stem


def number(lines: Sequence[str]) -> str:
    """The document's number (文号), brackets as printed in the standard; the newest order of a law."""
    for line in lines[:HEAD]:
        if len(line) > 60 or "《" in line:
            continue
        if match := NUMBER.search(line):
            organ, year, count = match.groups()
            return f"{organ}〔{year}〕{count}号"
    for line in reversed(lines[:HEAD]):
        if len(line) <= 60 and "《" not in line and (match := ORDER_NUMBER.search(line)):
            return f"{without_term(match[1])}第{match[2]}号"
    for line, below in pairwise(lines[: HEAD + 1]):
        head, count_line = ORDER_HEAD.match(line), ORDER_LINE.match(below)
        if head and count_line:
            return f"{head[1]}第{count_line[1]}号"
    return ""


def kind(title: str) -> str:
    """What kind of document a title names."""
    words = re.sub(r"\([^()]*\)", "", bare_title(title))
    if PASSED_ON.match(title):
        return "通知"
    return next((kind for kind, pattern in KINDS if pattern.search(words)), "其他")


def place(words: str) -> str:
    """The region a title or issuer begins with."""
    words = re.sub(r"^(?:19|20)\d{2}年?度?", "", words)
    match = None if NO_PLACE.match(words) else PLACE.match(words)
    return match.group() if match else ""
