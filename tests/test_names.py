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
