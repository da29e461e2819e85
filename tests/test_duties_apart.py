"""Of a sentence that shares out places or tasks the clause of those asked for."""

from __future__ import annotations

import pytest

from assistant.duties_apart import shortened_to_duty

SHARED = "局领导分片联系学校：局长钱一联系城关镇、河东街道，副局长孙二联系柳林镇，督学李三联系沙岭乡和石桥乡。"


@pytest.mark.parametrize(
    "question, held, lacking",
    [
        ("柳林的学校归哪个局长联系", "孙二", ("钱一", "李三")),
        ("沙岭和石桥谁联系", "李三", ("钱一", "孙二")),
        ("孙二联系哪个镇", "柳林镇", ("城关镇", "沙岭乡")),
    ],
)
def test_only_the_clause_asked_for_is_told(
    question: str, held: str, lacking: tuple[str, ...]
) -> None:
    words = shortened_to_duty(SHARED, question)
    assert held in words and not any(other in words for other in lacking)
    assert words.startswith("局领导分片联系学校：")


@pytest.mark.parametrize("question", ["局领导怎么分片联系学校", "各镇分别由谁联系", "谁联系白马镇"])
def test_the_sentence_stays_whole_where_all_or_none_is_asked_for(question: str) -> None:
    assert shortened_to_duty(SHARED, question) == SHARED


def test_a_sentence_that_shares_nothing_out_stays_whole() -> None:
    plain = "学校负责登记，家长签字后存档。"
    assert shortened_to_duty(plain, "谁负责登记") == plain
