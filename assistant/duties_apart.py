"""Who answers for which: of a sentence that shares out places or tasks (甲包联A乡、B镇，乙包联C乡) the clause of those asked for."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.place_names import short_place

DOES = re.compile(
    r"(?:分别|具体|重点|主要|分片|对口)?(?P<verb>包联|包保|包抓|包干|包片|联系|挂点|挂联|挂钩|挂包|挂职|联点|驻点|蹲点|帮扶|对接|督导|指导|分管|主管|协管|负责|牵头|承担|承办|监管|管理|巡查|看护|值守|覆盖|对应|划入|招收|接收)"
    r"(?P<of>[^，,；;。]+)"
)
"""A verb of duty with what it is for; both sides of a clause are short."""
CLAUSE = re.compile(r"[^，,；;。]+[，,；;。]?")
LEADS = re.compile(r"^.*[：:]")
"""What stands before the first clause and holds for all."""
PART = re.compile(r"[、和及与]|以及")
RANK = re.compile(
    r"(?:街道(?:办事处)?|镇|乡|村|社区|片区?|校区|区|县|市|学校|小学|中学|幼儿园|等|工作|任务|\d+[个所处])+$"
)
"""What names of places and tasks may lack as people say them."""
OF_ALL = re.compile(r"分别|各(?!级|地|界)|每|哪些(?:领导|人|科室|股室)|都(?:是)?谁|怎么分|分工")
LONGEST_NAME = 24
FEWEST = 2
SHORTEST = 2
ELLIPSIS = "……"


@dataclass(frozen=True, slots=True)
class Duty:
    """One clause: its words, who it names and the things it shares out to them."""

    words: str
    who: str
    things: tuple[str, ...]


def shortened_to_duty(sentence: str, question: str) -> str:
    """What leads the clauses and those that share out what the question names, or name whom it names; the sentence as it
    is where it shares nothing out or the question names none of its sides, or all."""
    clauses = [m.group() for m in CLAUSE.finditer(sentence)]
    duties = [_duty(words) for words in clauses]
    at = [n for n, duty in enumerate(duties) if duty is not None]
    told = [duty for duty in duties if duty is not None]
    if len(told) < FEWEST or at[-1] - at[0] != len(at) - 1 or OF_ALL.search(question):
        return sentence
    named = [n for n in at if (duty := duties[n]) and _is_named(duty, question)]
    if not 0 < len(named) < len(told):
        return sentence
    lead = LEADS.match(clauses[at[0]])
    head = "".join(clauses[: at[0]]) + (lead.group() if lead else "")
    said = ""
    for n in named:
        own = clauses[n][len(lead.group()) :] if lead and n == at[0] else clauses[n]
        gap = n > at[0] and (n - 1) not in named
        said += f"{ELLIPSIS if gap else ''}{own}"
    tail = "".join(clauses[at[-1] + 1 :])
    if named[-1] == at[-1]:
        return f"{head}{said}{tail}"
    return f"{head}{said.rstrip('，,；;、')}{ELLIPSIS}{tail}"


def _duty(clause: str) -> Duty | None:
    words = LEADS.sub("", clause).strip("，,；;。")
    does = DOES.search(words)
    who = words[: does.start()] if does else ""
    if does is None or not SHORTEST <= len(who) <= LONGEST_NAME:
        return None
    return Duty(words, who, tuple(p for p in PART.split(does["of"]) if len(p) >= SHORTEST))


def _is_named(duty: Duty, question: str) -> bool:
    return any(_said(thing, question) for thing in duty.things) or _person_said(duty.who, question)


def _said(thing: str, question: str) -> bool:
    short = RANK.sub("", thing) or short_place(thing) or thing
    return thing in question or (len(short) >= SHORTEST and short in question)


def _person_said(who: str, question: str) -> bool:
    """Does the question say the name at the end of 副局长王一, or the whole of an office?"""
    if who in question:
        return True
    return any(who[-n:] in question for n in (3, 2) if len(who) > n)
