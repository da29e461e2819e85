"""The rules of a city answer for its districts, and say that they are the city's."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from answer_library import open_assistant

from assistant.assistant import PolicyAssistant

RULES = """\
望溪市中小学延时服务管理办法

第一条 延时服务收费标准为小学每生每学期260元，初中每生每学期310元。
第二条 学生中途退出的，学校应当在五个工作日内按未参加的天数退费。
第三条 延时服务不得讲授新课。
"""
PLAN = """\
望溪市教育局2026年工作要点

一、扩大学位
1. 云岭区新建小学2所，石埂县改建小学1所。
2. 云岭区、石埂县各建一处室内运动场。

二、改善食堂
3. 云岭区完成全部学校食堂的改造，石埂县完成八成，由后勤中心牵头。
"""
NOTICE = """\
云岭区2026年义务教育招生入学工作通知

一、时间安排
小学6月12日至18日登记，7月5日公布结果。
二、报名材料
户口簿、预防接种证；随迁子女另交居住证。
"""
OTHER = """\
青柳市教育局2026年工作要点

1. 组织校长到云岭区考察校园足球。
2. 青柳市小学延时服务每生每学期收费不超过90元。
"""


@pytest.fixture(scope="module")
def region(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PolicyAssistant]:
    files = {"rules.txt": RULES, "plan.txt": PLAN, "notice.txt": NOTICE, "other.txt": OTHER}
    with open_assistant(tmp_path_factory.mktemp("region"), files) as assistant:
        yield assistant


def test_a_district_lies_in_the_city_whose_documents_name_it_most(region: PolicyAssistant) -> None:
    chain = region.library.chain
    assert chain("云岭区") == "望溪市云岭区"
    assert chain("石埂县") == "望溪市石埂县"
    assert chain("望溪市") == "望溪市" and chain("白鹤县") == "白鹤县"


def test_the_rule_of_the_city_answers_for_its_district(region: PolicyAssistant) -> None:
    lead, *said = region.ask("云岭区小学延时服务收费多少").text.split("\n")
    assert lead == "库中云岭区的文件没有写到这个问题；按《望溪市中小学延时服务管理办法》："
    assert "260元" in said[0] and "90元" not in "".join(said)


def test_it_answers_a_later_question_about_the_district(region: PolicyAssistant) -> None:
    first = region.ask("云岭区小学什么时候登记")
    assert "6月12日" in first.text
    talk = [("user", "云岭区小学什么时候登记"), ("assistant", first.text)]
    later = region.ask("延时服务中途退出怎么退费", history=talk)
    assert later.mode == "extractive" and "按《望溪市中小学延时服务管理办法》" in later.text
    assert "五个工作日" in later.text


def test_a_date_of_the_district_is_not_taken_from_the_city(region: PolicyAssistant) -> None:
    assert region.ask("石埂县小学什么时候登记").mode == "refused"
