"""Which document is meant: asked back, side by side, once for all, of the place's province, or refused by name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from answer_library import open_assistant

from assistant import PolicyAssistant
from assistant.asking_back import picked
from assistant.provinces import CITIES_OF, is_above, is_national, province_of
from assistant.records import Answer
from assistant.regions import CITIES, PROVINCES
from ingest.records import Metadata

TODAY = dt.date(2026, 6, 1)


def opinion(place: str, day: str, lessons: str, library: str) -> str:
    return f"""\
{place}人民政府办公厅关于加强学校阅读工作的实施意见

各学校：
一、开设课程
小学阅读课每周不少于{lessons}节。
二、建设场所
每所学校的图书馆面积不低于{library}平方米。

{place}人民政府办公厅
{day}
"""


LAW = """\
中华人民共和国乡村阅读促进条例

第一条 为了促进乡村阅读，制定本条例。
第二条 村图书室每周开放不少于五天。
第三条 学校图书馆可以在假期向村民开放。
第四条 本条例自2019年5月1日起施行。
"""
PLACES = {
    "临海省": ("2017年3月2日", "一", "80"),
    "山前省": ("2017年4月5日", "二", "80"),
    "江口市": ("2018年1月9日", "三", "80"),
    "石桥市": ("2018年6月7日", "四", "80"),
    "长沙市": ("2019年2月3日", "五", "80"),
}
FILES = {f"{p}意见.txt": opinion(p, *said) for p, said in PLACES.items()}
FILES["湖南省细则.txt"] = """\
湖南省校园卫生管理规定

第一条 学校食堂每学期消毒不少于六次。
第二条 学校不得使用过期食品。
第三条 本规定自2020年1月1日起施行。
"""
FILES["乡村阅读促进条例.txt"] = LAW


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PolicyAssistant]:
    with open_assistant(tmp_path_factory.mktemp("places"), FILES) as assistant:
        yield assistant


def ask(library: PolicyAssistant, question: str) -> Answer:
    return library.ask(question, today=TODAY)


# --- several documents ------------------------------------------------------------------------


def test_many_different_values_are_given_back_as_questions_that_are_answered(
    library: PolicyAssistant,
) -> None:
    answer = ask(library, "小学阅读课每周不少于多少节？")
    assert answer.mode == "clarify" and "地区" in answer.text.split("\n")[0]
    assert len(answer.options) == len(PLACES)
    for option in answer.options:
        place = next(p for p in PLACES if option.startswith(p))
        chosen = ask(library, option)
        assert chosen.mode == "extractive" and f"{PLACES[place][1]}节" in chosen.text


def test_a_number_picks_one_of_the_questions_given_back(library: PolicyAssistant) -> None:
    question = "小学阅读课每周不少于多少节？"
    back = ask(library, question)
    history = [("user", question), ("assistant", back.text)]
    second = library.ask("第二个", history=history, today=TODAY)
    assert second.text == ask(library, back.options[1]).text
    assert picked("2", [("assistant", "1. 甲\n2. 乙")]) == "2"


def test_one_value_of_all_is_said_once_with_a_few_of_them_cited(library: PolicyAssistant) -> None:
    answer = ask(library, "学校图书馆面积不低于多少平方米？")
    assert answer.mode == "extractive" and answer.text.count("80") == 1
    assert len({c.document_id for c in answer.citations}) == 3
    assert any(f"{len(PLACES)} 份文件" in note for note in answer.notes)


def test_two_places_stand_side_by_side_with_their_days(library: PolicyAssistant) -> None:
    answer = ask(library, "临海省和山前省的阅读工作实施意见什么时候印发的？")
    first, second = answer.text.split("\n")[1:]
    assert first.startswith("临海省") and second.startswith("山前省")
    assert "2017年3月2日" in first and "2017年4月5日" in second and not answer.notes


def test_a_place_chooses(library: PolicyAssistant) -> None:
    answer = ask(library, "石桥市小学阅读课每周不少于多少节？")
    assert answer.mode == "extractive" and "四节" in answer.text and "三节" not in answer.text


def test_a_date_that_many_titles_share_is_asked_back(library: PolicyAssistant) -> None:
    answer = ask(library, "阅读工作实施意见什么时候印发的？")
    assert answer.mode == "clarify" and len(answer.options) == len(PLACES)
    chosen = ask(library, "江口市阅读工作实施意见什么时候印发的？")
    assert "2018年1月9日" in chosen.text and len(chosen.citations) == 1


def test_a_date_of_no_named_document_is_asked_back(library: PolicyAssistant) -> None:
    answer = ask(library, "什么时候施行？")
    assert answer.mode == "clarify" and all(o.startswith("《") for o in answer.options)


# --- places above -----------------------------------------------------------------------------


def test_a_place_without_a_document_gets_the_rule_of_its_province_said_in_words(
    library: PolicyAssistant,
) -> None:
    answer = ask(library, "株洲市的学校可以使用过期食品吗？")
    lead, rule = answer.text.split("\n")
    assert answer.mode == "extractive" and "株洲市" in lead and "《湖南省校园卫生管理规定》" in lead
    assert "不得使用过期食品" in rule
    assert ask(library, "南京市的学校可以使用过期食品吗？").mode == "refused"


def test_a_place_whose_documents_are_silent_gets_the_rule_of_the_country(
    library: PolicyAssistant,
) -> None:
    answer = ask(library, "江口市学校图书馆假期可以向村民开放吗？")
    assert "江口市" in answer.text and "《中华人民共和国乡村阅读促进条例》" in answer.text


def test_another_place_never_answers_and_is_named_as_what_there_is(
    library: PolicyAssistant,
) -> None:
    answer = ask(library, "南京市小学阅读课2026年每周多少节？")
    assert answer.mode == "refused" and "没有南京市的文件" in answer.text
    assert "相近的内容有" in answer.text and "（是" in answer.text
    assert len(answer.text.split("\n")) <= 3


def test_the_table_of_provinces_is_that_of_the_regions() -> None:
    listed = {city for cities in CITIES_OF.values() for city in cities.split()}
    assert CITIES - listed <= PROVINCES and listed <= CITIES
    assert province_of("洛阳市涧西区") == "河南" and province_of("云溪县") == ""
    assert is_above(Metadata(place="河南省"), "洛阳市")
    assert not is_above(Metadata(place="河南省"), "河南省")
    assert not is_above(Metadata(place="河北省"), "洛阳市")
    assert is_national(Metadata(issuer="教育部办公厅")) and not is_national(Metadata(kind="手册"))


# --- refusals ---------------------------------------------------------------------------------


def test_an_article_beyond_the_last_is_refused_with_the_number_there_is(
    library: PolicyAssistant,
) -> None:
    answer = ask(library, "《乡村阅读促进条例》第九条是什么？")
    assert answer.mode == "refused" and "共4条，没有第9条" in answer.text


def test_a_document_that_is_not_held_is_refused_with_those_called_alike(
    library: PolicyAssistant,
) -> None:
    answer = ask(library, "《乡村阅读促进办法》第二条是什么？")
    assert (
        answer.mode == "refused" and "名称相近的有《中华人民共和国乡村阅读促进条例》" in answer.text
    )
