"""Which documents a text ends, and what it says of its own state."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.metadata.names import NUMBER
from ingest.records import PartialDate

_NUMBER = (
    r"[一-鿿]{1,12}[〔\[［（(【]\s*(?:19|20)\d{2}\s*[〕\]］）)】]\s*第?\s*\d{1,5}\s*号(?:文件?)?"
)
BEFORE = rf"(?:{_NUMBER}\s*)?"
"""Its number before a title: 某教〔2023〕6号《…》."""
TITLE = BEFORE + r"《[^》]{2,60}》(?:\s*[（(][^）)]{4,60}[）)])?"
"""A title with its number before it or in brackets behind it."""
BETWEEN = r"\s*(?:[、，,和及]|以及)?(?:[^《》。；\n]{0,40}(?:颁布|发布|公布|印发|通过|制定)的)?\s*"
"""What may stand between two titles: 和1980年8月26日颁布的."""
NAMES = rf"((?:原)?{TITLE}(?:{BETWEEN}{TITLE})*)"
"""One title or several."""
REPLACED = re.compile(NAMES + r"[^。；\n]{0,12}(?:同时|即行|自行)(?:废止|失效|停止执行|停止施行)")
"""《…》（…号）同时废止: this document stands in its place."""
ENDED = re.compile(
    NAMES
    + r"[^。；\n]{0,16}(?<!同时)(?:予以废止|宣布失效|不再执行|停止执行|(?:已经?|现)(?:被)?废止)"
)
"""《…》予以废止, 不再执行: ended, with nothing in its place."""
ENDS = re.compile(r"(?:决定|现(?:将)?)\s*(?:废止|宣布失效)[^。；\n《]{0,20}" + NAMES)
"""决定废止《…》"""
BY_NUMBER = re.compile(
    rf"(?<![一-鿿])原?({_NUMBER}(?:[、，,和及]{_NUMBER})*)[^。；\n《]{{0,6}}(?:同时|即行|自行)(?:废止|失效|停止执行)"
)
"""原某教〔2023〕6号文件同时废止: named by nothing but its number."""
NAMED = re.compile(r"《([^》]{2,60})》")
GONE = re.compile(r"(?:已|全文)?(?:废止|失效)")
"""What a page's label says of a document that holds no more."""
HOLDS = re.compile(r"^(?:现行有效|有效|现行|是)$")
DRAFT = re.compile(r"[（(](?:[一-鿿]{0,6}(?:征求意见稿|草案|送审稿|讨论稿))[）)]$")
"""A draft is not in force, whatever its last article says."""


@dataclass(frozen=True, slots=True)
class Ended:
    """Titles and numbers this document puts an end to: with itself in their place, or with nothing."""

    replaced: tuple[str, ...]
    ended: tuple[str, ...]


def repeals(text: str) -> Ended:
    """All documents a text ends."""
    replaced = tuple(dict.fromkeys((*_names(REPLACED, text), *_names(BY_NUMBER, text))))
    ended = [*_names(ENDED, text), *_names(ENDS, text)]
    return Ended(replaced, tuple(dict.fromkeys(n for n in ended if n not in replaced)))


def _names(pattern: re.Pattern[str], text: str) -> tuple[str, ...]:
    found: list[str] = []
    for match in pattern.finditer(text):
        found += NAMED.findall(match.group(1))
        numbers = NUMBER.findall(match.group(1))
        found += [f"{o.removeprefix('原')}〔{y}〕{n}号" for o, y, n in numbers]
    return tuple(dict.fromkeys(found))


def own_status(label: str, title: str, effective: PartialDate | None) -> str:
    """The state as the document and the page that shows it say; 未知 where neither does."""
    if GONE.search(label) or re.search(r"[（(](?:已)?(?:废止|失效)[）)]$", title):
        return "废止"
    if DRAFT.search(title):
        return "未知"
    return "现行" if effective is not None or HOLDS.match(label) else "未知"
