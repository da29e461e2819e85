"""Articles, dates of effect and goals: the document meant, its own words, or a question back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from answer_library import FILES, open_assistant

from assistant import PolicyAssistant
from assistant.records import Answer

TODAY = dt.date(2025, 9, 10)
LAW = """\
中华人民共和国乡村图书法

第一章 总则
第一条 为办好乡村图书室，制定本法。
第二条 乡村图书室应当每天开放。
第三条 本法自2020年5月1日起施行。
"""
RULES = """\
北岭省实施《中华人民共和国乡村图书法》办法

第一条 根据《中华人民共和国乡村图书法》第二条，制定本办法。
第二条 乡村图书室每周至少开放五天。
第三条 本办法自2021年9月1日起施行。
"""
GOALS = """\
云溪区阅读推广三年行动方案

一、总体要求
坚持公益导向。
二、工作目标
到2027年，建成校园书房60个。学生年均阅读量明显提升。
三、主要措施
（一）开展晨读。每校每天安排20分钟晨读。
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PolicyAssistant]:
    files = FILES | {"法.txt": LAW, "省办法.txt": RULES, "阅读方案.txt": GOALS}
    with open_assistant(tmp_path_factory.mktemp("laws"), files) as assistant:
        yield assistant


def ask(library: PolicyAssistant, question: str) -> Answer:
    return library.ask(question, today=TODAY)


def test_a_law_answers_before_the_measures_for_it(library: PolicyAssistant) -> None:
    answer = ask(library, "乡村图书法第二条")
    assert answer.text == "第二条 乡村图书室应当每天开放。[1]"
    assert [c.source for c in answer.citations] == ["法.txt"]


def test_the_version_in_force_has_the_article(library: PolicyAssistant) -> None:
    answer = ask(library, "研学办法第二条是什么？")
    assert "150元" in answer.text and "120元" not in answer.text


def test_without_a_document_the_article_is_asked_back_for(library: PolicyAssistant) -> None:
    answer = ask(library, "第二条是什么？")
    assert answer.mode == "clarify" and not answer.citations
    assert "《中华人民共和国乡村图书法》第二条" in answer.options
    chosen = ask(library, answer.options[0])
    assert chosen.mode == "extractive" and len({c.source for c in chosen.citations}) == 1


def test_a_law_that_is_not_held_is_refused_by_name(library: PolicyAssistant) -> None:
    answer = ask(library, "劳动法第二条说了什么")
    assert answer.mode == "refused" and "《劳动法》" in answer.text


@pytest.mark.parametrize(
    "question, day, source",
    [
        ("乡村图书法是哪年施行的", "2020年5月1日", "法.txt"),
        ("北岭省实施乡村图书法办法什么时候生效", "2021年9月1日", "省办法.txt"),
        ("研学活动管理办法从什么时候开始执行", "2024年9月1日", "研学活动管理办法.txt"),
    ],
)
def test_the_day_of_effect_in_the_documents_own_words(
    library: PolicyAssistant, question: str, day: str, source: str
) -> None:
    answer = ask(library, question)
    assert day in answer.text and "施行" in answer.text
    assert [c.source for c in answer.citations] == [source]


def test_goals_are_the_section_of_goals(library: PolicyAssistant) -> None:
    answer = ask(library, "阅读推广三年行动方案有什么目标？")
    assert "校园书房60个" in answer.text.replace("：", "") and "晨读" not in answer.text
    assert all(c.source == "阅读方案.txt" for c in answer.citations)


def test_is_it_still_in_force(library: PolicyAssistant) -> None:
    ended = ask(library, "研学活动管理办法（试行）还有效吗？")
    assert "已经废止" in ended.text and "同时废止" in ended.text
    assert {c.source for c in ended.citations} == {"研学活动管理办法.txt"}
    assert "2024年9月1日" in ask(library, "研学试行办法什么时候废止的？").text
    held = ask(library, "乡村图书法还有效吗")
    assert "没有被废止" in held.text and "2020年5月1日" in held.text
    assert [c.source for c in held.citations] == ["法.txt"]


EXPIRED = """\
临溪县校服采购管理办法

第一条 为规范校服采购，制定本办法。
第二条 校服采购应当公开招标，每套价格不得超过260元。
第三条 本办法自2020年3月1日起施行，有效期5年。
"""
SHEET = "附件1\n9月25日前，各校完成校车安全技术检测，由安全管理科牵头。\n"
BUS = "临溪县教育局关于做好2025年校车工作的通知\n各学校：\n请执行。\n附件：1.校车任务表\n临溪县教育局\n2025年3月1日\n"


def test_a_term_that_is_over_is_said_with_its_sentence(tmp_path: Path) -> None:
    with open_assistant(tmp_path, {"校服办法.txt": EXPIRED}) as assistant:
        over = ask(assistant, "校服采购管理办法还有效吗？")
        assert "已过有效期" in over.text and "有效期5年" in over.text
        assert [c.source for c in over.citations] == ["校服办法.txt"]
        price = ask(assistant, "校服每套价格不得超过多少元？")
        assert "260元" in price.text
        assert any("有效期到2025年2月28日为止" in note for note in price.notes)
        early = assistant.ask("校服采购管理办法还有效吗？", today=dt.date(2024, 9, 10))
        assert "已过有效期" not in early.text


def test_an_attachment_is_cited_by_its_parents_name(tmp_path: Path) -> None:
    with open_assistant(tmp_path, {"通知.txt": BUS, "附件1.txt": SHEET}) as assistant:
        answer = ask(assistant, "校车安全技术检测什么时候完成？")
        name = "《临溪县教育局关于做好2025年校车工作的通知》附件1"
        assert "9月25日" in answer.text
        assert [c.document_title for c in answer.citations] == [name]
        assert not any(f"《{name}》" in note for note in answer.notes)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("依据什么文件", "根据《中华人民共和国乡村图书法》第二条"),
        ("现在还有效吗", "没有被废止或替代"),
        ("依据是什么呢？", "制定本办法"),
    ],
)
def test_what_stands_at_the_head_of_the_document_talked_about(
    library: PolicyAssistant, question: str, said: str
) -> None:
    before = ("user", "北岭省乡村图书室每周至少开放几天"), ("assistant", "每周至少开放五天。")
    answer = library.ask(question, history=before, today=TODAY)
    assert said in answer.text
    assert [c.source for c in answer.citations] == ["省办法.txt"]


def test_a_number_that_the_document_does_not_say_is_refused(library: PolicyAssistant) -> None:
    before = ("user", "北岭省乡村图书室每周至少开放几天"), ("assistant", "每周至少开放五天。")
    assert library.ask("文号是多少", history=before, today=TODAY).mode == "refused"
