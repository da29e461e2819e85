"""Which places have a document of a title."""

from __future__ import annotations

import pytest

from assistant.computed_words import TITLED
from assistant.titled_documents import PROVINCES_ONLY, _says


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("有哪几个省市的图书馆法实施办法可以查", "图书馆法实施办法"),
        ("哪些地方有校车管理条例", "校车管理条例"),
        ("哪些省出台了校车管理条例？", "校车管理条例"),
        ("哪几个省的工作报告提到校车", None),
        ("哪些地方的学校有食堂", None),
    ],
)
def test_a_title_is_asked_for(question: str, name: str | None) -> None:
    found = TITLED.search(question)
    assert (found and found["name"]) == name


def test_a_title_says_a_name_in_any_order() -> None:
    assert _says("云岭省实施图书馆法办法", "图书馆法实施办法")
    assert not _says("云岭市校车规划管理条例", "图书馆管理条例")


def test_only_provinces() -> None:
    assert PROVINCES_ONLY.search("哪几个省有")
    assert not PROVINCES_ONLY.search("哪几个省市有")
