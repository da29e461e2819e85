"""Clauses that are numbered in words one after another, told together: 第一步…；第二步…, 一类为…；二类为…."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.candidates import Candidate

NUMBERED = re.compile(
    r"^(?:答\s*[：:]\s*|[^，,。；;：:]{2,24}[，,：:](?=第一))?(?P<before>第?)(?:[一二三四五六七八九十]|\d{1,2})(?P<of>步|类|是|档|批|种|阶段|环节)(?!生)"
)
"""How such a clause begins."""
ONE_ASKED = re.compile(
    r"(?<!一步)第?(?!一步一步)[一二三四五六七八九十\d](?:步|类|档|批|种|阶段|环节)"
)
"""A question for one of them."""
MOST_TOLD = 8
"""Such clauses that are told together at most."""


def with_siblings(
    question: str, lines: Sequence[Candidate], found: Sequence[Candidate]
) -> list[Candidate]:
    """The sentences with the other clauses of the build of one of them, in the order of the text; ``found`` are all that
    were weighed."""
    told = list(lines)
    if ONE_ASKED.search(question):
        return told
    for line in lines:
        kin = _siblings(line, found)
        if 1 < len(kin) <= MOST_TOLD:
            told += [one for one in kin if one not in told]
    return told


def _siblings(line: Candidate, found: Sequence[Candidate]) -> list[Candidate]:
    build = _build(line.text)
    if not build:
        return []
    return [
        one for one in found
        if one.document_id == line.document_id and one.chunk.id == line.chunk.id
        and one.path == line.path and _build(one.text) == build
    ]  # fmt: skip


def _build(words: str) -> str:
    match = NUMBERED.match(words)
    return f"{match['before']}{match['of']}" if match else ""
