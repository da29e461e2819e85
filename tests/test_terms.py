"""What a question is about, and how much of it a text holds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.terms import (
    Vocabulary,
    content,
    contradicts,
    coverage,
    expanded,
    folded,
    missing,
    pairs,
    terms,
)

TEXTS = (
    "全县义务教育生均公用经费达到小学720元、初中940元。",
    "9月份，召开全县课后服务现场会，由基础教育科牵头。",
    "全县儿童青少年总体近视率控制在46%以内。",
    "举办新入职教师岗前培训班，由教师工作科牵头。",
)
VOCABULARY = Vocabulary(TEXTS)


@pytest.mark.parametrize(
    "question, words",
    [
        ("请问小学生均公用经费是多少？", "小学生均公用经费"),
        ("咱们啥时候开展课后服务啊？", "开展课后服务"),
        ("我想知道近视率控制目标", "近视率控制目标"),
        ("请问一下，有哪些？", ""),
        ("", ""),
    ],
)
def test_asking_words_say_nothing_about_the_topic(question: str, words: str) -> None:
    assert content(question) == words


def test_full_width_and_case_do_not_matter() -> None:
    assert folded("ＡＢc１２％") == "abc12%"
    assert content("ＰＥＰ教材？") == content("pep教材?") == "pep教材"


def test_pairs_stay_inside_a_word() -> None:
    assert pairs("公用经费") == ["公用", "用经", "经费"]
    assert pairs("经费，900元") == ["经费", "900", "元"]
    assert pairs("") == [] and pairs("，。") == []


def test_a_rare_pair_weighs_more_and_an_unknown_one_most() -> None:
    common, rare, unknown = (VOCABULARY.weight(p) for p in ("全县", "近视", "食堂"))
    assert 0 < common < rare < unknown == pytest.approx(1.0)
    assert VOCABULARY.knows("近视") and not VOCABULARY.knows("食堂")


def test_an_empty_library_gives_weights_all_the_same() -> None:
    wanted = terms("小学生均公用经费", Vocabulary(()))
    assert wanted and all(w == pytest.approx(1.0) for t in wanted for w in t.weights)


def test_a_text_that_says_it_all_holds_it_all() -> None:
    wanted = terms("课后服务现场会", VOCABULARY)
    assert coverage(wanted, TEXTS[1]) == pytest.approx(1.0)
    assert missing(wanted, TEXTS[1]) == ()


def test_words_that_are_not_there_are_named() -> None:
    wanted = terms("教师食堂补贴", VOCABULARY)
    held = coverage(wanted, TEXTS[3])
    assert 0 < held < 0.5
    assert "".join(word for word, _ in missing(wanted, TEXTS[3])).startswith("食堂")


@pytest.mark.parametrize(
    "question, text",
    [
        ("外地孩子入学", "随迁子女凭居住证入学。"),
        ("老师培训", "教师研修"),
        ("特教投入", "特殊教育资金"),
    ],
)
def test_the_documents_words_hold_everyday_ones(question: str, text: str) -> None:
    vocabulary = Vocabulary((text,))
    assert coverage(terms(question, vocabulary), text) > 0.6
    assert coverage(terms(question, vocabulary), "校车安装定位装置。") == 0.0


def test_numbers_are_held_whole() -> None:
    wanted = terms("900元标准", Vocabulary(("初中900元",)))
    assert coverage(wanted, "初中900元") > coverage(wanted, "初中90元")


def test_a_search_hears_the_documents_words_too() -> None:
    wider = expanded("外地娃上学")
    assert wider.startswith("外地娃上学") and "随迁" in wider and "入学" in wider
    assert expanded("校园安全") == "校园安全"


@given(st.text(max_size=60), st.text(max_size=60))
def test_a_share_is_a_share(question: str, text: str) -> None:
    wanted = terms(question, VOCABULARY)
    assert 0.0 <= coverage(wanted, text) <= 1.0 + 1e-9
    assert all(0 <= weight <= 1.0 + 1e-9 for _, weight in missing(wanted, text))


@given(st.text(alphabet="初中生均公用经费课后服务现场会近视", min_size=2, max_size=30))
def test_a_text_holds_its_own_words(words: str) -> None:
    wanted = terms(words, VOCABULARY)
    assert coverage(wanted, words) == pytest.approx(1.0 if wanted else 0.0)


@pytest.mark.parametrize(
    "question, text, against",
    [
        ("青苗中学西校区竣工", "青苗中学东校区竣工", True),
        ("四级园保教费", "一级园保教费", True),
        ("公办幼儿园占比", "民办幼儿园占比", True),
        ("一年级作业", "一、二年级不布置书面作业", False),
        ("大班人数", "小班25人，大班35人", False),
        ("副组长人数", "设组长1人", True),
        ("副组长人数", "设组长1人，副组长3人", False),
        ("中学经费", "中小学经费", False),
    ],
)
def test_a_counterpart_contradicts(question: str, text: str, against: bool) -> None:
    assert contradicts(terms(question, Vocabulary([text])), text) is against


def test_words_of_place_are_no_filler_inside_names() -> None:
    assert content("初中生均公用经费是多少") == "初中生均公用经费"
    assert content("青苗一中什么时候竣工") == "青苗一中 竣工"
    assert content("方案中有哪些任务") == "方案 任务"


def test_a_grade_is_no_word_that_asks() -> None:
    assert "一年级" in content("现在能上一年级不")
    assert "一年" not in content("一年交几次")
