"""The review queue: what held a number or a date word and gave no fact. Own sentences."""

from __future__ import annotations

import time

from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.extract import extract_facts, find_uncovered
from ingest.records import Document, Metadata

PLAN = Metadata(title="2025年工作要点", kind="工作要点", plan_year=2025)


def document(text: str) -> Document:
    return Document(id="d", source="s.txt", sha256="0", format="txt", text=text)


def test_refused_and_unread_sentences_are_listed_with_a_reason() -> None:
    text = "新建幼儿园3所。\n去年新增学位2400个。\n加强党的建设。\n贯彻《关于加快15项改革的意见》。"
    read = document(text)
    facts = extract_facts(read, (), PLAN)
    queue = find_uncovered(read, (), facts, metadata=PLAN)
    assert [(u.quote, u.reason) for u in queue] == [("去年新增学位2400个", "已完成的成绩或现状")]
    assert all(text[u.start : u.end] == u.quote for u in queue)


PIECES = ["3月份", "，", "。", "900元", "达到", "初中", "（", "）", "《", "》", "“", "”", "由", "提高到", "10%", "、", "年", "\n", "各学校", "召开会议", "：", "1.", "至少", "每年", "的", "分别"]  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_spans_always_slice_to_their_quotes(text: str) -> None:
    read = document(text)
    facts = extract_facts(read, (), PLAN)
    for fact in facts:
        assert text[fact.start : fact.end] == fact.quote
        assert fact.start <= fact.span.start <= fact.span.end <= fact.end
        assert all(0 <= c.start <= c.end <= len(text) for c in fact.context)
    for left in find_uncovered(read, (), facts, metadata=PLAN):
        assert text[left.start : left.end] == left.quote


def test_a_sentence_elsewhere_changes_no_other_fact() -> None:
    text = "新建幼儿园3所。\n9月份，召开教师大会。"
    longer = "加强党的建设，改进作风。\n" + text
    before = extract_facts(document(text), (), PLAN)
    after = extract_facts(document(longer), (), PLAN)
    assert [f.id for f in before] == [f.id for f in after]


def test_time_grows_with_the_length_only() -> None:
    unit = "到2027年，普惠率达到92%以上，新建幼儿园3所；9月份，召开大会（责任单位：办公室）。\n"
    started = time.perf_counter()
    extract_facts(document(unit * 50), (), PLAN)
    short = time.perf_counter() - started
    started = time.perf_counter()
    extract_facts(document(unit * 500), (), PLAN)
    assert time.perf_counter() - started < 25 * max(short, 0.01)
