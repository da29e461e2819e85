from __future__ import annotations

from pathlib import Path

import pytest

from ingest.clean import clean
from ingest.load import load
from ingest.metadata import mark_replaced, read_metadata
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
