"""The country's rule goes before one place's or one school's where it says as much, and not where it only comes near."""

from __future__ import annotations

import datetime as dt

import pytest
from answer_library import open_assistant

from assistant import PolicyAssistant

TODAY = dt.date(2026, 5, 1)
FILES = {
    "阅读法.txt": """中华人民共和国校园阅读促进法

第一条 为了促进校园阅读，制定本法。
第二条 学校图书馆应当向全体学生免费开放，每周开放不少于五天。
第三条 国家工作人员对图书管理员打击报复构成犯罪的，依法追究刑事责任。
第四条 本法自2019年5月1日起施行。
""",
    "临海省办法.txt": """临海省实施《中华人民共和国校园阅读促进法》办法

第一条 根据《中华人民共和国校园阅读促进法》，制定本办法。
第二条 学校图书馆应当向全体学生免费开放。
第三条 图书管理员辱骂、殴打学生的，由学校给予处分；构成犯罪的，依法追究刑事责任。
第四条 本办法自2020年1月1日起施行。
""",
    "手册.txt": """柳溪职业学院学生手册

第一条 学生凭学生证借书。
第二条 学校图书馆向全体学生免费开放，晚上十点闭馆。
""",
}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> PolicyAssistant:
    return open_assistant(tmp_path_factory.mktemp("country"), FILES)


def test_the_same_rule_is_told_as_the_country_has_it(library: PolicyAssistant) -> None:
    answer = library.ask("学校图书馆能免费向学生开放吗", today=TODAY)
    assert answer.citations[0].document_title == "中华人民共和国校园阅读促进法"


def test_words_that_only_come_near_do_not_go_first(library: PolicyAssistant) -> None:
    answer = library.ask("图书管理员打学生犯法吗", today=TODAY)
    assert "殴打学生" in answer.text.split("\n")[0] and "打击报复" not in answer.text.split("\n")[0]
