"""What of the review queue is shown: by document, by whether the program is sure, by reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.ui.strings.words import Words

if TYPE_CHECKING:
    from ingest.store.rows import ReviewItem

UNSURE, SURE, ALL = "unsure", "sure", "all"
"""A person has to decide; a guard knows why; both."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The filters as the page holds them."""

    document: str = ""
    verdict: str = UNSURE
    reason: str = ""
    settled: bool = False

    def of_verdict(self, items: Sequence[ReviewItem]) -> list[ReviewItem]:
        """What the choice between doubtful and explained leaves."""
        if self.verdict == ALL:
            return list(items)
        return [item for item in items if item.sure == (self.verdict == SURE)]

    def of(self, items: Sequence[ReviewItem]) -> list[ReviewItem]:
        """What all filters leave, in the order of the queue."""
        left = self.of_verdict(items)
        return [item for item in left if self.reason in ("", item.reason)]


def build(words: Words) -> list[Any]:
    """The controls, in the order of the fields of ``Shown``."""
    verdict = gr.Radio(
        verdict_choices((), words), value=UNSURE, show_label=False, container=False,
        elem_id="review-verdict",
    )  # fmt: skip
    with gr.Row():
        document = gr.Dropdown(
            [(words("all_documents"), "")], value="", label=words("document"), min_width=200,
            scale=2, elem_id="review-document",
        )  # fmt: skip
        reason = gr.Dropdown(
            [(words("all_reasons"), "")], value="", label=words("col_reason"), min_width=200,
            scale=1, elem_id="review-reason",
        )  # fmt: skip
    settled = gr.Checkbox(label=words("show_settled"), container=False, elem_id="show-settled")
    return [document, verdict, reason, settled]


def verdict_choices(items: Sequence[ReviewItem], words: Words) -> list[tuple[str, str]]:
    """The two classes with how many of each wait, and both together."""
    waiting = [item for item in items if not item.settled_at]
    sure = sum(item.sure for item in waiting)
    counts = {UNSURE: len(waiting) - sure, SURE: sure, ALL: len(waiting)}
    return [(words(f"verdict_{name}", count=count), name) for name, count in counts.items()]


def reason_choices(items: Sequence[ReviewItem], words: Words) -> list[tuple[str, str]]:
    """The reasons of what waits with their counts, the most frequent first."""
    counted = Counter(item.reason for item in items if not item.settled_at)
    named = [(f"{reason}（{count}）", reason) for reason, count in counted.most_common()]
    return [(words("all_reasons"), ""), *named]


def document_choices(items: Sequence[ReviewItem], words: Words) -> list[tuple[str, str]]:
    """The documents of the queue, those with the most to judge first."""
    doubts = Counter(item.source for item in items if not (item.sure or item.settled_at))
    known = {item.source: item.document_title or item.source for item in items}
    ordered = sorted(known, key=lambda source: (-doubts[source], source))
    return [(words("all_documents"), ""), *((known[source], source) for source in ordered)]
