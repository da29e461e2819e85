"""Answers that are of another step, meal or list than the one asked for."""

from __future__ import annotations

import pytest

from assistant.unmet_step import of_other_step, rules_for_names

EXAM = "笔试时间为3月8日上午9:00，满分100分，成绩低于60分的不得进入下一轮。"


@pytest.mark.parametrize(
    "question, own, other",
    [
        ("护士招聘笔试成绩几号出来", EXAM, True),
        ("笔试成绩几号出来", "笔试成绩于3月20日在官网公布。", False),
        ("笔试是几号", EXAM, False),
        ("住校生晚饭多少钱一顿", "早餐4元，午餐9元", True),
        ("住校生晚饭多少钱一顿", "早餐4元，晚餐8元", False),
        ("晚饭多少钱", "每餐8元，早餐减半", False),
        ("黑名单上都有哪些机构", "违规的列入黑名单，一年内不得申请。", True),
        ("白名单里有哪几家", "列入白名单的有：晨光艺校、远山书院", False),
    ],
)
def test_what_is_told_must_be_of_the_step_asked_for(question: str, own: str, other: bool) -> None:
    assert of_other_step(question, own) is other


def test_rules_name_no_institutions() -> None:
    rules = "二、要求：\n1. 须从目录中选取\n2. 由学校统一结算，不得另收费"
    assert rules_for_names("能来上课的有哪几家", rules)
    assert not rules_for_names("能来上课的有哪几家", "晨光艺校\n远山书院")
    assert not rules_for_names("有哪些要求", rules)
