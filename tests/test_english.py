"""English questions about Chinese documents: read by their terms, answered with English around the quotes."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from assistant.answering import Draft
from assistant.english import in_english, is_english, translated
from assistant.question import read_question
from assistant.records import Answer, Citation
from assistant.reply import Replying
from assistant.terms import Vocabulary

PLACES = ("澄州市青禾区", "临溪县")
TODAY = dt.date(2026, 6, 1)


@pytest.mark.parametrize(
    "question, chinese",
    [
        ("What is the per-student public funding for junior high schools in 2026?", "2026年 生均公用经费 初中 是多少"),
        ("How many new places in regular senior high schools did Anhui add in 2025?", "安徽 2025年 新增学位 普通高中 增加 是多少"),
        ("What is the maximum after-school service fee per semester in Qinghe District?", "澄州市青禾区 最高 课后服务费 每学期 是多少"),
        ("When is the deadline for online registration?", "截止 登记 是什么时候"),
        ("Who is responsible for school bus safety?", "校车 安全 由谁负责"),
        ("What does Article 12 of the Compulsory Education Law say?", "义务教育法第12条 是什么内容"),
        ("List the tasks due in September 2026.", "2026年9月 任务 有哪些"),
        ("Is the exam on September 1, 2026?", "2026年9月1日 考试 能不能"),
        ("How old must a child be to start primary school?", "儿童 小学 几周岁"),
        ("What documents are required for primary school admission?", "材料 小学 招生 有哪些"),
        ("How do I apply for a scholarship in Xi'an?", "西安 申请 奖学金 怎么办理"),
        ("And for primary schools?", "那小学呢"),
        ("Which tasks are overdue?", "任务 逾期 有哪些"),
        ("What is the GDP growth target of Anhui?", "安徽 GDP 增长 目标 是多少"),
        ("How much is spent on R&D and HPV?", "R&D HPV 是多少钱"),
        ("When did the Law on Teachers take effect?", "教师法 施行 是什么时候"),
        ("What does Article 5 of the Law on the Promotion of Vocational Education say?", "职业教育促进法第5条 是什么内容"),
        ("How much can a postgraduate borrow as a student loan?", "研究生 助学贷款 是多少钱"),
        ("What about Linxi?", "那临溪县呢"),
        ("When?", "是什么时候"),
        ("How much is tuition? Who is in charge?", "学费 是多少钱？由谁负责"),
    ],
)  # fmt: skip
def test_a_question_is_read_by_its_terms(question: str, chinese: str) -> None:
    assert is_english(question)
    assert translated(question, PLACES).text == chinese


@pytest.mark.parametrize(
    "question, kind, slots",
    [
        ("How old must a child be to start primary school?", "number", {"scope": "小学", "unit": "岁"}),
        ("When does the school year start?", "date", {}),
        ("Can migrant children attend public schools?", "yesno", {}),
        ("How do I apply for a student grant?", "procedure", {}),
        ("Which documents mention bullying?", "documents", {}),
        ("What tasks are due in September 2026?", "tasks", {"years": (2026,)}),
    ],
)  # fmt: skip
def test_what_is_asked_is_kept(question: str, kind: str, slots: dict[str, Any]) -> None:
    query = read_question(translated(question).text, today=TODAY)
    assert query.kind == kind and {name: getattr(query, name) for name in slots} == slots


@pytest.mark.parametrize(
    "text",
    ["初中生均公用经费是多少？", "hello", "OK", "", "What 是 生均公用经费", "PM2.5超标停课吗"],
)
def test_what_is_no_english_question(text: str) -> None:
    assert not is_english(text)


def test_unknown_words_are_named() -> None:
    assert translated("the fluxcapacitor budget of kindergartens").unknown == ("fluxcapacitor",)


def cited() -> Citation:
    return Citation(1, "d", "办法", "办法", (), None, "", "收费", 0, 2)


def test_an_answer_is_led_in_english_and_quotes_chinese() -> None:
    read = translated("How much is the fluxcapacitor fee?")
    answer = in_english(
        Answer("每学期400元[1]。", "extractive", (cited(),), notes=("依据的是示例（虚构）文件。",)),
        read,
    )
    assert answer.text == "From the documents, in their own words:\n每学期400元[1]。"
    assert answer.notes == (
        "Read as: 收费 是多少钱", "Words not understood: fluxcapacitor", "The documents are samples (invented).",
    )  # fmt: skip


def test_a_refusal_is_said_in_english() -> None:
    text = "库中没有海宁市的文件。查了 14 份文件，没有找到答案。\n最接近的内容：《甲》[1]"
    assert in_english(Answer(text, "refused", (cited(),)), translated("When?")).text == (
        "The library holds no document of 海宁市. Looked through 14 documents and found no answer.\n"
        "Nearest passages: 《甲》[1]"
    )


class Answering:
    """Remembers what it is asked."""

    def __init__(self) -> None:
        self.library = self
        self.vocabulary = Vocabulary([])
        self.asked: list[tuple[str, tuple[tuple[str, str], ...]]] = []

    def in_scope(self, asked: Any) -> dict[str, Any]:
        return {}

    def known(self, documents: Any) -> list[Any]:
        return []

    def draft(self, question: str, history: Any, *rest: Any, **more: Any) -> Draft:
        self.asked.append((question, tuple(history)))
        return Draft(Answer("…", "refused"))

    def log(self, draft: Draft, answer: Answer) -> None: ...


def test_an_english_conversation_is_read_in_chinese() -> None:
    answering = Answering()
    history = [("user", "How much is tuition for high schools?"), ("assistant", "…")]
    Replying(answering).reply("And for primary schools?", history, TODAY, None)  # type: ignore[arg-type]
    assert answering.asked == [
        ("那小学呢", (("user", "学费 普通高中 是多少钱"), ("assistant", "…")))
    ]
