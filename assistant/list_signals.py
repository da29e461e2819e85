"""Weak signs that a list is the one asked for, as numbers mostly between 0 and 1. ``list_weights`` weighs them; how
much each counts is fitted (``python -m eval calibrate --lists``), not guessed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np

from assistant.denied import denied, leads_the_denied
from assistant.evidence import Weighed
from assistant.inline_lists import names_in
from assistant.list_form import FORBIDS, ListForm
from assistant.listing import ANNOUNCES, LEADS, Listing
from assistant.question_words import YEAR
from assistant.records import Query
from assistant.rungs import fits
from assistant.signals import Signals
from assistant.soft_words import Vectors
from assistant.terms import Term, contradicts, coverage, folded

UNRANKED = 2.0
"""How far behind the best a list stands none of whose sentences was among the passages found."""
FAR = 3.0
NO_RANK = 12
MOST = 24
"""Lists of one question that are measured."""
LONG = 900
"""Code points of a list by which it is measured."""
MANY = 12
NESTED = 0.8
"""What the lead of a list within a list must hold of the question, of what the outer head holds; and what one that
forbids must, of the most that any holds."""
STANDS, APART = 0.6, 0.25
"""What an item must hold of the question, and by how much more than the others, to be the answer by itself."""
HAN = re.compile(r"[一-鿿]")


Measured = tuple[Listing, Sequence[str]]
"""A list with the words of its items."""


class ListSignals:
    """Measures the lists of one question."""

    def __init__(
        self, query: Query, wanted: Sequence[Term], signals: Signals, weighed: Weighed,
        found: Sequence[tuple[str, int, int]],
    ) -> None:  # fmt: skip
        """``found`` are the passages found, best first, as document, start and end."""
        self.query = query
        self.wanted = tuple(wanted)
        self.signals = signals
        self.weighed = weighed
        self.found = tuple(found)
        self.form = ListForm(query)
        self.denied = denied(query.text)
        self._top = max(weighed.scores, default=0.0)
        self._scores: dict[str, list[tuple[int, float]]] = {}
        for line, score in zip(weighed.lines, weighed.scores, strict=True):
            self._scores.setdefault(line.document_id, []).append((line.span.start, score))
        self.asked = folded(query.text)

    def likeliest(self, lists: Sequence[Measured]) -> list[Measured]:
        """Those that share most words with the question; the others are not worth measuring."""
        lists = [one for one in lists if not self._of_another(*one)]
        leads = {
            (one.document_id, one.lead.start): self._held(one.head)
            for one, _ in lists if one.lead is not None
        }  # fmt: skip
        lists = [one for one in lists if not self._only_holds(one[0], leads)]
        lists = self._of_one_mind(lists)
        if len(lists) <= MOST:
            return lists

        def shared(one: Measured) -> float:
            listing, items = one
            path = " ".join((*listing.path[1:], listing.head))
            near = self._held(path) + 0.6 * self._held(f"{path} {' '.join(items)[:LONG]}")
            return near - 0.3 * self._behind(listing)[0]

        order = sorted(range(len(lists)), key=lambda n: -shared(lists[n]))[:MOST]
        return [lists[n] for n in sorted(order)]

    def _of_one_mind(self, lists: Sequence[Measured]) -> list[Measured]:
        """Where it is asked what is forbidden, and lists of that are there that say about as much of the question as
        any: only these."""
        forbidding = [one for one in lists if FORBIDS.search(one[0].head)]
        if not self.form.forbids or not forbidding:
            return list(lists)
        led = [one for one, _ in lists if one.kind == "items"] or [one for one, _ in lists]
        most = max(self._held(one.head) for one in led)
        near = max(self._held(one.head) for one, _ in forbidding)
        return forbidding if near >= NESTED * most else list(lists)

    def _only_holds(self, listing: Listing, leads: Mapping[tuple[str, int], float]) -> bool:
        """Is one of its items what leads the list that is rather meant?"""
        own = self._held(listing.head)
        return any(
            leads.get((listing.document_id, item.start), -1.0) >= NESTED * own
            for item in listing.items
        )

    def _of_another(self, listing: Listing, items: Sequence[str]) -> bool:
        """Does it tell cases by a number, of which the question tells one; or hold nothing of the kind asked for?"""
        told = self.signals.told
        if listing.lead is not None and leads_the_denied(self.denied, listing.head):
            return True
        if contradicts(self.signals.plain, listing.head):
            return True
        if told is not None and any(fits(item, told) is not None for item in items):
            return True
        if told is not None and self._best_is_of_case():
            return True
        if listing.kind in ("items", "sentences") and self._one_stands_out(listing, items):
            return True
        if listing.kind == "rows" and self.form.steps and not self.form.which:
            return True
        names = items[0] if listing.kind == "enumeration" else " ".join((*items, *listing.said))
        return self.form.lacks_things(names)

    def _best_is_of_case(self) -> bool:
        """Does the best sentence tell cases by the number that the question tells?"""
        told, lines = self.signals.told, self.weighed.lines
        return told is not None and bool(lines) and fits(lines[0].text, told) is not None

    def _one_stands_out(self, listing: Listing, items: Sequence[str]) -> bool:
        """Does one item hold most of what is asked, and the head of the list little of it? Where it is asked what is
        forbidden, a head that forbids leads all that is."""
        if self.form.forbids and FORBIDS.search(listing.head):
            return False
        shares = sorted((self._held(item) for item in items), reverse=True)
        apart = len(shares) > 1 and shares[0] >= STANDS and shares[0] - shares[1] >= APART
        headed = bool(self.form.noun) and self.form.noun in listing.head
        return apart and not headed and self._held(listing.head) < STANDS

    def of(self, lists: Sequence[Measured], meant: Sequence[float]) -> list[dict[str, float]]:
        """The signals of each list.

        Args:
            lists: Lists with the words of their items.
            meant: How near their headings and leads come to the question in meaning, -1 to 1.
        """
        texts = [self._texts(*one) for one in lists]
        held = self.signals.soft.held([text for three in texts for text in three])
        return [
            self._of(*one, texts[n], held[3 * n : 3 * n + 3], meant[n])
            for n, one in enumerate(lists)
        ]

    def _texts(self, listing: Listing, items: Sequence[str]) -> tuple[str, str, str]:
        """Its own head, that with the headings above, and all of it."""
        naming = listing.kind == "enumeration"
        words = " ".join(items)
        head = (names_in(words)[0] or words) if naming else listing.head
        path = " ".join((*listing.path[1:], *((listing.head,) if naming else ()), head))
        return head, path, f"{path} {words}"[:LONG]

    def _of(
        self, listing: Listing, items: Sequence[str], texts: tuple[str, str, str], soft: Vectors,
        meant: float,
    ) -> dict[str, float]:  # fmt: skip
        naming = listing.kind == "enumeration"
        head, path, _ = texts
        names = names_in(items[0])[1] if naming else len(items)
        own, near, all_ = (self._held(text) for text in texts)
        shares = sorted((self._held(item) for item in items), reverse=True)
        soft_own, soft_near, soft_whole = (self.signals.soft.share(row) for row in soft)
        behind = self._behind(listing)[0]
        rank = self._rank(listing)
        chapter = listing.section is not None and listing.section.number.endswith(("章", "节"))
        one_year = not self.query.years and bool(YEAR.search(listing.head))
        return {
            "own": own, "near": near, "whole": all_, "soft_own": soft_own, "soft_near": soft_near,
            "soft_whole": soft_whole, "lacks": float(self.signals.soft.lacking(soft[2]).sum()),
            "meant": meant, "told": 0.0 if naming and head == items[0] else self._told(head),
            "behind": behind / FAR, "top": float(behind == 0), "first": float(rank == 0),
            "rank": 1 / (1 + rank), "document": float(self._first_document(listing)),
            "items": float(listing.kind == "items"), "rows": float(listing.kind == "rows"),
            "named": float(naming), "names": min(names, 8) / 8 if naming else 0.0,
            "sentences": float(listing.kind == "sentences"), "chosen": float(listing.chosen),
            "few": float(len(items) == 2 and not naming), "many": float(len(items) > MANY),
            "led": float(listing.lead is not None and bool(LEADS.search(listing.head))),
            "announced": float(bool(ANNOUNCES.search(head[-24:]))),
            "chapter": float(chapter), "one_year": float(listing.kind == "rows" and one_year),
            "hollow": float(any(LEADS.search(item) for item in items)),
            "apart": shares[0] - shares[1] if len(shares) > 1 else 0.0,
            **self.form.signals(listing, head, path, items[0], names),
        }  # fmt: skip

    def around(self) -> dict[str, float]:
        """What is the same for all lists of the question."""
        return {
            "probable": self.weighed.probability, "absent": float(self.weighed.absent),
            "which": float(self.form.which), "steps": float(self.form.steps),
        }  # fmt: skip

    def _held(self, words: str) -> float:
        return coverage(self.wanted, words, self.query.text)

    def _told(self, head: str) -> float:
        """How much of a head's own words the question says: all of 出院标准, little of a long sentence."""
        own = [a + b for a, b in pairwise(folded(head)) if HAN.match(a) and HAN.match(b)]
        return sum(pair in self.asked for pair in own) / len(own) if own else 0.0

    def _behind(self, listing: Listing) -> tuple[float, bool]:
        """How far its best sentence stands behind the best of all, and whether it has one."""
        own = [
            score for start, score in self._scores.get(listing.document_id, ())
            if listing.start <= start < listing.end
        ]  # fmt: skip
        return (min(self._top - max(own), FAR), True) if own else (UNRANKED, False)

    def _rank(self, listing: Listing) -> int:
        """The place of the first passage found that it stands in."""
        for rank, (document, start, end) in enumerate(self.found):
            if document == listing.document_id and start < listing.end and listing.start < end:
                return rank
        return NO_RANK

    def _first_document(self, listing: Listing) -> bool:
        return bool(self.found) and self.found[0][0] == listing.document_id


def answer_signals(
    best: Mapping[str, float], scores: Sequence[float], around: Mapping[str, float]
) -> dict[str, float]:
    """What tells whether the best list answers: its signals, how far it stands ahead, what its question is like.

    Args:
        best: The signals of the best list.
        scores: The scores of all lists, best first.
        around: What ``ListSignals.around`` tells.
    """
    ahead = scores[0] - float(np.mean(scores[1:4])) if len(scores) > 1 else 3.0
    return {**best, **around, "score": scores[0] / 5, "ahead": min(ahead, 3.0) / 3}
