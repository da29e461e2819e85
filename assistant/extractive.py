"""Answers made of the documents' own sentences: the shortest set that answers, or the items of a section."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant import evidence
from assistant.aim import ENDED, OF_OLD
from assistant.also import BEHIND as BESIDE
from assistant.candidates import Candidate, candidates
from assistant.case import Case
from assistant.elliptic import told_together
from assistant.ends_of_span import said_first
from assistant.evidence import Weighed
from assistant.goal_lists import GoalLists
from assistant.item_words import bare_lead
from assistant.library import Library
from assistant.list_form import ListForm
from assistant.listing import LEADS
from assistant.named_alone import named_alone
from assistant.own_number import unmet
from assistant.records import Answer, Beside
from assistant.run_in_headings import is_heading, run_in, without_headings
from assistant.section_items import SectionItems
from assistant.sentence_words import SentenceWords
from assistant.sets_named import named_set
from assistant.sibling_clauses import with_siblings
from assistant.signals import Signals
from assistant.told_beside import ToldBeside
from ingest.records import Span

MOST = 3
"""Sentences of one answer."""
CLOSE, CLOSE_VALUE = 0.9, 0.6
"""How far behind the best a sentence may stand and still be told beside it; where a value is asked for."""
BEHIND = 2.0
"""How far behind the best of all a sentence that may answer may stand."""
ONE_SENTENCE = frozenset({"yesno", "number", "date", "open", "who"})
"""Kinds of questions that one sentence answers, with its exception."""
OF_ONE_VALUE = frozenset({"yesno", "number", "date", "who"})
"""Kinds of questions that no list of steps or classes answers."""
ASKS_ALL = re.compile(
    r"(?:做|干)(?:些|点)?(?:什么|啥|哪些)|(?:什么|哪些|啥|怎[么样]|如何)的?(?:限制|条件|要求|规定|前提|处[理置])|[咋怎]么?(?:办|做|处理|弄)|(?:限制|条件|要求|前提)(?:有|是)?(?:什么|哪些|啥)"
)
"""Asks for all that is to be done or kept to."""


class Extractive:
    """Chooses sentences for one question from the chunks that retrieval found."""

    def __init__(self, library: Library, case: Case) -> None:
        self.library = library
        self.case = case
        self.citer = case.citer
        self.signals = library.questions.get(
            (case.query, case.wanted, library.vocabulary),
            lambda: Signals(library, case.query, case.wanted),
        )
        self.weighed: Weighed = evidence.weigh(
            self.signals,
            told_together(candidates(library, case.found), case.query, self.signals.told),
            _not_in_force(case),
        )
        self.with_it = ToldBeside(library, self.signals, self.weighed)
        self.words = SentenceWords(case.query, self.signals)

    def passage(self) -> Answer | None:
        """One to three sentences; for a number or a date such that hold one."""
        ranked = self._may_answer()
        close = self._close(ranked)
        if not close:
            return None
        lines = list(dict.fromkeys(line for one in close for line in self.with_it.unfolded(one)))
        if self.case.query.kind == "procedure":
            lines = list(
                dict.fromkeys(line for one in lines for line in self.with_it.from_its_start(one))
            )
            lines = list(
                dict.fromkeys(line for one in lines for line in self.with_it.to_its_end(one))
            )
        elif self.case.query.kind in ("open", "list") and ASKS_ALL.search(self.case.query.text):
            lines = list(
                dict.fromkeys(line for one in lines for line in self.with_it.with_clauses(one))
            )
        if self.case.query.kind not in OF_ONE_VALUE:
            lines = with_siblings(self.case.query.text, lines, self.weighed.lines)
        if (whole := self._whole_list(lines)) is not None:
            return whole
        text = self.library.document(lines[0].document_id).text
        lines = without_headings(text, lines, self.weighed.lines)
        if self.case.query.kind in OF_ONE_VALUE:
            sections = self.library.store.sections(lines[0].document_id)
            lines = [line for line in lines if not is_heading(text, sections, line.span)]
        if not lines:
            return None
        if self.case.query.kind in ONE_SENTENCE:
            lines = list(
                dict.fromkeys(line for one in lines for line in self.with_it.with_exception(one))
            )
        lines.sort(key=lambda line: line.span.start)
        said, led = [], None
        if len(lines) == 1 and (
            day := said_first(self.case.query.text, self.words.of(lines[0], False))
        ):
            said.append(f"{day}{self.citer.span(lines[0].document_id, lines[0].span)}")
        said += self._unmet(lines)
        for line in lines:
            said.append(self._said(line, led != line.lead))
            led = line.lead
        beside = tuple(self._beside(ranked, lines))
        return Answer("\n".join(said), "extractive", self.citer.citations, beside=beside)

    def _unmet(self, lines: Sequence[Candidate]) -> list[str]:
        """The condition of the one sentence that the number told of one's case does not meet, where it is asked whether."""
        if len(lines) != 1 or self.case.query.kind != "yesno":
            return []
        lacks = unmet(self.case.query.text, self.words.of(lines[0], False))
        return [f"{lacks}{self.citer.span(lines[0].document_id, lines[0].span)}"] if lacks else []

    def nearest(self, count: int) -> list[tuple[str, Span]]:
        """The sentences nearest to the question, whether or not they answer it."""
        return [(line.document_id, line.span) for line in self.weighed.lines[:count]]

    def items(self) -> Answer | None:
        """The items of the list that answers, in order, or the one sentence that names things; None where no list
        answers."""
        sections = self.sections()
        listed = sections.asked()
        if listed is not None:
            return listed
        naming = sections.naming()
        line = next((c for c in self.weighed.lines if c.span == naming), None) if naming else None
        if line is None:
            return None
        return Answer(self._said(line, True), "extractive", self.citer.citations)

    def all_of_a_kind(self) -> Answer | None:
        """The sentence that names all things of the kind asked for, or the items that it leads."""
        found = named_set(self.library, self.case, self.weighed)
        if found is None:
            return None
        if found.led:
            return self.sections().behind(found.document_id, found.span)
        text = self.library.document(found.document_id).text
        words = bare_lead(text[found.span.start : found.span.end])
        mark = self.citer.span(found.document_id, found.span)
        return Answer(f"{words}{mark}", "extractive", self.citer.citations)

    def goals(self) -> Answer | None:
        """The goals of a document that the question means."""
        goals = GoalLists(self.library, self.case, self.sections())
        return goals.led() or goals.of_section()

    def goals_asked_for(self) -> Answer | None:
        """The goals of the things that the question names side by side."""
        return GoalLists(self.library, self.case, self.sections()).asked_for()

    def sections(self) -> SectionItems:
        """The lists that may answer."""
        return SectionItems(self.library, self.case, self.weighed, self.signals)

    # --- sentences ---

    def _may_answer(self) -> list[tuple[Candidate, float]]:
        """Sentences with their scores, best first; where a value is asked for those that hold one."""
        found = self.weighed
        told = zip(found.lines, found.scores, found.may, strict=True)
        best = max(found.scores, default=0.0)
        near = [(line, score) for line, score, may in told if may and best - score <= BEHIND]
        return self._of_things(near)

    def _of_things(self, near: list[tuple[Candidate, float]]) -> list[tuple[Candidate, float]]:
        """Where things are asked for by their names, the sentences that hold some, if any does."""
        form = ListForm(self.case.query)
        if not form.which or not form.things:
            return near
        return [one for one in near if not form.lacks_things(one[0].text)] or near

    def _close(self, ranked: Sequence[tuple[Candidate, float]]) -> list[Candidate]:
        """The best and those of its document that are about as good."""
        if not ranked:
            return []
        first, best = ranked[0]
        close = CLOSE_VALUE if self.signals.asked.value else CLOSE
        found = [
            line for line, score in ranked[:MOST]
            if best - score <= close and line.document_id == first.document_id
        ]  # fmt: skip
        one = named_alone(self.case.query.text, found) if self.signals.asked.value else None
        return found if one is None else [one]

    def _beside(
        self, ranked: Sequence[tuple[Candidate, float]], told: Sequence[Candidate]
    ) -> Iterator[Beside]:
        """Of the best the sentences that are not told and stand hardly behind, none that only leads a list or says
        the same once more. Where a value is asked for there are none: a second value beside it misleads more often
        than it helps (6 times in 413, in 82 answers with such a line)."""
        if self.signals.asked.value:
            return
        words = ["".join(line.text.split()) for line in told]
        for line, score in ranked[:MOST]:
            own = "".join(line.text.split())
            again = any(own in other or other in own for other in words)
            text = self.library.document(line.document_id).text
            if (
                again
                or run_in(text, line.span)
                or LEADS.search(line.text)
                or ranked[0][1] - score > BESIDE
            ):
                continue
            words.append(own)
            context = (*line.row.heads, *(() if line.lead is None else (line.lead,)))
            yield Beside(self.words.of(line, True), line.document_id, line.span, context)

    def _whole_list(self, lines: Sequence[Candidate]) -> Answer | None:
        """All items where the sentences are some of one list and several things are asked for, and where what is told
        only leads a list."""
        led = dict.fromkeys(line.lead for line in lines)
        asked = self.signals.asked
        document = lines[0].document_id
        if len(lines) == 1 and LEADS.search(lines[0].text):
            return self.sections().led_by(document, lines[0].span)
        if len(lines) < 2 or asked.value:
            return None
        for lead in led:
            mine = [line.span for line in lines if line.lead == lead]
            several = asked.which or (asked.how and lead is not None)
            whole = len(mine) > 1 and (lead is not None or len(led) == 1)
            if several and whole and (listed := self.sections().holding(document, mine)):
                return listed
        return None

    def _said(self, line: Candidate, with_lead: bool) -> str:
        """The sentence with what leads it, and its mark."""
        context = (*line.row.heads, *(() if line.lead is None else (line.lead,)))
        mark = self.citer.span(line.document_id, line.span, context=context)
        return f"{self.words.of(line, with_lead)}{mark}"


def _not_in_force(case: Case) -> frozenset[str]:
    """Documents no longer in force, unless the question asks for such or names one."""
    if OF_OLD.search(case.query.text) or case.query.documents:
        return frozenset()
    return frozenset(i for i, d in case.scope.items() if d.metadata.status in ENDED)
