"""Questions for the documents of the library as a whole."""

from __future__ import annotations

import pytest

from assistant.english import translated
from assistant.whole_library import SHOWN, all_documents, asks_for_all


@pytest.mark.parametrize(
    "question, whole",
    [
        ("库里有什么文件", True), ("资料库收录了多少份文件？", True), ("文件清单", True), ("学前教育有哪些文件", False),
        ("报名要交几份文件", False), ("文件有几条", False), ("2026年有几份文件", False),
    ],
)  # fmt: skip
def test_what_asks_for_all_documents(question: str, whole: bool) -> None:
    assert asks_for_all(question) == whole


@pytest.mark.parametrize(
    "question, whole",
    [("Which documents are in the library?", True), ("How many files are in this system?", True), ("Which documents mention homework?", False)],
)  # fmt: skip
def test_it_is_asked_in_english(question: str, whole: bool) -> None:
    assert asks_for_all(translated(question).text) == whole


def test_the_count_and_the_first_titles_are_told() -> None:
    answer = all_documents("有几份文件", [f"通知{n}" for n in range(SHOWN + 2)])
    assert answer is not None
    first, *titles, last = answer.text.split("\n")
    assert (first, len(titles), last) == (
        f"库中共 {SHOWN + 2} 份文件：", SHOWN, "等。其余 2 份见“文件”页。",
    )  # fmt: skip
