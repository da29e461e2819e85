"""What an overview tells of a document: parts that no heading marks, headings that are names."""

from __future__ import annotations

from pathlib import Path

from answer_library import open_assistant

from assistant.question_kind import kind_of
from assistant.section_parts import is_name
from assistant.unheaded_parts import labels_of, questions_of

ASKED = """青石区入园答问
问：几岁能上小班？
答：年满3周岁。差一天也不行。
问2：报名要带什么？在哪里报？
答：户口簿和接种证，在幼儿园报。
3.伙食费怎么收？
每月280元。"""
PROJECTS = "三、重大工程\n工程一：扩建校舍。新建教学楼3栋。\n工程二：改水改厕。改造厕所12座。"


def test_questions_of_a_document_stand_with_their_answers() -> None:
    found = questions_of(ASKED)
    assert [ASKED[a.question.start : a.question.end] for a in found] == [
        "几岁能上小班？", "报名要带什么？在哪里报？", "伙食费怎么收？",
    ]  # fmt: skip
    assert ASKED[found[0].answer.start : found[0].answer.end].startswith("年满3周岁")
    assert not questions_of("通知\n请问何时开学？\n按校历执行。")


def test_labels_of_paragraphs_stand_for_headings() -> None:
    found = labels_of(PROJECTS, 7, len(PROJECTS))
    assert [PROJECTS[s.start : s.end] for s in found] == ["工程一：扩建校舍", "工程二：改水改厕"]
    assert not labels_of(PROJECTS, 7, PROJECTS.index("工程二"))


def test_a_sentence_is_no_name() -> None:
    assert is_name("消除大班额") and not is_name("建成基地3个，12月底前验收") and not is_name(" ")


def test_overviews_are_asked_for_in_many_words() -> None:
    for text in (
        "工作要点这份文件说的啥，没空细看",
        "校服办法都写了哪些内容",
        "那个通知里有什么",
        "请解读一下校车管理办法",
        "介绍一下校服采购那份通知的内容",
    ):
        assert kind_of(text) == "overview", text
    for text in ("资助办法有哪些", "奖励办法是啥", "课后服务的规定是什么"):
        assert kind_of(text) != "overview", text


def test_phases_are_named_with_their_times(tmp_path: Path) -> None:
    plan = (
        "# 云汀市防溺水专项方案\n\n## 一、目标\n\n少出事故。\n\n## 二、对象\n\n全体学生。\n\n## 三、实施阶段\n\n"
        "### （一）动员阶段（2026年3月1日至3月31日）\n\n各校制定细则。\n\n"
        "### （二）整治阶段（2026年4月1日至8月31日）\n\n各校排查水域12处。\n\n"
        "## 四、保障\n\n经费由市里安排。\n\n## 五、附则\n\n由安全科解释。\n"
    )
    with open_assistant(tmp_path, {"方案.md": plan}) as assistant:
        told = assistant.ask("云汀市防溺水专项方案大概讲了什么").text
    assert "动员阶段（2026年3月1日" in told and "整治阶段（2026年4月1日" in told
