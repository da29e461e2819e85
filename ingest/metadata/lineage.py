"""Which file of a library is an attachment of which document, and what it takes over from it.

A pure function over the library, as the states are: nothing here is kept that cannot be worked out again
when documents come and go.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import PurePosixPath

from ingest.grammar.attachments import attachment_number, bare_title
from ingest.records import Metadata

DEFAULTS = ("plan_year", "plan_until", "place", "issuer")
"""Fields that an attachment takes from its parent where its own text says nothing."""
SHORTEST = 4
"""Code points of the shortest title that names an attachment by itself."""
ALIKE = 0.6
"""Share of its character pairs that a title must have in common with an entry of the list."""
NOTICE = re.compile(r"通知|函$|公告|通告|意见|方案|决定|办法|要点|计划")
"""Documents that have attachments."""


@dataclass(frozen=True, slots=True)
class Kin:
    """A document as this module needs it: where it comes from and what it says of itself."""

    source: str
    metadata: Metadata


@dataclass(frozen=True, slots=True)
class _Claim:
    """What a file says of being an attachment: its number (0: none) and its own words."""

    number: int
    words: str
    marked: bool


def place_children(known: Mapping[str, Kin]) -> dict[str, Metadata]:
    """Metadata per id with parents, and with what children take over from them.

    A parent that a person has set stays; where several documents may be the parent there is none.
    """
    own = {
        identity: Kin(kin.source, without_parent(kin.metadata)) for identity, kin in known.items()
    }
    by_source = {kin.source: identity for identity, kin in own.items()}
    shelf = Shelf.of(own.values())
    parents: dict[str, str] = {}
    for identity, kin in own.items():
        source = kin.metadata.parent if "parent" in kin.metadata.edited else find_parent(kin, shelf)
        if source in by_source and by_source[source] != identity:
            parents[identity] = by_source[source]
    result: dict[str, Metadata] = {}
    for identity, kin in own.items():
        parent = parents.get(identity)
        if parent is None or _descends(parent, identity, parents):
            edited = "parent" in kin.metadata.edited
            result[identity] = kin.metadata if edited else replace(kin.metadata, parent="")
        else:
            result[identity] = _child(kin, own[parent])
    return result


def without_parent(metadata: Metadata) -> Metadata:
    """Metadata without what was taken over from a parent, or said by other documents of its state."""
    blank = replace(Metadata(), status="现行" if metadata.effective else "未知")
    taken = {field: getattr(blank, field) for field in metadata.inherited if field != "title"}
    if "title" in metadata.inherited:
        taken["title"] = metadata.title.rpartition("》")[2]
    return replace(metadata, **taken, inherited=())


def find_parent(kin: Kin, shelf: Shelf) -> str:
    """The source of the document that lists this one; empty where none or several may."""
    claim = _claim(kin)
    folder = PurePosixPath(kin.source).parent
    named = shelf.naming(kin, claim)
    near = [k for k in named if PurePosixPath(k.source).parent == folder]
    if near or named:
        return _only(near or named)
    if not claim.marked:
        return ""
    beside = [
        k for k in shelf.folders[folder]
        if k.source != kin.source and not _claim(k).marked and _one_number(k, kin)
    ]  # fmt: skip
    listing = [k for k in beside if k.metadata.attachments]
    if listing:
        return _only([k for k in listing if _fits(k, claim)])
    alone = folder.name and len(beside) == 1 and NOTICE.search(beside[0].metadata.title)
    return beside[0].source if alone else ""


def _only(found: Sequence[Kin]) -> str:
    return found[0].source if len(found) == 1 else ""


@dataclass(frozen=True, slots=True)
class Shelf:
    """The library in the order that parents are looked for: by folder, and by the titles that lists name."""

    folders: Mapping[PurePosixPath, Sequence[Kin]]
    listed: Mapping[str, Sequence[tuple[Kin, int]]]

    @classmethod
    def of(cls, known: Iterable[Kin]) -> Shelf:
        """Every document in its folder; every entry of a list of attachments by its bare title."""
        folders: dict[PurePosixPath, list[Kin]] = {}
        listed: dict[str, list[tuple[Kin, int]]] = {}
        for kin in known:
            folders.setdefault(PurePosixPath(kin.source).parent, []).append(kin)
            for number, title in map(_entry, kin.metadata.attachments):
                if len(bare := bare_title(title)) >= SHORTEST:
                    listed.setdefault(bare, []).append((kin, number))
        return cls(folders, listed)

    def naming(self, kin: Kin, claim: _Claim) -> list[Kin]:
        """Documents whose list names exactly this title (and number, where both have one)."""
        titles = dict.fromkeys((bare_title(claim.words), bare_title(kin.metadata.title)))
        found = {
            k.source: k for title in titles for k, number in self.listed.get(title, ())
            if k.source != kin.source and _one_number(k, kin)
            and claim.number in (0, number or claim.number)
        }  # fmt: skip
        return list(found.values())


def _one_number(parent: Kin, kin: Kin) -> bool:
    """A document with a number (文号) of its own stands for itself, even where another passes it on."""
    return kin.metadata.number in ("", parent.metadata.number)


def _claim(kin: Kin) -> _Claim:
    """What file name and title say: 附件2-分工表.xlsx, or a text that begins with 附件2."""
    for words in (PurePosixPath(kin.source).stem, kin.metadata.title):
        if (found := attachment_number(words)) is not None:
            number, rest = found
            title = kin.metadata.title
            own = rest if len(rest) >= SHORTEST else ("" if attachment_number(title) else title)
            return _Claim(number, own, True)
    return _Claim(0, kin.metadata.title, False)


def _fits(parent: Kin, claim: _Claim) -> bool:
    """May a file marked 附件N be the N-th of the other's list? Its own words must not say otherwise."""
    for entry in parent.metadata.attachments:
        number, title = _entry(entry)
        if claim.number in (0, number) or (not number and claim.number == 1):
            return len(claim.words) < SHORTEST or _alike(claim.words, title)
    return False


def _entry(entry: str) -> tuple[int, str]:
    number, _, title = entry.partition(" ")
    return (int(number), title) if number.isdigit() and title else (0, entry)


def _alike(words: str, title: str) -> bool:
    ours = {a + b for a, b in pairwise(bare_title(words))}
    theirs = {a + b for a, b in pairwise(bare_title(title))}
    return len(ours & theirs) >= ALIKE * min(len(ours), len(theirs)) and bool(ours & theirs)


def _descends(identity: str, from_: str, parents: Mapping[str, str]) -> bool:
    """Would the parent be a descendant of its child?"""
    seen = {identity}
    while identity in parents:
        identity = parents[identity]
        if identity == from_ or identity in seen:
            return True
        seen.add(identity)
    return False


def _child(kin: Kin, parent: Kin) -> Metadata:
    """The child's metadata with its parent, the parent's defaults, and a name that can stand alone."""
    own = kin.metadata
    taken: dict[str, object] = {
        field: getattr(parent.metadata, field) for field in DEFAULTS
        if not getattr(own, field) and getattr(parent.metadata, field) and field not in own.edited
    }  # fmt: skip
    if own.plan_year is not None:
        taken.pop("plan_until", None)
    if "title" not in own.edited and (name := _nameless(own.title)):
        taken["title"] = f"《{parent.metadata.title}》{name}"
    return replace(own, **taken, parent=parent.source, inherited=tuple(taken))  # type: ignore[arg-type]


def _nameless(title: str) -> str:
    """附件1 of a title that says no more than that; empty where it does."""
    found = attachment_number(title)
    if found is None or len(found[1]) >= SHORTEST:
        return ""
    number, _ = found
    return f"附件{number or ''}"
