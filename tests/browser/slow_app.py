"""The app, slow in one thing each: the checklist as it first stands, and the card of the row that is opened first."""

from __future__ import annotations

import sys
import time
from typing import Any

import app
from assistant.ui.checklist import listing
from assistant.ui.checklist.handlers import Rows

SECONDS = 1.5


def make_slow() -> None:
    """Puts the waiting before the two."""
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
