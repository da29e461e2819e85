"""One value out of several: cases of a ladder, values of stages, groups, columns of years, exams and their steps."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from assistant.candidates import Candidate
from assistant.elliptic import says_only_whose, told_together
from assistant.everyday import plainly_said
from assistant.exam_steps import of_other_step
from assistant.headcounts import with_people
from assistant.named_alone import named_alone
from assistant.near_misses import _of_stage
from assistant.question import read_question
from assistant.rungs import shortened_to_case, told
from assistant.worded_rows import RowWords
from ingest.records import Span

LADDER = (
    "学生100人以下的学校配校医不少于1名；",
    "100人至600人的不少于2名；",
    "600人以上的不少于4名。",
)


def lines(*texts: str) -> list[Candidate]:
    """Sentences side by side in one passage."""
    found, at = [], 0
    chunk: Any = SimpleNamespace(id="c")
    fused: Any = SimpleNamespace(score=1.0)
    for text in texts:
        span = Span(at, at + len(text))
        found.append(Candidate("d", span, text, None, "", ("t",), chunk, fused, 0))
        at += len(text)
    return found


def query(text: str, kind: str = "number") -> Any:
    return replace(read_question(text), kind=kind)


@pytest.mark.parametrize(
    ("said", "case"),
    [("四百多人", "100人至600人"), ("不到一百人", "100人以下"), ("一千二百人", "600人以上")],
)
def test_a_ladder_over_several_sentences_gives_the_case_told(said: str, case: str) -> None:
    own = told(f"{said}的学校配几名校医")
    (whole, other) = told_together([*lines(*LADDER, "校医由区里招聘。")], query("配几名校医"), own)
    assert other.text == "校医由区里招聘。"
    answer = shortened_to_case(whole.text, own)
    assert case in answer and "配校医" in answer
    assert sum(c in answer for c in ("100人以下", "100人至", "600人以上")) == 1


def test_sentences_stay_apart_where_no_number_is_told_or_another_matter_stands_between() -> None:
    apart = lines(LADDER[0], "校医由区里招聘；", LADDER[1])
    assert told_together(apart, query("配几名校医"), told("四百人的学校")) == apart
    assert told_together(lines(*LADDER), query("配几名校医"), None) == lines(*LADDER)


def test_what_comes_on_top_is_told_with_what_it_is_added_to() -> None:
    words = "学生100人以下的学校配校医1名；100人至600人的配2名；600人以上的，每增加300人增配1名。"
    said = shortened_to_case(words, told("九百人的学校配几名校医"))
    assert "100人至600人的配2名；600人以上的，每增加300人增配1名" in said
    assert "100人以下" not in said


def test_a_sentence_that_says_only_whose_is_told_with_the_one_before() -> None:
    own = lines("新生在网上登记。", "小学5月6日至8日，初中6月1日至3日。", "不能登记的到学校办。")
    asked = query("初中哪天登记", "date")
    told_ = [one.text for one in told_together(own, asked, None)]
    assert told_[1] == "新生在网上登记。小学5月6日至8日，初中6月1日至3日。"
    assert told_together(own, query("哪天登记", "date"), None) == own
    assert not says_only_whose("初中学生须在6月1日前提交体检报告")


def test_the_one_of_two_clauses_that_names_the_group() -> None:
    two = lines("管理人员每年不少于十日；", "班组长、电焊工人每年不少于五日；")
    assert named_alone("厂里的电焊工人每年学几日", two) == two[1]
    assert named_alone("厂里每年学几日", two) is None
    assert named_alone("管理人员和电焊工人每年分别学几日", two) is None


def test_numbers_of_people_told_in_passing() -> None:
    assert with_people("一千二的学校") == "一千二百人的学校"
    assert with_people("学生不到两百，配几个") == "学生不到两百人，配几个"
    assert with_people("六百多号人的学校") == "六百多人的学校"
    assert with_people("百来号学生的学校") == "百来个学生的学校"
    assert with_people("第三小学的一千二百元") == "第三小学的一千二百元"


def test_groups_and_stages_by_their_everyday_names() -> None:
    for said in ("外来务工的孩子", "外地打工人员的娃", "进城务工人员随迁子女", "外地户口的孩子"):
        assert plainly_said(f"{said}怎么报名").startswith("随迁子女怎么")
    assert read_question("小升初哪天报名").scope == "初中"
    assert plainly_said("特教学校给多少钱").startswith("特殊教育学校")
    assert _of_stage("初中生", "中学不超过八小时") and _of_stage("高中生", "高级中学应当")
    assert not _of_stage("高中生", "高等学校应当")


def test_a_row_tells_the_column_of_the_year_asked_for() -> None:
    parts = (("项目", "项目：校舍"), ("2031年", "2031年：5万元"), ("2032年", "2032年：1980万元"))
    row = RowWords("整行", parts=parts)
    assert row.of_years((2032,)) == "项目：校舍，2032年：1980万元"
    assert row.of_years(()) == "整行" == row.of_years((2040,))


def test_the_day_of_an_exam_is_not_that_of_its_marks() -> None:
    assert of_other_step("今年中考几号考", "7月9日\t公布中考成绩")
    assert not of_other_step("今年中考几号考", "6月9日中考，7月9日公布成绩。")
    assert not of_other_step("中考成绩哪天公布", "7月9日\t公布中考成绩")
