"""The parts of a section that are paragraphs with names of their own: 护航工程。新建…, 暖心行动：每月…."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.sentences import trimmed
from ingest.records import Section, Span

NAMED = re.compile(r"(?P<name>[^，,。；;：:、\n\t]{2,20})[。：:](?=[^\n]{8})")
"""What a paragraph begins with that names it."""
SHARE = 0.8
"""Share of the paragraphs that must have names."""


def named_paragraphs(text: str, parent: Section) -> list[Section]:
    """The paragraphs right below a heading, as sections under their names; none where most have no name."""
    lines = list(_lines(text, parent.heading.end, parent.end))
    named = [(line, m) for line in lines if (m := NAMED.match(text, line.start, line.end))]
    if len(named) < 2 or len(named) < SHARE * len(lines):
        return []
    return [
        Section(
            line.start, line.end, parent.level + 1, "", match["name"], (*parent.path, match["name"]),
            Span(line.start, line.start + len(match["name"])),
        )
        for line, match in named
    ]  # fmt: skip


def _lines(text: str, start: int, end: int) -> Iterator[Span]:
    for match in re.finditer(r"[^\n]+", text[start:end]):
        span = trimmed(text, start + match.start(), start + match.end())
        if len(span) > 1:
            yield span
