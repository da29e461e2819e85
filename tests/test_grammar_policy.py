"""Numbers, amounts and times as policy documents write them; the sentences are ours."""

from __future__ import annotations

import datetime as dt

import pytest

from ingest.grammar import find_quantities, find_times, parse_amount

TODAY = dt.date(2026, 3, 10)


def quantities(text: str) -> list[str]:
    """``value unit comparator`` of each quantity, ends as ``lo..hi``, a change as ``from→to``."""
    found = []
    for q in find_quantities(text):
        assert text[q.start : q.end] == q.text
        value = f"{q.lo}..{q.hi}" if q.value is None else f"{q.value_from}→{q.value}"
        found.append(f"{value.removeprefix('None→')} {q.unit} {q.comparator}")
    return found


def times(text: str, year: int | None = 2026, **more: bool) -> list[str]:
    """``words lo..hi relation precision`` of each time, R where it recurs."""
    found = []
    for t in find_times(text, reference=TODAY if year else None, plan_year=year, **more):
        assert text[t.start : t.end] == t.text
        again = " R" if t.recurring else ""
        found.append(f"{t.text} {t.lo or ''}..{t.hi or ''} {t.relation} {t.precision}{again}")
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("产值翻一番", ["2 倍 eq"]), ("规模翻两番", ["4 倍 eq"]), ("实现翻番", ["2 倍 eq"]),
        ("达到3倍以上", ["3 倍 ge"]), ("两成左右", ["20 % approx"]),
        ("提高0.5—1个百分点", ["0.5..1 个百分点 range"]),
        ("从85提高到90%", ["85→90 % from_to"]), ("由300提高到500元", ["300→500 元 from_to"]),
        ("由300提高到500万元", ["3000000→5000000 元 from_to"]),
        ("从2025年提高到90%", ["90 % eq"]),
        ("每百名学生拥有计算机15台", ["15 台 eq"]),
        ("生师比不高于18∶1", ["18 比 le"]), ("8:30集合", []),
        ("一半以上的学校", ["0.5 比 ge"]), ("占比过半", ["0.5 比 gt"]), ("时间过半、任务过半", []),
        ("超过半数的教师", ["0.5 比 gt"]), ("一半是经验，一半是责任", []), ("5元以上，一半是", ["5 元 ge"]),
        ("逾1000人", ["1000 人 gt"]), ("收入超40%", ["40 % gt"]), ("近九成", ["90 % approx"]),
        ("分别不低于95%、98%和100%", ["95 % ge", "98 % ge", "100 % ge"]),
        ("控制在5%左右", ["5 % approx"]), ("控制在38%以下", ["38 % le"]), ("控制在45人", ["45 人 le"]),
        ("按照不低于教职工总数1%的标准", ["1 % ge"]), ("几十所", ["10 所 approx"]), ("百分百", []),
        ("≥90%", ["90 % ge"]), ("≤5%", ["5 % le"]), ("约占30%", ["30 % approx"]),
        ("90%以上、95%", ["90 % ge", "95 % eq"]),
        ("三五名教师", ["3..5 名 range"]), ("十七八个", ["17..18 个 range"]),
        ("三四百人", ["300..400 人 range"]), ("一百二十三人", ["123 人 eq"]), ("二〇二六人", ["2026 人 eq"]),
        ("500人（含500人）以上", ["500 人 ge"]), ("10人（含）以上", ["10 人 ge"]),
        ("20千瓦", ["20 千瓦 eq"]), ("2亿千瓦时", ["200000000 千瓦时 eq"]), ("3千米", ["3 公里 eq"]),
        ("培训50课次、新增床位数", ["50 课次 eq"]), ("每学时50元", ["50 元/学时 eq"]),
        ("一年两次", ["2 次/年 eq"]), ("千分之三", ["3 ‰ eq"]), ("万分之五", ["5 ‱ eq"]),
        ("五块六毛", ["5.60 元 eq"]), ("最多一块二", ["1.20 元 le"]), ("至少三块零四", ["3.04 元 ge"]),
        ("10~15k元", ["10000..15000 元 range"]), ("30w元以内", ["300000 元 le"]),
        ("两块牌子", ["2 块 eq"]), ("长三角一体化", []), ("五角星", []), ("三百万", []), ("小于40万", []),
        ("82，225.00元", ["82225.00 元 eq"]), ("100，200元", ["200 元 eq"]),
        ("经全体成员过半数通过", []), ("不少于1／3", ["0.3333333333333333333333333333 比 ge"]), ("9/10", []),
    ],
)  # fmt: skip
def test_quantities_of_policy_text(text: str, expected: list[str]) -> None:
    assert quantities(text) == expected


@pytest.mark.parametrize(
    ("text", "value"),
    [("三百万", 3_000_000), ("小于40万", 400_000), ("15k左右", 15_000), ("900元", 900)],
)
def test_a_string_known_to_be_an_amount_needs_no_unit(text: str, value: int) -> None:
    found = parse_amount(text)
    assert found and (found.value, found.unit, found.text) == (value, "元", text)


@pytest.mark.parametrize("text", ["", "三百万学生", "小学600元、初中800元", "预算"])
def test_what_is_no_single_amount(text: str) -> None:
    assert parse_amount(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("前三季度，", ["前三季度 2026-01-01..2026-09-30 in quarter"]),
        ("力争前9个月完成", ["前9个月 2026-01-01..2026-09-30 in month"]),
        ("会议召开前三个月报送", []),
        ("秋季学期开学前完成", ["秋季学期开学前 ..2026-08-31 by month"]),
        ("寒假结束，开学前完成", ["寒假结束 2026-02-01..2026-02-28 in month", "开学前 ..2026-02-28 by month"]),
        ("开学前完成", ["开学前 ..2026-08-31 by month"]),
        ("寒假后报送", ["寒假后 2026-03-01.. from term"]),
        ("月底前报送", ["月底前 ..2026-03-31 by month"]),
        ("每月底前更新", ["每月底前 .. by month R"]),
        ("三季度末完成", ["三季度末 2026-09-01..2026-09-30 in month"]),
        ("2027、2028年各建10所", ["2027 2027-01-01..2027-12-31 in year", "2028年 2028-01-01..2028-12-31 in year"]),
        ("2027、2028年建设", ["2027、2028年 2027-01-01..2028-12-31 in year"]),
        ("2026年启动。次年6月底前完成", ["2026年 2026-01-01..2026-12-31 in year", "次年6月底前 ..2027-06-30 by month"]),
        ("3月最后一周", ["3月最后一周 2026-03-25..2026-03-31 in month"]),
        ("11月第2周举行", ["11月第2周 2026-11-08..2026-11-14 in month"]),
        ("五一前完成", ["五一前 ..2026-05-01 by day"]),
        ("教师节前表彰", ["教师节前 ..2026-09-10 by day"]),
        ("元旦前完成", ["元旦前 ..2027-01-01 by day"]),
        ("2026年元旦前完成", ["2026年元旦前 ..2026-01-01 by day"]),
        ("国庆节期间值班", ["国庆节期间 2026-10-01..2026-10-03 in day"]),
        ("春节前发放", ["春节前 .. by day"]),
        ("庆祝教师节活动", []), ("六一小学", []), ("十一前锋", []), ("第八一前", []),
        ("每年3月至5月", ["每年3月至5月 XXXX-03-01..XXXX-05-31 in month R"]),
        ("每年11月至次年3月", ["每年11月至次年3月 XXXX-11-01..XXXX-03-31 in month R"]),
        ("每年6月、12月", ["每年6月 XXXX-06-01..XXXX-06-30 in month R", "12月 XXXX-12-01..XXXX-12-31 in month R"]),
        ("每学期开学前", ["每学期开学前 .. by month R"]),
        ("每学期开学后两周内", ["每学期开学后两周内 .. by day R"]),
        ("每三年轮训一遍", ["每三年 .. in year R"]),
        ("每季度首月15日前", ["每季度首月15日前 .. by day R"]),
        ("每周五前报送", ["每周五前 .. by day R"]), ("每周一次", ["每周 .. in day R"]),
        ("一年两次", ["一年 .. in year R"]), ("第一年两次", []),
        ("自2026年3月1日至6月30日止", ["自2026年3月1日至6月30日止 2026-03-01..2026-06-30 in day"]),
        ("自印发之日起30日内", ["自印发之日起30日内 .. by day"]),
        ("用三年左右时间", ["三年左右时间 .. by year"]), ("两年内", ["两年内 .. by year"]),
        ("6、7、8月", ["6、7、8月 2026-06-01..2026-08-31 in month"]),
        ("9月10日、20日召开", ["9月10日 2026-09-10..2026-09-10 in day", "20日 2026-09-20..2026-09-20 in day"]),
        ("9月10号，11号，12号", ["9月10号，11号，12号 2026-09-10..2026-09-12 in day"]),
        ("9月1日8时至9月3日", ["9月1日8时至9月3日 2026-09-01..2026-09-03 in day"]),
        ("4月18日12:00前", ["4月18日12:00前 ..2026-04-18 by day"]),
        ("6月30日（含）前", ["6月30日（含）前 ..2026-06-30 by day"]),
        ("自2026年秋季起", ["自2026年秋季起 2026-09-01.. from term"]),
        ("2026年秋季招生", ["2026年 2026-01-01..2026-12-31 in year"]),
        ("2021年后三个月", ["2021年后三个月 2021-10-01..2021-12-31 in month"]),
        ("会后3月15日前", ["3月15日前 ..2026-03-15 by day"]),
        ("70年第8个月", ["70年第8个月 1970-08-01..1970-08-31 in month"]),
        ("6月底和12月底前报送", ["6月底 ..2026-06-30 by month", "12月底前 ..2026-12-31 by month"]),
        ("每年3月底前、9月底前", ["每年3月底前 ..XXXX-03-31 by month R", "9月底前 ..XXXX-09-30 by month R"]),
        ("学年末报送", ["学年末 .. in month"]), ("每月第一周", ["每月第一周 .. in day R"]),
        ("每学期第一周", ["每学期第一周 .. in day R"]),
        ("2月30日", []), ("第13周", ["第13周 .. in day"]), ("学期中途", []),
    ],
)  # fmt: skip
def test_times_of_policy_text(text: str, expected: list[str]) -> None:
    assert times(text) == expected


def test_a_term_is_a_time_even_where_nobody_knows_which() -> None:
    assert times("本学期末考核，学期初部署", None) == ["本学期末 .. in month", "学期初 .. in month"]


def test_a_school_years_plan_has_two_years() -> None:
    text = "9月启动，次年3月中期检查，6月底前总结，2025年5月"
    assert times(text, school_year=True) == [
        "9月 2026-09-01..2026-09-30 in month", "次年3月 2027-03-01..2027-03-31 in month",
        "6月底前 ..2027-06-30 by month", "2025年5月 2025-05-01..2025-05-31 in month",
    ]  # fmt: skip


def test_this_year_is_the_plans_where_no_day_is_given() -> None:
    (found,) = find_times("今年新建2所", plan_year=2026)
    assert (str(found.lo), str(found.hi)) == ("2026-01-01", "2026-12-31")
    assert find_times("本月报送", plan_year=2026) == ()


@pytest.mark.parametrize(
    ("text", "words", "relation", "recurring"),
    [
        ("6月20日前提交总结", "6月20日前", "by", False),
        ("收费标准按月公布", "按月", "in", True),
        ("每个会计年度结束时编制报告", "每个会计年度结束时", "in", True),
        ("施工单位应当在开工五日前告知学校", "开工五日前", "by", False),
        ("各园提前10个工作日发布公告", "提前10个工作日", "by", False),
        ("学校在收到材料后3个工作日内答复", "收到材料后3个工作日内", "by", False),
        ("今后三年，全区新建学校6所", "三年", "by", False),
        ("年全县要建成幼儿园5所", "年", "in", False),
    ],
)
def test_times_that_hang_on_an_event_or_a_lost_year(
    text: str, words: str, relation: str, recurring: bool
) -> None:
    (time,) = find_times(text, plan_year=2026)
    assert (time.text, time.relation, time.recurring) == (words, relation, recurring)


def test_words_that_only_look_like_such_times() -> None:
    assert find_times("住宿费按月或者按学期收取") == ()
    assert find_times("以9月1日前提条件成熟为准")[0].relation == "in"
    assert find_times("少年宫活动") == ()


def test_what_farms_and_harbours_count() -> None:
    said = [
        (str(q.value), q.unit) for q in find_quantities("粮食840亿斤、肉牛100万头、吞吐量500万标箱")
    ]
    assert said == [("84000000000", "斤"), ("1000000", "头"), ("5000000", "标箱")]
