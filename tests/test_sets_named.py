"""All things of a kind are told where a text names them at once."""

from __future__ import annotations

import pytest
from answer_library import open_assistant

from assistant.assistant import PolicyAssistant
from assistant.listing import ADDRESSED
from assistant.sets_named import names_in_set

RULES = """\
# 云汀市研学基地管理办法

第一条 本办法所称研学奖补资金，包括基地建设补助、线路开发补助和学生交通补助。

第二条 研学导师证书的种类分为：

（一）初级证书；

（二）中级证书；

（三）高级证书。

第三条 导师申请证书，应当提交包括下列内容的材料：

（一）证书申请表；

（二）身份证明。

第四条 建设竹编工艺、高山茶园、古桥测绘三个县域研学基地，到2029年接待学生6万人次。

第五条 评定等级分为优秀、达标、待改进三档。
"""
LETTER = """\
# 云汀市教育局关于研学安全检查的通报

各学校、幼儿园：4月上旬，我局对全市30所学校开展研学安全检查，发现问题21处，现场整改12处，限期整改9处。

石桥小学未签订用车合同，枫林中学无应急预案，予以通报批评。东埠小学组织有序，予以表扬。

| 学段 | 项目 | 标准 |
|---|---|---|
| 小学 | 市内研学 | 每生120元 |
| 小学 | 市外研学 | 每生300元 |
| 初中 | 市内研学 | 每生150元 |
| 初中 | 市外研学 | 每生360元 |

营员分类别报到。

| 类别 | 对象 | 必带证件 |
|---|---|---|
| A类 | 本市学生 | 学生证、保险单 |
| B类 | 外市学生 | 户口簿、监护人同意书 |
| C类 | 教师领队 | 教师资格证 |
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> PolicyAssistant:
    files = {"基地.md": RULES, "通报.md": LETTER}
    return open_assistant(tmp_path_factory.mktemp("sets"), files)


def test_as_many_things_as_the_sentence_says(library: PolicyAssistant) -> None:
    text = library.ask("要建哪几个县域研学基地").text
    assert "竹编工艺、高山茶园、古桥测绘三个" in text and "\n" not in text


def test_what_a_thing_consists_of_is_told_by_the_sentence_that_names_its_parts(
    library: PolicyAssistant,
) -> None:
    text = library.ask("研学奖补资金具体分哪几种").text
    assert "线路开发补助和学生交通补助" in text and "1. " not in text


def test_the_kinds_and_not_what_goes_with_an_application(library: PolicyAssistant) -> None:
    text = library.ask("研学导师证书一共有哪几种").text
    assert "3. 高级证书" in text and "申请表" not in text


def test_grades_of_a_noun_that_the_title_says_in_part(library: PolicyAssistant) -> None:
    assert "优秀、达标、待改进三档" in library.ask("研学基地等级分几档").text


def test_schools_by_their_names_and_not_the_address_of_a_letter(library: PolicyAssistant) -> None:
    text = library.ask("研学安全检查被通报批评的是哪些学校").text
    assert "石桥小学" in text and "枫林中学" in text
    assert "21处" not in text and "东埠" not in text


def test_rows_of_one_name_are_told_apart(library: PolicyAssistant) -> None:
    text = library.ask("研学标准都列出来").text
    assert "市内研学" in text and "300元" in text


def test_the_row_named_with_the_column_meant_and_no_other_row(library: PolicyAssistant) -> None:
    text = library.ask("B类营员要带哪几样证件").text
    assert "户口簿、监护人同意书" in text and "学生证" not in text


def test_names_are_counted() -> None:
    assert names_in_set("甲园、乙园和丙园") == 3
    assert names_in_set("甲园、乙园、丙园、丁园") == 4


@pytest.mark.parametrize(
    ("words", "addressed"),
    [
        ("各学校、幼儿园：", True),
        ("局属各单位：", True),
        ("各学校要做到：", False),
        ("有关要求：", False),
    ],
)
def test_to_whom_a_letter_is_written(words: str, addressed: bool) -> None:
    assert bool(ADDRESSED.match(words)) == addressed
