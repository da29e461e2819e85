"""Who holds an office of a body whose members a document lists: the names under 主任委员, or behind 组长：."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.case import Case
from assistant.library import Library
from assistant.records import Answer
from assistant.sentences import trimmed
from assistant.terms import coverage, terms
from ingest.records import Span

ROLE = (
    r"(?:常务|执行|第一|名誉)?副?(?:主任委员|秘书长|理事长|会长|组长|总指挥|指挥长|总?召集人|联络员|总?顾问|主任|主席)"
    r"|(?:组成)?(?:成员|委员|组员)"
)
"""An office in a body."""
ASKED = re.compile(
    rf"(?:谁|哪位|哪几位|哪些人|什么人)(?:来|在)?(?:是|当|任|担任|做)(?:的)?(?P<behind>{ROLE})"
    rf"|(?P<before>{ROLE})(?:都|又|则|还|分别)*(?:是|叫|由|有|为)?(?:谁|哪位|哪几位|哪些人?|什么人|什么名字|叫什么|叫啥)"
)
"""A question for who holds one."""
HEADED = re.compile(
    rf"^[一二三四五六七八九十]?[、.]?(?P<role>{ROLE})(?:[（(][^）)]{{1,30}}[）)])?(?P<mark>[：:]?)(?P<rest>.*)$"
)
"""A line, its spaces closed, that names an office; the names stand behind it or below."""
NAME = re.compile(
    r"^[一-鿿·]{2,5}(?:$|[\s　\t（(、，,])|^[一-鿿][\s　]+[一-鿿](?:$|[\s　\t（(、，,])"
)
"""How a line of a list of names begins."""
SPACES = re.compile(r"[\s　]+")
LONGEST_LINE = 60
"""Code points of a line that only names a person and where they work."""
LOOKED_AT = 12
"""Passages whose documents are looked through."""
LEAST = 0.4
"""What title and headings must hold of the rest of the question."""
MOST = 20
BACK = 300
"""Code points before the list in which its body is named."""


@dataclass(frozen=True, slots=True)
class Held:
    """An office with the line that names it and the lines of those who hold it."""

    role: str
    head: Span
    names: tuple[Span, ...]


def role_held(library: Library, case: Case) -> Answer | None:
    """Those who hold the office asked for; None where none is asked for or no list names them."""
    asked = ASKED.search(case.query.text)
    if asked is None:
        return None
    role = (asked["behind"] or asked["before"]).removeprefix("组成")
    rest = case.query.text.replace(asked.group(), " ")
    wanted = terms(rest, library.vocabulary)
    titles = {i: d.metadata.title or d.source for i, d in case.scope.items()}
    for identity in dict.fromkeys(chunk.document_id for chunk, _ in case.found[:LOOKED_AT]):
        text = library.document(identity).text
        for held in held_roles(text):
            before = text[max(0, held.head.start - BACK) : held.head.start]
            fits = coverage(wanted, f"{titles.get(identity, '')} {before}", rest) >= LEAST
            if held.role == role and (fits or not wanted):
                return _told(case, identity, text, held)
    return None


def _told(case: Case, identity: str, text: str, held: Held) -> Answer:
    marks = [
        f"{_plain(text[s.start : s.end])}{case.citer.span(identity, s, context=(held.head,))}"
        for s in held.names[:MOST]
    ]
    if len(marks) == 1:
        return Answer(f"{held.role}：{marks[0]}", "extractive", case.citer.citations)
    lines = [f"{held.role}，共{len(held.names)}人："]
    lines += [f"{n}. {line}" for n, line in enumerate(marks, 1)]
    return Answer("\n".join(lines), "extractive", case.citer.citations)


def _plain(words: str) -> str:
    """A line of a list of names with its wide spaces closed: 王　明　某某小学 → 王明 某某小学."""
    parts = [part for part in SPACES.split(words.strip()) if part]
    if len(parts) > 1 and len(parts[0]) == len(parts[1]) == 1:
        parts = [parts[0] + parts[1], *parts[2:]]
    return " ".join(parts)


def held_roles(text: str) -> Iterator[Held]:
    """The offices that the lines of a text name, each with those who hold it, in order."""
    lines = [Span(m.start(), m.end()) for m in re.finditer(r"[^\n]+", text)]
    for at, line in enumerate(lines):
        head = HEADED.match(SPACES.sub("", text[line.start : line.end]))
        if head is None or (head["rest"] and not head["mark"]):
            continue
        if head["rest"]:
            begin = re.search("[：:]", text[line.start : line.end])
            if begin and len(line) <= LONGEST_LINE:
                named = trimmed(text, line.start + begin.end(), line.end)
                yield Held(head["role"], line, (named,))
            continue
        names = tuple(_names_below(text, lines[at + 1 :]))
        if names:
            yield Held(head["role"], trimmed(text, line.start, line.end), names)


def _names_below(text: str, lines: list[Span]) -> Iterator[Span]:
    """The lines below an office up to the next one, or to one that is no name."""
    for line in lines:
        span = trimmed(text, line.start, line.end)
        words = text[span.start : span.end]
        if not words:
            continue
        office = HEADED.match(SPACES.sub("", words))
        ends = office is not None and (bool(office["mark"]) or not office["rest"])
        if ends or not NAME.match(words) or len(words) > LONGEST_LINE or words[-1] in "。；：":
            return
        yield span
