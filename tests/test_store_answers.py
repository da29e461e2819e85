"""What the program reads from the store itself: sums, counts, comparisons, versions, documents, overviews."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from answer_library import NEW_MEASURE, OLD_MEASURE, open_assistant
from test_plan_lines import PLAN

from assistant import PolicyAssistant
from assistant.computed_words import computed_kind
from assistant.guard import find_faults
from assistant.owner_names import asked_owner, of_other_bureau, owns
from assistant.question import read_question
from assistant.records import Answer
from assistant.region_groups import spelled_out

TODAY = dt.date(2025, 9, 10)
YUNLING = """\
云岭县教育局2025年工作要点

一、促进公平
1. 提高经费标准。2025年，全县义务教育生均公用经费达到小学700元、初中900元。
2. 扩大资源。2025年，全县新建幼儿园4所，新增学位600个以上。
3. 关爱学生。10月份，开展校园心理健康筛查，由德育科牵头。

二、建强队伍
4. 开展培训。9月20日，举办新教师岗前研修班，由教师工作科牵头。
5. 召开会议。每月，召开一次校长例会，由办公室牵头。
"""
QINGTAN = """\
青滩县教育局2025年工作要点

一、促进公平
1. 提高经费标准。2025年，全县义务教育生均公用经费达到小学760元、初中980元。
2. 扩大资源。2025年，全县新建幼儿园3所，新增学位800个。
3. 配齐教师。2025年，全县招聘教师120名。

二、守住安全
4. 开展检查。9月底前，完成校车安全大检查，由安全科牵头。
5. 消除隐患。12月底前，完成校舍加固，投资1200万元，由基本建设科牵头。
"""
FILES = {
    "云岭.txt": YUNLING,
    "青滩.txt": QINGTAN,
    "青滩任务书.txt": "青滩县2025年教师招聘计划\n\n2025年，全县招聘教师150名，海洋产值占生产总值比重达到14%。\n",
    "云岭报告.txt": "云岭县2025年发展计划\n\n2025年，全县生产总值增长5%。\n",
    "青滩2024.txt": QINGTAN.replace("2025", "2024").replace("980元", "930元").replace("3所", "2所"),
    "研学办法（试行）.txt": OLD_MEASURE,
    "研学办法.txt": NEW_MEASURE,
    "苇川区要点.txt": PLAN,
}


@pytest.fixture(scope="module")
def counties(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PolicyAssistant]:
    with open_assistant(tmp_path_factory.mktemp("counties"), FILES) as assistant:
        yield assistant


def ask(assistant: PolicyAssistant, question: str) -> Answer:
    return assistant.ask(question, today=TODAY)


def lines(answer: Answer) -> list[str]:
    return answer.text.splitlines()


# --- sums -------------------------------------------------------------------------------------


def test_a_sum_over_places_shows_its_rows_and_is_worked_out(counties: PolicyAssistant) -> None:
    answer = ask(counties, "2025年一共要新建多少所幼儿园？")
    assert answer.mode == "structured" and len(answer.rows) == 2
    assert "= 7所" in lines(answer)[-1] and lines(answer)[-1].endswith("[1][2]")
    assert not answer.notes or not any("改为原文" in note for note in answer.notes)


def test_a_sum_of_bounds_is_a_bound(counties: PolicyAssistant) -> None:
    answer = ask(counties, "2025年各县一共新增多少个学位？")
    assert "合计至少" in answer.text and "= 1400个" in answer.text


def test_values_of_two_years_are_not_added(counties: PolicyAssistant) -> None:
    answer = ask(counties, "青滩县一共要新建多少所幼儿园？")
    assert len(answer.rows) == 2 and "= 5所" not in answer.text
    assert any("没有相加" in note for note in answer.notes)


def test_two_documents_of_one_place_are_no_parts_of_a_sum(counties: PolicyAssistant) -> None:
    answer = ask(counties, "青滩县2025年一共招聘多少名教师？")
    assert all(said in answer.text for said in ("120名", "150名")) and "270" not in answer.text
    assert any("同一地方" in note for note in answer.notes)


def test_a_share_of_a_thing_is_not_set_beside_the_thing(counties: PolicyAssistant) -> None:
    answer = ask(counties, "云岭县和青滩县2025年生产总值目标哪个高？")
    assert "较高" not in answer.text and "计算" not in answer.text


# --- comparisons ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "question, said, result",
    [
        ("青滩县2025年初中和小学的生均公用经费差多少？", ("980元", "760元"), "= 220元"),
        ("云岭县和青滩县2025年初中生均公用经费哪个高？", ("900元", "980元"), "= 80元"),
        ("青滩县初中生均公用经费2025年比2024年提高了多少？", ("980元", "930元"), "= 50元"),
    ],
)
def test_two_sides_with_their_difference(
    counties: PolicyAssistant, question: str, said: tuple[str, ...], result: str
) -> None:
    answer = ask(counties, question)
    cited = " ".join(c.quote for c in answer.citations)
    assert answer.mode in ("structured", "extractive")
    assert all(value in answer.text and value in cited for value in said)
    assert result in answer.text


def test_every_place_in_order(counties: PolicyAssistant) -> None:
    answer = ask(counties, "2025年哪个县小学生均公用经费最高？")
    assert lines(answer)[1].startswith("1. 青滩县") and "760元" in lines(answer)[1]
    assert lines(answer)[2].startswith("2. 云岭县") and len(lines(answer)) == 3


# --- counts, documents, overview, versions -----------------------------------------------------


def test_parts_are_counted_and_shown(counties: PolicyAssistant) -> None:
    answer = ask(counties, "临溪县校外研学活动管理办法第一章有几条？")
    assert "共 4 条" in answer.text and len(answer.citations) == 4
    assert "共 2 章" in ask(counties, "临溪县校外研学活动管理办法有几章？").text


def test_documents_are_judged_one_by_one(counties: PolicyAssistant) -> None:
    answer = ask(counties, "哪些文件提到了校车安全？")
    assert {c.source for c in answer.citations} == {"青滩.txt", "青滩2024.txt"}
    assert "2 份" in lines(answer)[0]
    assert "2 份" in lines(ask(counties, "校车安全的事哪几份文件有写"))[0]
    assert ask(counties, "哪些文件提到了海洋牧场？").mode == "refused"


def test_an_overview_says_what_it_is_and_its_parts(counties: PolicyAssistant) -> None:
    answer = ask(counties, "临溪县校外研学活动管理办法讲了什么？")
    assert "2024年9月1日" in lines(answer)[0] and "现行" in lines(answer)[0]
    first = next(line for line in lines(answer) if line.startswith("第一章 总则"))
    assert len(first.partition("：")[2]) > 10 and first.endswith("]")


def test_versions_stand_side_by_side(counties: PolicyAssistant) -> None:
    answer = ask(counties, "临溪县校外研学活动管理办法新旧有什么不同？")
    changed = next(line for line in lines(answer) if "→" in line and "元" in line)
    assert changed.index("120元") < changed.index("150元")
    assert {c.source for c in answer.citations} == {"研学办法（试行）.txt", "研学办法.txt"}


# --- lists ------------------------------------------------------------------------------------


def test_a_month_and_year_together(counties: PolicyAssistant) -> None:
    answer = ask(counties, "2025年工作要点里9月份安排了哪些工作？")
    assert "2025年9月1日至2025年9月30日" in answer.filter
    assert "岗前研修班" in answer.text and "心理健康筛查" not in answer.text


def test_what_recurs_stands_apart(counties: PolicyAssistant) -> None:
    answer = ask(counties, "云岭县2025年10月有哪些工作？")
    head = lines(answer).index("每月、每周或每学期都要做的：")
    assert "心理健康筛查" in lines(answer)[head - 1] and "校长例会" in lines(answer)[head + 1]


def test_none_is_an_answer_that_names_what_was_looked_at(counties: PolicyAssistant) -> None:
    answer = ask(counties, "云岭县2025年3月有哪些检查？")
    assert answer.mode == "structured" and not answer.rows
    assert "《云岭县教育局2025年工作要点》" in answer.text
    assert ask(counties, "海防科负责哪些工作？").mode == "refused"
    unknown = counties.ask("海防科2026年要点里要完成哪些工作", today=dt.date(2026, 6, 1))
    assert unknown.mode == "refused" and "海防科" in unknown.text and "规划科" in unknown.text


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("义教科牵头的工作有哪些，今年的", ["撤并教学点"]),
        ("区教育局要点里8月要完成的工作有哪些", ["8月20日前：建成苇南小学"]),
        ("要点里3月要完成的工作有哪些", ["3月底前：印发研修计划"]),
        ("人事科今年牵头哪些工作", ["6月底前：招聘教师", "3月底前、11月10日前：印发研修计划"]),
        ("要点里9月1日以后到期的工作有哪些", ["更换燃气报警器", "印发研修计划"]),
    ],
)
def test_lists_tell_items_whole(counties: PolicyAssistant, question: str, told: list[str]) -> None:
    answer = counties.ask(question, today=dt.date(2026, 6, 1))
    lines = [line for line in answer.text.splitlines() if line[:1].isdigit() and "报送" not in line]
    assert len(lines) == len(told)
    assert all(any(words in line for line in lines) for words in told)
    assert {row.document_title for row in answer.rows} == {"苇川区教育局2026年工作要点"}
    assert not any(row.fact_id.startswith("item:") for row in answer.rows)


def test_an_owner_by_a_short_name(counties: PolicyAssistant) -> None:
    answer = ask(counties, "基建科负责哪些工作？")
    assert {row.fact.owner for row in answer.rows} == {"基本建设科"}


@pytest.mark.parametrize(
    "asked, owner, is_one",
    [
        ("教体局", "区教育体育局", True),
        ("财政局", "区教育局、区财政局", True),
        ("基教科", "基础教育科", True),
        ("人事科", "区教育局人事科、工会", True),
        ("体育科", "教育科", False),
        ("教育局", "公安局", False),
        ("局", "教育局", True),
    ],
)
def test_short_names_of_offices(asked: str, owner: str, is_one: bool) -> None:
    assert owns(asked, owner) is is_one


def test_the_office_without_the_words_before_it() -> None:
    assert asked_owner("哪些任务由人事科") == "人事科" and asked_owner("人事科") == "人事科"


# --- words ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "question, kind",
    [
        ("一共要改造多少个操场", "sum"),
        ("三项经费加起来多少钱", "sum"),
        ("有多少份文件讲到劳动教育", "count"),
        ("第二章有几条", "count"),
        ("几个省提到托育", "count"),
        ("主要任务有几项", "count"),
        ("规划一共列了几个重大工程", "count"),
        ("规划提出的重大工程有哪几个", "count"),
        ("重点任务里哪些期限已经过了", "status"),
        ("要求2月完成的材料有哪几样", None),
        ("初中和高中的补助差多少", "comparison"),
        ("哪个市目标最高", "comparison"),
        ("今年比去年提高多少", "comparison"),
        ("新旧办法有什么不同", "version"),
        ("2026年的计划和2025年比改了什么", "version"),
        ("食堂管理规定在哪几份文件里提到", "documents"),
        ("师生比是多少", None),
        ("比赛什么时候开始", None),
        ("每年参加几次培训", None),
        ("今年增加多少学位", None),
        ("退费要几个工作日", None),
        ("占比不低于多少", None),
    ],
)
def test_what_is_computed(question: str, kind: str | None) -> None:
    assert computed_kind(question) == kind


def test_groups_of_provinces_are_those_the_library_has() -> None:
    assert spelled_out("东北三省的粮食目标", "辽宁省 吉林省 河北省") == "辽宁、吉林的粮食目标"
    assert spelled_out("长三角地区", "河北省") == "长三角地区"


# --- the guard --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text, faults",
    [
        ("计算：980元 − 760元 = 220元[1]", 0),
        ("计算：980元 − 760元 = 230元[1]", 1),
        ("计算：980元 − 700元 = 280元[1]", 1),
        ("计算：980元 + 760元 = 1740人[1]", 1),
        ("高220元[1]", 1),
    ],
)
def test_only_what_adds_up_may_be_computed(text: str, faults: int) -> None:
    answer = Answer(text, "structured")
    cited = Answer(text, "structured", (_cite("小学760元、初中980元"),))
    assert len(find_faults(cited, lambda c: c.quote)) == faults
    assert find_faults(answer, lambda c: c.quote), "without its source nothing may be said"


def _cite(quote: str):  # type: ignore[no-untyped-def]
    from assistant.records import Citation

    return Citation(1, "d", "计划", "计划.txt", (), None, "", quote, 0, len(quote))


def test_the_bureau_of_a_city_is_not_that_of_a_county() -> None:
    assert not owns("市教育局", "县教育局") and owns("县教育局", "云岭县教育局")
    assert of_other_bureau("市教育局", "县教育局、区教育局") and not of_other_bureau(
        "市教育局", "县教育局、基教科"
    )


def test_half_a_year_is_no_part_of_an_office() -> None:
    assert read_question("下半年市教育局有哪些工作").owner == "市教育局"
