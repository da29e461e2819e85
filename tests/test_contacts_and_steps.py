"""Contact lines, holders of offices, whole steps, and the headings a sentence is read under."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest
from answer_library import open_assistant

from assistant.candidates import _lead_before
from assistant.contact_lines import NUMBER, _lines, _of_another_purpose, _of_office, asks_contact
from assistant.evidence import _without_kind
from assistant.focus import kind_held
from assistant.kinds_listed import kinds_listed
from assistant.listing import Listing
from assistant.own_words import without_short_names
from assistant.reading_again import around_it
from assistant.role_lists import ASKED, _plain, held_roles
from assistant.sibling_clauses import with_siblings
from assistant.steps import whole_lines
from assistant.terms import content
from ingest.grammar.numbering import numbering
from ingest.records import Span
from ingest.structure.headings import _numbered_title

MEMBERS = "关于成立的通知\n主任委员\n王　明　 云溪大学\n副主任委员（按姓氏笔画排序）\n李　力　 云溪小学\n赵小河\t青禾中学\n委员\n本通知自发布起执行。"


@pytest.mark.parametrize(
    "question",
    ["材料交给安全科，找谁，电话给一个", "督导室联系人是谁", "食堂投诉打哪个电话", "该联系谁"],
)
def test_a_contact_is_asked_for(question: str) -> None:
    assert asks_contact(question)
    assert not asks_contact("校服谁负责采购")


def test_lines_with_a_number_that_can_be_called() -> None:
    text = (
        "文号2026000号。\n值班电话：0000-1234567；安全科联系人：滕野，0000-7654321。\n编号1234-12。"
    )
    assert [text[s.start : s.end] for s in _lines(text)] == [
        "值班电话：0000-1234567；", "安全科联系人：滕野，0000-7654321。",
    ]  # fmt: skip
    assert _of_office("安全科找谁", "安全科联系人：滕野") and not _of_office("谁管", "安全科：滕野")
    assert _of_another_purpose("怎么投诉", "报名电话0000-1234567")
    assert not NUMBER.search("2026年1月")


def test_a_person_behind_a_label_is_one_whatever_the_surname() -> None:
    assert kind_held("联系人是谁", "督导室联系人：滕牧野，电话0000-1234567") == 1
    assert kind_held("联系人是谁", "联系人和电话见附表") == -1


def test_who_approves_is_told_by_a_line_that_says_who() -> None:
    asked = "请十天假最后要谁批准才算数"
    assert kind_held(asked, "一周以上的，报学生处批准") == 1
    assert kind_held(asked, "请假得到批准者不在此限") == -1
    assert kind_held("谁批评了学校", "请假得到批准者") == 0


def test_those_under_an_office_hold_it() -> None:
    held = {h.role: [MEMBERS[s.start : s.end] for s in h.names] for h in held_roles(MEMBERS)}
    assert set(held) == {"主任委员", "副主任委员"}
    assert [_plain(name) for name in held["主任委员"]] == ["王明 云溪大学"]
    assert len(held["副主任委员"]) == 2
    (one,) = held_roles("组　长：滕野（局长）\n报名时间另行通知")
    assert one.role == "组长" and len(one.names) == 1


def test_an_office_is_asked_for() -> None:
    asked = ASKED.search("某教指委谁当主任委员")
    assert asked and asked["behind"] == "主任委员"
    asked = ASKED.search("副组长是哪几位")
    assert asked and asked["before"] == "副组长"
    assert not ASKED.search("组长要做什么")


def test_a_step_is_told_with_the_sentences_of_its_line() -> None:
    text = "第一条 交表。三日内公示。\n第二条 发证。" + "很长" * 90 + "。\n第三条 归档"
    items = [
        Span(text.index(a), text.index(a) + len(a)) for a in ("第一条 交表。", "第二条 发证。")
    ]
    told = [text[s.start : s.end] for s in whole_lines(text, items)]
    assert told == ["第一条 交表。三日内公示。", "第二条 发证。"]


def test_a_first_step_behind_what_opens_the_sentence_brings_the_others() -> None:
    found = [
        SimpleNamespace(text=t, document_id="d", path=("t",), chunk=SimpleNamespace(id="c"))
        for t in ("发生火情，第一步，报警；", "第二步，疏散；", "第三步，点名。")
    ]
    found = list[Any](found)
    assert with_siblings("一步一步怎么做", found[:1], found) == found
    assert with_siblings("第一步做什么", found[:1], found) == found[:1]


def test_short_names_are_left_out_and_titles_are_not() -> None:
    stored = SimpleNamespace(id="d", metadata=SimpleNamespace(title="云溪科技大学手册"))
    library: Any = SimpleNamespace(documents=lambda: [stored])
    query: Any = SimpleNamespace(
        documents=("d",), named=("云科大", "手册"), text="在云科大的手册里背了警告怎么办"
    )
    assert without_short_names(library, query) == "手册里背了警告怎么办"
    query.documents = None
    assert without_short_names(library, query) == query.text


def test_a_sentence_is_read_under_the_text_it_stands_in() -> None:
    path = ("云溪学院学生手册", "云溪学院转专业管理办法（试行）", "第二章 程序", "第九条")
    assert around_it(path) == (path[1], path[2])
    assert around_it(("条例", "第三条")) == ("条例", "第三条")


def test_an_article_named_alone_on_its_line() -> None:
    for line, title in (("第二条 申请程序", "申请程序"), ("第二条 学校应当公示。", "")):
        number = numbering(line)
        assert number is not None
        assert _numbered_title(line, number.end, "article")[1] == title


def test_an_article_between_ends_a_lead() -> None:
    text = "第一条 须符合以下条件：\n（一）成绩好。\n第二条 申请程序\n（一）交表。"
    assert _lead_before(text, text.index("（一）交表")) is None
    lead = _lead_before(text, text.index("第二条"))
    assert lead is not None and text[lead.start : lead.end].endswith("条件：")


def test_the_list_of_kinds_is_known_by_its_lead() -> None:
    items = (Span(0, 1), Span(2, 3))
    heads = ("处分决定书包括下列内容：", "学生纪律处分的种类分为：", "教师职称的种类分为：")
    lists = [Listing("d", "items", items, head, ()) for head in heads]
    told = kinds_listed("处分一共有哪几种", lists, lambda one: one.head)
    assert told is lists[1]
    assert kinds_listed("处分由谁决定", lists, lambda one: one.head) is None
    assert kinds_listed("食堂有哪几种", lists, lambda one: one.head) is None


def test_a_line_without_the_kind_asked_for_gives_way_to_one_near_that_has_it() -> None:
    rows = [{"kind": -1.0}, {"kind": 1.0}, {"kind": 0.0}]
    assert _without_kind(rows, [3.0, 2.0, 1.0]) == {0}
    assert _without_kind(rows, [5.0, 2.0, 1.0]) == set()


def test_which_office_asks_and_says_nothing_of_the_matter() -> None:
    assert content("疏散演练哪个部门负责") == content("疏散演练谁负责") == "疏散演练"
    assert content("校车由哪个单位牵头") == content("校车由谁牵头") == "校车"


def test_members_of_the_first_are_not_those_of_the_second(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    text = "苇泽市成立首届阅读指导委员会的通知\n\n一、名单\n主任委员：杨立 苇泽师范学院\n副主任委员：方远 苇泽一中\n"
    folder = tmp_path_factory.mktemp("members")
    with open_assistant(folder, {"首届阅读指导委员会.txt": text}) as assistant:
        first = assistant.ask("首届阅读指导委员会主任委员是谁", today=dt.date(2026, 5, 1))
        second = assistant.ask("第二届阅读指导委员会主任委员是谁", today=dt.date(2026, 5, 1))
    assert "杨立" in first.text and "杨立" not in second.text
