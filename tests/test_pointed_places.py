"""Places that a later question points to."""

from __future__ import annotations

import re

import pytest

from assistant.pointed_places import with_places


def places(turn: str) -> list[str]:
    return re.findall(r"[柳槐]滩[县区]", turn)


@pytest.mark.parametrize(
    ("question", "turns", "whole"),
    [
        ("这两个县加一起多少", ["柳滩县多少", "槐滩县呢"], "柳滩县和槐滩县加一起多少"),
        ("那两个区差多少", ["柳滩区多少，槐滩区呢"], "柳滩区和槐滩区差多少"),
        ("这两个县加一起多少", ["柳滩县多少"], "这两个县加一起多少"),
        ("加一起多少", ["柳滩县多少", "槐滩县呢"], "加一起多少"),
    ],
)
def test_two_places_are_named(question: str, turns: list[str], whole: str) -> None:
    assert with_places(question, turns, places) == whole
