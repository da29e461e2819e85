"""Comparisons of sides that stand in documents of their own: what is asked of each, which values are meant, and what
it comes to."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from assistant import PolicyAssistant
from assistant.apart_sides import sides_apart
from assistant.apart_values import Value, asked_values
from assistant.apart_verdict import Said, added, head, worked
from assistant.apart_words import compares, only_compares, wanted_of
from assistant.day_count import days_add_up
from assistant.guard import find_faults
from assistant.question import read_question
from assistant.records import Answer
from assistant.several import parted
from assistant.sides_apart import of_one_school
from ingest.pipeline import ingest_paths
from ingest.settings import Settings

TODAY = dt.date(2026, 6, 1)
NORTH = """北岭区2026年小学入学通知

一、网上登记
小学网上登记时间为6月12日至6月20日，初中网上登记时间为6月25日至6月28日。
二、房产
房产证登记满2年的，列入第一批。
三、班额
全区计划招收小学一年级新生2600人。
"""
SOUTH = """南浦区2026年入学答问

问：什么时候登记？
答：小学6月8日开始网上登记，6月16日截止；初中另行通知。

问：房产证要满多久？
答：登记满6个月的算第一顺位。

问：今年招多少人？
答：小学一年级招收1900人，初中招收1500人。
"""


@pytest.mark.parametrize(
    "question, said, asks, kind",
    [
        ("北岭和南浦，小学网上登记哪个区先开始", ["北岭", "南浦"], "小学网上登记开始是什么时间", "time"),
        ("房产证要满多久 北岭区跟南浦区要求一样不", ["北岭区", "南浦区"], "房产证要满多久", "number"),
        ("2026年校服费比2025年涨了多少钱", ["2026年", "2025年"], "校服费是多少", "number"),
        ("住宿费，新办法比老办法贵多少", ["新办法", "老办法"], "住宿费是多少", "number"),
        ("送教上门北岭跟南浦哪个区次数多", ["北岭", "南浦"], "送教上门，次数是多少", "number"),
        ("问卷题数今年比去年少了吗", ["今年", "去年"], "问卷题数是多少", "number"),
    ],
)  # fmt: skip
def test_of_each_side_the_matter_is_asked(
    question: str, said: list[str], asks: str, kind: str
) -> None:
    wanted = wanted_of(question, said)
    assert (wanted.asks, wanted.kind) == (asks, kind)
    assert compares(question)


def test_the_unit_of_the_question_is_the_measure() -> None:
    assert [
        wanted_of(text, ()).measure.fits(unit)  # type: ignore[union-attr]
        for text, unit in (("特等奖多了几项", "项"), ("培训次数哪边多", "次"), ("培训次数哪边多", "课时"))
    ] == [True, True, False]  # fmt: skip


@pytest.mark.parametrize(
    "text, question, scope, words",
    [
        ("小学6月8日至6月16日登记，初中6月20日登记", "初中登记哪个区早", "初中", "6月20日"),
        ("社保连续缴满3个月或者营业执照满一年", "营业执照满几年", "", "一年"),
        ("全市幼儿园212所，比上年减少9所", "幼儿园有几所", "", "212所"),
        ("小学每班不超过45人、初中不超过50人", "小学班额多少人", "小学", "每班不超过45人"),
    ],
)
def test_the_value_asked_for(text: str, question: str, scope: str, words: str) -> None:
    assert asked_values(text, wanted_of(question, ()), scope)[0][0].words == words


def test_no_value_of_another_stage() -> None:
    assert not asked_values("初中每生每年900元", wanted_of("小学公用经费多少元", ()), "小学")


def _said(name: str, text: str, question: str) -> Said:
    value: Value = asked_values(text, wanted_of(question, ()), "")[0][0]
    return Said(name, f"{text}[1]", value)


@pytest.mark.parametrize(
    "one, other, question, first, line",
    [
        ("6月12日登记", "6月8日登记", "哪个区登记早", "乙较早：", "计算：6月12日 − 6月8日 = 4天[1]"),
        ("6月12日登记", "6月8日登记", "哪个区登记晚", "甲较晚：", "计算：6月12日 − 6月8日 = 4天[1]"),
        ("收费每生不超过380元", "收费每生不超过300元", "收费多少元，哪边便宜", "乙较低：", "计算：380元 − 300元 = 80元[1]"),
        ("房产证满2年", "房产证满6个月", "房产证满多久，哪边松", "乙较宽松：", ""),
        ("5月31日前取得房产证", "4月30日前取得房产证", "房产证哪天前取得，哪边松", "甲较宽松：", "计算：5月31日 − 4月30日 = 31天[1]"),
        ("招聘265名教师", "招聘310名教师", "招聘教师多少名，差几名", "乙较多：", "计算：310名 − 265名 = 45名[1]"),
        ("每周2次", "每周2次", "次数一样吗", "两者相同：", ""),
        ("招收教师20人", "教师占30%", "教师多多少", "甲、乙的规定如下：", ""),
    ],
)  # fmt: skip
def test_what_it_comes_to(one: str, other: str, question: str, first: str, line: str) -> None:
    said = [_said("甲", one, question), _said("乙", other, question)]
    wanted = wanted_of(question, ())
    assert head(said, question, wanted) == first
    assert worked(said, wanted) == line


def test_the_values_of_sides_are_added() -> None:
    question = "招聘教师多少名"
    said = [_said("甲", "招聘265名教师", question), _said("乙", "招聘310名教师", question)]
    assert added(said) == "计算：265名 + 310名 = 575名[1]"
    assert not added([*said, Said("丙", "未写[1]", None)])
    shares = [_said(n, "教师占30%", "教师占百分之几") for n in ("甲", "乙")]
    assert not added(shares)


@pytest.mark.parametrize(
    ("line", "question", "one"),
    [
        ("小学，柳堤小学，计划人数：180人[2]", "两区小学一共招多少人", True),
        ("小学，柳堤小学，计划人数：180人[2]", "柳堤小学招多少人", False),
        ("全区小学计划招生8120人[1]", "两区小学一共招多少人", False),
        ("7月25日补登记，统筹到有空位的学校[1]", "两区补登记几天", False),
        ("类别，民办学校，计划人数：90人[1]", "两区一共招多少人", False),
    ],
)
def test_the_row_of_one_school_is_no_number_of_the_district(
    line: str, question: str, one: bool
) -> None:
    assert of_one_school(line, question) is one


def test_several_things_have_no_verdict() -> None:
    question = "居住证和社保年限各多久"
    said = [
        _said("甲", "居住证满12个月，社保满6个月", question),
        _said("乙", "居住证满6个月，社保满3个月", question),
    ]
    assert head(said, question, wanted_of(question, ())) == "甲、乙的规定如下："


@pytest.mark.parametrize(
    "terms, result, right",
    [
        (["6月20日", "−", "6月15日"], "5天", True),
        (["6月20日", "−", "6月15日"], "6天", False),
        (["3月1日", "−", "2月28日"], "1天", False),  # it hangs on the year
        (["2026年3月1日", "−", "2026年2月28日"], "1天", True),
        (["6月下旬", "−", "6月15日"], "5天", False),
    ],
)
def test_the_guard_counts_days_again(terms: list[str], result: str, right: bool) -> None:
    assert days_add_up(terms, result) is right


def test_a_wrong_number_of_days_is_a_fault() -> None:
    assert not find_faults(Answer("计算：6月20日 − 6月15日 = 5天", "extractive"), lambda _: "")
    text = "计算：6月20日 − 6月15日 = 7天[1]"
    assert find_faults(Answer(text, "extractive"), lambda _: "6月20日 6月15日")


def test_a_clause_that_only_compares_stays_with_its_matter() -> None:
    assert only_compares("北岭跟南浦哪边松一点")
    assert not only_compares("北岭跟南浦的校服费哪边便宜")
    assert len(parted("房产证最晚哪天拿到？北岭跟南浦哪边松一点").questions) == 1


@pytest.fixture
def districts(tmp_path: Path, in_process: None) -> PolicyAssistant:
    folder = tmp_path / "docs"
    folder.mkdir()
    for name, text in (
        ("北岭区2026年小学入学通知.txt", NORTH),
        ("南浦区2026年入学答问.txt", SOUTH),
    ):
        (folder / name).write_text(text, encoding="utf-8")
    settings = Settings.from_env(data_dir=tmp_path / "data", env={})
    ingest_paths([folder], settings)
    return PolicyAssistant.open(settings)


def test_two_notices_are_set_side_by_side(districts: PolicyAssistant) -> None:
    with districts as assistant:
        earlier = assistant.ask("北岭和南浦，小学网上登记哪个区先开始", today=TODAY)
        assert earlier.text.startswith("南浦区较早：") and "= 4天" in earlier.text
        assert len({c.document_id for c in earlier.citations}) == 2
        unnamed = assistant.ask("房产证要满多久，两个区要求一样吗", today=TODAY)
        assert "满2年" in unnamed.text and "满6个月" in unnamed.text
        silent = assistant.ask("北岭区和南浦区的食堂餐费哪个贵", today=TODAY)
        assert silent.mode == "refused"


def test_sides_are_places_with_documents_of_their_own(districts: PolicyAssistant) -> None:
    with districts as assistant:
        scope = assistant.library.in_scope()
        known = assistant.library.known(scope.values())

        def names(question: str) -> list[str]:
            query = read_question(question, today=TODAY, library=known)
            return [side.name for side in sides_apart(query, scope)]

        assert names("北岭和南浦哪个区先登记") == ["北岭区", "南浦区"]
        assert names("两个区差几天") == ["北岭区", "南浦区"]
        assert names("北岭区和东山区哪个先登记") == []


def test_the_thing_asked_about_without_how_it_is_measured() -> None:
    asked = wanted_of("旧版和新版对外聘教练占比上限的规定有何不同", ("旧版", "新版"))
    assert asked.thing.endswith("外聘教练")


def test_the_side_without_a_bound_is_the_looser() -> None:
    wanted = wanted_of("北岭区和南浦区对居住证的要求哪个松一点", ("北岭区", "南浦区"))
    bound = asked_values("居住证办理满8个月", wanted, "")[0][0]
    said = [
        Said("北岭区", "居住证办理满8个月[1]", bound),
        Said("南浦区", "有居住证即可，不限时长[2]", None),
    ]
    assert head(said, "哪个松一点", wanted) == "南浦区较宽松："
