from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from ingest.clean import clean
from ingest.load import load
from ingest.metadata import mark_replaced, read_metadata, year_for_facts
from ingest.records import Metadata, PartialDate
from ingest.structure import find_sections

NOTICE = """\
青禾县教育局文件
青教〔2025〕8号
青禾县教育局关于印发2025年工作要点的通知
各学校：
现将要点印发给你们。《青禾县校服管理办法》（青教规〔2019〕2号）同时废止。
本通知自2025年3月1日起施行。
青禾县教育局
2025年2月18日
"""


def read(tmp_path: Path, text: str, name: str = "a.txt") -> Metadata:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    document = clean(load(path), document_id="d", sha256="0")
    return read_metadata(document, find_sections(document))


def test_a_notice_says_who_wrote_it_and_when(tmp_path: Path) -> None:
    found = read(tmp_path, NOTICE)
    assert found.title == "青禾县教育局关于印发2025年工作要点的通知"
    assert (found.issuer, found.number) == ("青禾县教育局", "青教〔2025〕8号")
    assert found.issued == PartialDate(2025, 2, 18)
    assert found.effective == PartialDate(2025, 3, 1)
    assert (found.plan_year, found.status, found.place) == (2025, "现行", "青禾县")
    assert found.replaces == ("青禾县校服管理办法", "青教规〔2019〕2号")


@pytest.mark.parametrize(
    "number", ["青教〔2025〕8号", "青教[2025]8号", "青教（2025）8 号", "青教【2025】第8号"]
)
def test_every_bracket_of_a_document_number(tmp_path: Path, number: str) -> None:
    assert read(tmp_path, f"{number}\n关于做好招生工作的通知\n各校：").number == "青教〔2025〕8号"


@pytest.mark.parametrize(
    "title, kind, year",
    [
        ("青禾县教育局2025年工作要点", "工作要点", 2025),
        ("2024—2025学年度工作计划", "工作计划", 2024),
        ("青禾县教育局2024年工作总结", "工作总结", 2024),
        ("青禾县学前教育条例", "条例", None),
        ("关于做好校园安全工作的意见", "意见", None),
        ("云溪学院教学计划进度表（适用2022年级）", "其他", None),
    ],
)
def test_kind_and_plan_year_come_from_the_title(
    tmp_path: Path, title: str, kind: str, year: int | None
) -> None:
    found = read(tmp_path, f"{title}\n一、总体要求\n认真落实。")
    assert (found.kind, found.plan_year) == (kind, year)


def test_what_is_not_said_stays_unknown(tmp_path: Path) -> None:
    found = read(tmp_path, "请大家认真学习，抓好落实。", name="无题.txt")
    assert found.title == "无题"
    assert (found.issuer, found.number, found.issued, found.plan_year) == ("", "", None, None)


def test_a_repealed_document_is_replaced_and_a_plan_of_last_year_is_not() -> None:
    old = Metadata("校服管理办法（试行）", number="青教规〔2019〕2号", kind="办法",
                   issued=PartialDate(2019, 5, 1), effective=PartialDate(2019, 5, 1), status="现行")  # fmt: skip
    new = Metadata("校服管理办法", kind="办法", issued=PartialDate(2025, 2, 1), status="现行",
                   replaces=("校服管理办法（试行）", "青教规〔2019〕2号"))  # fmt: skip
    plans = {
        f"p{y}": Metadata(
            f"{y}年工作要点", kind="工作要点", plan_year=y, issued=PartialDate(y, 2, 1)
        )
        for y in (2024, 2025)
    }
    found = mark_replaced({"old": old, "new": new} | plans)
    assert (found["old"], found["new"]) == ("被替代", "现行")
    assert found["p2024"] == found["p2025"] == "未知"


def test_of_two_versions_of_a_law_the_later_stands() -> None:
    laws = {
        str(y): Metadata("教师法", kind="法律", issued=PartialDate(y, 8, 27), status="现行") for y in (1993, 2009)
    }  # fmt: skip
    assert mark_replaced(laws) == {"1993": "被替代", "2009": "现行"}


def test_the_day_of_a_notice_is_its_signature_and_not_a_date_of_the_text_it_issues(
    tmp_path: Path,
) -> None:
    text = (
        "青禾县教育局关于印发《青禾县校服管理办法》的通知\n各学校：\n现印发给你们。\n"
        "青禾县教育局　青禾县财政局\n2026年3月1日\n青禾县校服管理办法\n第一条　甲。\n"
        "第二条　本办法自发布之日起30日后施行，有效期5年。\n填表日期\n2020年1月1日"
    )
    found = read(tmp_path, text)
    assert found.issuer == "青禾县教育局、青禾县财政局"
    assert found.issued == PartialDate(2026, 3, 1)
    assert found.effective == PartialDate(2026, 3, 31)
    assert found.expires == PartialDate(2031, 3, 30)
    assert (found.kind, found.status) == ("办法", "现行")


@pytest.mark.parametrize(
    "head, issuers",
    [
        ("青禾县教育局文件", "青禾县教育局"),
        ("青禾县教育局 青禾县财政局文件", "青禾县教育局、青禾县财政局"),
        ("青禾县教育局\n青禾县财政局\n青禾县卫生健康局文件", "青禾县教育局、青禾县财政局、青禾县卫生健康局"),
    ],
)  # fmt: skip
def test_letterheads_name_all_issuers(tmp_path: Path, head: str, issuers: str) -> None:
    assert (
        read(tmp_path, f"{head}\n青教〔2026〕3号\n关于做好校车工作的通知\n各学校：").issuer
        == issuers
    )


@pytest.mark.parametrize(
    "end, issuers, day",
    [
        ("青禾县教育局\n青禾县公 安 局\n二〇二六年三月一日", "青禾县教育局", None),
        (
            "青禾县教育局\n青禾县财政局\n二〇二六年三月一日",
            "青禾县教育局、青禾县财政局",
            "2026-03-01",
        ),
        ("青禾县教育局　2026年3月1日", "青禾县教育局", "2026-03-01"),
        ("青禾县教育局\n（代章）\n2026年3月1日", "青禾县教育局", "2026-03-01"),
        ("青禾县教育局办公室\t2026年3月2日印发", "", "2026-03-02"),
    ],
)
def test_signatures(tmp_path: Path, end: str, issuers: str, day: str | None) -> None:
    found = read(tmp_path, f"关于做好校车工作的通知\n各学校：\n请认真执行。\n{end}")
    if day is not None:
        assert str(found.issued) == day
        assert not issuers or found.issuer == issuers


LAW = """\
# 澄州市学前教育条例

2013年4月25日　澄州市第十五届人民代表大会常务委员会第十一次会议通过

2013年6月2日　江原省第十二届人民代表大会常务委员会第二次会议批准

2018年9月7日澄州市第十六届人民代表大会常务委员会第十一次会议《关于修改〈澄州市环境噪声管理规定〉等十九件地方性法规的决定》修正

2019年1月1日　施行

第一条　为了发展学前教育，制定本条例。

第二条　本条例自公布之日起施行。《澄州市托幼管理条例》同时废止。
"""


def test_a_law_is_of_its_newest_amendment_and_in_force_since_it_was_made(tmp_path: Path) -> None:
    found = read(tmp_path, LAW, "条例.md")
    assert found.issuer == "澄州市人民代表大会常务委员会"
    assert found.issued == PartialDate(2018, 9, 7)
    assert found.effective == PartialDate(2013, 6, 2)
    assert (found.kind, found.place, found.replaces) == ("条例", "澄州市", ("澄州市托幼管理条例",))


@pytest.mark.parametrize(
    "top, number, issuer",
    [
        ("江原省人民政府令\n第12号", "江原省人民政府令第12号", "江原省人民政府"),
        ("2020年5月1日　中华人民共和国国家教育部令第45号公布", "国家教育部令第45号", "国家教育部"),
    ],
)
def test_orders(tmp_path: Path, top: str, number: str, issuer: str) -> None:
    found = read(tmp_path, f"{top}\n学校卫生管理条例\n第一条　甲。\n第二条　乙。")
    assert (found.number, found.issuer) == (number, issuer)


@pytest.mark.parametrize(
    "words, effective, expires",
    [
        ("本办法自2026年3月1日起施行，有效期5年。", "2026-03-01", "2031-02-28"),
        ("本办法自２０26年９月１日起试行，试行期二年。", "2026-09-01", "2028-08-31"),
        ("本办法从2026年3月1日起正式实施，有效期至2028年8月31日。", "2026-03-01", "2028-08-31"),
        ("根据《教育法》（自1995年9月1日起施行），制定本办法。", None, None),
        ("自2026年3月1日起，各校每学期开展2次演练。", None, None),
        ("食品经营许可证有效期5年。", None, None),
    ],
)
def test_days_of_force(
    tmp_path: Path, words: str, effective: str | None, expires: str | None
) -> None:
    found = read(tmp_path, f"青禾县校车管理办法\n第一条　甲。\n第二条　{words}")
    assert [None if d is None else str(d) for d in (found.effective, found.expires)] == [
        effective, expires,
    ]  # fmt: skip


@pytest.mark.parametrize(
    "title, first, last",
    [
        ("青禾县近视防控三年行动方案（2025—2027年）", 2025, 2027),
        ("青禾县2024—2025学年工作计划", 2024, 2025),
        ("青禾县2025学年度工作计划", 2025, 2026),
        ("青禾县2026年度工作要点", 2026, None),
        ("青禾县“十四五”教育发展规划", 2021, 2025),
        ("2019年1月30日座谈会工作方案", None, None),
    ],
)
def test_the_years_of_a_plan(
    tmp_path: Path, title: str, first: int | None, last: int | None
) -> None:
    found = read(tmp_path, f"{title}\n一、总体要求\n认真落实。")
    assert (found.plan_year, found.plan_until) == (first, last)


def test_a_plan_of_five_years_fills_in_no_year_unless_a_person_says_so() -> None:
    plan = Metadata(plan_year=2021, plan_until=2025)
    assert year_for_facts(plan).plan_year is None
    assert year_for_facts(replace(plan, edited=("plan_year",))).plan_year == 2021
    assert year_for_facts(Metadata(plan_year=2024, plan_until=2025)).plan_year == 2024


@pytest.mark.parametrize(
    "words, replaces, repeals",
    [
        ("《甲办法》《乙办法》同时废止。", ("甲办法", "乙办法"), ()),
        (
            "1979年颁布的《甲办法(草案)》和1980年8月26日颁布的《乙办法》同时废止。",
            ("甲办法(草案)", "乙办法"),
            (),
        ),
        ("决定废止《甲办法》。", (), ("甲办法",)),
        ("《甲办法》（青教〔2019〕2号）予以废止。", (), ("甲办法", "青教〔2019〕2号")),
        ("与《甲办法》不一致的，以本办法为准。", (), ()),
    ],
)
def test_what_a_text_puts_an_end_to(
    tmp_path: Path, words: str, replaces: tuple[str, ...], repeals: tuple[str, ...]
) -> None:
    found = read(tmp_path, f"青禾县校车管理办法\n第一条　{words}\n第二条　甲。")
    assert (found.replaces, found.repeals) == (replaces, repeals)


def test_states_of_labels_drafts_and_decisions(tmp_path: Path) -> None:
    page = "时效性：已废止\n青禾县校车管理办法\n第一条　本办法自2020年1月1日起施行。"
    assert read(tmp_path, page).status == "废止"
    draft = "青禾县校车管理办法（征求意见稿）\n第一条　本办法自2020年1月1日起施行。"
    assert read(tmp_path, draft).status == "未知"
    old = Metadata("青禾县校车管理办法", kind="办法", status="现行", issued=PartialDate(2019, 1, 1))
    decision = Metadata("关于废止文件的决定", repeals=("青禾县校车管理办法",), issued=PartialDate(2025, 1, 1))  # fmt: skip
    assert mark_replaced({"old": old, "new": decision})["old"] == "废止"
    kept = replace(old, edited=("status",))
    assert mark_replaced({"old": kept, "new": decision})["old"] == "现行"


def test_the_next_edition_takes_the_place_of_the_last() -> None:
    editions = {
        str(n): Metadata(f"校园防疫方案（第{han}版）", kind="方案", issued=PartialDate(2022, n, 1))
        for n, han in ((3, "八"), (6, "九"))
    }
    assert mark_replaced(editions) == {"3": "被替代", "6": "未知"}
