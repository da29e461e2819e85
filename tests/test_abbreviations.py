from __future__ import annotations

import datetime as dt

import pytest

from assistant.abbreviations import shortened_names
from assistant.names import Known
from assistant.question import read_question

TITLES = (
    "中华人民共和国未成年人保护法",
    "云溪省未成年人保护条例",
    "中华人民共和国职业教育法",
    "云溪科技大学信息工程学院2025学生手册",
    "澄州师范大学本科毕业论文格式",
)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("未保法75条 几点不让打游戏", ["未保法"]),
        ("职教法里实习生给钱不", ["职教法"]),
        ("云溪的未保条例管不管", ["未保条例"]),
        ("云科信工啥样的学生不让转专业", ["云科信工"]),
        ("澄师大论文要多少字", ["澄师大"]),
        ("职业教育法咋说的", []),
        ("孩子上大学要花多少钱", []),
        ("信息工程学院怎么走", []),
        ("老师这个做法合法吗", []),
    ],
)
def test_short_names_are_read_and_words_are_none(text: str, said: list[str]) -> None:
    assert [short.said for short in shortened_names(text, TITLES)] == said


def test_a_short_name_chooses_its_document_and_is_no_word_to_look_for() -> None:
    library = [Known(str(n), title, f"{n}.docx", "", "", ()) for n, title in enumerate(TITLES)]
    query = read_question("云科信工逃课会咋样", today=dt.date(2026, 6, 1), library=library)
    assert query.documents == ("3",) and "云科信工" in query.named


def test_an_article_is_named_without_its_sign_behind_a_law() -> None:
    library = [Known("0", TITLES[0], "0.md", "", "", ())]
    today = dt.date(2026, 6, 1)
    assert read_question("未保法75条说啥", today=today, library=library).article == "75"
    assert not read_question("有12条建议要办", today=today, library=library).article


def test_what_goes_on_to_another_word_is_no_short_name() -> None:
    titles = ("云溪市旅游职业学校实习管理办法",)
    assert not shortened_names("云溪校服多少钱一套", titles)
    assert [short.said for short in shortened_names("云溪职校实习多久", titles)] == ["云溪职校"]


def test_a_short_name_has_more_than_one_character_of_its_own() -> None:
    assert not shortened_names("云溪市托幼管理条例还有效吗", ("青溪省幼儿园管理条例",))
