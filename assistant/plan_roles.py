"""Whose an item or a part of a plan is: the offices that a line names, in brackets, behind labels or in a clause."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.owner_names import PARTS
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
BRACKET = re.compile(r"[（(【\[〔](?P<inside>[^（）()【】\[\]〔〕\n]{3,160})[）)】\]〕]")
CLAUSE = re.compile(r"[^，,；;。\n（）()【】\[\]〔〕]+")


@dataclass(frozen=True, slots=True)
class Role:
    """Offices that one place of a line names, as leads or as helpers."""

    span: Span
    names: tuple[str, ...]
    helps: bool


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
