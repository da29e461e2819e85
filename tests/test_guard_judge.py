"""A sentence that its sources bear out stands, however it is said; one small change makes it fall."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.guard import judge

FEES = (
    "走读生每生每学期收费不超过260元，寄宿生每生每学期收费不超过480元。困难家庭学生免收。\n"
    "第三章　收费\n《云岭县校车服务管理办法》\n云教规〔2024〕7号\n2024年3月6日"
)
PLAN = (
    "3月12日至3月20日，网上报名；4月底前，完成资格审核；9月1日开学。社团每周开展3次，结束时间不早于17:40。\n"
    "《云岭县2025年招生方案》\n2025年2月9日"
)
RULES = (
    "第九条　学校不得组织收费补课。家长可以自愿申请。除传染病流行期间外，学校应当每天开放操场。\n"
    "第十条　区财政局于每年5月拨付经费。《云岭县校车服务管理办法》"
)
GROWTH = (
    "小学生均经费由700元提高到820元，近视率降低0.6个百分点，覆盖率达到百分之九十。全年投入3.2亿元，新增学位1500个。\n"
    "由县教育局牵头，县公安局配合。"
)
TABLE = "学段\t标准（元/生·年）\n小学\t700\n初中\t900\n表2 经费标准"
FAIR = [
    (FEES, "走读生每学期最多260元，寄宿生最多480元。"),
    (FEES, "根据云教规〔2024〕7号文件，寄宿生收费上限为480元/生·学期。"),
    (FEES, "走读生和寄宿生的收费分别不超过２６０元和480元。"),
    (FEES, "困难家庭学生不收费。"),
    (PLAN, "网上报名从2025年3月12日开始，3月20日截止。"),
    (PLAN, "资格审核要在4月30日前完成。"),
    (PLAN, "2025-09-01开学。"),
    (PLAN, "社团一周3次，不得早于下午5点40分结束。"),
    (RULES, "学校不能组织收费补课。"),
    (RULES, "严禁学校组织收费补课。"),
    (RULES, "除传染病流行期间以外，学校每天都要开放操场。"),
    (RULES, "《云岭县校车服务管理办法》第9条规定，学校不得组织收费补课。"),
    (RULES, "县里的经费由区财政局每年5月拨付。"),
    (GROWTH, "小学生均经费提至820元，比原来的700元多。"),
    (GROWTH, "小学生均经费增加了120元。"),
    (GROWTH, "覆盖率达到90%，近视率下降0.6个百分点。"),
    (GROWTH, "全年投入32000万元，新增1500个学位。"),
    (TABLE, "初中标准是每生每年900元，小学700元。"),
    (FEES, ""),
    (FEES, "1. 走读生每学期不超过260元[1]"),
]
WRONG = [
    (FEES, "走读生每学期不超过480元，寄宿生不超过260元。", "binding"),
    (FEES, "走读生每学期收费不低于260元。", "comparator"),
    (FEES, "走读生每生每月收费不超过260元。", "unit"),
    (FEES, "走读生每学期收费不超过270元。", "number"),
    (FEES, "走读生每学期收费不超过260万元。", "number"),
    (FEES, "云教规〔2024〕8号规定了走读生收费。", "number_of_document"),
    (FEES, "青岩县走读生每学期收费不超过260元。", "name"),
    (FEES, "根据《云岭县食堂管理办法》，困难家庭学生免收。", "name"),
    (
        FEES,
        "困难家庭学生应当收费，走读生收费不超过260元，并可获得县政府颁发的荣誉证书和奖杯。",
        "unsupported",
    ),
    (PLAN, "网上报名时间为3月12日至3月21日。", "date"),
    (PLAN, "4月底后，完成资格审核。", "date"),
    (PLAN, "2026年9月1日开学。", "date"),
    (PLAN, "结束时间不晚于17:40。", "comparator"),
    (PLAN, "结束时间不早于17:50。", "date"),
    (PLAN, "社团每月开展3次。", "unit"),
    (RULES, "学校可以组织收费补课。", "negation"),
    (RULES, "家长必须申请，自愿与否由学校决定；家长必须自愿申请。", "modal"),
    (RULES, "学校应当每天开放操场。", "exception"),
    (RULES, "第十一条规定，学校不得组织收费补课。", "article"),
    (RULES, "第十条规定，学校不得组织收费补课。", "binding"),
    (RULES, "区教育局于每年5月拨付经费。", "binding"),
    (GROWTH, "近视率降低0.6%。", "unit"),
    (GROWTH, "小学生均经费提高了820元。", "comparator"),
    (GROWTH, "小学生均经费由820元提高到700元。", "number"),
    (GROWTH, "近视率提高0.6个百分点。", "comparator"),
    (GROWTH, "新增学位1500所。", "unit"),
    (TABLE, "初中标准是每生每年800元。", "number"),
]


def kinds(sentence: str, *sources: str) -> set[str]:
    return {lack.kind for lack in judge(sentence, sources)}


@pytest.mark.parametrize("source, sentence", FAIR)
def test_what_is_borne_out_stands(source: str, sentence: str) -> None:
    assert judge(sentence, (source,)) == ()


@pytest.mark.parametrize("source, sentence, kind", WRONG)
def test_what_is_not_falls(source: str, sentence: str, kind: str) -> None:
    assert kind in kinds(sentence, source)


def test_one_city_is_not_borne_out_by_the_words_of_another() -> None:
    first = "公办园保教费每月300元。\n《甲川市收费标准》\n甲川市教育局"
    second = "公办园保教费每月520元。\n《乙山市收费标准》\n乙山市教育局"
    assert (
        judge("甲川市公办园保教费每月300元，乙山市公办园保教费每月520元。", (first, second)) == ()
    )
    assert kinds("甲川市公办园保教费每月520元。", first, second) == {"binding"}


def test_nothing_is_borne_out_by_no_source() -> None:
    assert kinds("走读生每学期不超过260元。") >= {"number"}


def test_a_lack_says_where_it_stands() -> None:
    sentence = "寄宿生收费不超过499元[1]。"
    (lack,) = judge(sentence, (FEES,))
    assert sentence[lack.start : lack.end] == lack.words == "不超过499元"


@given(st.text(max_size=80), st.text(max_size=120))
def test_it_ends_and_its_places_are_slices(sentence: str, source: str) -> None:
    for lack in judge(sentence, (source,)):
        assert 0 <= lack.start <= lack.end <= len(sentence)


@pytest.mark.parametrize("source", [FEES, PLAN, RULES, GROWTH])
def test_the_words_of_a_source_are_borne_out_by_it(source: str) -> None:
    for sentence in source.split("\n")[0].split("。"):
        assert judge(sentence, (source,)) == ()


def test_an_impossible_clock_and_a_rank_of_no_source_fall() -> None:
    source = "小学结束时间不早于17:30，消防安全隐患排查整治6月底前完成。"
    assert judge("小学结束时间不早于41:30。", [source])
    assert judge("6月底前完成全省消防安全隐患排查整治。", [source])
    assert not judge("小学结束时间不早于17:30。", [source])
    assert not judge("6月底前完成全省隐患排查。", ["云溪省教育厅：6月底前完成全省隐患排查。"])
