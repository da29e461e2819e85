"""The review queue: what held a number or a date word and gave no fact. Own sentences."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.extract import extract_all, extract_facts, find_uncovered
from ingest.reasons import EMPTY_ROW, ROSTER, VERDICTS, is_sure, verdict
from ingest.records import Document, Metadata, Paragraph, Span, Table, TableCell

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
    extract_facts(document(unit), (), PLAN)  # patterns are compiled once

    def seconds(times: int) -> float:
        """Processor time of the quickest of three: another process must not slow it."""
        taken = []
        for _ in range(3):
            started = time.process_time()
            extract_facts(document(unit * times), (), PLAN)
            taken.append(time.process_time() - started)
        return min(taken)

    assert seconds(500) < 25 * max(seconds(50), 0.01)


# --- what waits and what does not -------------------------------------------------------------


def queue_of(text: str, metadata: Metadata = PLAN) -> list[tuple[str, str]]:
    read = document(text)
    return [(u.quote, u.reason) for u in extract_all(read, (), metadata)[1]]


@pytest.mark.parametrize(
    "noise",
    [
        "培育一批特色学校",
        "学生申诉办法………………147",
        "2积极探索美育活动形式",
        "2.2轻型表现",
        "消毒后应当符合GB 18466-2005的要求",
        "佩戴N95口罩",
        "休学期间保留学籍",
        "做好“八五”普法工作",
        "——2026年1月27日在青禾区第一届人民代表大会第六次会议上",
        "深入落实中央八项规定精神",
        "坚决做到“两个维护”",
        "按照规划纲要（2010-2020年）要求推进美育",
    ],
)
def test_numbers_that_are_none_do_not_wait(noise: str) -> None:
    assert queue_of(noise) == []


@pytest.mark.parametrize(
    ("task", "reason"),
    [
        ("各县要力争创建一个校外活动场所", "泛指的“一”"),
        ("晚自习结束时间不晚于20:30", "未能识别的数字或时间"),
        ("使每一名学生掌握一项技能，每校一案", None),
        ("伙食费据实收取，按月公布", "时间后没有任务"),
    ],
)
def test_what_may_be_a_task_waits(task: str, reason: str | None) -> None:
    read = document(task + "。")
    facts, left = extract_all(read, (), PLAN)
    assert facts or [u.reason for u in left] == [reason]


def test_a_clause_without_a_fact_waits_beside_one_that_gave_one() -> None:
    text = "民办园保教费每生每月不超过800元，伙食费大约是去年的3倍。"
    facts, left = extract_all(document(text), (), PLAN)
    assert [f.quote for f in facts] == ["民办园保教费每生每月不超过800元"]
    assert [u.quote for u in left] == ["伙食费大约是去年的3倍"]


def test_the_doubtful_number_speaks_for_its_sentence() -> None:
    ((_, reason),) = queue_of("年满18周岁的志愿者结束服务时间不晚于20:30。")
    assert not is_sure(reason) and verdict(reason) == "unsure"
    ((_, reason),) = queue_of("不满18周岁的未成年人除外。")
    assert reason == "年龄" and is_sure(reason)


def test_a_reason_that_nobody_listed_is_for_a_person() -> None:
    assert not is_sure("一种新的原因")
    assert set(VERDICTS.values()) == {"unsure", "sure", "silent"}


# --- tables -----------------------------------------------------------------------------------


def tabled(rows: list[list[str]], caption: str = "") -> Document:
    """A document that is one table, its cells joined by tabs."""
    text, cells, at = caption + "\n" if caption else "", [], 0
    start = len(text)
    for row, words in enumerate(rows):
        for column, word in enumerate(words):
            at = len(text)
            text += word
            cells.append(TableCell(row, column, at, at + len(word)))
            text += "\n" if column == len(words) - 1 else "\t"
    head = Span(0, len(caption)) if caption else None
    table = Table(start, len(text) - 1, tuple(cells), 1, head)
    rows_of = [Paragraph(0, len(caption), "text")] if caption else []
    return Document(
        id="d", source="s.docx", sha256="0", format="docx", text=text, tables=(table,),
        paragraphs=(*rows_of, Paragraph(start, len(text) - 1, "row")),
    )  # fmt: skip


def test_a_row_of_a_read_table_that_gave_nothing_waits() -> None:
    read = tabled(
        [
            ["指标", "2025年目标"],
            ["普惠率", "92%"],
            ["新建幼儿园", "3所"],
            ["其他", "17:30"],
        ]
    )
    facts, left = extract_all(read, (), PLAN)
    assert len(facts) == 2
    assert [(u.quote, u.reason) for u in left] == [("其他\t17:30", EMPTY_ROW)]


def test_a_table_that_gave_nothing_waits_as_one() -> None:
    rows = [["姓名", "联系电话", "得票"], ["甲", "12345678", "12"], ["乙", "12345679", "15"]]
    facts, left = extract_all(tabled(rows, "推荐人选名单"), (), PLAN)
    assert not facts
    assert [(u.quote, u.reason) for u in left] == [("推荐人选名单", ROSTER)]


def test_a_table_of_words_does_not_wait() -> None:
    rows = [["姓名", "学校"], ["甲", "第一中学"], ["乙", "青禾小学"]]
    assert extract_all(tabled(rows), (), PLAN) == ((), ())


def test_a_number_alone_on_its_line_waits_with_the_line_above() -> None:
    text = "名额\n青禾一中\n5\n青禾二中\n7"
    left = extract_all(document(text), (), PLAN)[1]
    assert [u.quote for u in left] == ["青禾一中\n5", "青禾二中\n7"]
    assert extract_all(document("青禾一中\n1\n青禾二中\n2"), (), PLAN)[1] == ()
