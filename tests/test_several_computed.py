"""Sentences that look computed and hold two questions."""

from __future__ import annotations

import pytest

from assistant.several import parted


@pytest.mark.parametrize(
    ("message", "count"),
    [
        ("评审组名单上副组长有几位，组员总共多少人", 2),
        ("优学奖和励志奖分别多少钱一年，同一学年我能两个都拿到吗", 2),
        ("小学招多少人，初中招多少人，一共多少人", 1),
        ("一等奖和二等奖各几名，加起来多少", 1),
        ("初中和小学的标准各多少，一样吗", 1),
    ],
)
def test_questions_of_their_own_are_parted(message: str, count: int) -> None:
    assert len(parted(message).questions) == count
