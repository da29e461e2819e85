"""Changes of many rows at once, and taking changes back: nothing leaves the history."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given
from hypothesis import settings as settings_of
from hypothesis import strategies as st
from store_fakes import EMBEDDER, make_deadline, make_document, make_target

from ingest.errors import SettingsError, UnknownId
from ingest.records import Fact, Metadata
from ingest.settings import Settings
from ingest.store.store import Store

LINES = ("初中900元", "小学700元", "9月召开现场会")


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    with Store.open(settings, EMBEDDER) as opened:
        yield opened


def put(store: Store, value: str = "900", more: tuple[str, ...] = ()) -> list[str]:
    """Three facts of a small plan, and more lines that hold none."""
    lines = (f"初中{value}元", *LINES[1:], *more)
    document, chunks = make_document("计划.txt", lines)
    facts: list[Fact] = [
        make_target(document, lines[0], f"{value}元", value),
        make_target(document, lines[1], "700元", "700", "小学"),
        make_deadline(document, lines[2], "9月", 9, "召开现场会"),
    ]
    vectors = store.vectors_for([c.embed_text for c in chunks])
    store.put(document, Metadata(), (), chunks, vectors, facts, original=None)
    return [fact.id for fact in facts]


def said(store: Store, fact_id: str) -> tuple[str, str, str, str]:
    row = store.states()[fact_id]
    return row.state, row.by, row.note, row.proof


def owner(store: Store, fact_id: str) -> str:
    return store.fact(fact_id).owner


def test_many_rows_are_set_and_taken_back_as_one(store: Store) -> None:
    first, second, third = put(store)
    store.set_state(first, "进行中", "王老师", "已发通知", proof="文号甲")
    store.correct(second, {"owner": "财务科"}, "王老师")
    batch = store.change_all(
        [first, second, third, first], state="已完成", by="李老师", note="会上定的", owner="办公室",
        proof="https://example.org/1",
    )  # fmt: skip
    done = ("已完成", "李老师", "会上定的", "https://example.org/1")
    assert [said(store, i) for i in (first, second, third)] == [done] * 3
    assert {owner(store, i) for i in (first, second, third)} == {"办公室"}
    told = store.batches()[0]
    assert (told.id, told.by, told.states) == (batch, "李老师", ("已完成",))
    assert set(told.fact_ids) == {first, second, third} and not told.undone

    undone = store.undo_batch(batch, "赵老师")
    assert set(undone.done) == {first, second, third} and undone.kept == ()
    assert said(store, first) == ("进行中", "王老师", "已发通知", "文号甲")
    assert said(store, third) == ("待确认", "", "", "")
    assert [owner(store, i) for i in (first, second, third)] == ["", "财务科", "基础教育科"]
    assert store.edits().keys() == {second}
    entries = store.history(first)
    assert [e.event for e in entries] == ["state", "correct", "state", "undo", "undo"]
    assert [e.undone for e in entries] == [False, True, True, False, False]
    assert entries[2].proof == "https://example.org/1" and entries[2].batch == batch
    assert entries[3].by == "赵老师" and "已完成→进行中" in entries[3].note
    assert next(b for b in store.batches() if b.id == batch).undone
    with pytest.raises(SettingsError, match="已经撤销"):
        store.undo_batch(batch)

    again = store.undo_batch(undone.batch, "赵老师")
    assert set(again.done) == {first, second, third}
    assert [said(store, i) for i in (first, second, third)] == [done] * 3
    assert {owner(store, i) for i in (first, second, third)} == {"办公室"}


def test_all_rows_or_none(store: Store) -> None:
    first, second, third = put(store)
    store.reject(third, note="不是任务")
    for wrong in (third, "unknown"):
        with pytest.raises(UnknownId):
            store.change_all([first, wrong, second], state="已完成", owner="办公室")
    with pytest.raises(UnknownId):
        store.undo_batch("unknown")
    assert first not in store.states() and store.history(first) == ()


def test_a_row_changed_since_is_left_as_it_is(store: Store) -> None:
    first, second, _ = put(store)
    batch = store.change_all([first, second], state="已确认", by="王老师")
    store.set_state(second, "已完成", "李老师", "做完了")
    undone = store.undo_batch(batch)
    assert (undone.done, undone.kept) == ((first,), (second,))
    assert said(store, second)[:2] == ("已完成", "李老师")
    store.undo_last(second)
    assert said(store, second)[:2] == ("已确认", "王老师")
    assert store.undo_batch(batch).done == (second,)


def test_step_by_step_to_the_beginning(store: Store) -> None:
    first = put(store)[0]
    with pytest.raises(SettingsError, match="没有可以撤销"):
        store.undo_last(first)
    store.set_state(first, "已确认", "王老师", proof="文号甲")
    store.correct(first, {"owner": "办公室"})
    store.correct(first, {"owner": "财务科", "scope": "高中"})
    store.set_state(first, "已完成", note="完成")
    assert said(store, first)[3] == "文号甲", "a mark without a proof leaves the one that is there"
    store.reject(first, note="重复")
    store.undo_last(first)
    assert said(store, first)[0] == "已完成" and owner(store, first) == "财务科"
    store.undo_last(first)
    assert said(store, first) == ("已确认", "王老师", "", "文号甲")
    store.undo_last(first)
    assert owner(store, first) == "办公室" and store.history(first)[-1].changes
    store.undo_last(first)
    store.undo_last(first)
    assert said(store, first) == ("待确认", "", "", "") and owner(store, first) == ""
    assert store.edits() == {}
    with pytest.raises(SettingsError, match="没有可以撤销"):
        store.undo_last(first)


def test_a_correction_taken_back_counts_the_facts_anew(store: Store) -> None:
    first, *_ = put(store)
    store.reject(first, note="重复")
    assert store.documents()[0].facts == 2
    store.withdraw(first)
    store.undo_last(first)
    assert store.documents()[0].facts == 2 and first not in {f.id for f in store.facts()}
    store.undo_last(first)
    assert store.documents()[0].facts == 3


def test_an_added_row_is_taken_back(store: Store) -> None:
    put(store)
    document = store.documents()[0]
    text = store.document(document.id).text
    start = text.index("9月召开")
    added = store.add_fact(
        document.id, (start, start + 7), "deadline", {"action": "召开现场会", "time": "9月"}
    )
    store.change_all([added.id], state="已完成")
    store.undo_last(added.id)
    assert added.id in {f.id for f in store.facts()}
    store.undo_last(added.id)
    assert added.id not in {f.id for f in store.facts()} and added.id not in store.states()
    with pytest.raises(SettingsError):
        store.undo_last(added.id)


def test_a_new_version_does_not_stand_in_the_way(store: Store) -> None:
    first, second, _ = put(store)
    batch = store.change_all([first, second], state="已完成", by="王老师", proof="文号甲")
    changed = put(store, "950")[0]
    assert changed != first and said(store, changed)[3] == "文号甲"
    flag = store.states()[changed].flag
    assert "900" in flag
    assert changed in store.undo_batch(batch).done
    assert said(store, changed) == ("待确认", "", "", "")
    assert store.states()[changed].flag == flag, (
        "what the new version changed is still to be looked at"
    )


def test_a_state_of_an_older_library_is_read_from_its_history(store: Store) -> None:
    first = put(store)[0]
    store.set_state(first, "进行中", "王老师", "已发通知")
    store.set_state(first, "已完成", "李老师")
    with store._database.write() as connection:
        connection.execute(sa.text("update history set data = '', batch = ''"))
    store.undo_last(first)
    assert said(store, first) == ("进行中", "王老师", "已发通知", "")
    store.undo_last(first)
    assert said(store, first) == ("待确认", "", "", "")


ACTIONS = st.lists(
    st.sampled_from(
        ["mark", "mark", "owner", "scope", "reject", "withdraw", "both", "undo", "redo"]
    ),
    max_size=7,
)


@settings_of(
    max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(ACTIONS)
def test_undone_step_by_step_every_row_is_as_it_was(store: Store, actions: list[str]) -> None:
    """Whatever people did and took back in between; and each step back is the state before that step."""
    first = store.facts()[0].id if store.facts() else put(store)[0]
    seen = [look(store, first)]
    for number, action in enumerate(actions):
        try:
            act(store, first, action, number)
        except (SettingsError, UnknownId):
            continue
        now = look(store, first)
        if action == "undo":
            seen.pop()
            assert now == seen[-1]
        elif action != "redo":
            seen.append(now)
    while len(seen) > 1:
        seen.pop()
        store.undo_last(first)
        assert look(store, first) == seen[-1]
    with pytest.raises(SettingsError):
        store.undo_last(first)


def look(store: Store, fact_id: str) -> tuple[object, ...]:
    row = store.states().get(fact_id)
    words = (row.state, row.by, row.note, row.proof) if row else ("待确认", "", "", "")
    edit = store.edits().get(fact_id)
    shown = next((f for f in store.facts(rejected=True) if f.id == fact_id), None)
    return (*words, edit and (edit.rejected, edit.fields), shown, store.documents()[0].facts)


def act(store: Store, fact_id: str, action: str, number: int) -> None:
    name = f"{action}{number}"
    if action == "mark":
        store.change_all([fact_id], state="已完成", by=name, note=name, proof=name)
    elif action == "both":
        store.change_all([fact_id], state="进行中", by=name, owner=name)
    elif action in ("owner", "scope"):
        store.correct(fact_id, {action: name}, name)
    elif action == "reject":
        store.reject(fact_id, name, name)
    elif action == "withdraw":
        store.withdraw(fact_id, name)
    elif action == "undo":
        store.undo_last(fact_id, name)
    else:
        before = look(store, fact_id)
        undone = store.undo_last(fact_id, name)
        store.undo_batch(undone.batch, name)
        assert look(store, fact_id) == before
