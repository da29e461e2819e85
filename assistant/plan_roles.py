"""Whose an item or a part of a plan is: the offices that a line names, in brackets, behind labels or in a clause."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.owner_names import PARTS
from ingest.grammar import numbering
from ingest.records import Span

LEAD = "牵头|负责|主办|主责|承办|承担|主抓|组织实施|抓落实"
HELP = "配合|参与|协办|协助|协同"
CHARGED = re.compile(
    rf"(?:由|[、和]|^)*(?P<names>[^\s，,；;。：:]{{2,40}}?)(?:共同|联合|具体|分别|按职责分?工?|分工|统一|等)*(?P<role>{LEAD}|{HELP})"
    r"(?:组织|抓|实施|落实|办理|推进|完成|总)*(?=[、，,；;和]|$|[一-鿿、]+(?:配合|协助|参与))"
)
"""A clause that says whose it is: 由A科、B科共同牵头, C局配合."""
LABELLED = re.compile(
    rf"(?P<role>责任|落实|实施|{LEAD}|{HELP})(?:单位|科室|处室|部门|股室|机构)?\s*[:：]\s*"
    r"(?P<names>[^；;。：:\n）)】\]]{2,80}?)(?=[；;。\n）)】\]]|[，,\s]\s*[一-鿿]{2,6}[:：]|$)"
)
"""责任单位：A科、B科; names of people are no offices."""
OFFICE = re.compile(
    r"(?:[科处股室局厅委办院会校园部组队站所府心位门区县市乡镇街团社级馆宫联协]|教研员|公司|人民政府|科研所)(?:[（(][^（）()]*[）)])?$"
)
"""What the name of an office ends with."""
PERSON = re.compile(r"[一-鿿·]{2,4}(?:、[一-鿿·]{2,4})*")
BRACKET = re.compile(r"[（(【\[〔](?P<inside>[^（）()【】\[\]〔〕\n]{3,160})[）)】\]〕]")
CLAUSE = re.compile(r"[^，,；;。\n（）()【】\[\]〔〕]+")
BARE = re.compile(
    r"[（(](?P<names>(?!含|不含|包括|详见|见|如|除|另|附|原|暂)[^\s，,；;。：:（）()\d]{2,40})[）)](?=\s*(?:[。；;]|$))"
)
"""A bracket at the end of what is to be done, which may hold nothing but offices: （安全科、体卫艺科）."""
DESK = re.compile(
    r"(?:[科处股室局厅办委部馆院所站]|中心|工会|团委|少工委|支部|年级组|教研组|领导小组|大队部)$"
)
"""What an office's name ends with that stands alone in brackets; 幼儿园 and 小学 tell of whom something is."""
BARE_SHARE = 0.5
"""Share of the numbered lines that must end in such brackets for these to name offices."""


@dataclass(frozen=True, slots=True)
class Role:
    """Offices that one place of a line names, as leads or as helpers."""

    span: Span
    names: tuple[str, ...]
    helps: bool


def is_person(name: str) -> bool:
    """Is a name in the place of an office that of a person: 王明, 欧阳一川?"""
    return bool(PERSON.fullmatch(name)) and not OFFICE.search(name)


def roles_of(text: str, line: Span) -> tuple[Role, ...]:
    """The offices that a line names, in brackets, behind labels or as whole clauses."""
    words = text[line.start : line.end]
    found = []
    for match in LABELLED.finditer(words):
        found.append(_role_of(line, match))
    for clause in CLAUSE.finditer(words):
        for match in CHARGED.finditer(clause.group().strip()):
            at = clause.start() + len(clause.group()) - len(clause.group().lstrip())
            found.append(_role_of(Span(line.start + at, line.end), match))
    return tuple(role for role in found if role.names)


def _role_of(place: Span, match: re.Match[str]) -> Role:
    said = match["names"].rsplit("由", 1)[-1].strip("、和及与 ")
    names = tuple(n.strip() for n in PARTS.split(said) if n.strip())
    known = all(OFFICE.search(n) and len(n) <= 24 for n in names)
    span = Span(place.start + match.start(), place.start + match.end())
    return Role(span, names if known else (), bool(re.fullmatch(HELP, match["role"])))


def bare_roles(text: str, lines: Sequence[Span], shortest: int) -> dict[int, tuple[Role, ...]]:
    """The offices that lines, by their places, name in brackets which hold nothing else; where most numbered lines longer
    than ``shortest`` code points do."""
    found = {}
    numbered = 0
    for at, line in enumerate(lines):
        words = text[line.start : line.end]
        numbered += numbering(words) is not None and len(words) > shortest
        roles = tuple(role for match in BARE.finditer(words) if (role := _bare(line, match)).names)
        if roles:
            found[at] = roles
    return found if len(found) >= BARE_SHARE * numbered else {}


def _bare(line: Span, match: re.Match[str]) -> Role:
    names = tuple(n.strip() for n in PARTS.split(match["names"]) if n.strip())
    known = all(DESK.search(n) and 2 <= len(n) <= 12 for n in names)
    span = Span(line.start + match.start(), line.start + match.end())
    return Role(span, names if known else (), False)
