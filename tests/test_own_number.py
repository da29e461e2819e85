"""A number told of one's case against the one condition that a rule sets."""

from assistant.own_number import unmet

RULE = "租用商铺的，合同要备案满1年，按第二类对待。"


def test_months_are_held_against_years() -> None:
    assert unmet("合同备案才8个月，算第二类吗", RULE) == "不符合这一条件：合同要备案满1年"
    assert unmet("合同备案14个月了，算第二类吗", RULE) == ""


def test_only_a_question_whether_and_only_one_condition() -> None:
    assert unmet("备案8个月一年多少钱", RULE) == ""
    assert unmet("合同才8个月能报吗", "满6个月的可以报，满1个月的候补。") == ""
    assert unmet("缴了10个月能报不", "连续缴费满12个月") == "不符合这一条件：连续缴费满12个月"
