"""The app, slow wherever a view is drawn as it first stands, and in the card of the row that is opened first."""

from __future__ import annotations

import sys
import time
from typing import Any

import app
from assistant.ui.checklist import listing
from assistant.ui.checklist.handlers import Rows
from assistant.ui.checklist.month import Month
from assistant.ui.documents.listing import Asked, DocumentList
from assistant.ui.review.filters import Shown
from assistant.ui.review.handlers import Reviewing

SECONDS = 0.7


def make_slow() -> None:
    """Puts the waiting behind what was read."""
    _slow_checklist()
    _slow(Month, "_html", lambda tab, shown, asked: shown == tab._now())
    _slow(DocumentList, "read", lambda tab, asked: asked == Asked())
    _slow(Reviewing, "_shown", lambda tab, asked: asked == Shown())


def _slow(owner: type, name: str, first: Any) -> None:
    """The method waits where ``first`` says that the view is the first one."""
    method = getattr(owner, name)

    def slowly(*given: Any) -> Any:
        made = method(*given)
        if first(*given):
            time.sleep(SECONDS)
        return made

    setattr(owner, name, slowly)


def _slow_checklist() -> None:
    listed, card = listing.listed, Rows.card
    opened: list[str] = []

    def slowly_listed(assistant: Any, view: Any, *given: Any) -> Any:
        found = listed(assistant, view, *given)
        if view.quick == "open" and not view.filtered:
            time.sleep(SECONDS)
        return found

    def slow_card(tab: Rows, row: Any) -> str:
        html = card(tab, row)
        if row is not None:
            opened.append(row.fact_id)
            if row.fact_id == opened[0]:
                time.sleep(SECONDS)
        return html

    listing.listed, Rows.card = slowly_listed, slow_card  # type: ignore[method-assign]


if __name__ == "__main__":
    make_slow()
    sys.exit(app.main())
