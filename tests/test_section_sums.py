"""The values of the items of one part added up, in 万元 and 亿元."""

from __future__ import annotations

import pytest
from answer_library import open_assistant

from assistant.assistant import PolicyAssistant

PLAN = """\
# 苇川县教育局2026年工作要点

一、学位建设
1. 新建苇北小学，9月投用，投资6200万元。
2. 扩建苇川一幼，8月底前完成，投资1.05亿元。
3. 修缮南岸中学操场，7月底前完成，投资320万元。

二、队伍建设
1. 招聘教师90名，6月底前完成。
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> PolicyAssistant:
    return open_assistant(tmp_path_factory.mktemp("part"), {"要点.md": PLAN})


@pytest.mark.parametrize("question", ["学位建设一共投资多少钱", "那三个学位建设工程拢共要投多少钱"])
def test_all_items_are_added(library: PolicyAssistant, question: str) -> None:
    text = library.ask(question, log=False).text
    assert "6200万元 + 1.05亿元 + 320万元 = 1.702亿元" in text
    assert "苇北小学" in text


def test_another_number_of_items_is_not_added(library: PolicyAssistant) -> None:
    assert "1.702亿元" not in library.ask("五个学位建设工程一共投资多少钱", log=False).text
