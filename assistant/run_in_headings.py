"""Headings that run into their paragraph: （三）校车安全。校车时速不超过60公里。 They name what follows and answer nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.candidates import Candidate
from ingest.grammar import numbering
from ingest.records import Section, Span

LONGEST = 18
"""Code points of such a heading, its number left out."""
SAYS_MORE = re.compile(
    r"[，,、；;：:\d％%]|不得|禁止|必须|应当?|可以|不能|须|免|由.+负责|是|为(?!了)"
)
"""What a heading does not hold."""


def without_headings(
    text: str, lines: Sequence[Candidate], found: Sequence[Candidate]
) -> list[Candidate]:
    """The sentences told, each heading among them replaced by the best of its paragraph; dropped where such is told.

    Args:
        text: The document that ``lines`` stand in.
        found: All sentences weighed, best first.
    """
    told: list[Candidate] = []
    for line in lines:
        rest = run_in(text, line.span)
        own = () if rest is None else [
            one for one in found
            if one.document_id == line.document_id
            and rest.start <= one.span.start < rest.end
        ]  # fmt: skip
        if not own:
            told.append(line)
        elif not any(one in own for one in lines):
            told.append(own[0])
    return list(dict.fromkeys(told))


def is_heading(text: str, sections: Sequence[Section], span: Span) -> bool:
    """Is a sentence the heading of a section that says more?"""
    return any(
        s.kind != "article"
        and s.heading.start <= span.start
        and span.end <= s.heading.end + 1
        and text[s.heading.end : s.end].strip()
        and _names_only(s.title)
        for s in sections
    )


def run_in(text: str, span: Span) -> Span | None:
    """What follows a sentence in its paragraph, where it is a numbered heading that only names it; else None."""
    begin = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end)
    end = len(text) if end < 0 else end
    number = numbering(text[begin:end])
    if number is None or text[begin : span.start].strip() not in ("", number.text):
        return None
    if not _names_only(text[max(span.start, begin + number.end) : span.end]):
        return None
    return Span(span.end, end) if text[span.end : end].strip() else None


def _names_only(words: str) -> bool:
    words = words.strip("。 ")
    return bool(words) and len(words) <= LONGEST and not SAYS_MORE.search(words)
