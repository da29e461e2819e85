"""Does a sentence say without exception what its source excepts something from? 除…外, 但…除外."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.guard_text import Lack

EXCEPT = re.compile(
    r"除(?!了|法|夕|尘|草|险|名|以|非|去|此之?外)[^，。；;\n]{1,40}?外(?![部面界语地出])"
    r"|但[^，。；;\n]{0,30}除外|另有[^，。；\n]{0,6}规定的?除外"
)
EXCEPTING = re.compile(r"除|例外|另有|但|一般|原则上|特殊情况")
"""Words by which a sentence keeps an exception."""
SENTENCE_END = re.compile(r"[。；;\n]")


def exception_faults(text: str, sources: Sequence[str]) -> Iterator[Lack]:
    """A rule whose sentence in the source excepts something must not be said without any exception."""
    written = "\n".join(sources)
    if EXCEPTING.search(text):
        return
    for match in EXCEPT.finditer(written):
        end = SENTENCE_END.search(written, match.end())
        rule = written[match.end() : end.start() if end else len(written)]
        if "除外" in match.group():
            begin = max(written.rfind(c, 0, match.start()) for c in "。；;\n") + 1
            rule = written[begin : match.start()]
        if _shared(text, rule):
            yield Lack("exception", match.group(), 0, len(text))
            return


def _shared(text: str, rule: str) -> bool:
    """Does the sentence say most of the rule?"""
    bits = {rule[i : i + 2] for i in range(len(rule) - 1)}
    bits = {b for b in bits if all("一" <= c <= "鿿" for c in b)}
    return bool(bits) and sum(b in text for b in bits) / len(bits) > 0.5
