"""People's edits in the library: applied when read, kept through every reading and version, undone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

import pytest
import sqlalchemy as sa
from store_fakes import EMBEDDER, make_document, make_target, to_version_2
from test_store_states import read

from ingest.errors import SettingsError, UnknownId
from ingest.records import Document, Fact, Metadata, Target, Uncovered
from ingest.settings import Settings
from ingest.store.database import Database
from ingest.store.store import Store

PLAN = ["初中900元", "小学700元", "9月召开现场会", "新增学位两千余个"]


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    with Store.open(settings, EMBEDDER) as opened:
        yield opened
        report = opened.check()
        assert not [p for p in report.problems if "事实" in p], "facts agree with the text"


def put(
    store: Store, lines: Sequence[str], source: str = "计划.txt"
) -> tuple[Document, list[Fact]]:
    """A version; lines that give no fact wait in the review queue."""
    document, chunks = make_document(source, lines)
    facts = read(document)
    waiting = [
        Uncovered(document.id, at, at + len(line), line, (), "未能识别的数字或时间")
        for line in lines
        if not any(f.quote == line for f in facts)
        for at in [document.text.index(line)]
    ]
    vectors = store.vectors_for([c.embed_text for c in chunks])
    store.put(document, Metadata(), (), chunks, vectors, facts, original=None, uncovered=waiting)
    return document, facts


def add_places(store: Store, document: Document, by: str = "王老师") -> Fact:
    start = document.text.index("新增学位")
    fields = {"indicator": "新增学位", "value": "2000", "comparator": "gt", "unit": "个"}
    return store.add_fact(document.id, (start, start + 8), "target", fields, by)


def value(fact: Fact) -> object:
    assert isinstance(fact, Target)
    return fact.value


# --- editing ----------------------------------------------------------------------------------


def test_a_correction_is_read_everywhere_and_the_original_stays_in_the_history(
    settings: Settings,
) -> None:
    with Store.open(settings, EMBEDDER) as store:
        fact = put(store, PLAN)[1][0]
        assert store.facts()[0] == fact
        store.correct(fact.id, {"value": "950", "owner": "财务科"}, "王老师", "原文看错")
    with Store.open(settings, EMBEDDER) as store:
        now = store.fact(fact.id)
        assert (value(now), now.owner, now.quote) == (Decimal(950), "财务科", fact.quote)
        assert store.facts()[0] == now == store.facts(kind="target")[0]
        edit = store.edits()[fact.id]
        assert (edit.origin, edit.by, edit.machine) == ("corrected", "王老师", fact)
        (entry,) = store.history(fact.id)
        assert (entry.event, entry.by, entry.note, entry.machine) == (
            "correct",
            "王老师",
            "原文看错",
            fact,
        )
        assert set(entry.changes) == {("value", "900", "950"), ("owner", "", "财务科")}
        assert store.states()[fact.id].state == "待确认"


def test_corrections_add_up_and_a_field_can_be_given_back(store: Store) -> None:
    fact = put(store, PLAN)[1][0]
    store.correct(fact.id, {"value": "950"}, "甲")
    store.correct(fact.id, {"scope": "初中生"}, "乙")
    assert (value(store.fact(fact.id)), store.fact(fact.id).scope) == (Decimal(950), "初中生")  # type: ignore[union-attr]
    store.correct(fact.id, {"value": "auto"}, "乙")
    assert value(store.fact(fact.id)) == Decimal(900)
    assert store.edits()[fact.id].fields == (("scope", "初中生"),)
    before = store.history(fact.id)
    store.correct(fact.id, {"scope": "初中生"}, "丙")
    assert store.history(fact.id) == before, "what changes nothing is no edit"


def test_what_cannot_be_read_changes_nothing(store: Store) -> None:
    fact = put(store, PLAN)[1][0]
    with pytest.raises(SettingsError, match="目标值"):
        store.correct(fact.id, {"scope": "小学", "value": "很多"})
    with pytest.raises(UnknownId):
        store.correct("unknown", {"value": "1"})
    assert store.facts()[0] == fact and store.edits() == {} and store.history(fact.id) == ()


def test_a_rejected_row_leaves_and_comes_back(store: Store) -> None:
    _, (fact, *others) = put(store, PLAN)
    with pytest.raises(SettingsError, match="理由"):
        store.reject(fact.id, "王老师", " ")
    store.reject(fact.id, "王老师", "这是编号")
    assert list(store.facts()) == others and store.facts(rejected=True)[0] == fact
    assert store.documents()[0].facts == len(others) == store.check().facts
    with pytest.raises(UnknownId, match="驳回"):
        store.fact(fact.id)
    assert store.fact(fact.id, rejected=True) == fact
    with pytest.raises(SettingsError, match="驳回"):
        store.correct(fact.id, {"value": "1"})
    assert store.withdraw(fact.id, "李老师") == "reject"
    assert store.facts()[0] == fact and store.edits() == {}
    assert [(h.event, h.by, h.note) for h in store.history(fact.id)] == [
        ("reject", "王老师", "这是编号"),
        ("withdraw", "李老师", "撤销驳回"),
    ]


def test_withdrawing_goes_back_one_step_at_a_time(store: Store) -> None:
    fact = put(store, PLAN)[1][0]
    store.correct(fact.id, {"value": "950"}, "甲")
    store.reject(fact.id, "甲", "重复")
    assert store.withdraw(fact.id) == "reject" and value(store.fact(fact.id)) == Decimal(950)
    assert store.withdraw(fact.id) == "correct" and store.fact(fact.id) == fact
    assert store.history(fact.id)[-1].changes == (("value", "950", "900"),)
    with pytest.raises(SettingsError, match="无可撤销"):
        store.withdraw(fact.id)


def test_a_state_survives_an_edit_and_shares_its_history(store: Store) -> None:
    fact = put(store, PLAN)[1][0]
    store.set_state(fact.id, "已确认", "甲")
    store.correct(fact.id, {"value": "950"}, "乙")
    store.set_state(fact.id, "已完成", "丙")
    store.withdraw(fact.id, "丁")
    assert store.states()[fact.id].state == "已完成"
    assert [h.event for h in store.history(fact.id)] == ["state", "correct", "state", "withdraw"]


def test_an_added_row_stands_in_its_place_and_leaves_the_queue(store: Store) -> None:
    document, facts = put(store, ["新增学位两千余个", "初中900元"])
    assert [item.quote for item in store.review_queue()] == ["新增学位两千余个"]
    added = add_places(store, document)
    assert list(store.facts()) == [added, *facts], "in the order of the text"
    assert document.text[added.start : added.end] == added.quote == "新增学位两千余个"
    assert store.review_queue() == ()
    assert store.edits()[added.id].origin == "added" and store.documents()[0].facts == 2
    store.set_state(added.id, "进行中", "王老师")
    store.correct(added.id, {"value": "2100"}, "王老师")
    with pytest.raises(SettingsError, match="已经添加过"):
        add_places(store, document)
    assert [store.withdraw(added.id), store.withdraw(added.id)] == ["correct", "add"]
    assert list(store.facts()) == facts and len(store.review_queue()) == 1
    assert [h.event for h in store.history(added.id)] == [
        "add",
        "state",
        "correct",
        "withdraw",
        "withdraw",
    ]
    assert add_places(store, document).id == added.id
    assert len(store.history(added.id)) == 6, "the history goes on"


def test_a_span_outside_the_text_is_refused(store: Store) -> None:
    document, _ = put(store, PLAN)
    for span in [(5, 5), (-1, 3), (0, 999), (9, 3)]:
        with pytest.raises(SettingsError, match="正文"):
            store.add_fact(document.id, span, "target", {"indicator": "x", "value": "1"})
    with pytest.raises(UnknownId):
        store.add_fact("unknown", (0, 3), "target", {"indicator": "x", "value": "1"})


# --- later readings ---------------------------------------------------------------------------


def test_edits_survive_reading_the_same_document_again(store: Store) -> None:
    document, facts = put(store, PLAN)
    store.correct(facts[0].id, {"value": "950"}, "甲")
    store.reject(facts[1].id, "甲", "重复")
    added = add_places(store, document)
    shown = store.facts()
    put(store, PLAN)
    assert store.facts() == shown
    store.update_metadata(document.id, Metadata(plan_year=2026), facts=facts, uncovered=())
    store.rebuild()
    assert store.facts() == shown and store.edits()[added.id].origin == "added"
    assert all(not row.flag for row in store.states().values())


def test_edits_follow_into_a_new_version(store: Store) -> None:
    document, facts = put(store, PLAN)
    store.correct(facts[0].id, {"scope": "初中生"}, "甲")
    store.reject(facts[2].id, "甲", "已取消")
    added = add_places(store, document)
    put(store, ["新的一段", *PLAN])
    shown = {f.quote: f for f in store.facts()}
    assert set(shown) == {"初中900元", "小学700元", "新增学位两千余个"}
    assert shown["初中900元"].scope == "初中生"  # type: ignore[union-attr]
    moved = shown["新增学位两千余个"]
    assert moved.id == added.id and moved.start == added.start + 5
    assert moved.document_id != added.document_id
    assert all(not row.flag for row in store.states().values())
    assert [i.quote for i in store.review_queue()] == ["新的一段"]


def test_what_the_machine_reads_anew_flags_the_edit_and_keeps_it(store: Store) -> None:
    _, facts = put(store, PLAN)
    store.correct(facts[0].id, {"value": "950"}, "甲")
    store.reject(facts[1].id, "甲", "重复")
    _, new = put(store, ["初中930元", "小学720元"])
    junior, primary = new
    assert value(store.fact(junior.id)) == Decimal(950)
    assert store.states()[junior.id].flag == "原文已变化（值已变化：900元→930元），请核对人工更正"
    assert "请核对人工驳回" in store.states()[primary.id].flag
    waiting = {i.fact_id: i for i in store.review_queue()}
    assert {i.kind for i in waiting.values()} == {"changed"} and set(waiting) == {
        junior.id,
        primary.id,
    }
    assert [h.event for h in store.history(junior.id)] == ["correct", "state"]
    store.settle(junior.id, "乙", "更正仍然对")
    assert [i.fact_id for i in store.review_queue()] == [primary.id]
    store.unsettle(junior.id, "乙")
    assert len(store.review_queue()) == 2
    store.withdraw(junior.id, "乙")
    assert value(store.fact(junior.id)) == Decimal(930) and not store.states()[junior.id].flag


def test_an_edit_finds_its_words_when_the_program_reads_them_otherwise(store: Store) -> None:
    """Rules get better: the same text is read again and gives another id, indicator or scope."""
    document, facts = put(store, PLAN)
    store.correct(facts[0].id, {"owner": "财务科"}, "甲")
    store.set_state(facts[1].id, "已确认", "甲")
    better = [
        replace(facts[0], id="new0", indicator="小学和初中教师工资", scope=""),
        replace(facts[1], id="new1", indicator="学校", scope="全区"),
        facts[2],
    ]
    store.update_metadata(document.id, Metadata(plan_year=2026), facts=better, uncovered=())
    assert store.fact("new0").owner == "财务科" and store.edits()["new0"].machine == better[0]
    assert store.states()["new1"].state == "已确认" and store.vanished() == ()


def test_an_edit_finds_what_the_program_has_learned_from_it(store: Store) -> None:
    _, facts = put(store, ["初中900元", "小学700元"])
    store.correct(facts[0].id, {"indicator": "教师工资", "scope": "全区"}, "甲")
    document, chunks = make_document("计划.txt", ["全区教师工资900元", "小学700元"])
    learned = make_target(document, "全区教师工资900元", "900元", "900", "全区")
    learned = replace(learned, indicator="教师工资")
    vectors = store.vectors_for([c.embed_text for c in chunks])
    store.put(document, Metadata(), (), chunks, vectors, [learned], original=None)
    assert store.edits()[learned.id].origin == "corrected" and store.vanished() == ()
    assert store.states()[learned.id].flag == ""


def test_an_edited_row_that_vanishes_is_shown_until_a_person_has_looked(store: Store) -> None:
    document, facts = put(store, PLAN)
    store.correct(facts[0].id, {"value": "950"}, "甲")
    added = add_places(store, document)
    put(store, ["小学700元"])
    assert {v.fact.id: v.origin for v in store.vanished()} == {
        facts[0].id: "corrected",
        added.id: "added",
    }
    assert value(next(v.fact for v in store.vanished() if v.origin == "corrected")) == Decimal(950)
    items = store.review_queue()
    assert {(i.kind, i.fact_id, i.document_id) for i in items} == {
        ("vanished", facts[0].id, document.id),
        ("vanished", added.id, document.id),
    }
    assert "没有这一条" in items[0].reason
    put(store, ["小学700元", "别的"])
    assert len(store.vanished()) == 2, "a second version does not lose them"
    store.settle(facts[0].id, "乙")
    assert [v.fact.id for v in store.vanished()] == [added.id]
    put(store, PLAN)
    assert store.vanished() == ()
    assert {f.quote for f in store.facts()} == set(PLAN), "what comes back comes back with its edit"
    assert value(store.fact(facts[0].id)) == Decimal(950)


def test_a_vanished_row_that_was_added_can_be_withdrawn(store: Store) -> None:
    document, _ = put(store, PLAN)
    added = add_places(store, document)
    put(store, ["小学700元"])
    assert store.withdraw(added.id, "乙") == "add"
    assert store.vanished() == () and store.history(added.id)[-1].by == "乙"


def test_an_added_row_is_found_through_another_line_break(store: Store) -> None:
    document, _ = put(store, ["一", "新增学位两千余个"])
    added = add_places(store, document)
    put(store, ["一", "二", "新增学位", "两千余个"])
    moved = store.fact(added.id)
    assert moved.quote == "新增学位\n两千余个" and moved.start > added.start


def test_an_added_row_that_the_program_learns_to_read_is_flagged(store: Store) -> None:
    document, _ = put(store, ["初中900元"])
    store.add_fact(
        document.id, (2, 6), "target", {"indicator": "经费", "value": "900", "unit": "元"}, "甲"
    )
    put(store, ["前言", "初中900元"])
    flags = [row.flag for row in store.states().values() if row.flag]
    assert flags == ["程序现在也能识别这一处，请核对是否重复"] and len(store.facts()) == 2


def test_removing_a_document_drops_its_edits_and_the_history_says_so(store: Store) -> None:
    document, facts = put(store, PLAN)
    store.correct(facts[0].id, {"value": "950"}, "甲")
    store.settle(store.review_queue()[0].id, "甲")
    added = add_places(store, document)
    store.remove(document.id)
    assert store.edits() == {} and store.facts() == () and store.review_queue(settled=True) == ()
    for fact in (facts[0], added):
        assert "移出资料库" in store.history(fact.id)[-1].note
    assert store.history(facts[0].id)[0].machine == facts[0]
    put(store, PLAN)
    assert value(store.facts()[0]) == Decimal(900) and store.states() == {}
    assert len(store.review_queue()) == 1, "settled was the sentence of the removed document"


def test_the_edits_of_another_document_are_left_alone(store: Store) -> None:
    _, one = put(store, PLAN, "一.txt")
    document, two = put(store, PLAN, "二.txt")
    store.correct(one[0].id, {"value": "950"})
    store.reject(two[0].id, "甲", "重复")
    store.remove(document.id)
    assert value(store.facts()[0]) == Decimal(950) and len(store.facts()) == len(one)


# --- the review queue -------------------------------------------------------------------------


def test_a_settled_sentence_stays_settled_in_every_version_that_says_it(store: Store) -> None:
    put(store, PLAN)
    (item,) = store.review_queue()
    assert (item.kind, item.reason, item.source) == ("sentence", "未能识别的数字或时间", "计划.txt")
    store.settle(item.id, "王老师", "不是任务")
    assert store.review_queue() == ()
    (shown,) = store.review_queue(settled=True)
    assert (shown.settled_by, shown.note, bool(shown.settled_at)) == ("王老师", "不是任务", True)
    put(store, ["前言一段", *PLAN])
    assert [i.quote for i in store.review_queue()] == ["前言一段"]
    store.unsettle(item.id, "李老师")
    assert [i.quote for i in store.review_queue()] == ["前言一段", "新增学位两千余个"]
    assert [(h.event, h.by) for h in store.history(item.id)] == [
        ("settle", "王老师"),
        ("unsettle", "李老师"),
    ]
    for unknown in (store.settle, store.unsettle):
        with pytest.raises(UnknownId, match="待核对"):
            unknown("unknown")


def test_another_number_is_another_sentence(store: Store) -> None:
    put(store, ["约占1.5成"])
    store.settle(store.review_queue()[0].id)
    put(store, ["约占15成"])
    assert len(store.review_queue()) == 1


def test_a_library_of_the_second_version_keeps_all_and_gets_a_queue(settings: Settings) -> None:
    with Store.open(settings, EMBEDDER) as store:
        document, facts = put(store, PLAN)
        store.set_state(facts[0].id, "已确认", "甲", "看过")
    database = Database(settings)
    with database.write() as connection:
        to_version_2(connection)
    with database.read() as connection:
        assert not sa.inspect(connection).has_table("edits")
    database.close()
    with Store.open(settings, EMBEDDER) as store:
        assert list(store.facts()) == facts
        assert [(h.state, h.by, h.note, h.event) for h in store.history(facts[0].id)] == [
            ("已确认", "甲", "看过", "state")
        ]
        assert store.not_looked_through() == (document.id,) and store.review_queue() == ()
        store.put_uncovered(document.id, [Uncovered(document.id, 0, 2, "初中", (), "为什么")])
        assert store.not_looked_through() == () and len(store.review_queue()) == 1
        store.correct(facts[0].id, {"value": "950"}, "乙")
        assert store.states()[facts[0].id].state == "已确认"
        assert [h.event for h in store.history(facts[0].id)] == ["state", "correct"]


def test_names_and_notes_that_no_database_can_hold_are_cleaned(store: Store) -> None:
    _, facts = put(store, PLAN)
    store.correct(facts[0].id, {"value": "950"}, by="王\ud800老师", note="见\x00勘误")
    edit = store.edits()[facts[0].id]
    assert (edit.by, edit.note) == ("王老师", "见勘误")


def test_an_id_of_an_older_version_names_the_one_the_row_has_now(store: Store) -> None:
    _, facts = put(store, PLAN)
    old = facts[0].id
    store.correct(old, {"value": "950"})
    put(store, ["前言", *PLAN])
    (now,) = store.edits()
    assert now != old
    for use in (store.fact, lambda one: store.correct(one, {"value": "960"})):
        with pytest.raises(UnknownId) as caught:
            use(old)
        assert now in caught.value.remedy
