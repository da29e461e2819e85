"""Follow-ups that turn round whom the question before was of."""

from __future__ import annotations

import pytest

from assistant.turned_scope import turned


@pytest.mark.parametrize(
    ("question", "earlier", "whole"),
    [
        ("那不走读的呢", "走读生午餐补助一天多少", "不走读的午餐补助一天多少"),
        ("走读的呢？", "不走读的午餐补助一天多少", "走读的午餐补助一天多少"),
        ("没参保的学生呢", "参保的学生看病报多少", "没参保的学生看病报多少"),
        ("那小学呢", "初中一个班多少人", ""),
        ("不走读的呢", "不走读的午餐补助一天多少", ""),
        ("那不走读的补多少", "走读生午餐补助一天多少", ""),
    ],
)
def test_a_group_is_turned_round(question: str, earlier: str, whole: str) -> None:
    assert turned(question, earlier) == whole
