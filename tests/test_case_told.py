"""Questions that tell the asker's case: places joined, this year of a standing rule, what is forbidden, whose rule it is."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from answer_library import open_assistant

from assistant.definitions import SHORT_FOR
from assistant.everyday import plainly_said
from assistant.list_form import FORBIDS_ASKED
from assistant.placed_words import chains_in, regions_of
from assistant.question_kind import kind_of
from assistant.role_lists import ASKED
from assistant.subject_roles import NAMED, OTHER, OWN, role_of, weight_of
from assistant.sufficiency import may_answer
from assistant.terms import content, contradicts, terms
from ingest.load.text import load

TODAY = dt.date(2026, 6, 1)
REGIONS = regions_of(("云岭市", "西安市"))


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("苇塘县和白鹭区一辆车补多少", ["苇塘县", "白鹭区"]),
        ("苇塘县跟白鹭区比哪个多", ["苇塘县", "白鹭区"]),
        ("和平区和白鹭区哪个多", ["和平区", "白鹭区"]),
        ("最近一次修改是哪天由省人大批准的", []),
        ("西安区教育局最晚哪天报", ["西安"]),
        ("西安市教育局最晚哪天报", ["西安市"]),
    ],
)
def test_places_side_by_side_are_two(question: str, names: list[str]) -> None:
    assert [token.text for chain in chains_in(question, REGIONS) for token in chain] == names


ROW = {"contradicts": 0, "asks": 0, "value": 1, "other_time": 0, "other_scope": 0, "kind": 0}


def test_a_number_of_ones_own_case_needs_a_reader_that_is_sure() -> None:
    assert may_answer({**ROW, "number_absent": 0, "read": -1.0})
    assert not may_answer({**ROW, "number_absent": 1, "read": -0.4})
    assert may_answer({**ROW, "number_absent": 1, "read": 0.4})


@pytest.mark.parametrize(
    "question",
    ["哪些人转不了专业", "什么样的学生没资格报", "哪几种情况是不给转的", "哪些人参加不了"],
)
def test_what_is_forbidden_is_asked_in_many_ways(question: str) -> None:
    assert FORBIDS_ASKED.search(question)


def test_one_move_of_a_student_is_not_another() -> None:
    asked = terms("哪些情况不能转学", _vocabulary())
    assert contradicts(asked, "属于下列情况之一者，不允许转专业")
    assert not contradicts(asked, "有下列情形之一，不得转学")
    assert not contradicts(asked, "学校应当建立档案")


def _vocabulary() -> Any:
    from assistant.terms import Vocabulary

    return Vocabulary(["学生转学", "学生转专业"])


def test_whose_rule_it_is() -> None:
    assert role_of("园里老师要什么学历") == "教师"
    assert role_of("老师打了学生，校长怎么办") == ""
    assert weight_of("教师", "园长应当具有本科以上学历") == OTHER
    assert weight_of("教师", "园长应当有五年以上教师工作经历") == NAMED
    assert weight_of("教师", "园长、教师应当具有教师资格") == 0
    assert weight_of("教师", "幼儿园应当配备保安") == 0
    assert weight_of("", "园长应当具有本科以上学历") == 0
    assert weight_of("驾驶人", "校车驾驶人应当年满25周岁") == OWN
    assert weight_of("驾驶人", "学校应当建立校车台账") == 0


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("跟对方家长谈崩了怎么办", "跟对方家长协商不成有争议怎么办"),
        ("娃摔了该马上跟谁说", "娃摔了该马上向谁报告"),
        ("学校不收，找哪说理", "学校不收，向谁申请处理"),
        ("想换个专业要什么条件", "想转专业要什么条件"),
        ("给了结论我们觉得冤，怎么申辩", "给了结论我们有异议，怎么申辩"),
        ("挨了记过，咋弄才能给消掉", "挨了记过，咋弄才能解除处分"),
    ],
)
def test_disputes_in_everyday_words(said: str, read: str) -> None:
    assert plainly_said(said) == read


def test_again_asks_nothing() -> None:
    assert content("联络员又是谁") == content("联络员是谁")
    assert ASKED.search("秘书长又是谁")


def test_short_for_what_was_named() -> None:
    assert SHORT_FOR.search("《甲办法》《乙办法》（以下简称“")
    assert SHORT_FOR.search("（以下统称")
    assert not SHORT_FOR.search("按照“")


@pytest.mark.parametrize(
    "question",
    ["校车管理条例，库里有哪几个市的", "库里有哪些市的校车管理条例", "校车管理条例有哪些省出台了"],
)
def test_documents_by_title_whichever_comes_first(question: str) -> None:
    assert kind_of(question) == "documents"


def test_characters_as_web_pages_write_them() -> None:
    raw = load("落实“三个办法&quot;要求&nbsp;，AT&T; 不变 &lt;甲&gt;".encode(), "a.txt")
    assert raw.blocks[0].text == '落实“三个办法"要求 ，AT&T; 不变 <甲>'


RULE = """云岭市职业教育条例
（2019年9月20日云岭市人民代表大会常务委员会通过，自2020年1月1日起施行）
第一条 为了发展职业教育，制定本条例。
第二条 中等职业学校新聘的专业课教师没有企业工作经历的，任教前应当到企业实践不少于六个月。
第三条 有下列情形之一的学生，不得转专业：
（一）已经转过一次的；
（二）受过记过以上处分的。
第四条 有下列情形之一的学生，可以转专业：
（一）确有专长的；
（二）患病不能在原专业学习的。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder: Path = tmp_path_factory.mktemp("told")
    with open_assistant(folder, {"云岭市职业教育条例.txt": RULE}) as opened:
        yield opened


def test_this_year_of_ones_own_case_is_no_year_of_a_rule(assistant: Any) -> None:
    question = "云岭市中职今年招了个没进过厂的专业课老师，上课前要去企业干几个月"
    answer = assistant.ask(question, today=TODAY, log=False)
    assert "六个月" in answer.text and answer.mode != "refused"


def test_what_is_forbidden_is_told_of_the_list_that_forbids(assistant: Any) -> None:
    answer = assistant.ask("云岭市哪些学生转不了专业", today=TODAY, log=False)
    assert "已经转过一次" in answer.text and "确有专长" not in answer.text
