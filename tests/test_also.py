"""What may answer as well is told under an answer whose sentence hardly leads, and only there."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from answer_library import open_assistant

from assistant.also import ALSO
from assistant.assistant import PolicyAssistant

RULES = """\
望溪县中学宿舍管理办法

第一条 宿舍周日至周四22时关门，周五、周六23时关门。
第二条 23时以后离开宿舍的，视为晚出；晚出三次的，取消住宿资格。
第三条 来访人员应当登记，22时前离开。
第四条 宿舍管理员每晚22时30分查房，并做好记录。
"""


@pytest.fixture(scope="module")
def dormitory(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PolicyAssistant]:
    with open_assistant(tmp_path_factory.mktemp("dormitory"), {"rules.txt": RULES}) as assistant:
        yield assistant


def test_a_second_place_stands_on_a_line_of_its_own_with_its_own_citation(
    dormitory: PolicyAssistant,
) -> None:
    answer = dormitory.ask("晚上出去回来晚了会怎样")
    first, second = answer.text.split("\n")
    assert first.endswith("视为晚出[1]")
    assert second == f"{ALSO}：晚出三次的，取消住宿资格。[2]"
    assert [c.quote for c in answer.citations][1] == "晚出三次的，取消住宿资格。"
    assert answer.beside == ()


def test_a_sentence_that_clearly_leads_stands_alone(dormitory: PolicyAssistant) -> None:
    assert ALSO not in dormitory.ask("晚上几点查房").text


def test_a_refusal_has_no_second_place(dormitory: PolicyAssistant) -> None:
    answer = dormitory.ask("外人晚上几点前走")
    assert answer.mode == "refused"
    assert ALSO not in answer.text
