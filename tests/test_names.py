"""Which documents a question names."""

from __future__ import annotations

import pytest

from assistant.names import Known, named_documents, short_title

LIBRARY = (
    Known("law", "中华人民共和国教师法", "a.txt", "", "", ()),
    Known("rules", "北岭省实施《中华人民共和国教师法》办法", "b.txt", "北岭省", "", ()),
    Known("trip", "临溪县校外研学活动管理办法", "c.txt", "临溪县", "临教规〔2024〕1号", (2024,)),
    Known("labour", "学校劳动教育管理办法", "d.txt", "", "", ()),
    Known("plan", "临溪县教育局2025年工作要点", "e.txt", "临溪县", "", (2025,)),
)


@pytest.mark.parametrize(
    "question, ids",
    [
        ("教师法第七条", ("law",)),
        ("《教师法》怎么规定假期的", ("law",)),
        ("《中华人民共和国教师法》第三条", ("law",)),
        ("北岭省实施教师法办法第二条", ("rules",)),
        ("研学办法第九条说的是什么", ("trip",)),
        ("校外研学活动管理办法谁来执行", ("trip",)),
        ("临教规[2024]1号讲了什么", ("trip",)),
        ("2025年工作要点里有几个会", ("plan",)),
        ("教师有哪些权利", ()),
        ("教师法律知识培训什么时候", ()),
    ],
)
def test_a_document_is_known_by_the_names_people_give_it(
    question: str, ids: tuple[str, ...]
) -> None:
    assert named_documents(question, LIBRARY).documents == ids


@pytest.mark.parametrize(
    "question, name",
    [
        ("劳动法第七条", "劳动法"),
        ("请问民法典第十二条是什么", "民法典"),
        ("《校服采购管理办法》谁负责", "校服采购管理办法"),
    ],
)
def test_a_name_the_library_does_not_hold_is_missing(question: str, name: str) -> None:
    named = named_documents(question, LIBRARY)
    assert named.documents == () and named.missing == (f"《{name}》",)


def test_a_slip_in_a_quoted_title_still_finds_it() -> None:
    named = named_documents("《临溪县校外研学的活动管理办法》何时施行", LIBRARY)
    assert named.documents == ("trip",) and named.missing == ()


def test_short_titles() -> None:
    assert short_title("中华人民共和国教师法") == "教师法"
    assert short_title("青苗区课后服务管理办法（试行）") == "青苗区课后服务管理办法"


SCHOOL_LAWS = (
    Known("edu", "中华人民共和国教育法", "a.txt", "", "", ()),
    Known("kinder", "幼儿园管理条例", "b.txt", "", "", ()),
    Known("bj", "北京市实施《中华人民共和国义务教育法》办法", "c.txt", "北京市", "", ()),
    Known("sh", "上海市未成年人保护条例", "d.txt", "上海市", "", ()),
    Known("trip", "临溪县校外研学活动管理办法", "e.txt", "临溪县", "", ()),
    Known("sz", "深圳经济特区学前教育条例", "f.txt", "深圳经济特区", "", ()),
)


@pytest.mark.parametrize(
    "question, name",
    [
        ("义务教育法第十条", "义务教育法"),
        ("请问高等教育法第二条怎么规定", "高等教育法"),
        ("职业教育法实施办法第三条", "职业教育法实施办法"),
        ("上海市的义务教育法实施办法第三条", "义务教育法实施办法"),
        ("教育法实施办法第三条", "教育法实施办法"),
        ("特殊教育法", "特殊教育法"),
        ("《特殊教育法》讲了什么", "特殊教育法"),
        ("家庭教育法讲了什么", "家庭教育法"),
        ("老年教育法", "老年教育法"),
        ("水上教育法第三条", "水上教育法"),
        ("民办幼儿园管理条例第三条", "民办幼儿园管理条例"),
        ("课外活动管理办法第三条", "课外活动管理办法"),
        ("突发事件应对法第三条", "突发事件应对法"),
        ("云海市学前教育条例第三条", "云海市学前教育条例"),
        ("重庆国家教育考试条例第三条", "重庆国家教育考试条例"),
    ],
)
def test_a_law_is_not_another_that_ends_in_its_name(question: str, name: str) -> None:
    named = named_documents(question, SCHOOL_LAWS)
    assert named.documents == () and f"《{name}》" in named.missing


@pytest.mark.parametrize(
    "question, ids",
    [
        ("教育法第三条", ("edu",)),
        ("《教育法》第三条", ("edu",)),
        ("根据未成年人保护法和教育法第三十条", ("edu",)),
        ("老师违反教育法怎么办", ("edu",)),
        ("我国教育法规定了什么", ("edu",)),
        ("中华人民共和国教育法第三条", ("edu",)),
        ("学生家里有困难教育法怎么说", ("edu",)),
        ("教育法学校要怎么执行", ("edu",)),
        ("教育法律责任", ()),
        ("教育法治怎么抓", ()),
        ("北京市的义务教育法实施办法第三条", ("bj",)),
        ("义务教育法实施办法第三条", ("bj",)),
        ("未成年人保护条例第五条", ("sh",)),
        ("深圳市学前教育条例第三条", ("sz",)),
        ("这个办法第三条", ()),
        ("幼儿园管理条例第九条", ("kinder",)),
        ("北京市幼儿园管理条例第九条", ("kinder",)),
    ],
)
def test_a_law_is_known_where_its_name_is_whole(question: str, ids: tuple[str, ...]) -> None:
    named = named_documents(question, SCHOOL_LAWS)
    assert (named.documents, named.missing) == (ids, ())


def test_a_law_before_an_article_is_missing_beside_another_that_is_held() -> None:
    named = named_documents("义务教育法第十条和教育法第三条", SCHOOL_LAWS)
    assert (named.documents, named.missing) == (("edu",), ("《义务教育法》",))


def test_a_title_is_not_begun_inside_the_name_of_another_place() -> None:
    reports = (
        Known("east", "2031年东岭县政府工作报告", "a.txt", "东岭县", "", (2031,)),
        Known("north", "2031年北岭县政府工作报告", "b.txt", "北岭县", "", (2031,)),
    )
    assert named_documents("东岭县政府工作报告讲了什么", reports).documents == ("east",)
    assert len(named_documents("西岭县政府工作报告讲了什么", reports[:1]).words[0]) == 7
