"""Which documents of a library are ended by others: repealed by name, or followed by a later version."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Literal

from ingest.records import Metadata

REVISABLE = frozenset({"条例", "法律", "办法", "规定"})
"""Kinds whose later version takes the place of the earlier one; a new year's plan does not."""
EDITION = re.compile(r"第[一二三四五六七八九十\d]+版|修订版?|试行|暂行")
"""A title of another kind that counts its versions: 诊疗方案（试行第九版）."""

End = Literal["被替代", "废止"]


def mark_replaced(known: Mapping[str, Metadata]) -> dict[str, str]:
    """Status per document, seen over the whole library.

    被替代 where another document stands in this one's place by title or number, or is a later version of
    the same law or measure; 废止 where another ends it with nothing in its place; otherwise the
    document's own word. A status that a person has set stays. An attachment ends with its parent, which
    it names by the key of ``known``.
    """
    ends: dict[str, list[tuple[End, str]]] = {}
    for by, metadata in known.items():
        for name in metadata.replaces:
            ends.setdefault(bare(name), []).append(("被替代", by))
        for name in metadata.repeals:
            ends.setdefault(bare(name), []).append(("废止", by))
    families = _families(known)
    own = {
        identity: m.status if "status" in m.edited else _status(identity, m, known, ends, families)
        for identity, m in known.items()
    }
    return {
        identity: own[m.parent]
        if "status" not in m.edited and own.get(m.parent) in ("被替代", "废止")
        else own[identity]
        for identity, m in known.items()
    }


def with_status(metadata: Metadata, status: str) -> Metadata:
    """Metadata with the state the library gives it, marked as not its own word where it differs."""
    if status == metadata.status:
        return metadata
    said = status in ("被替代", "废止")
    inherited = (*metadata.inherited, "status") if said else metadata.inherited
    return replace(metadata, status=status, inherited=inherited)


def _families(known: Mapping[str, Metadata]) -> dict[str, list[str]]:
    """Documents of the same bare title."""
    families: dict[str, list[str]] = {}
    for identity, metadata in known.items():
        families.setdefault(bare(metadata.title), []).append(identity)
    return families


def _status(
    identity: str,
    own: Metadata,
    known: Mapping[str, Metadata],
    ends: Mapping[str, list[tuple[End, str]]],
    families: Mapping[str, list[str]],
) -> str:
    for key in dict.fromkeys(map(bare, own.names_for(own.place))):
        for how, by in ends.get(key, ()):
            called = key in map(bare, own.names_for(known[by].place))
            if by != identity and called and _later(known[by], own):
                return how
    if _revisable(own) and any(
        known[other].kind == own.kind and known[other].place == own.place
        and _strictly_later(known[other], own)
        for other in families[bare(own.title)] if other != identity
    ):  # fmt: skip
        return "被替代"
    if own.status == "废止":
        return own.status
    return own.status if own.status != "被替代" else ("现行" if own.effective else "未知")


def _revisable(own: Metadata) -> bool:
    return own.kind in REVISABLE or bool(EDITION.search(own.title))


def _later(other: Metadata, own: Metadata) -> bool:
    """The repealing document is not older, as far as both dates are known."""
    return not (other.issued and own.issued) or str(other.issued) >= str(own.issued)


def _strictly_later(other: Metadata, own: Metadata) -> bool:
    for ours, theirs in ((own.issued, other.issued), (own.effective, other.effective)):
        if ours and theirs:
            return str(theirs) > str(ours)
    return False


def bare(name: str) -> str:
    """A title or number without what versions differ in: brackets, dates, quotation marks, the state's name."""
    bare = re.sub(r"[（(][^）)]*(?:修订|修正|试行|暂行|版|\d)[^）)]*[）)]", "", name)
    bare = re.sub(r"^中华人民共和国", "", bare)
    return re.sub(r"[\s《》〈〉“”\"〔〕\[\]（）()【】]", "", bare)
