"""Who or which schools stand on a list: all below the heading asked for, those of one part, of one school, of one place, or
the one that a number tells apart; and how many they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.case import Case
from assistant.library import Library
from assistant.records import Answer
from assistant.refusing import refuse
from assistant.role_lists import ASKED as OFFICE_ASKED
from assistant.roster_choosing import SHORT_NAME, Chosen, chosen_of
from assistant.rosters import Entry, Roster, rosters
from assistant.terms import coverage, missing, terms
from ingest.records import Document

ASKED = re.compile(
    r"名单|谁|哪些|那些|哪几|哪[位所家名]|哪个(?:人|老师|教师|校长|学校|同学|班)|(?<!第)几[个位名所家人]|多少[人名位所个家]|叫什么|叫啥|有没有|[榜奖]|表彰|入选|评上|上了"
)
"""A question that a list of names may answer."""
OF_OTHER = re.compile(
    r"多少钱|几块|[奖补]金|奖励|待遇|怎[么样]|咋|如何|为(?:什么|何|啥)|条件|标准|流程|程序|什么时候|啥时|何时|哪[天年]|几[号月天]|电话|地址|得分|分数|多少分|名额|要求|职责|[放设]在|地点|在哪|权利|任务"
)
"""What a list of names does not tell."""
ONLY_ASKS = re.compile(
    r"名单|发我|看看|看下|给我|列一下|列出来?|列个|一共|总共|全部|所有|都有|有哪些|叫什么|名字|叫啥|哪些|哪几|多少|方面|里面|当中|里|上了?|进了?|得了?|拿了?|被|人|老师|教师|学校|同志|几|个|位|名|所|家|的|谁|在|是|属于|哪"
)
"""Words of such a question that a list need not hold."""
SAID_SO = (
    # 上榜, 评上: what a list of winners is asked with
    (re.compile(r"上榜|评上|入围|获奖|得奖|受表彰|表扬|榜上有名|当选|入选|上了?名单"), ("表彰", "入选", "名单", "认定", "公示", "公布")),
)  # fmt: skip
LOOKED_AT = 12
"""Passages whose documents are looked through."""
LEAST, BY_ITSELF, NEARLY_ALL = 0.7, 0.4, 0.9
"""What document, heading and entries must hold of the rest of the question; where one entry is told by a number; where
nothing but the document chooses the list."""
TELLING = 0.6
"""Weight of a word of the question that nothing of the list may lack."""
INTRO = 700
MOST, SHOWN = 30, 30
"""Entries of several lists that are told one by one, and lines of an answer."""


def on_roster(library: Library, case: Case) -> Answer | None:
    """The entries of a document's lists of names that the question asks for; None where it asks for none."""
    text = case.query.text
    if not ASKED.search(text) or OF_OTHER.search(text):
        return None
    office = OFFICE_ASKED.search(text)
    role = (office["behind"] or office["before"]) if office else ""
    for identity in dict.fromkeys(chunk.document_id for chunk, _ in case.found[:LOOKED_AT]):
        document = library.document(identity)
        lists = [r for r in rosters(document.text) if not role or r.title == role]
        chosen = chosen_of(text, lists, case.citer.title(identity)) if lists else None
        if (
            chosen
            and chosen.by in ("heading", "all")
            and (role or _says_more(case, document, chosen))
        ):
            return None
        if chosen and chosen.entries and _fits(library, case, identity, chosen):
            if reason := _of_another_year(library, case, identity):
                return refuse(library, case, reason)
            return _told(case, identity, document.text, chosen)
    return None


def _says_more(case: Case, document: Document, chosen: Chosen) -> bool:
    """Is their number asked for, and does the document say another one than it lists?"""
    if case.query.kind not in ("count", "number", "sum"):
        return False
    titles = {r.title for r, _ in chosen.entries if r.title}
    said = {
        int(m["n"])
        for title in titles
        for m in re.finditer(
            rf"{re.escape(title)}(?:共|共有|为|有)?(?P<n>\d+)[人名个所位]", document.text
        )
    }
    return bool(said) and len(chosen.entries) not in said


def _of_another_year(library: Library, case: Case, identity: str) -> str:
    """That the list is not of the year asked for; empty where it may be."""
    issued = case.scope[identity].metadata.issued
    known = f"{case.citer.title(identity)} {library.document(identity).text[:INTRO]}"
    years = case.query.years
    if issued is None or issued.year is None or issued.year in years:
        return ""
    if not years or any(str(year) in known for year in years):
        return ""
    asked = "、".join(f"{year}年" for year in years)
    return f"查到的名单是{issued.year}年公布的，没有写到{asked}的。"


def _fits(library: Library, case: Case, identity: str, chosen: Chosen) -> bool:
    """Do title, opening, heading and entries hold what else the question says?"""
    title = case.citer.title(identity)
    known = title if chosen.by == "all" else f"{title} {library.document(identity).text[:INTRO]}"
    around = [known, *(f"{r.title} {r.part} {r.lead} {e.words}" for r, e in chosen.entries)]
    rest = case.query.text
    for name in sorted(case.query.named, key=len, reverse=True):
        rest = rest.replace(name, " ")
    rest = SHORT_NAME.sub(" ", rest) if chosen.by == "name" else rest
    for said, written in SAID_SO:
        if any(word in known for word in written):
            rest = said.sub(" ", rest)
    rest = ONLY_ASKS.sub(" ", re.sub(r"\d+年?", " ", rest))
    wanted = terms(rest, library.vocabulary)
    least = {"number": BY_ITSELF, "all": NEARLY_ALL}.get(chosen.by, LEAST)
    held = " ".join(around)
    if chosen.by != "number" and any(
        len(words) > 1 and weight >= TELLING for words, weight in missing(wanted, held)
    ):
        return False
    return not wanted or coverage(wanted, held, rest) >= least


# --- telling ----------------------------------------------------------------------------------


def _told(case: Case, identity: str, text: str, chosen: Chosen) -> Answer:
    entries = chosen.entries
    lines = list(_lines(case, identity, text, chosen))
    if len(entries) == 1:
        return Answer(lines[0], "structured", case.citer.citations)
    of = list(dict.fromkeys(_name(r, chosen.by == "part") for r, _ in entries))
    lead = of[0] if len(of) == 1 and of[0] else case.citer.title(identity)
    numbered = [f"{n}. {line}" for n, line in enumerate(lines[:SHOWN], 1)]
    word = _measure(case.query.text, entries)
    head = f"{lead}，共 {len(entries)} {word}："
    more = f"这里列前 {SHOWN} {word}，其余见出处。"
    notes = (more,) if len(lines) > SHOWN else ()
    return Answer("\n".join((head, *numbered)), "structured", case.citer.citations, notes=notes)


def _measure(question: str, entries: Sequence[tuple[Roster, Entry]]) -> str:
    """In what entries are counted."""
    if all(e.person for _, e in entries):
        return "人"
    return "所" if re.search(r"学校|所|[中小]学|幼儿园|院校", question) else "个"


def _name(roster: Roster, with_part: bool) -> str:
    """What a list is called, its part in brackets."""
    return f"{roster.called}（{roster.part}）" if with_part and roster.part else roster.called


def _lines(case: Case, identity: str, text: str, chosen: Chosen) -> Iterator[str]:
    """What is told: heads alone where there are too many, the line of each part, or entry by entry."""
    lists = list(dict.fromkeys(r for r, _ in chosen.entries))
    whole = chosen.whole and chosen.by != "part"
    heads = list(dict.fromkeys(roster.head for roster in lists))
    if whole and len(chosen.entries) > MOST and len(heads) > 1:
        for head in filter(None, heads):
            words = text[head.start : head.end].strip("【】：: ")
            yield f"{words}{case.citer.span(identity, head)}"
        return
    one = len({r.called for r in lists}) == 1
    for roster in lists:
        context = tuple(s for s in (roster.head, roster.label) if s is not None)
        mine = [e for r, e in chosen.entries if r is roster]
        name = _name(roster, with_part=chosen.by != "part")
        if whole and roster.part and roster.line is not None:
            context = (roster.head,) if roster.head else ()
            words = "、".join(f"{e.name}（{e.unit}）" if e.unit else e.name for e in mine)
            lead = roster.part if one else name
            yield f"{lead}：{words}{case.citer.span(identity, roster.line, context=context)}"
            continue
        for entry in mine:
            mark = case.citer.span(identity, entry.span, context=context)
            alone = len(chosen.entries) == 1 or not one or (chosen.by != "part" and roster.part)
            yield f"{name}：{entry.words}{mark}" if alone and name else f"{entry.words}{mark}"
