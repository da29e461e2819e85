"""What is asked: kind, time, place, article, scope, owner, document; what a follow-up inherits."""

from __future__ import annotations

import datetime as dt

import pytest

from assistant.names import Known
from assistant.question import read_question
from assistant.records import Query

TODAY = dt.date(2025, 9, 10)
LIBRARY = (
    Known("p25", "临溪县教育局2025年工作要点", "要点.txt", "临溪县", "", (2025,)),
    Known("yx", "临溪县校外研学活动管理办法", "研学.txt", "临溪县", "临教〔2024〕17号", (2024,)),
)


def read(question: str, *history: str) -> Query:
    turns = [turn for asked in history for turn in (("user", asked), ("assistant", "答[1]。"))]
    return read_question(question, history=turns, today=TODAY, library=LIBRARY)


@pytest.mark.parametrize(
    "question, kind",
    [
        ("初中生均公用经费是多少？", "number"),
        ("咱们初中一个学生给多少钱", "number"),
        ("近视率不能超过百分之几", "number"),
        ("什么时候报名？", "date"),
        ("报名截止到几号", "date"),
        ("家长会啥时候开", "date"),
        ("9月份有哪些工作？", "tasks"),
        ("下半年要开哪些会", "tasks"),
        ("本月要干啥", "tasks"),
        ("基础教育科负责哪些工作", "tasks"),
        ("关于近视的指标有哪些", "targets"),
        ("有哪些投资", "targets"),
        ("逾期的任务有哪些", "status"),
        ("还没完成的工作有哪些", "status"),
        ("第四条是什么内容", "article"),
        ("哪些文件提到了研学", "documents"),
        ("这份文件讲了什么", "overview"),
        ("什么是课后服务", "definition"),
        ("谁负责校车安全", "who"),
        ("报名需要哪些材料", "list"),
        ("怎么申请资助", "procedure"),
        ("你好", "greeting"),
        ("谢谢！", "greeting"),
        ("", "open"),
    ],
)
def test_the_kind_is_read_from_the_words(question: str, kind: str) -> None:
    assert read(question).kind == kind


@pytest.mark.parametrize(
    "question, lo, hi",
    [
        ("9月份有哪些工作", "XXXX-09-01", "XXXX-09-30"),
        ("2025年9月有哪些工作", "2025-09-01", "2025-09-30"),
        ("２０２５年９月有哪些工作", "2025-09-01", "2025-09-30"),
        ("本月有哪些工作", "2025-09-01", "2025-09-30"),
        ("下个月有哪些工作", "2025-10-01", "2025-10-31"),
        ("今年下半年有哪些会", "2025-07-01", "2025-12-31"),
    ],
)
def test_the_asked_window(question: str, lo: str, hi: str) -> None:
    time = read(question).time
    assert time is not None and (str(time.lo), str(time.hi)) == (lo, hi)


@pytest.mark.parametrize(
    "question, years",
    [
        ("2024年和2025年的经费各是多少", (2024, 2025)),
        ("今年招多少教师", (2025,)),
        ("去年招了多少教师", (2024,)),
        ("初中生均公用经费是多少", ()),
        ("2026—2028年的培训计划", (2026, 2028)),
        ("2025,2026两年的经费", (2025, 2026)),
        ("2026工作要点", (2026,)),
        ("2026名师培养", (2026,)),
        ("2026届毕业生（2026）", (2026,)),
        ("每生补助2000元", ()),
        ("补助2000—3000元够吗", ()),
        ("2000多名教师、1950所学校、2000 平方米、2000个学位", ()),
        ("12000和20001", ()),
    ],
)
def test_years_named_or_meant(question: str, years: tuple[int, ...]) -> None:
    assert read(question).years == years


@pytest.mark.parametrize(
    "question, article",
    [
        ("第四条是什么内容", "4"),
        ("第 12 条说了什么", "12"),
        ("第二十一条", "21"),
        ("第十条之二讲什么", "10之二"),
        ("研学每天收多少", ""),
    ],
)
def test_an_article_is_a_number_however_it_is_written(question: str, article: str) -> None:
    assert read(question).article == article


@pytest.mark.parametrize(
    "question, held, missing",
    [
        ("临溪县初中生均公用经费是多少", ("临溪县",), ()),
        ("请问临溪县的报名时间", ("临溪县",), ()),
        ("临溪初中生均公用经费是多少", ("临溪县",), ()),
        ("全县有多少所学校", (), ()),
        ("各区县怎么安排", (), ()),
        ("城区学校和乡镇学校一样吗", (), ()),
    ],
)
def test_places(question: str, held: tuple[str, ...], missing: tuple[str, ...]) -> None:
    query = read(question)
    assert (query.places, query.missing) == (held, missing)


def test_a_place_without_documents_is_missing_by_name() -> None:
    query = read("海宁市初中生均公用经费是多少")
    assert query.missing and "海宁市".endswith(query.missing[0]) and query.places == ()


@pytest.mark.parametrize(
    "question, scope",
    [
        ("初中生均公用经费是多少", "初中"),
        ("普通高中每班多少人", "普通高中"),
        ("特殊教育学校生均经费", "特殊教育学校"),
        ("近视率是多少", ""),
    ],
)
def test_the_longer_scope_wins(question: str, scope: str) -> None:
    assert read(question).scope == scope


def test_an_owner_and_a_state() -> None:
    assert read("基础教育科负责哪些工作").owner == "基础教育科"
    assert read("规划财务科牵头的任务有哪些").owner == "规划财务科"
    assert read("逾期的任务有哪些").state == "逾期"
    assert read("还没完成的工作有哪些").state == "未完成"


@pytest.mark.parametrize(
    "question",
    [
        "《临溪县校外研学活动管理办法》第三条",
        "《校外研学活动管理办法》什么时候施行",
        "临溪县校外研学活动管理办法什么时候施行",
        "临教〔2024〕17号讲了什么",
        "临教[2024]17号讲了什么",
    ],
)
def test_a_document_named_by_title_or_number(question: str) -> None:
    assert read(question).documents == ("yx",)


def test_no_document_is_named_by_its_subject_alone() -> None:
    assert read("研学每人每天收费多少").documents is None


# --- follow-ups -------------------------------------------------------------------------------


def test_another_scope_takes_the_place_of_the_first() -> None:
    query = read("那小学呢？", "初中生均公用经费是多少？")
    assert query.follow_up and (query.kind, query.scope) == ("number", "小学")
    assert "小学" in query.text and "公用经费" in query.text and "初中" not in query.text


def test_another_month_takes_the_place_of_the_first() -> None:
    query = read("10月呢", "9月份有哪些工作？")
    assert query.kind == "tasks" and query.time is not None and query.time.lo is not None
    assert query.time.lo.month == 10 and "9月份" not in query.text


def test_another_year_takes_the_place_of_the_first() -> None:
    query = read("2024年呢？", "2025年小学生均公用经费是多少？")
    assert query.years == (2024,) and "2025" not in query.text and "小学" in query.text


def test_what_is_asked_may_change_and_the_topic_stays() -> None:
    query = read("什么时候？", "中学生篮球联赛由谁负责？")
    assert query.kind == "date" and "篮球联赛" in query.text
    query = read("谁负责？", "中学生篮球联赛什么时候举办？")
    assert query.kind == "who" and "篮球联赛" in query.text


def test_a_chain_of_follow_ups_keeps_the_first_topic() -> None:
    query = read("那2024年呢", "初中生均公用经费是多少？", "那小学呢？")
    assert query.scope == "小学" and query.years == (2024,) and "公用经费" in query.text


def test_a_whole_question_stands_alone() -> None:
    query = read("研学活动每人每天收费多少元？", "初中生均公用经费是多少？")
    assert not query.follow_up and query.scope == "" and "经费" not in query.text


def test_history_of_the_assistant_alone_is_no_question() -> None:
    query = read_question("那小学呢？", history=[("assistant", "您好")], library=LIBRARY)
    assert not query.follow_up and query.scope == "小学"


def test_a_long_or_odd_question_is_read_in_time() -> None:
    for question in ("？？？", "第条", "年月日" * 200, "（" * 2000, "经费" * 3000):
        assert read(question[:2000]).text == question[:2000].strip()


@pytest.mark.parametrize(
    "before, after, text",
    [
        ("幼儿园小班最多招多少人？", "那大班呢", "幼儿园大班最多招多少人？"),
        ("一级园保教费多少？", "三级园呢？", "三级园保教费多少？"),
    ],
)
def test_a_like_word_takes_the_place_of_the_earlier_one(before: str, after: str, text: str) -> None:
    assert read(after, before).text == text
