"""What a document says of itself, and how its title is quoted."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields

from ingest.records.days import PartialDate

ISSUES = re.compile(
    r"(?:关于)?(?:印发|发布|公布|颁布)《(?P<title>[^《》]{4,60})》(?:[（(][^）)]{1,10}[）)])?的(?:通知|公告|决定|令|函)$"
)
"""The title of a notice that does nothing but issue a document."""
SHORTEST = 6
"""Characters that a title must keep without its place to be one document's name."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the document says of itself. Unknown is empty or None, never guessed.

    ``status`` is 现行, 废止, 被替代 or 未知; ``replaces`` lists titles or numbers that this document
    stands in the place of, ``repeals`` those it ends with nothing in their place; ``effective`` is the
    first day it is in force and ``expires`` the last; ``plan_until`` is the last year it plans for where
    ``plan_year`` is not the only one. ``attachments`` is its list of attachments (“2 分工表”) and
    ``parent`` the source of the document that it is itself an attachment of. ``edited`` names fields that
    a person has set, which no later reading changes; ``inherited`` those taken from the parent.
    """

    title: str = ""
    issuer: str = ""
    number: str = ""
    issued: PartialDate | None = None
    effective: PartialDate | None = None
    plan_year: int | None = None
    kind: str = ""
    status: str = "未知"
    place: str = ""
    replaces: tuple[str, ...] = ()
    expires: PartialDate | None = None
    plan_until: int | None = None
    parent: str = ""
    repeals: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()
    edited: tuple[str, ...] = ()
    inherited: tuple[str, ...] = ()

    def names_for(self, place: str) -> tuple[str, ...]:
        """What documents of a place call it by: its title, what alone it was issued for (关于印发《X》的通知 is cited as
        《X》), its number, and for those of its own place both titles without the name of the place."""
        inner = ISSUES.search(self.title)
        titles = [self.title, *((inner[0], inner["title"]) if inner else ())]
        if place and place == self.place:
            titles += [
                title.removeprefix(place)
                for title in titles
                if title.startswith(place) and len(title) - len(place) >= SHORTEST
            ]
        return tuple(dict.fromkeys(name for name in (*titles, self.number) if name))


def metadata_to_json(metadata: Metadata) -> dict[str, object]:
    """Metadata with days as EDTF."""
    return {
        field.name: str(value) if isinstance(value, PartialDate) else value
        for field in fields(metadata)
        for value in [getattr(metadata, field.name)]
    }


def quoted(title: str) -> str:
    """A title in 《》; one that was made from a parent's (《…的通知》附件1) has them already."""
    return title if NAMED_BY_PARENT.match(title) else f"《{title}》"


NAMED_BY_PARENT = re.compile(r"^《.*》附[件表录]\S{0,6}$")
"""The name of an attachment whose own title says nothing but its number."""
