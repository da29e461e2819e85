"""Which documents are meant by what is known of them: place, issuer, year, kind, state."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.aim import of_year

if TYPE_CHECKING:
    from ingest.store.rows import StoredDocument


@dataclass(frozen=True, slots=True)
class Which:
    """A document must fit every field that is not empty, and one value of it."""

    places: Collection[str] = ()
    """Parts of the place, as 青禾区 or 青禾."""
    issuers: Collection[str] = ()
    """Parts of the issuer's name, as 教育部."""
    years: Collection[int] = ()
    """Years that a document plans for, is issued in, takes effect in or names in its title."""
    kinds: Collection[str] = ()
    """Kinds as the documents list has them: 通知, 办法, 条例, 工作要点 …"""
    statuses: Collection[str] = ()
    """现行, 废止, 被替代 or 未知."""

    def fits(self, document: StoredDocument) -> bool:
        """Does this document fit?"""
        m = document.metadata
        return all(
            (
                not self.places or any(place in m.place for place in self.places),
                not self.issuers or any(name in m.issuer for name in self.issuers),
                not self.years or any(of_year(year, document) for year in self.years),
                not self.kinds or m.kind in self.kinds,
                not self.statuses or m.status in self.statuses,
            )
        )
