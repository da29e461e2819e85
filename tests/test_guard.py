"""Every number and name of an answer stands in what it cites, or the piece gives way to its source line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.guard import find_faults, guarded
from assistant.records import Answer, Citation

SOURCE = "2025年，全县义务教育生均公用经费达到小学720元、初中940元。"


def cite(marker: int, quote: str) -> Citation:
    return Citation(marker, "d", "计划", "计划.txt", (), None, "", quote, 0, len(quote))


def check(text: str, *quotes: str) -> tuple[str, ...]:
    answer = Answer(text, "generative", tuple(cite(n, q) for n, q in enumerate(quotes, 1)))
    return tuple(w for fault in find_faults(answer, lambda c: c.quote) for w in fault.words)


@pytest.mark.parametrize(
    "text, quote",
    [
        ("初中生均940元[1]。", SOURCE),
        ("初中生均９４０元[1]。", SOURCE),
        ("近视率每年降0.5个百分点[1]。", "近视率每年下降０.５个百分点"),
        ("共15名教师[1]。", "招聘十五名教师"),
        ("共1200人[1]。", "参加一千二百人"),
        ("第12条规定如此[1]。", "第十二条 学校应当备案。"),
        ("依据《研学活动管理办法》[1]。", "按照《研学活动管理办法》执行"),
        ("学校应当备案[1]。", "学校应当在出发前备案。"),
        ("没有出处的话不在这里查。", SOURCE),
        ("", SOURCE),
    ],
)
def test_what_the_source_says_may_be_said(text: str, quote: str) -> None:
    assert check(text, quote) == ()


@pytest.mark.parametrize(
    "text, quote, lacking",
    [
        ("初中生均950元[1]。", SOURCE, ("950",)),
        ("2026年，初中生均940元[1]。", SOURCE, ("2026",)),
        ("近视率46.5%[1]。", "近视率控制在46%以内", ("46.5",)),
        ("第13条规定如此[1]。", "第十二条 学校应当备案。", ("13",)),
        ("依据《校车管理办法》[1]。", "按照《研学活动管理办法》执行", ("校车管理办法",)),
        ("9月20日报名[1]。", "9月21日报名", ("20",)),
        ("收费94元[1]。", SOURCE, ("94",)),
    ],
)
def test_what_it_does_not_say_is_found(text: str, quote: str, lacking: tuple[str, ...]) -> None:
    assert check(text, quote) == lacking


def test_each_piece_answers_for_its_own_marks() -> None:
    assert check("小学720元[1]，初中940元[2]。", "小学720元", "初中940元") == ()
    assert check("小学940元[1]，初中720元[2]。", "小学720元", "初中940元") == ("940", "720")
    assert check("小学720元、初中940元[1][2]。", "小学720元", "初中940元") == ()


def test_list_numbers_are_not_claims() -> None:
    assert check("共2项：\n1. 小学720元[1]\n2. 初中940元[1]", SOURCE) == ()
    assert check("1. 小学720元[1]\n17. 初中17元[1]", SOURCE) == ("17",)


def test_a_mark_without_a_citation_bears_nothing_out() -> None:
    answer = Answer("初中生均940元[3]。", "generative", (cite(1, SOURCE),))
    faults = find_faults(answer, lambda c: c.quote)
    assert len(faults) == 1 and faults[0].words == ("940",)


def test_context_counts_where_the_caller_counts_it() -> None:
    answer = Answer("2025年初中940元[1]。", "structured", (cite(1, "初中940元"),))
    assert find_faults(answer, lambda c: c.quote)
    assert not find_faults(answer, lambda c: f"{c.quote}\n2025年")


def test_a_good_answer_is_left_alone() -> None:
    answer = Answer("初中生均940元[1]。", "generative", (cite(1, SOURCE),))
    assert guarded(answer, lambda c: c.quote) is answer


def test_a_faulty_piece_gives_way_to_its_source_and_a_note_says_so() -> None:
    answer = Answer("1. 小学720元[1]\n2. 初中999元[1]", "generative", (cite(1, SOURCE),))
    mended = guarded(answer, lambda c: c.quote)
    assert mended.text == f"1. 小学720元[1]\n2. {SOURCE}[1]"
    assert len(mended.notes) == 1 and "1 处" in mended.notes[0]
    assert not find_faults(mended, lambda c: c.quote)


def test_every_faulty_piece_is_mended() -> None:
    answer = Answer(
        "小学1元[1]\n初中2元[2]", "generative", (cite(1, "小学720元"), cite(2, "初中940元"))
    )
    assert guarded(answer, lambda c: c.quote).text == "小学720元[1]\n初中940元[2]"


@given(st.integers(0, 10**7), st.integers(0, 10**7))
def test_another_number_never_passes(said: int, written: int) -> None:
    faults = check(f"投资{said}元[1]。", f"投资{written}元")
    assert faults == (() if said == written else (str(said),))


@given(st.text(max_size=200), st.text(max_size=100))
def test_mending_ends_and_never_raises(text: str, quote: str) -> None:
    answer = Answer(f"{text}[1]", "generative", (cite(1, quote),))
    guarded(answer, lambda c: c.quote)
