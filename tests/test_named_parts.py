"""Goals of one year, and paragraphs that begin with their name, are told whole and alone."""

from __future__ import annotations

import pytest
from answer_library import open_assistant

from assistant.assistant import PolicyAssistant
from assistant.goals_of_year import with_goal_year
from assistant.named_paragraph import paragraphs
from assistant.time_frame import in_its_year

PLAN = """\
# 云汀市教育局关于加强学校阅读工作的实施意见

## 一、主要目标

到2027年，阅读课程基本开齐。市级阅读特色学校达40所以上。

到2030年，形成相互衔接的阅读体系。各校配齐阅读教师。市级阅读特色学校达90所以上。

## 二、主要任务

乡村阅览室人数不足20人的，未经家长会议同意，一律不得关闭；关闭后须为学生提供流动书车。

各校每周开设阅读课不少于1节。
"""
REPORT = """\
# 2026年枫林市政府工作报告

## 二、2026年重点工作

办好家门口的每所学校。深化学位建设三年攻坚，新增优质学位3000个。改善住宿条件，更新床位800张。加强专门学校建设。

家校协同育人。面向学生开展节俭教育、耕读教育和团结教育，让学生快乐成长。学前教育学位增加500个。

守护好山区的绿水青山。巡护河道40公里。新建湿地公园2个。
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> PolicyAssistant:
    return open_assistant(tmp_path_factory.mktemp("named"), {"阅读.md": PLAN, "报告.md": REPORT})


def test_the_goals_of_one_year(library: PolicyAssistant) -> None:
    told = library.ask("云汀市到2030年的学校阅读目标是什么").text
    assert "90所" in told and "阅读体系" in told
    assert "40所" not in told and "每周" not in told


def test_a_later_question_of_the_message_is_of_the_same_year(library: PolicyAssistant) -> None:
    told = library.ask("云汀市到2030年的学校阅读目标是什么，市级阅读特色学校要达到多少所？").text
    assert "40所" not in told


def test_only_a_number_to_be_reached_takes_the_year() -> None:
    assert with_goal_year("特色学校要达到多少所", "到2030年目标是什么").startswith("到2030年")
    assert with_goal_year("现在达到多少所", "到2030年目标是什么") == "现在达到多少所"
    assert with_goal_year("谁负责", "到2030年目标是什么") == "谁负责"


def test_a_sentence_is_of_the_year_that_opens_its_paragraph() -> None:
    assert in_its_year("特色学校达40所。", "到2027年，阅读课程").startswith("到2027年")
    assert in_its_year("2026年达40所。", "到2027年，阅读课程") == "2026年达40所。"
    assert in_its_year("特色学校达40所。", "各校要") == "特色学校达40所。"


def test_a_paragraph_under_its_first_sentence(library: PolicyAssistant) -> None:
    told = library.ask("枫林市政府工作报告在办好家门口的每所学校方面安排了哪些事项").text
    assert all(words in told for words in ("3000个", "800张", "专门学校"))
    assert "湿地" not in told


def test_kinds_that_end_alike_are_named(library: PolicyAssistant) -> None:
    told = library.ask("枫林市今年报告里要给学生开展哪几种比较新鲜的教育").text
    assert all(words in told for words in ("节俭教育", "耕读教育", "团结教育"))


def test_a_condition_is_told_to_the_end_of_its_sentence(library: PolicyAssistant) -> None:
    told = library.ask("乡村阅览室想关闭，有什么限制条件").text
    assert "家长会议同意" in told and "流动书车" in told


def test_a_first_sentence_that_tells_something_is_no_name() -> None:
    assert list(paragraphs("新建学校3所。其余学校按期完成改造，家长可以报名参观。")) == []
