"""The metrics of answers, each on an answer that is right and on one that only looks so."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from eval import metrics, report
from eval.outcomes import Outcome, Passage, Run
from eval.questions import Gold, Question, Value, load_all
from eval.support import citation_support
from ingest.errors import SettingsError
from ingest.records import PartialDate


def asked(*values: Value, **more: object) -> Question:
    return Question("q", "？", "open", values=values, **more)  # type: ignore[arg-type]


def said(text: str, *cited: Passage, mode: str = "extractive") -> Outcome:
    return Outcome("q", mode, text, citations=cited)


# --- values -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "value, unit, text, right",
    [
        ("900", "元", "生均900元", 1),
        ("900", "元", "每生每年900元", 1),
        ("3", "万元", "补助30000元", 1),
        ("80000000", "元", "投入7000多万元", 0),
        ("70000000", "元", "投入7000多万元", 1),
        ("6", "岁", "3至6周岁", 1),
        ("2", "%", "提高2个百分点", 0),
        ("30", "人", "培训30人次", 0),
        ("30", "人", "选派30名教师", 1),
        ("2", "课时/周", "每周2课时", 1),
        ("2", "课时/周", "每学期2课时", 0),
        ("4", "节", "每周不少于4节课", 1),
        ("6", "个", "不少于6个月", 0),
    ],
)
def test_numbers_count_with_their_unit(value: str, unit: str, text: str, right: int) -> None:
    question = asked(Value("number", number=Decimal(value), unit=unit))
    assert metrics.numbers_right(question, said(text)) == right


@pytest.mark.parametrize(
    "lo, hi, text, right",
    [
        (None, "2026-09-30", "2026年9月底前完成", 1),
        (None, "2026-09-30", "截止日期是2026年9月30日", 1),
        (None, "2026-09-30", "2026年9月完成", 0),
        ("2026-09-01", "2026-09-30", "9月开展", 1),
        ("2026-09-01", "2026-09-30", "9月底前开展", 0),
        ("2026-01-01", None, "自2026年1月1日起施行", 1),
        ("2026-01-01", None, "自2025年1月1日起施行", 0),
        ("2026-01-01", "2026-01-01", "自2026年1月1日起施行", 1),
        ("2026-01-01", "2026-01-01", "2026年1月施行", 0),
    ],
)
def test_dates_count_with_their_ends(lo: str | None, hi: str | None, text: str, right: int) -> None:
    ends = [PartialDate.parse(day) if day else None for day in (lo, hi)]
    question = asked(Value("date", lo=ends[0], hi=ends[1]))
    assert metrics.dates_right(question, said(text)) == right


LIST = Value(
    "list", items=(("召开现场会", "开现场会"), ("完成培训",)), complete=True, also=(("报送总结",),)
)


def test_a_list_counts_by_rows_held_and_by_rows_that_belong() -> None:
    text = "共 4 项：\n1. 9月：开现场会[1]\n2. 报送总结[2]\n3. 采购桌椅[3]\n4. 召开现场会（续）[4]"
    question, outcome = asked(LIST), said(text)
    assert metrics.list_recall(question, outcome) == 0.5
    assert metrics.rows_whole(question, outcome) == 0.0
    assert metrics.list_precision(question, outcome) == 0.75
    whole = said("1. 召开现场会[1]\n2. 完成培训[2]")
    assert metrics.rows_whole(question, whole) == metrics.list_precision(question, whole) == 1.0


def test_precision_of_a_list_needs_a_whole_gold_list_and_rows() -> None:
    part = asked(Value("list", items=(("召开现场会",),)))
    assert metrics.list_precision(part, said("1. 采购桌椅[1]")) is None
    assert metrics.list_precision(asked(LIST), said("召开现场会，完成培训[1]")) is None
    assert metrics.list_precision(asked(LIST), Outcome("q", error="crash")) == 0.0


def test_without_numbered_lines_the_rows_of_the_table_count() -> None:
    outcome = Outcome("q", "structured", "见表。", rows=("9月 开现场会", "采购桌椅"))
    assert metrics.list_precision(asked(LIST), outcome) == 0.5


# --- refusals ---------------------------------------------------------------------------------


def test_refusals_are_told_apart() -> None:
    held, absent = asked(), asked(answerable=False, notes="absent")
    near = asked(answerable=False, notes="near-miss")
    refusal, answer = said("没有查到", mode="refused"), said("900元[1]")
    assert metrics.wrongly_refused(held, refusal) == 1.0
    assert metrics.wrongly_refused(held, answer) == 0.0
    assert metrics.wrongly_refused(near, refusal) is None
    assert metrics.refused_right(near, refusal) == metrics.refused_right(absent, refusal) == 1.0
    assert metrics.near_miss_refused(near, answer) == 0.0
    assert metrics.near_miss_refused(absent, answer) is None


def test_an_ambiguous_question_is_asked_back_or_answered_for_two_documents() -> None:
    values = (
        Value("number", number=Decimal(900), unit="元"),
        Value("number", number=Decimal(850), unit="元"),
    )
    gold = ((Gold("甲.txt", "标准为900元"),), (Gold("乙.txt", "标准为850元"),))
    question = asked(*values, ambiguous=True, gold=gold)
    both = said("甲：900元[1]\n乙：850元[2]")
    cited = said(
        "两地不同[1][2]", Passage("甲.txt", "标准为900元"), Passage("乙.txt", "标准为850元")
    )
    options = Outcome("q", "clarify", "请选择", options=("甲的标准是多少？", "乙的标准是多少？"))
    for right in (both, cited, options):
        assert metrics.ambiguous_right(question, right) == metrics.correct(question, right) == 1.0
    for wrong in (
        said("900元[1]"),
        Outcome("q", "clarify", "请选择"),
        said("没有", mode="refused"),
    ):
        assert metrics.ambiguous_right(question, wrong) == metrics.correct(question, wrong) == 0.0
    assert metrics.refusal(question, options) is metrics.key_facts(question, both) is None
    assert metrics.wrongly_refused(question, said("没有", mode="refused")) == 1.0


# --- support ----------------------------------------------------------------------------------

CITED = Passage(
    "标准.pdf",
    "初中生均 900 元、小学生均不低于 700 元，9月底前落实",
    1,
    "一、经费标准\n《2026年经费通知》",
)


@pytest.mark.parametrize(
    "text",
    [
        "初中生均900元[1]。",
        "1. 2026年9月底前，初中生均九百元[1]",
        "经费标准：小学生均不低于700元[1]",
        "共 2 项：\n《2026年经费通知》\n1. 初中生均900元[1]\n2. 小学生均不低于700元——《2026年经费通知》[1]",
    ],
)
def test_what_is_borne_out(text: str) -> None:
    assert citation_support(asked(), said(text, CITED)) == 1.0


@pytest.mark.parametrize(
    "text",
    [
        "初中生均950元[1]。",  # another number
        "初中生均900人[1]",  # another unit
        "小学生均不超过700元[1]",  # another comparator
        "小学生均700元[1]",  # the comparator left out
        "2025年9月底前，初中生均900元[1]",  # another year
        "9月，初中生均900元[1]",  # a time less open than the source's
        "初中生均900元，由各校自行决定并报批[1]",  # words of no source
        "初中生均900元[2]",  # no such citation
        "初中生均900元，小学生均700元。",  # no mark
    ],
)
def test_what_is_not_borne_out(text: str) -> None:
    assert citation_support(asked(), said(text, CITED)) == 0.0


def test_each_line_counts_and_a_refusal_states_nothing() -> None:
    half = said("初中生均900元[1]。\n高中生均1200元[1]。", CITED)
    assert citation_support(asked(), half) == 0.5
    assert citation_support(asked(), said("库中没有。[1]", CITED, mode="refused")) is None
    assert citation_support(asked(), Outcome("q", error="crash")) == 0.0


def test_lines_of_one_quote_lean_on_the_mark_below_them() -> None:
    quote = Passage(
        "办法.txt", "第三条 下列情形免收费用：\n（一）家庭经济困难的；\n（二）孤儿。", 1
    )
    text = "第三条 下列情形免收费用：\n（一）家庭经济困难的；\n（二）孤儿。[1]"
    assert citation_support(asked(), said(text, quote)) == 1.0
    invented = text.replace("家庭经济困难的", "父母双方均在外地务工的")
    assert citation_support(asked(), said(invented, quote)) == 0.5


def test_a_question_said_again_and_what_a_refused_part_shows_claim_nothing() -> None:
    question = Question("q", "初中生均多少？另外食堂补贴怎么发", "multi")
    text = (
        "一、初中生均多少\n初中生均900元[1]。\n"
        "二、食堂补贴怎么发\n库中的文件没有写到。\n最接近的内容：[1]"
    )
    assert citation_support(question, said(text, CITED)) == 1.0
    invented = text.replace("库中的文件没有写到。", "食堂补贴由各校自行发放。")
    assert citation_support(question, said(invented, CITED)) == 0.5


@pytest.mark.parametrize(
    "text, right",
    [
        ("初中比小学高200元（计算：900−700）[1][2]", 1),
        ("合计1600元（计算）[1][2]", 1),
        ("合计1500元（计算）[1][2]", 0),
        ("初中和小学共1600元[1][2]", 0),  # nobody says that it is computed
        ("合计1600元（计算）[1]", 0),  # an operand is not cited
    ],
)
def test_a_computed_value_needs_its_operands(text: str, right: int) -> None:
    first, second = (
        Passage("甲.txt", f"{school}生均{value}元", n, "比小学高")
        for n, (school, value) in enumerate((("初中", 900), ("小学", 700)), 1)
    )
    assert citation_support(asked(), said(text, first, second)) == right


# --- the report -------------------------------------------------------------------------------


def test_length_counts_answers_without_their_marks() -> None:
    short, wall = said("九百元[1][2]"), said("字" * 401 + "[1]")
    assert metrics.length(asked(), short) == 3
    assert metrics.length(asked(), said("没有", mode="refused")) is None
    assert (metrics.wall(asked(), short), metrics.wall(asked(), wall)) == (0.0, 1.0)


def test_the_report_groups_and_hides_what_is_held_out() -> None:
    questions = [
        Question("d", "问甲", "number", notes="colloquial"),
        Question("h", "问乙", "date", split="held-out", library="real", notes="自由文字"),
    ]
    scored = report.score(questions, Run({}, (Outcome("d", "refused", "没有"),)), Run({}, ()))
    figures = report.summary(scored, intervals=True)
    assert set(figures["libraries"]) == {"corpus", "real"}
    assert set(figures["notes"]) == {"colloquial"}
    assert figures["all"]["intervals"]["correct"] == [0.0, 0.0]
    text = report.as_text(figures, scored)
    assert "问甲" in text and "问乙" not in text and "1 held-out questions failed" in text
    assert "问乙" in report.as_text(figures, scored, held_out=True)


def test_files_of_questions_are_read_together(tmp_path: Path) -> None:
    paths = [tmp_path / "a.yaml", tmp_path / "b.yaml"]
    for path, number in zip(paths, "12", strict=True):
        path.write_text(f"- {{id: q{number}, question: 问}}", encoding="utf-8")
    assert [q.id for q in load_all(paths)] == ["q1", "q2"]
    with pytest.raises(SettingsError, match="q1"):
        load_all([paths[0], paths[0]])
