"""Of several cases the one that holds the number a person tells."""

from __future__ import annotations

import pytest

from assistant.rungs import fits, is_ladder, rungs, shortened_to_case, told

LEAVE = "教职工病假：两天以内，教研组长批准；两天以上七天以内，教务处批准；超过七天，校长批准"
YEARS = "在海岛学校累计任教满8年可申报二等荣誉、满16年可申报一等荣誉，均不占名额"


@pytest.mark.parametrize(
    "question, sentence, said",
    [
        ("请4天病假找谁批", LEAVE, "两天以上七天以内，教务处批准"),
        ("请两天以上的病假找谁批", LEAVE, "两天以上七天以内，教务处批准"),
        ("我在岛上教了20年书", YEARS, "任教……满16年可申报一等荣誉"),
        ("我在岛上教了9年书", YEARS, "任教满8年可申报二等荣誉"),
        ("孩子3岁半分到哪个班", "2周岁至3周岁编入乳儿班，3周岁以上编入幼儿班", "编入幼儿班"),
        (
            "我们学校90个学生配几个厨师",
            "80人以下配1名，80—200人配2名，200人以上配3名",
            "80—200人配2名",
        ),
    ],
)
def test_only_the_case_told_is_said(question: str, sentence: str, said: str) -> None:
    words = shortened_to_case(sentence, told(question))
    assert said in words
    assert len(words) < len(sentence)


@pytest.mark.parametrize("question", ["病假找谁批", "病假40天找谁批", "2026年请假找谁批"])
def test_without_a_case_the_sentence_stays_whole(question: str) -> None:
    short = "两天以内，教研组长批准；两天以上七天以内，教务处批准"
    assert shortened_to_case(short, told(question)) == short


def test_two_numbers_of_a_question_tell_no_case() -> None:
    assert told("教了20年，班上50个学生") is None
    assert told("教了20年") is not None


def test_an_end_of_a_case_is_held_or_not_as_the_words_say() -> None:
    five = told("请5天假")
    assert five is not None
    assert fits("五天以上的", five) and fits("不超过五天的", five)
    assert fits("超过五天的", five) is False and fits("不足五天的", five) is False
    assert fits("须写申请", five) is None
    assert fits("未满五天的", five) is False and fits("已满五天的", five)


def test_half_a_day_is_a_case() -> None:
    cases = rungs("半天以内的口头请假；半天以上三天以内的填请假单", "days")
    assert [str(case.hi) for case in cases] == ["0.5", "3"]


def test_one_case_alone_is_no_ladder() -> None:
    five = told("请5天假")
    assert five is not None
    assert is_ladder(["三天以内的", "三天以上的"], five)
    assert not is_ladder(["三天以内的"], five)
