"""The index of facts leaves out nothing that fits, and one question reads the library once."""

from __future__ import annotations

import datetime as dt
import random
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from answer_library import open_assistant

from assistant import PolicyAssistant
from assistant.checklist import what
from assistant.fact_index import FactIndex, Pairs
from assistant.fact_match import ENOUGH, OWN, FactMatcher
from assistant.lately import Lately
from assistant.records import Answer, Query
from assistant.suggest import Suggesting
from assistant.terms import Term, Vocabulary, coverage, terms
from ingest.records import Deadline, Fact, FactTime, Metadata, PartialDate, Span, Target
from ingest.store.recent import Moment

TODAY = dt.date(2025, 9, 10)
WORDS = "小学 初中 幼儿园 学前教育 生均公用经费 老师 教师 培训 研修 GDP 地区生产总值 5G 校车 近视率 达到 Ａ级 报名"
QUESTIONS = (
    "初中生均公用经费是多少？", "GDP增长多少？", "幼儿园有多少所？", "老师什么时候培训？", "5G覆盖率多少？", "车", "A级校多少所？",
)  # fmt: skip


def facts(count: int, seed: int) -> tuple[Fact, ...]:
    """Facts of invented words, three documents of them."""
    chance = random.Random(seed)

    def some(most: int) -> str:
        return "".join(chance.choices(WORDS.split(), k=chance.randint(1, most)))

    made: list[Fact] = []
    for n in range(count):
        day = PartialDate(chance.choice((2024, 2025, None)), 9, 1)
        when = FactTime("9月", 0, 2, day, day, "in", "month")
        place = (
            f"{n}",
            f"d{3 * n // count}",
            (some(2), some(2)),
            some(4),
            n,
            n + 9,
            Span(n, n + 2),
        )
        made.append(
            Target(*place, some(2), "", "eq", None, "所", "3所", time=when)
            if n % 2
            else Deadline(*place, some(3), "", when)
        )
    return tuple(made)


TITLES = {"d0": "澄州市小学要点", "d1": "GDP报告", "d2": ""}


@pytest.mark.parametrize("seed", range(4))
def test_the_index_leaves_out_only_what_holds_too_little(seed: int) -> None:
    held = facts(90, seed)
    index = FactIndex(held, TITLES)
    vocabulary = Vocabulary(fact.quote for fact in held)
    metadata = {i: Metadata(title=title) for i, title in TITLES.items()}
    left = 0
    for question in QUESTIONS:
        wanted = terms(question, vocabulary)
        fitting = index.fitting(wanted, OWN, ENOUGH)
        matcher = FactMatcher(Query(question, question, "number"), wanted, metadata, {})
        assert matcher.ranked(fitting) == matcher.ranked(held)
        for fact in held:
            own = f"{what(fact)} {fact.quote}"
            around = " ".join((own, *fact.section, TITLES[fact.document_id]))
            shares = coverage(wanted, own) >= OWN and coverage(wanted, around) >= ENOUGH
            assert fact in fitting or not shares
        left += len(fitting)
    assert 0 < left < len(held) * len(QUESTIONS) / 2, "it tells facts apart"


def test_an_index_of_nothing_and_words_of_nothing() -> None:
    assert FactIndex((), {}).fitting((Term("小学", (1.0, 1.0)),), OWN, ENOUGH) == ()
    assert FactIndex(facts(6, 0), TITLES).fitting((), OWN, ENOUGH) == ()


def test_characters_and_pairs_are_found_in_their_own_texts() -> None:
    texts = Pairs(["小学", "学小", "a1", "", "学"])
    assert texts.holding("小").tolist() == [True, True, False, False, False]
    assert texts.holding("小学").tolist() == [True, False, False, False, False]
    assert texts.holding("学").tolist() == [True, True, False, False, True]
    assert not texts.holding("龘").any() and not texts.holding("学a").any()


def test_facts_and_years_by_document() -> None:
    held = facts(30, 1)
    index = FactIndex(held, TITLES)
    assert index.of({"d2", "d0"}) == [f for f in held if f.document_id != "d1"]
    assert index.years["d1"].named <= {2024, 2025} and any(y.unknown for y in index.years.values())


# --- one reading of the library ---------------------------------------------------------------


def test_a_moment_reads_once_and_ends() -> None:
    moment, read = Moment(), iter(range(9))
    assert [moment.get("x", lambda: next(read)) for _ in range(2)] == [0, 1]
    with moment.held():
        with moment.held():
            assert moment.get("x", lambda: next(read)) == 2
        assert moment.get("x", lambda: next(read)) == 2
        with ThreadPoolExecutor(1) as pool:
            assert pool.submit(moment.get, "x", lambda: next(read)).result() == 3
    assert moment.get("x", lambda: next(read)) == 4


def test_what_was_asked_for_longest_ago_is_forgotten() -> None:
    lately: Lately = Lately(2)
    for key in "abac":
        lately.get(key, lambda key=key: key)  # type: ignore[misc]
    assert lately.get("a", lambda: "new") == "a" and lately.get("b", lambda: "new") == "new"


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PolicyAssistant]:
    with open_assistant(tmp_path_factory.mktemp("county")) as assistant:
        yield assistant


def test_rows_are_made_again_when_something_was_said(county: PolicyAssistant) -> None:
    scope = county.library.in_scope()
    before = county.library.rows(scope, TODAY)
    assert county.library.rows(scope, TODAY)[0] is before[0]
    county.mark(before[0].fact_id, "已完成")
    after = county.library.rows(scope, TODAY)
    assert [r.state for r in after if r.fact_id == before[0].fact_id] == ["已完成"]
    assert county.library.rows(scope, dt.date(2040, 1, 1)) != after, "later rows are overdue"


def test_eight_who_ask_at_once_get_what_one_gets(county: PolicyAssistant) -> None:
    asked = [
        "2025年初中生均公用经费是多少？", "9月份有哪些工作？", "小学生均公用经费是多少？", "什么时候报名？",
    ]  # fmt: skip

    def told(question: str) -> Answer:
        *_, answer = county.stream(question, today=TODAY, suggest=False)
        assert isinstance(answer, Answer)
        return answer

    alone = [told(question) for question in asked]
    county.library.questions, county.library.passages = Lately(2), Lately(3)
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(told, 2 * asked)) == 2 * alone


def test_a_page_does_not_wait_for_slow_examples(county: PolicyAssistant) -> None:
    def slow(question: str) -> Answer:
        time.sleep(0.05)
        return county.ask(question, today=TODAY)

    suggesting = Suggesting(county.library, slow)
    few = suggesting.examples(seconds=0.01)
    whole = suggesting.examples(seconds=None)
    assert len(few) < len(whole) and whole[: len(few)] == few
    assert suggesting.examples(seconds=0.0) is whole
