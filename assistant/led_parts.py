"""Parts of a plan whose heading names the offices that lead them: （二）项目建设（牵头：计财科）.

Whoever writes 牵头 behind a heading charges the office with all that stands below, which need not name it again; the
heading itself is no task.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.plan_roles import BRACKET, Role, roles_of
from assistant.sentences import trimmed
from ingest.grammar import numbering
from ingest.records import Span

SENTENCE = re.compile(r"[。；;：:]|[，,].*[，,]")
"""What a heading does not hold beside its offices."""
ROLE_WORDS = re.compile(
    r"(?:责任|牵头|负责|主办|主责|承办|配合|协办|协助)(?:单位|科室|处室|部门|股室|机构)?\s*[:：]\s*"
)
NAME_ONLY = re.compile(r"(?:[一-鿿]{1,10}(?:[科处股室办局委]|中心)[、，,\s]?)+")
"""A bracket behind a heading that holds nothing but offices."""
SHORTEST, LONGEST = 2, 34
"""Code points of a heading without its number and its offices."""
PARAGRAPH = 12
"""Code points of a paragraph that is more than a label."""
REMEMBERED = 1024
"""Documents whose parts are kept in memory."""


@dataclass(frozen=True, slots=True)
class LedPart:
    """A part of a plan: its ``heading`` with the line that names its offices, and the items below it."""

    heading: Span
    leads: tuple[str, ...]
    helpers: tuple[str, ...]
    items: tuple[Span, ...]


@lru_cache(maxsize=REMEMBERED)
def led_parts(text: str) -> tuple[LedPart, ...]:
    """The parts whose headings name offices, in their order; offsets in the document."""
    lines = list(_lines(text))
    families = [_family(text, line) for line in lines]
    found, open_ = [], list[str]()
    for at, family in enumerate(families):
        if family:
            open_ = [*open_[: open_.index(family)], family] if family in open_ else [*open_, family]
            if part := _part(text, lines, families, at, open_):
                found.append(part)
    return tuple(found)


def _lines(text: str) -> Iterator[Span]:
    for match in re.finditer(r"[^\n]+", text):
        span = trimmed(text, match.start(), match.end())
        if len(span) > 1:
            yield span


def _family(text: str, line: Span) -> str:
    """The way in which a line is numbered; empty for one that is not."""
    number = numbering(text[line.start : line.end])
    return number.family if number else ""


def _part(
    text: str, lines: Sequence[Span], families: Sequence[str], at: int, open_: Sequence[str]
) -> LedPart | None:
    """The part that a numbered line heads; None where it names no office or nothing stands below."""
    line, first = lines[at], at + 1
    roles = _heading_roles(text, line)
    if not roles and first < len(lines) and not families[first] and _is_title(text, line):
        roles = _heading_roles(text, lines[first], label=True)  # 牵头单位：… in a line of its own
        line, first = (Span(line.start, lines[first].end), first + 1) if roles else (line, first)
    if not roles:
        return None
    last = next((n for n in range(first, len(lines)) if families[n] in open_), len(lines))
    items = _items(text, lines[first:last], families[first:last])
    leads = dict.fromkeys(n for r in roles if not r.helps for n in r.names)
    helpers = dict.fromkeys(n for r in roles if r.helps for n in r.names)
    return LedPart(line, tuple(leads), tuple(helpers), items) if items and leads else None


def _items(text: str, lines: Sequence[Span], families: Sequence[str]) -> tuple[Span, ...]:
    """The items below a heading: its numbered lines, without those that only head others, else its paragraphs."""
    if any(families):
        numbered = [n for n, family in enumerate(families) if family]
        return tuple(
            lines[n] for n in numbered
            if not (_heads(families, n) and _is_title(text, lines[n]))
        )  # fmt: skip
    found = []
    for line in lines:
        if (
            "\t" in text[line.start : line.end]
            or len(line) < PARAGRAPH
            or text[line.end - 1] not in "。；;"
        ):
            break
        found.append(line)
    return tuple(found)


def _heads(families: Sequence[str], at: int) -> bool:
    """Does a numbered line stand above lines that are numbered in another way?"""
    return at + 1 < len(families) and families[at + 1] not in ("", families[at])


def _is_title(text: str, line: Span) -> bool:
    words = text[line.start : line.end]
    number = numbering(words)
    bare = words[number.end :].strip("：: ") if number else words
    return SHORTEST <= len(bare) <= LONGEST and not SENTENCE.search(bare)


def _heading_roles(text: str, line: Span, *, label: bool = False) -> tuple[Role, ...]:
    """The offices of a heading; none where the line is a sentence. ``label``: the line names nothing but offices."""
    words = text[line.start : line.end]
    roles = list(roles_of(text, line))
    for match in BRACKET.finditer(words):
        if match.end() == len(words) and NAME_ONLY.fullmatch(match["inside"]):
            names = tuple(n for n in re.split(r"[、，,\s]+", match["inside"]) if n)
            roles.append(Role(Span(line.start + match.start(), line.end), names, False))
    rest = _without(text, line, roles)
    if not roles or SENTENCE.search(rest) or len(rest) > LONGEST:
        return ()
    return tuple(roles) if (not rest if label else len(rest) >= SHORTEST) else ()


def _without(text: str, line: Span, roles: Sequence[Role]) -> str:
    """A line's words without its number and without what names offices."""
    words = text[line.start : line.end]
    out = [
        m.span() for m in BRACKET.finditer(words)
        if any(m.start() <= r.span.start - line.start < m.end() for r in roles)
    ]  # fmt: skip
    out += [(r.span.start - line.start, r.span.end - line.start) for r in roles]
    kept = "".join(c for n, c in enumerate(words) if not any(a <= n < b for a, b in out))
    number = numbering(kept)
    return kept[number.end if number else 0 :].strip("—－- 　，,；;。")
