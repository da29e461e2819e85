"""Lists of names are read from lines, labels and sentences, and answered whole, by part, by school and by place."""

from __future__ import annotations

import pytest
from answer_library import open_assistant

from assistant.assistant import PolicyAssistant
from assistant.rosters import bare_title, rosters

AWARDS = """\
云汀县2025年教育表彰名单

各学校：

2025年，县教育局决定对下列个人予以表彰，个人各奖励800元。

【教学能手（2名）】
王明远  云汀县第一中学
李　兰  石桥镇中心小学

【优秀辅导员（3名）】
小学2名：周小舟（石桥镇中心小学）、钱一帆（东埠小学）
初中1名：孙宜（云汀县第一中学）

【深山坚守奖（2名）】
在教学点任教满15年的教师：
赵根土  枫林乡岭头教学点  任教26年
吴秀禾  枫林乡竹湾教学点  任教18年

受表彰的个人如有违反师德的，撤销称号。

云汀县教育局
2025年9月5日
"""
SCHOOLS = """\
# 云汀市教育局关于公布阅读示范校创建名单的通知

根据申报情况，经复查，现予公布。全市共有9所学校申报。

## 一、创建名单

共有4所学校入选，分别是：石桥中学、石桥实验小学、东埠小学、枫林中学。

2025年5月6日
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> PolicyAssistant:
    return open_assistant(
        tmp_path_factory.mktemp("rosters"),
        {"云汀县2025年教育表彰名单.txt": AWARDS, "阅读示范校.md": SCHOOLS},
    )


def test_lists_are_read_from_lines_labels_and_sentences() -> None:
    read = [(r.title, r.part, [e.name for e in r.entries]) for r in rosters(AWARDS)]
    assert read == [
        ("教学能手", "", ["王明远", "李兰"]),
        ("优秀辅导员", "小学", ["周小舟", "钱一帆"]),
        ("优秀辅导员", "初中", ["孙宜"]),
        ("深山坚守奖", "", ["赵根土", "吴秀禾"]),
    ]
    (schools,) = rosters(SCHOOLS)
    assert [e.name for e in schools.entries][-1] == "枫林中学"
    assert rosters("一、工作要求\n各校要做到：加强领导、压实责任、抓好落实。\n") == ()


def test_a_title_is_bare_of_number_brackets_and_size() -> None:
    assert bare_title("二、优秀校长名单（4名）") == "优秀校长"
    assert bare_title("【深山坚守奖（5名）】") == "深山坚守奖"


@pytest.mark.parametrize(
    ("question", "told", "not_told"),
    [
        ("深山坚守奖名单发我看看", ("赵根土", "吴秀禾"), ("王明远",)),
        ("优秀辅导员里小学的是哪几位", ("周小舟", "钱一帆"), ("孙宜",)),
        ("云汀县第一中学有几个人上了表彰名单", ("共 2 人", "王明远", "孙宜"), ("周小舟",)),
        ("县一中有谁受表彰了", ("王明远", "孙宜"), ("李兰",)),
        ("教了26年书的那位老师叫什么", ("赵根土",), ("吴秀禾",)),
        ("钱一帆得了什么奖", ("优秀辅导员（小学）：钱一帆",), ("周小舟",)),
        ("石桥有哪些学校进了阅读示范校创建名单", ("石桥中学", "石桥实验小学"), ("东埠", "枫林")),
    ],
)
def test_questions_for_names(
    library: PolicyAssistant, question: str, told: tuple[str, ...], not_told: tuple[str, ...]
) -> None:
    answer = library.ask(question)
    assert answer.mode == "structured"
    assert all(words in answer.text for words in told), answer.text
    assert not any(words in answer.text for words in not_told), answer.text


def test_what_no_list_tells_is_not_answered_with_names(library: PolicyAssistant) -> None:
    assert "王明远" not in library.ask("教学能手奖励多少钱").text
    assert "4 所" not in library.ask("云汀市有多少所学校申报阅读示范校").text
    assert library.ask("云汀市2019年阅读示范校创建名单有哪些学校").mode == "refused"
