"""What is said to greetings, thanks and farewells, in their language."""

from __future__ import annotations

import pytest

from assistant.greeting import (
    GOODBYE,
    HELLO,
    HELLO_ENGLISH,
    NOTED,
    WELCOME,
    WELCOME_ENGLISH,
    greeted,
)
from assistant.question import read_question


@pytest.mark.parametrize(
    ("text", "reply"),
    [
        ("你好", HELLO), ("你能做什么", HELLO), ("hello", HELLO_ENGLISH), ("hi there", HELLO_ENGLISH),
        ("谢谢啦！", WELCOME), ("Thank you", WELCOME_ENGLISH), ("拜拜", GOODBYE), ("好的", NOTED), ("嗯嗯", NOTED),
        ("？", HELLO), ("哈哈哈", HELLO),
    ],
)  # fmt: skip
def test_a_greeting_is_answered_in_kind(text: str, reply: str) -> None:
    assert read_question(text).kind == "greeting"
    assert greeted(text) == reply


@pytest.mark.parametrize("text", ["好的学校有哪些", "谢谢老师的活动几月办", "哈尔滨的补助是多少"])
def test_a_question_that_begins_so_is_none(text: str) -> None:
    assert read_question(text).kind != "greeting"
