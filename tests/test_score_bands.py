"""Points for what somebody reached: exact hits, between two steps, below the last, and what must be reached for all."""

from __future__ import annotations

from decimal import Decimal

import pytest
from answer_library import open_assistant

from assistant.assistant import PolicyAssistant
from assistant.performances import of_cell, performances

RULES = """\
# 澄湖市高中学生体质测试评分办法（2026年）

附表1 立定跳远（厘米）

| 等级 | 单项得分 | 高一男生 | 高一女生 |
|---|---|---|---|
| 优秀 | 100 | 260 | 204 |
| 良好 | 80 | 237 | 182 |
| 及格 | 60 | 203 | 151 |

附表2 50米跑（秒）

| 等级 | 单项得分 | 高一男生 | 高一女生 |
|---|---|---|---|
| 优秀 | 100 | 7.1 | 7.8 |
| 良好 | 80 | 7.6 | 8.4 |
| 及格 | 60 | 9.3 | 10.4 |

备注：处于两个档次之间的，就低计分。
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> PolicyAssistant:
    return open_assistant(tmp_path_factory.mktemp("points"), {"评分办法.md": RULES})


@pytest.mark.parametrize(
    ("question", "said", "unsaid"),
    [
        ("高一男生立定跳远2米37得几分", ["80分（良好）"], ["就低"]),
        ("高一男生立定跳远2米4能得几分", ["80分（良好）", "就低计分"], ["100分"]),
        ("高一女生50米跑了8秒5得多少分", ["60分（及格）", "就低计分"], ["80分"]),
        ("高一男生50米跑10秒算几分", ["最低一档", "9.3秒"], []),
        ("高一女生50米跑多少秒才能满分", ["7.8秒：100分"], ["204"]),
    ],
)
def test_points(
    library: PolicyAssistant, question: str, said: list[str], unsaid: list[str]
) -> None:
    text = library.ask(question, log=False).text
    assert all(words in text for words in said), text
    assert not any(words in text for words in unsaid), text


def test_another_event_and_another_year_get_no_points(library: PolicyAssistant) -> None:
    assert "良好" not in library.ask("高一男生引体向上15个得几分", log=False).text
    assert "良好" not in library.ask("2024年高一男生立定跳远2米37得几分", log=False).text


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("4分05秒", "time", 245),
        ("3′44″", "time", 224),
        ("7秒5", "time", "7.5"),
        ("一百五十下", "count", 150),
        ("2米15", "length", 215),
    ],
)
def test_what_was_reached(text: str, kind: str, value: float | str) -> None:
    (one,) = performances(text)
    assert (one.kind, one.value) == (kind, Decimal(str(value)))


def test_a_race_is_no_length_and_a_bare_cell_takes_the_unit_of_its_column() -> None:
    assert performances("女生800米跑") == ()
    cell = of_cell("2.05", "米")
    assert cell is not None and (cell.kind, cell.value) == ("length", 205)
