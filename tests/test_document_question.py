"""A question that a document of questions and answers asks itself, and rows, steps and parts that belong together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from answer_library import open_assistant

from assistant.assistant import PolicyAssistant
from assistant.everyday import plainly_said
from assistant.measure import asked_measure
from assistant.question import read_question
from assistant.time_frame import other_time
from ingest.grammar import find_quantities

AID = """\
梅川县困难学生资助答问
问1：幼儿园有什么资助？
答：家庭困难幼儿每人每年1000元。
问2：几月份申请、向谁申请？
答：上学期9月5日至9月25日，下学期3月10日至3月20日，由监护人向班主任提出。
问3：什么时候发放？
答：上学期12月10日前、下学期6月10日前打到学生本人的社保卡。
问4：上大学的贷款怎么办理？
答：7月15日至9月5日在县政务中心办理。
"""
POSTS = """\
# 梅川县2026年招聘中小学教师公告

## 一、岗位

| 岗位代码 | 岗位 | 人数 | 学历要求 | 年龄要求 | 用人单位 |
|---|---|---|---|---|---|
| X01 | 初中化学 | 3 | 本科及以上 | 35周岁及以下 | 县第一中学、白塔中学 |
| X02 | 小学音乐 | 7 | 大专及以上 | 30周岁及以下 | 乡镇小学 |
| Y01 | 特教 | 2 | 大专及以上 | 38周岁及以下 | 县特教学校 |

注：X01岗位中有1名面向本县户籍人员。

## 二、报告

学生失联的，班主任立即报告校长并联系家长；失联2小时仍未找到的，学校报告派出所；失联4小时仍未找到的，学校书面报告县教育局。
"""
RULES = """\
梅川县校园食堂管理规定
第一章 总则
第一条 为了规范校园食堂，制定本规定。
第二章 采购
第二条 食堂原料由县里统一招标采购，每学期公开一次价格。
第三章 责任
第三条 违反规定的，约谈校长。
附件 陪餐记录办法
一、每餐有一名校领导陪餐并记录。
二、记录保存一年。
"""
TODAY = dt.date(2026, 4, 1)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PolicyAssistant]:
    files = {"困难学生资助答问.txt": AID, "公告.md": POSTS, "规定.txt": RULES}
    with open_assistant(tmp_path_factory.mktemp("aid"), files) as opened:
        yield opened


@pytest.mark.parametrize(
    "question, held",
    [
        ("困难学生资助几月份申请", "9月5日"),
        ("X01岗位招多少人", "3人"),
        ("X02在哪个单位", "乡镇小学"),
        ("Y01要什么学历", "大专及以上"),
        ("学生失联了一步步怎么报告", "立即报告校长"),
        ("校园食堂管理规定主要讲了什么", "陪餐记录办法"),
    ],
)
def test_what_belongs_to_the_question_is_told(
    library: PolicyAssistant, question: str, held: str
) -> None:
    assert held in library.ask(question, today=TODAY, log=False).text


def test_rows_of_other_codes_are_left_out(library: PolicyAssistant) -> None:
    text = library.ask("我29岁能考X02不", today=TODAY, log=False).text
    assert "X01" not in text and "Y01" not in text


@pytest.mark.parametrize(
    "said, read",
    [
        ("二中六个人一间的宿舍", "二中六人间宿舍"),
        ("录没录上几号晓得", "录取结果几号公布"),
        ("公家小学一共打算收多少娃", "公办小学一共计划招多少人"),
        ("屋里条件困难", "家庭经济困难"),
        ("多大年纪以内", "年龄多大以内"),
        ("坐车上学", "校车"),
    ],
)
def test_everyday_words_of_schools(said: str, read: str) -> None:
    assert plainly_said(said) == read


def test_the_headings_below_a_title_of_two_years_tell_the_time() -> None:
    title = "某县教育局2025年工作总结和2026年工作要点"
    asked = read_question("2026年入园率的目标是多少", today=TODAY)
    assert not other_time(asked, "入园率达到95%。", f"{title} 第二部分 2026年工作要点 （一）抓普惠")
    assert other_time(asked, "入园率达到93%。", f"{title} 第一部分 2025年工作总结 一是普惠")


def test_a_rate_by_term_asks_for_no_span_and_a_day_of_a_month_is_no_number() -> None:
    measure = asked_measure("住宿费一学期多少")
    assert measure is None or measure.family != "时长"
    assert not find_quantities("学校每月8日前填报，次月10日前拨付")
    assert [q.text for q in find_quantities("每月8天")]
