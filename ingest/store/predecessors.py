"""Which other document of a library a document follows: its trial version, or last year's plan."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from ingest.records import Metadata
from ingest.store.rows import StoredDocument

EDITION = re.compile(r"[（(][^（）()]*(?:试行|暂行|修订|修正|版|年)[^（）()]*[）)]|试行|暂行")
"""What the versions of one measure differ in."""
YEAR = re.compile(r"(?:19|20)\d\d(?:\s*[-—–~～至]+\s*(?:19|20)?\d\d)?(?:学年度?|年度?)?")
"""What the plans of two years differ in."""
NOISE = re.compile(r"[\s《》〈〉“”\"'‘’〔〕\[\]（）()【】·,，]")
SHORTEST = 6
"""Code points that a title must keep without year and edition to tell what it is."""


def predecessor(
    document: StoredDocument, documents: Iterable[StoredDocument]
) -> StoredDocument | None:
    """The one document that this one follows; None where there is none, or more than one.

    It follows what it says that it replaces; else the newest older document of the same place whose
    title differs only in the year or the edition (试行).
    """
    others = [other for other in documents if other.id != document.id]
    own = document.metadata
    replaced = {bare(name) for name in own.replaces}
    named = [
        other for other in others
        if {bare(n) for n in other.metadata.names_for(own.place)} & replaced
    ]  # fmt: skip
    if named:
        return named[0] if len(named) == 1 else None
    key = _key(own)
    if len(key) < SHORTEST:
        return None
    older = [o for o in others if _key(o.metadata) == key and _is_older(o.metadata, own)]
    newest = max(map(_age, (o.metadata for o in older)), default=None)
    last = [other for other in older if _age(other.metadata) == newest]
    return last[0] if len(last) == 1 else None


def bare(name: str) -> str:
    """A title or number without quotation marks, brackets and white space."""
    return NOISE.sub("", unicodedata.normalize("NFKC", name))


def same_place(one: str, other: str) -> bool:
    """Are both names of one place? 青禾区 is 澄州市青禾区; an unknown place is no other's."""
    short, long = sorted((one, other), key=len)
    return bool(short) and long.endswith(short)


def _key(metadata: Metadata) -> str:
    return bare(YEAR.sub("", EDITION.sub("", metadata.title)))


def _is_older(other: Metadata, own: Metadata) -> bool:
    if not same_place(other.place, own.place) and other.place != own.place:
        return False
    if other.kind != own.kind:
        return False
    if own.plan_year and other.plan_year:
        return other.plan_year < own.plan_year
    return bool(other.issued and own.issued) and _age(other) < _age(own)


def _age(metadata: Metadata) -> tuple[int, str]:
    return (metadata.plan_year or 0, str(metadata.issued or ""))
