"""The words of a sentence as they are told: without its number, and of several values, columns and cases those asked for."""

from __future__ import annotations

import re

from assistant.candidates import Candidate
from assistant.column_years import years_of_columns
from assistant.denied import denied, without_denied
from assistant.duties_apart import shortened_to_duty
from assistant.focus import kind_held
from assistant.item_words import bare_lead, shortened
from assistant.parallel_values import asks_for_all, named_by, shortened_to_named
from assistant.records import Query
from assistant.row_columns import of_columns_asked
from assistant.rungs import comes_on_top, shortened_to_case
from assistant.scope_clause import of_scope
from assistant.sentences import bare
from assistant.shorten import shortened_to_value
from assistant.signals import Signals
from assistant.terms import coverage
from ingest.grammar import numbering

ANSWERS = re.compile(r"^答\s*[：:]\s*")
"""What begins an answer in a document of questions and answers."""
LEAD_LENGTH = 60
"""Code points of what leads a list before it is cut at a comma."""


class SentenceWords:
    """Says sentences for one question."""

    def __init__(self, query: Query, signals: Signals) -> None:
        self.query = query
        self.signals = signals

    def of(self, line: Candidate, with_lead: bool) -> str:
        """The sentence with what leads it."""
        words = bare(line.text) if numbering(line.text) else line.text
        if line.row.worded:
            words = line.row.asked_for(years_of_columns(self.query), self._one_scope())
            return of_columns_asked(words, self.query.text)
        words = ANSWERS.sub("", words.replace("\t", " "))
        on_top = comes_on_top(words, self.signals.told)
        words = shortened_to_case(words, self.signals.told)
        words = without_denied(denied(self.query.text), words)
        words = shortened_to_duty(words, named_by(self.query)[0])
        if self.signals.asked.value and not on_top:
            query = self.query
            named, scope = named_by(query)
            every = asks_for_all(named)
            words = words if every else of_scope(query.scope, words)
            words = shortened_to_named(words, named, scope, self._has_value)
            words = shortened_to_value(words, self._has_value, self._told, every=every)
        lead = ""
        if line.lead is not None and with_lead:
            lead = shortened(bare_lead(line.lead_text), LEAD_LENGTH)
        return f"{lead}{words}"

    def _one_scope(self) -> str:
        """The scope asked for, where it is one alone."""
        return "" if asks_for_all(named_by(self.query)[0]) else self.query.scope

    def _has_value(self, words: str) -> bool:
        """Do the words hold a value, or a thing like a telephone number, of the kind asked for?"""
        return (kind_held(self.query.text, words) or self.signals.asked.has_value(words)) > 0

    def _told(self, words: str) -> float:
        return coverage(self.signals.wanted, words, self.query.text)
