from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.grammar import numbering
from ingest.grammar.numbering import han_number


@pytest.mark.parametrize(
    "line, family, value, text",
    [
        ("一、总体要求", "han", 1, "一、"),
        ("（十二）加强管理", "han_paren", 12, "（十二）"),
        ("(三)加强管理", "han_paren", 3, "(三)"),
        ("3. 提高标准", "digit", 3, "3."),
        ("12、提高标准", "digit", 12, "12、"),
        ("（2）报送材料", "digit_paren", 2, "（2）"),
        ("①报名", "circled", 1, "①"),
        ("第三章　经费", "chapter", 3, "第三章"),
        ("第二十一条 学校应当", "article", 21, "第二十一条"),
        ("第十二条之一　学校应当", "article", 12, "第十二条之一"),
        ("第二编 分则", "part", 2, "第二编"),
        ("　　第四节 监督", "section", 4, "第四节"),
        ("1.2 适用范围", "decimal", 2, "1.2"),
    ],
)
def test_a_heading_number_is_read(line: str, family: str, value: int, text: str) -> None:
    found = numbering(line)
    assert found is not None
    assert (found.family, found.value, found.text) == (family, value, text)
    assert line[found.start : found.end].strip() == text


@pytest.mark.parametrize(
    "line",
    [
        "1.5万元用于维修", "2025年全面完成", "一是加强领导", "第三章的规定", "第四条第二款规定", "第三届艺术节",
        "4、10月开展活动", "教育局", "", "第二节课",
    ],
)  # fmt: skip
def test_what_only_looks_like_a_heading_number(line: str) -> None:
    assert numbering(line) is None


@given(st.integers(1, 999))
def test_han_article_numbers_are_read_back(number: int) -> None:
    digits = "零一二三四五六七八九"
    hundreds, tens, ones = number // 100, number // 10 % 10, number % 10
    words = (digits[hundreds] + "百") if hundreds else ""
    words += (digits[tens] + "十") if tens else ("零" if hundreds and ones else "")
    words += digits[ones] if ones else ""
    assert han_number(words) == number
    found = numbering(f"第{words}条　内容")
    assert found is not None and found.value == number


@pytest.mark.parametrize(
    "line", ["一" * 6000 + "、", "第" + "1" * 6000 + "章", "（" + "一" * 9000 + "）"]
)
def test_a_long_run_of_digits_is_no_number(line: str) -> None:
    assert numbering(line) is None


@pytest.mark.parametrize(
    ("line", "family", "text"),
    [
        ("3.9月份，召开现场会。", "digit", "3."),
        ("19．11月底前完成升级。", "digit", "19．"),
        ("2.1月度考核", "decimal", "2.1"),
        ("4、10月各开一次会。", None, ""),
    ],
)
def test_a_month_behind_an_items_number_stays_a_month(
    line: str, family: str | None, text: str
) -> None:
    number = numbering(line)
    assert (number and number.family) == family
    assert number is None or line[number.start : number.end].strip() == text
