"""Who a table of findings names; what is asked of another matter or for a ground is not answered so."""

from __future__ import annotations

import pytest
from answer_library import open_assistant

from assistant.assistant import PolicyAssistant

NOTICE = """\
# 苇川县教育局关于2026年春季校园食品安全抽检结果的通报

| 序号 | 单位 | 存在问题 | 整改期限 | 联系人 |
|---|---|---|---|---|
| 1 | 东滩中学 | 冷藏柜温度不达标 | 6月3日前 | 丁一禾 |
| 2 | 北滩小学 | 留样登记不全 | 6月10日前 | 石青 |
| 3 | 西滩镇中心幼儿园 | 添加剂未专柜存放 | 6月20日前 | 白小满 |
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> PolicyAssistant:
    return open_assistant(tmp_path_factory.mktemp("blamed"), {"通报.md": NOTICE})


@pytest.mark.parametrize(
    "question", ["食品抽检哪几家单位被通报了", "春季食品抽检查出问题的单位有哪些"]
)
def test_all_names(library: PolicyAssistant, question: str) -> None:
    text = library.ask(question, log=False).text
    assert "共 3 项" in text
    assert all(name in text for name in ("东滩中学", "北滩小学", "西滩镇中心幼儿园"))


def test_only_those_of_the_kind_asked_for(library: PolicyAssistant) -> None:
    text = library.ask("食品抽检哪些幼儿园被点名了", log=False).text
    assert "西滩镇中心幼儿园" in text
    assert "东滩中学" not in text
