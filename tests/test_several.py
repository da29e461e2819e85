"""Several questions in one message: how they are parted, and how their answers are joined."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from assistant import reply
from assistant.answering import Draft
from assistant.english import _note
from assistant.records import Answer, Citation, Mode
from assistant.reply import Replying
from assistant.several import MOST, joined, parted
from assistant.terms import Vocabulary

TODAY = dt.date(2026, 6, 1)


@pytest.mark.parametrize(
    "message, questions",
    [
        ("初中公用经费多少？什么时候开始执行，谁负责？", ("初中公用经费多少？", "什么时候开始执行", "谁负责？")),
        ("1. 报名带什么？2. 截止到几号？", ("报名带什么？", "截止到几号？")),
        ("请说明校车办法：一趟最长时间，费用由谁承担。", ("校车办法一趟最长时间", "校车办法费用由谁承担")),
        ("一周上几节、能当班主任吗", ("一周上几节", "能当班主任吗")),
        ("（1）校车谁管（2）多久检查一次", ("校车谁管", "多久检查一次")),
        ("小学几岁入学？另外，托管收多少钱", ("小学几岁入学？", "托管收多少钱")),
        ("托管收多少钱，顺便问一下几点结束", ("托管收多少钱", "几点结束")),
        ("补助怎么申请，学校认定多长时间、要公示吗？", ("补助怎么申请", "学校认定多长时间", "要公示吗？")),
        ("你好！报名什么时候？要带什么", ("报名什么时候？", "要带什么")),
        ("我家孩子5岁。能上一年级吗？要带什么", ("我家孩子5岁。能上一年级吗？", "要带什么")),
    ],
)  # fmt: skip
def test_questions_are_parted(message: str, questions: tuple[str, ...]) -> None:
    assert parted(message).questions == questions


@pytest.mark.parametrize(
    "message",
    [
        "初中生均公用经费是多少？", "我家孩子5岁半，户口在外地，能上一年级吗？", "助学金分哪几档，各拿多少", "是都免吗，还是只免一年",
        "不管什么时候申请，都能批吗", "到底是哪天，几号？", "在一处念完几门，换一家还认不认", "甲市和乙市的标准，哪个高？", "初中和小学差多少", "有几个镇有幼儿园？是哪几个",
        "学校能不能办收费的兴趣班、特长班？", "谢谢", "", "第三条和第五条分别说什么",
    ],
)  # fmt: skip
def test_one_question_stays_one(message: str) -> None:
    assert parted(message).questions == (message,)


def test_too_many_questions_are_counted() -> None:
    message = "".join(f"第{n}个学校有多少人？" for n in "一二三四五六七")
    assert (len(parted(message).questions), parted(message).left_out) == (MOST, 2)


def said(text: str, mode: Mode = "extractive", *places: tuple[str, int]) -> Answer:
    return Answer(text, mode, tuple(cited(n, *place) for n, place in enumerate(places, 1)))


def cited(marker: int, document: str, start: int) -> Citation:
    return Citation(marker, document, document, "", (), None, "", "…", start, start + 1)


def test_citations_are_numbered_through_and_the_same_words_once() -> None:
    one = said("甲[1]乙[2]", "structured", ("d", 0), ("d", 5))
    two = said("丙[1]丁[2]", "structured", ("e", 7), ("d", 0))
    whole = joined(("一？", "二？"), (one, two))
    assert whole.text == "一、一？\n甲[1]乙[2]\n\n二、二？\n丙[3]丁[1]"
    assert [(c.marker, c.document_id, c.start) for c in whole.citations] == [
        (1, "d", 0), (2, "d", 5), (3, "e", 7),
    ]  # fmt: skip
    assert whole.mode == "structured"


@pytest.mark.parametrize(
    "modes, mode",
    [
        (("refused", "refused"), "refused"), (("structured", "refused"), "structured"),
        (("structured", "extractive"), "extractive"), (("clarify", "refused"), "clarify"),
        (("clarify", "structured"), "structured"), (("generative", "extractive"), "generative"),
    ],
)  # fmt: skip
def test_the_mode_is_that_of_the_answered_parts(modes: tuple[Mode, ...], mode: Mode) -> None:
    assert joined(["？"] * len(modes), [said("…", m) for m in modes]).mode == mode


class Library:
    """A library that holds nothing but words."""

    vocabulary = Vocabulary(["初中生均公用经费标准"] * 9)

    def in_scope(self, asked: Any) -> dict[str, Any]:
        return {}

    def known(self, documents: Any) -> list[Any]:
        return []


class Echo:
    """Answers with the question; refuses what it is told to."""

    def __init__(self, *refused: str) -> None:
        self.library = Library()
        self.refused = refused
        self.asked: list[tuple[str, int, bool]] = []

    def draft(
        self,
        question: str,
        history: Any,
        today: Any,
        documents: Any,
        *,
        silent: bool = False,
        told: Any = None,
    ) -> Draft:
        self.asked.append((question, len(history), silent))
        return Draft(said(question, "refused" if question in self.refused else "extractive"))

    def log(self, draft: Draft, answer: Answer) -> None: ...


def replied(echo: Echo, message: str, history: Any = ()) -> Answer:
    return Replying(echo).reply(message, history, TODAY, None)  # type: ignore[arg-type]


def test_a_later_question_leans_on_the_one_before_and_else_stands_alone() -> None:
    echo = Echo("那要带什么")
    whole = replied(echo, "报名什么时候？谁负责？要带什么")
    assert echo.asked == [
        ("报名什么时候？", 0, False), ("那谁负责？", 2, True), ("那要带什么", 4, True), ("要带什么", 4, False),
    ]  # fmt: skip
    assert "三、要带什么\n要带什么" in whole.text


def test_one_refused_part_loses_no_other() -> None:
    whole = replied(Echo("那谁负责？", "谁负责？"), "报名什么时候？谁负责？")
    assert (whole.mode, "一、报名什么时候？" in whole.text) == ("extractive", True)


def test_what_is_refused_is_not_leant_on() -> None:
    echo = Echo("那谁负责？", "谁负责？")
    replied(echo, "报名什么时候？谁负责？要带什么")
    assert echo.asked[-1] == ("那要带什么", 2, True)


def test_what_says_nothing_alone_is_not_asked_behind_a_refusal() -> None:
    whole = replied(echo := Echo("校长约谈在哪天？"), "校长约谈在哪天？谁去？能匿名举报吗")
    assert [asked for asked, _, _ in echo.asked] == ["校长约谈在哪天？", "那能匿名举报吗"]
    assert f"二、谁去？\n{reply.LEANS_ON_NOTHING}" in whole.text


def test_a_message_of_the_conversation_counts_as_its_questions() -> None:
    echo = Echo()
    replied(echo, "那小学呢", [("user", "初中多少人？谁负责？"), ("assistant", "……")])
    assert echo.asked == [("那小学呢", 3, False)]


def test_a_slip_is_put_right_and_said() -> None:
    answer = replied(Echo(), "公用经废是多少")
    assert (answer.text, answer.notes) == ("公用经费是多少", ("按“公用经费”理解“公用经废”。",))


def test_no_more_than_so_many_are_answered() -> None:
    answer = replied(Echo(), "".join(f"第{n}个学校有多少人？" for n in "一二三四五六"))
    assert answer.notes == (f"一次最多回答 {reply.MOST} 个问题，其余 1 个请分开问。",)


def test_a_note_on_one_question_of_several_says_which() -> None:
    place = "问题没有写明地区，这里是北山县的；南山县的文件也有相近内容，可写明地区再问。"
    sample = "依据的是示例（虚构）文件。"
    first = Answer("甲", "extractive", notes=(place, sample))
    second = Answer("乙", "extractive", notes=(place.replace("北", "西"), sample))
    told = joined(("一？", "二？"), (first, second)).notes
    assert told == (f"（一）{place}", sample, f"（二）{place.replace('北', '西')}")
    assert joined(("一？", "二？"), (first, first)).notes == (place, sample)
    assert _note(told[2]).startswith("(2) No place was named; this is of 西山县.")


@pytest.mark.parametrize(
    "message",
    [
        "手机能不能带进教室，未成年人保护法咋讲的",
        "请假找谁批？国家是怎么规定的？",
        "奖学金有几种、叫啥",
        "办法里怎么说的，手机能带进教室不",
    ],
)
def test_what_a_document_says_of_it_is_no_question_of_its_own(message: str) -> None:
    assert len(parted(message).questions) == 1


def test_the_same_answer_stands_once_under_its_questions() -> None:
    same = Answer("每两年不少于两个月。", "extractive")
    whole = joined(["隔多久去一次？", "一共多长"], [same, same])
    assert whole.text == "一、隔多久去一次；一共多长\n每两年不少于两个月。"


@pytest.mark.parametrize(
    ("message", "questions"),
    [
        ("小班一个月交多少，大班呢", ("小班一个月交多少", "大班呢")),
        (
            "小班一个月多少钱，大班呢，不上延时行不行",
            ("小班一个月多少钱", "大班呢", "不上延时行不行"),
        ),
        ("查体要不要空腹，要不要交钱", ("查体要不要空腹", "要不要交钱")),
        ("外地来的呢，社保交几个月", ("外地来的呢，社保交几个月",)),
        ("小学几点放学，那初中呢？", ("小学几点放学", "初中呢？")),
        (
            "孩子跟奶奶住，他啥都不跟我讲，我一句都问不出来，法律怎么说",
            ("孩子跟奶奶住，他啥都不跟我讲，我一句都问不出来，法律怎么说",),
        ),
    ],
)
def test_half_a_question_and_what_asks_nothing(message: str, questions: tuple[str, ...]) -> None:
    assert parted(message).questions == questions


def test_what_nothing_adds_up_is_asked_in_turn() -> None:
    message = "招物理老师几个，数学老师几个，一共招多少"
    assert len(parted(message).questions) == 1
    assert len(parted(message, whole=False).questions) == 3
