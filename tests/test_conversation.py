"""What a conversation is about: later questions are asked of the documents it speaks of, where these answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from answer_library import open_assistant

from assistant import PolicyAssistant
from assistant.earlier import documents_of, until, user_turns
from assistant.follow_up_text import subject
from assistant.question import read_question
from assistant.records import Answer

TODAY = dt.date(2026, 6, 1)
CONTEST = """\
# 关于举办松坪县第三届中小学生航模比赛的通知

一、时间。县级决赛定于2026年5月16日举行，地点在县体育馆。
二、奖励。一等奖每人奖励图书券200元，二等奖每人奖励图书券100元。
三、申诉。对成绩有异议的，应当在公布后2小时内由领队书面提出。
四、收费。比赛不收取报名费。
"""
CHOIR = """\
# 关于举办松坪县班级合唱展演的通知

一、时间。展演定于2026年11月20日举行，地点在县文化馆。
二、奖励。一等奖每队奖励音响一套，二等奖每队奖励曲谱十册。
三、校车。参演学生由校车接送，每车配备照管人员两名。
"""
HANDBOOK = """\
# 松坪县第二中学学生手册

一、手机。学生不得将手机带入教学区。违规使用手机的，第一次由班主任代管一周，第二次通知家长到校。
二、住宿。熄灯时间为22时。夜不归宿的，给予警告处分。
"""


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PolicyAssistant]:
    files = {"contest.md": CONTEST, "choir.md": CHOIR, "handbook.md": HANDBOOK}
    with open_assistant(tmp_path_factory.mktemp("talks"), files) as assistant:
        yield assistant


def talk(county: PolicyAssistant, *questions: str) -> Answer:
    """The answer to the last of the questions."""
    history: list[tuple[str, str]] = []
    for question in questions:
        answer = county.ask(question, history=history, today=TODAY)
        history += [("user", question), ("assistant", answer.text)]
    return answer


@pytest.mark.parametrize(
    ("first", "then", "told"),
    [
        ("航模比赛决赛是哪天", "一等奖奖什么", "200元"),
        ("班级合唱展演是哪天", "一等奖奖什么", "音响"),
        ("二中手机能带吗", "第一次违规怎么处理", "代管"),
        ("航模比赛决赛是哪天", "每车配几个照管人员", "两名"),  # another matter
    ],
)
def test_a_later_question_is_of_the_document_talked_about(
    county: PolicyAssistant, first: str, then: str, told: str
) -> None:
    assert told in talk(county, first, then).text


def test_a_time_alone_leans_on_the_last_question_of_a_time(county: PolicyAssistant) -> None:
    answer = talk(county, "5月有哪些活动", "一等奖奖什么", "11月呢")
    assert "展演" in answer.text
    assert "决赛" not in answer.text


def test_the_documents_of_an_answer_are_found_by_its_words(county: PolicyAssistant) -> None:
    library = county.library
    scope = library.in_scope(None)
    said = "问题没有指明是哪一份文件：\n1. 对成绩有异议的，应当在公布后2小时内由领队书面提出[1]。"
    (found,) = documents_of(library, scope, said)
    assert scope[found].source == "contest.md"
    assert documents_of(library, scope, "县里没有这样的规定[1]。") == ()


def test_turns() -> None:
    history = [("user", "甲"), ("assistant", "乙"), ("user", "丙"), ("assistant", "丁")]
    assert user_turns(history) == [2, 0]
    assert until(history, 0) == history[:2]


@pytest.mark.parametrize(
    ("question", "matter"),
    [
        ("航模比赛最多能有几个人", "航模比赛"),
        ("宿舍里可以用电吹风吗", "宿舍里可以用电吹风"),
        ("什么时候交", ""),
        ("第几次要请家长", ""),
    ],
)
def test_what_a_question_is_about(question: str, matter: str) -> None:
    assert subject(read_question(question)) == matter
