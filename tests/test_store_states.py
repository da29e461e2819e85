from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from store_fakes import EMBEDDER, make_deadline, make_document, make_target

from ingest.errors import UnknownId
from ingest.records import Document, Fact, Metadata, PartialDate
from ingest.settings import Settings
from ingest.store.matching import match
from ingest.store.store import Store

Builder = tuple[str, str, str]


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    with Store.open(settings, EMBEDDER) as opened:
        yield opened


def read(document: Document) -> list[Fact]:
    """A toy extractor: ``初中900元`` is a target, ``9月召开现场会`` a deadline."""
    facts: list[Fact] = []
    for line in document.text.split("\n"):
        if "元" in line:
            scope, raw = line[:2], line[2:]
            facts.append(make_target(document, line, raw, raw.rstrip("元"), scope))
        elif "月" in line:
            raw = line[: line.index("月") + 1]
            month, action = int(raw[:-1]), line[len(raw) :]
            facts.append(make_deadline(document, line, raw, month, action))
    return facts


def put(store: Store, lines: Sequence[str], source: str = "计划.txt") -> list[Fact]:
    document, chunks = make_document(source, lines)
    facts = read(document)
    vectors = store.vectors_for([c.embed_text for c in chunks])
    store.put(document, Metadata(), (), chunks, vectors, facts, original=None)
    return facts


def test_half_a_character_stops_nothing_that_is_said(store: Store) -> None:
    store.save_message("a", "user", "校车\ud83d？", "{}")
    store.add_feedback("a", "down", "\ud83d不对")
    store.log_unanswered("\udfff", "没有写到“\udfff”")
    assert [m.text for m in store.messages("a")] == ["校车?？"]
    assert store.feedback()[0].comment == "?不对"
    assert store.unanswered()[0].question == "?"


def test_a_mark_survives_and_has_a_history(settings: Settings) -> None:
    with Store.open(settings, EMBEDDER) as store:
        fact = put(store, ["初中900元", "9月召开现场会"])[1]
        assert store.states() == {} and store.history(fact.id) == ()
        store.set_state(fact.id, "进行中", "王老师", "已发通知", "2025-09-01T08:00:00+00:00")
        store.set_state(fact.id, "已完成", by="李老师")
        with pytest.raises(UnknownId):
            store.set_state("unknown", "已完成")
    with Store.open(settings, EMBEDDER) as store:
        row = store.states()[fact.id]
        assert (row.state, row.by, row.note, row.flag) == ("已完成", "李老师", "", "")
        assert [(h.state, h.by, h.note) for h in store.history(fact.id)] == [
            ("进行中", "王老师", "已发通知"),
            ("已完成", "李老师", ""),
        ]
        assert store.history(fact.id)[0].at == "2025-09-01T08:00:00+00:00"


def test_states_follow_their_facts_into_a_new_version(store: Store) -> None:
    old = put(store, ["初中900元", "小学700元", "9月召开现场会", "10月完成培训"])
    for fact, state in zip(old, ["已确认", "进行中", "已完成", "已确认"], strict=True):
        store.set_state(fact.id, state, "王老师")
    new = put(store, ["11月发布方案", "小学700元", "初中950元", "10月召开现场会"])
    assert not {f.id for f in new} & {f.id for f in old}
    rows = store.states()
    _, primary, junior, meeting = new
    assert set(rows) == {primary.id, junior.id, meeting.id}
    assert (rows[primary.id].state, rows[primary.id].flag) == ("进行中", "")
    assert (rows[junior.id].state, rows[junior.id].flag) == ("已确认", "值已变化：900元→950元")
    assert (rows[meeting.id].state, rows[meeting.id].flag) == ("已完成", "值已变化：9月→10月")
    last = store.history(junior.id)[-1]
    assert (last.by, last.note, last.state) == ("系统", "值已变化：900元→950元", "已确认")
    assert [h.by for h in store.history(junior.id)] == ["王老师", "系统"]
    gone = store.vanished()
    assert [(v.fact, v.row.state, v.source) for v in gone] == [(old[3], "已确认", "计划.txt")]
    assert "没有这一条" in gone[0].row.flag
    store.set_state(junior.id, "已确认", "王老师")
    assert store.states()[junior.id].flag == "", "a person has looked at it"


def test_what_vanished_comes_back_with_its_state(store: Store) -> None:
    old = put(store, ["初中900元", "10月完成培训"])
    store.set_state(old[1].id, "进行中", "王老师")
    put(store, ["初中900元"])
    put(store, ["初中910元"])
    assert [v.fact for v in store.vanished()] == [old[1]]
    assert store.history(old[1].id)[-1].by == "系统"
    new = put(store, ["12月完成培训"])
    assert store.vanished() == ()
    row = store.states()[new[0].id]
    assert (row.state, row.flag) == ("进行中", "值已变化：10月→12月")
    assert len(store.history(new[0].id)) == 3


def test_a_vanished_row_can_be_put_aside(store: Store) -> None:
    old = put(store, ["10月完成培训"])
    store.set_state(old[0].id, "进行中")
    put(store, ["初中900元"])
    store.set_state(store.vanished()[0].row.fact_id, "不适用", "王老师", "任务取消")
    assert store.vanished() == ()
    assert store.history(old[0].id)[-1].note == "任务取消"


def test_the_first_text_again_finds_its_states(store: Store) -> None:
    first = put(store, ["初中900元", "9月召开现场会"])
    for fact in first:
        store.set_state(fact.id, "已完成")
    put(store, ["小学700元"])
    assert len(store.vanished()) == 2
    again = put(store, ["初中900元", "9月召开现场会"])
    assert [f.id for f in again] == [f.id for f in first]
    assert set(store.states()) == {f.id for f in first} and store.vanished() == ()


def test_reading_again_with_a_plan_year_flags_nothing(store: Store) -> None:
    fact = put(store, ["9月召开现场会"])[0]
    store.set_state(fact.id, "已完成", "王老师")
    assert fact.time is not None and fact.time.hi is not None
    time = replace(fact.time, lo=PartialDate(2026, 9, 1), hi=PartialDate(2026, 9, 30))
    dated = replace(fact, time=time)
    store.update_metadata(fact.document_id, Metadata(plan_year=2026), facts=[dated])
    assert store.facts() == (dated,)
    row = store.states()[fact.id]
    assert (row.state, row.flag) == ("已完成", "") and len(store.history(fact.id)) == 1


def test_removing_a_document_leaves_the_history(store: Store) -> None:
    fact = put(store, ["9月召开现场会"])[0]
    store.set_state(fact.id, "已完成", "王老师")
    store.remove(fact.document_id)
    assert store.states() == {} and store.vanished() == ()
    assert [h.by for h in store.history(fact.id)] == ["王老师", "系统"]
    put(store, ["9月召开现场会"])
    assert store.states() == {}


def test_other_documents_are_left_alone(store: Store) -> None:
    one = put(store, ["初中900元"], "一.txt")
    two = put(store, ["初中900元"], "二.txt")
    store.set_state(one[0].id, "已确认")
    store.set_state(two[0].id, "进行中")
    new = put(store, ["初中990元"], "二.txt")
    rows = store.states()
    assert rows[one[0].id].state == "已确认" and rows[one[0].id].flag == ""
    assert rows[new[0].id].state == "进行中" and rows[new[0].id].flag


# --- matching ---------------------------------------------------------------------------------


def facts_of(lines: Sequence[str], source: str = "甲") -> list[Fact]:
    return read(make_document(source, lines)[0])


def test_the_same_comes_before_the_changed() -> None:
    """初中900元 must not be given to 初中950元 while 初中900元 itself is still there."""
    old = facts_of(["初中900元", "初中950元"])
    new = facts_of(["初中950元", "初中900元", "初中990元"])
    found = match(old, new)
    assert [found[f.id].fact for f in old] == [new[1], new[0]]
    assert all(not m.change for m in found.values())


def test_wording_is_compared_without_punctuation() -> None:
    old, new = facts_of(["9月召开“课后服务”现场会，"]), facts_of(["9月召开 “课后服务” 现场会"])
    assert match(old, new)[old[0].id].change == ""


def test_a_reworded_action_is_flagged() -> None:
    old = facts_of(["9月召开全区课后服务现场会"])
    new = facts_of(["9月召开全区小学课后服务现场会", "9月完成教师招聘"])
    found = match(old, new)[old[0].id]
    assert found.fact == new[0] and found.change.startswith("表述已变化")


def test_another_scope_is_another_fact() -> None:
    old, new = facts_of(["初中900元"]), facts_of(["小学900元"])
    assert match(old, new) == {}


def test_a_missing_day_gained_by_reading_is_said_in_days() -> None:
    old = facts_of(["9月召开现场会"])
    time = old[0].time
    assert time is not None
    new = [replace(old[0], id="n", time=replace(time, lo=PartialDate(2026, 9, 1)))]
    assert match(old, new)[old[0].id].change.startswith("时间已变化：XXXX-09-01")


lines = st.lists(
    st.builds(
        lambda scope, value: f"{scope}{value}元",
        st.sampled_from(["初中", "小学"]),
        st.sampled_from([Decimal(900), Decimal(950), Decimal(990)]),
    ),
    unique=True,
    max_size=6,
)


@given(lines, lines)
def test_no_fact_is_given_twice(before: list[str], after: list[str]) -> None:
    old, new = facts_of(before), facts_of(after, "乙")
    found = match(old, new)
    assert len({m.fact.id for m in found.values()}) == len(found)
    assert set(found) <= {f.id for f in old}
    same = set(before) & set(after)
    assert sum(not m.change for m in found.values()) == len(same)


@given(lines)
def test_a_version_matches_itself(before: list[str]) -> None:
    old = facts_of(before)
    assert {i: m.fact.id for i, m in match(old, old).items()} == {f.id: f.id for f in old}


def test_a_row_keeps_its_name_and_counts_its_changes_through_versions(store: Store) -> None:
    old = put(store, ["初中900元", "9月召开现场会"])
    store.set_state(old[0].id, "已确认", "王老师", at="2025-09-01T08:00:00+00:00")
    first = store.revisions()
    assert (first[old[0].id].changes, first[old[0].id].at) == (1, "2025-09-01T08:00:00+00:00")
    new = put(store, ["初中950元", "9月召开现场会"])
    now = store.revisions()
    assert set(now) == {new[0].id}, "nobody has said anything of the other"
    assert now[new[0].id].thread == first[old[0].id].thread and now[new[0].id].changes == 2
    store.correct(new[0].id, {"owner": "财务科"}, "李老师")
    store.withdraw(new[0].id, "李老师")
    assert store.revisions()[new[0].id].changes == 4, "what was taken back is a change too"
