"""The checklist tab without a browser: what a form writes, who may, what is escaped, what the queue does."""

from __future__ import annotations

from typing import Any

import gradio as gr
import pytest

from assistant import PolicyAssistant
from assistant.records import REJECTED, ChecklistRow
from assistant.ui.checklist import details, fact_form
from assistant.ui.checklist.correcting import NOTHING
from assistant.ui.checklist.handlers import Rows
from assistant.ui.checklist.view import View
from assistant.ui.page import Workshop
from assistant.ui.review import card as review_card
from assistant.ui.review.handlers import CLOSED, Reviewing, address
from assistant.ui.strings.words import TEXT, Words
from ingest import fact_edits

ZH = Words("zh")
ALL = View(quick="all", size=100)
"""No filter set."""
BAD = "<img src=x onerror=alert(1)>"


def workshop(may: bool = True) -> Workshop:
    nothing: Any = None
    return Workshop(
        nothing, nothing, nothing, nothing, may_edit=lambda typed: may, needs_password=not may
    )


@pytest.fixture
def rows(county: PolicyAssistant) -> Rows:
    return Rows(county, workshop(), ZH)


@pytest.fixture
def queue(county: PolicyAssistant) -> Reviewing:
    return Reviewing(county, workshop(), ZH)


def row(county: PolicyAssistant, words: str) -> ChecklistRow:
    return next(r for r in county.checklist(rejected=True) if words in r.fact.quote)


def listed(rows: Rows, view: View) -> list[str]:
    """The fact ids of a view, in order."""
    return [row.fact_id for row, _ in rows.listed(view).shown.pairs]


def form(fields: dict[str, str], **typed: str) -> list[str]:
    """The boxes as they stand, with these values typed over."""
    return [{**fields, **typed}.get(field, "") for field in fact_form.FIELDS]


def edit(rows: Rows, words: str, **typed: str) -> None:
    found = row(rows.assistant, words)
    fields = fact_edits.written(found.fact)
    shown = (found.fact_id, found.fact.kind, fields)
    rows.correcting.save(shown, " 王老师 ", "核对过", "", *form(fields, **typed))


def test_the_form_writes_what_was_changed_and_nothing_else(rows: Rows) -> None:
    edit(rows, "初中940元", value="950", owner="财务科")
    found = row(rows.assistant, "初中940元")
    assert dict(rows.assistant.edits()[found.fact_id].fields).keys() == {"value", "owner"}
    assert (found.edited_by, found.origin) == ("王老师", "corrected")
    before = rows.assistant.history(found.fact_id)
    edit(rows, "初中940元")
    assert rows.assistant.history(found.fact_id) == before
    rows.correcting.save(NOTHING, "", "", "", *form({}))


def test_a_value_that_cannot_be_read_is_an_error_that_names_it(rows: Rows) -> None:
    with pytest.raises(gr.Error, match="目标值"):
        edit(rows, "初中940元", value="很多")
    with pytest.raises(gr.Error, match="理由"):
        rows.correcting.reject(
            (row(rows.assistant, "初中940元").fact_id, "target", {}), "", " ", ""
        )
    assert rows.assistant.edits() == {}


def test_a_rejected_row_is_found_under_its_state_and_restored(rows: Rows) -> None:
    fact_id = row(rows.assistant, "初中940元").fact_id
    rows.correcting.reject((fact_id, "target", {}), "王老师", "重复", "")
    assert fact_id not in listed(rows, ALL)
    only = ALL.changed({"state": REJECTED})
    assert listed(rows, only) == [fact_id] and "已驳回" in rows.draw(True, only)[3]
    opened = rows.opened(True, fact_id)
    assert "已驳回" in opened[0] and "重复" in opened[0] and "data-state" not in opened[0]
    undo = opened[2 + 5]
    assert undo["visible"] and "撤销驳回" in undo["value"]
    rows.correcting.withdraw((fact_id, "target", {}), "李老师", "")
    assert fact_id in listed(rows, ALL)
    assert rows.opened(True, "gone")[0] == ""


def test_the_card_shows_whose_reading_it_is_and_what_the_program_had_read(rows: Rows) -> None:
    edit(rows, "初中940元", value="950", scope=BAD)
    found = row(rows.assistant, "初中940元")
    html = rows.opened(True, found.fact_id)[0]
    assert (
        "人工更正" in html
        and "940 → 950" in html
        and "程序原来读作：初中生均公用经费 940元" in html
    )
    assert "现在记作" in html and "<img" not in html and "&lt;img" in html
    assert "人工更正" in rows.draw(True, ALL.changed({"search": "940"}))[3]
    machine = row(rows.assistant, "小学720元")
    assert "badge" not in details.card(machine, (), ZH) and "现在记作" not in details.card(
        machine, (), ZH
    )


def test_from_another_machine_every_edit_needs_the_password(county: PolicyAssistant) -> None:
    rows, queue = Rows(county, workshop(False), ZH), Reviewing(county, workshop(False), ZH)
    found = row(county, "初中940元")
    shown = (found.fact_id, "target", fact_edits.written(found.fact))
    chosen = address(county.review_queue()[0])
    for call in (
        lambda: rows.correcting.save(shown, "", "", "x", *form(shown[2], value="1")),
        lambda: rows.correcting.reject(shown, "", "重复", "x"),
        lambda: rows.correcting.withdraw(shown, "", "x"),
        lambda: queue.settle(chosen, "", "", "x"),
        lambda: queue.unsettle(chosen, "", "", "x"),
        lambda: queue.withdraw(chosen, "", "", "x"),
        lambda: queue.settle_bulk((), "", "x"),
        lambda: queue.unsettle_bulk((), "", "x"),
        lambda: queue.save((chosen, "target"), "", "", "x", *form({}, indicator="a", value="1")),
    ):
        with pytest.raises(gr.Error, match="口令"):
            call()
    assert county.edits() == {}


def test_boxes_follow_kind_and_comparator() -> None:
    def shown(kind: str, comparator: str) -> set[str]:
        updates = fact_form.filled(kind, {"comparator": comparator})
        return {f for f, update in zip(fact_form.FIELDS, updates, strict=True) if update["visible"]}

    assert shown("deadline", "eq") == {"action", "time", "time_lo", "time_hi", "owner"}
    assert {"value", "unit"} <= shown("target", "eq") and not {"lo", "hi", "value_from"} & shown(
        "target", "eq"
    )
    assert {"lo", "hi"} <= shown("target", "range") and "value" not in shown("target", "range")
    assert "value_from" in shown("target", "from_to")
    assert [update["visible"] for update in fact_form.by_comparator("range")] == [
        False,
        False,
        True,
        True,
    ]
    assert all(f"fact_{field}" in TEXT for field in fact_form.FIELDS)
    assert all(f"comparator_{name}" in TEXT for name in fact_edits.COMPARATORS)


# --- the review queue -------------------------------------------------------------------------


def test_a_sentence_is_added_from_the_form(queue: Reviewing) -> None:
    item = next(i for i in queue.items() if "出发前10日" in i.quote)
    chosen = address(item)
    opened = queue.open(chosen)
    assert item.quote in opened[0] and "条件或计量的基数" in opened[0] and "/view?" in opened[0]
    visible = dict(zip(review_card.ACTIONS, (u["visible"] for u in opened[2:8]), strict=True))
    assert visible == {
        "target": True,
        "deadline": True,
        "settle": True,
        "unsettle": False,
        "withdraw": False,
        "accept": False,
    }
    shown, title, adding, *boxes = queue.opener("deadline")(chosen)
    assert shown["visible"] and "时间节点" in title and adding == (chosen, "deadline")
    filled = {f: b["value"] for f, b in zip(fact_form.FIELDS, boxes, strict=True)}
    assert filled["action"] == item.quote and filled["owner"] == ""
    with pytest.raises(gr.Error, match="时间"):
        queue.save(adding, "", "", "", *form(filled))
    queue.save(adding, "王老师", "", "", *form(filled, time="出发前10日"))
    added = row(queue.assistant, "出发前10日")
    assert (added.origin, added.edited_by) == ("added", "王老师")
    table, picked = queue.show("", "all", "", False)[0], queue.open(chosen)
    assert (
        item.quote not in {cells[1] for cells in table} and picked[0] == "" and picked[-1] == CLOSED
    )


def test_a_sentence_is_settled_and_restored(queue: Reviewing) -> None:
    before = queue.show("", "all", "", False)[0]
    chosen = before[0][3]
    queue.settle(chosen, "王老师", "不是任务", "")
    after, said = queue.show("", "all", "", False)[:2]
    assert len(after) == len(before) - 1 and str(len(after)) in said
    assert queue.show("", "all", "", True)[0][0][2] == "已处理：无需列入"
    opened = queue.open(chosen)
    assert "王老师 不是任务" in opened[0]
    assert [u["visible"] for u in opened[2:8]] == [False, False, False, True, False, False]
    queue.unsettle(chosen, "", "", "")
    assert queue.show("", "all", "", False)[0] == before


def test_the_queue_of_one_document(queue: Reviewing) -> None:
    choices = queue.refresh("", "all", "", False)[0]["choices"]
    source = choices[1][1]
    only = queue.show(source, "all", "", False)[0]
    assert only and {i.source for i in queue.items(source)} == {source}
    assert len(only) < len(queue.show("", "all", "", False)[0])


def test_what_a_person_has_to_decide_comes_first(queue: Reviewing) -> None:
    items = queue.items()
    rows, _, verdict, *_ = queue.show("", "unsure", "", False)
    assert [r[1] for r in rows] == [i.quote for i in items if not i.sure]
    sure = [i for i in items if i.sure]
    assert sure and [r[1] for r in queue.show("", "sure", "", False)[0]] == [i.quote for i in sure]
    labels = {name: label for label, name in verdict["choices"]}
    assert str(len(items) - len(sure)) in labels["unsure"] and str(len(sure)) in labels["sure"]


def test_reasons_are_offered_with_their_counts(queue: Reviewing) -> None:
    item = queue.items()[0]
    same = [i for i in queue.items() if i.reason == item.reason]
    rows, _, _, reason, *_ = queue.show("", "all", item.reason, False)
    assert [r[1] for r in rows] == [i.quote for i in same]
    assert (f"{item.reason}（{len(same)}）", item.reason) in reason["choices"]
    # a reason that the other class does not have is let go
    other = "unsure" if item.sure else "sure"
    assert queue.show("", other, item.reason, False)[3]["value"] == ""


def test_all_rows_of_one_reason_and_document_are_settled_and_taken_back(queue: Reviewing) -> None:
    item = queue.items()[0]
    filters = (item.source, "all", item.reason, False)
    before = queue.show(*filters)
    assert before[4]["visible"]
    assert not queue.show("", "all", item.reason, False)[4]["visible"]
    assert not queue.show(item.source, "all", "", False)[4]["visible"]
    question, said, ids = queue.ask_bulk(*filters)
    assert question["visible"] and str(len(ids)) in said and item.reason in said
    others = [i for i in queue.items() if i.id not in ids]
    done, undo = queue.settle_bulk(ids, "王老师", "")
    assert undo["visible"] and list(queue.items()) == others
    settled = [i for i in queue.items(settled=True) if i.id in ids]
    assert {(i.settled_by, bool(i.settled_at)) for i in settled} == {("王老师", True)}
    assert {e.event for i in ids for e in queue.assistant.history(i)} == {"settle"}
    done, undo = queue.unsettle_bulk(done, "李老师", "")
    assert done == () and not undo["visible"] and queue.show(*filters)[0] == before[0]
