"""The part of the one door where a language model helps: it proposes rows for sentences that gave none, a person decides.

A proposal waits in the review queue and is in no checklist and no answer. Each sentence is written down as soon as it
is asked, so that stopping loses nothing and the next run goes on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant import proposal_prompt
from assistant.checklist_door import ChecklistDoor
from assistant.models import Models
from assistant.placing import as_typed
from assistant.prompts import is_command
from assistant.proposal_checks import Asked, checked
from assistant.proposal_context import context
from ingest import fact_edits
from ingest.errors import EndpointError, SettingsError, UnknownId
from ingest.records import Fact, Span
from ingest.store.rows import Proposal

if TYPE_CHECKING:
    from assistant.llm import LanguageModel
    from ingest.store.rows import ReviewItem

UNREADABLE = 5
"""Replies in a row that are no JSON, from which the model is given up."""
NOT_SENT = "句子里有对程序的指令，没有发给语言模型"
NO_MODEL = "没有配置语言模型。"
SET_ONE = "请在页面“语言模型”里设置，或写环境变量 LLM_MODEL 和 LLM_BASE_URL。"
ACCEPTED = "采纳语言模型 {model} 的建议"
"""What the history says of an accepted proposal."""


@dataclass(frozen=True, slots=True)
class Proposing:
    """How far a run is: sentences asked of all, rows proposed, what was dropped by reason, replies that could not be
    read, and why it ended early."""

    done: int
    total: int
    model: str
    proposed: int = 0
    dropped: tuple[tuple[str, int], ...] = ()
    unreadable: int = 0
    error: str = ""


class ProposalDoor(ChecklistDoor):
    """Proposals made, and accepted as rows of the checklist."""

    models: Models

    @property
    def may_propose(self) -> bool:
        """Is there a language model to ask?"""
        return self.models.current() is not None

    def to_propose(
        self, documents: Sequence[str] | None = None, *, every: bool = False
    ) -> tuple[ReviewItem, ...]:
        """The sentences that the model in use has not been asked about, each once; those that the program has left
        out with a reason only with ``every``.

        Raises:
            SettingsError: no language model is set.
        """
        model = self._proposer()
        waiting = self.review_queue(documents, unsure=not every)
        asked = self.store.asked_about(model.name)
        found = {i.id: i for i in waiting if i.kind == "sentence" and i.id not in asked}
        return tuple(found.values())

    def propose(
        self, documents: Sequence[str] | None = None, *, every: bool = False
    ) -> Generator[Proposing, None, None]:
        """Asks the language model about these sentences and says after each how far it is; closing the iterator
        stops it. A server that fails ends the run, with the reason in ``error``.

        Args:
            documents: Ids or sources; None: all.
            every: Sentences that the program has left out with a reason too.

        Raises:
            SettingsError: no language model is set.
        """
        model = self._proposer()
        items = self.to_propose(documents, every=every)
        proposed, unreadable, row_of_bad = 0, 0, 0
        dropped: Counter[str] = Counter()
        state = Proposing(0, len(items), model.name)
        yield state
        for number, item in enumerate(items, 1):
            error = ""
            try:
                found, left_out = self._proposals(model, item)
            except EndpointError as fault:
                unreadable, row_of_bad = unreadable + 1, row_of_bad + 1
                error = str(fault) if model.rests or row_of_bad >= UNREADABLE else ""
            else:
                row_of_bad = 0
                self.store.put_proposals(item, model.name, found, left_out)
                proposed, dropped = proposed + len(found), dropped + left_out
            state = Proposing(
                number, len(items), model.name, proposed, tuple(dropped.most_common()), unreadable,
                error,
            )  # fmt: skip
            yield state
            if error:
                return

    def accept(
        self,
        identity: str,
        fields: Mapping[str, object] | None = None,
        by: str = "",
        note: str = "",
        start: int | None = None,
    ) -> Fact:
        """Adds a proposal as a row, with a person's ``fields`` over the proposed ones; the history says whose
        proposal it was.

        Args:
            identity: The proposal's id in the review queue.
            fields: As for ``add_fact``; "" takes a proposed one out.
            by: Who accepts it.
            note: Why.
            start: Where in its document, if its sentence stands in several places; None: the first.

        Raises:
            UnknownId: no such proposal waits.
            SettingsError: a field cannot be used.
        """
        found = [i for i in self.review_queue() if i.kind == "proposed" and i.id == identity]
        item = next((i for i in found if start in (None, i.start)), None)
        if item is None:
            raise UnknownId(
                f"没有编号为 {identity} 的建议在等待。",
                "用 python -m assistant review --json 查看全部编号。",
            )
        given = _with(dict(item.fields), as_typed(fields or {}))
        told = "；".join(part for part in (ACCEPTED.format(model=item.model), note.strip()) if part)
        return self.add_fact(
            item.document_id, item.start, item.end, item.proposed, given, by=by, note=told
        )

    # --- one sentence ---

    def _proposer(self) -> LanguageModel:
        model = self.models.current()
        if model is None:
            raise SettingsError(NO_MODEL, SET_ONE)
        return model

    def _proposals(
        self, model: LanguageModel, item: ReviewItem
    ) -> tuple[list[Proposal], Counter[str]]:
        """What of the model's reply holds, and how many rows were dropped for which reason."""
        document = self.library.document(item.document_id)
        around = context(document, item.document_title, item.section, item.start, item.end)
        if any(is_command(line) for line in around.line.split("\n")):
            return [], Counter({NOT_SENT: 1})
        told = proposal_prompt.messages(item.quote, around)
        reply = model.structured(told, proposal_prompt.Rows)
        place = Span(item.start, item.end)
        facts = [
            f for f in self.store.facts(document_id=item.document_id) if place.overlaps(f.span)
        ]
        metadata = self.store.metadata(item.document_id)
        asked = Asked(item.quote, item.start, around.words, metadata, facts)
        results = [checked(row, asked) for row in reply.rows[: proposal_prompt.MOST]]
        made = [one for one in results if isinstance(one, Proposal)]
        return made, Counter(one for one in results if isinstance(one, str))


def _with(proposed: dict[str, str], typed: Mapping[str, str]) -> dict[str, str]:
    """The proposed fields under what a person typed; a value that changed stands where the quote says it."""
    changed = {name for name, value in typed.items() if value != proposed.get(name, "")}
    if changed & {*fact_edits.NUMBERS, "unit"}:
        proposed.pop("span", None)
    return proposed | {name: typed[name] for name in changed}
