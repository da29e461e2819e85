"""What a question singles out, and how passages are found for it."""

from __future__ import annotations

import datetime as dt

from assistant.aim import NAMED, PLACED, read_aim
from assistant.names import Known
from assistant.question import read_question
from ingest.records import Metadata, PartialDate
from ingest.store.rows import StoredDocument


def document(identity: str, title: str, **fields: object) -> StoredDocument:
    metadata = Metadata(title=title, **fields)  # type: ignore[arg-type]
    return StoredDocument(
        identity, f"{title}.md", "", 1, "md", metadata, 0, 1, 0, False, "2026-01-01T00:00:00"
    )


LIBRARY = {
    d.id: d
    for d in (
        document("law", "中华人民共和国教师法", kind="法律", issuer="全国人民代表大会常务委员会"),
        document("rules", "东江省实施《中华人民共和国教师法》办法", kind="办法", place="东江省"),
        document("east", "东江省学校美育实施意见", kind="意见", place="东江省"),
        document("city", "云山市学校美育实施意见", kind="意见", place="东江省云山市"),
        document(
            "old",
            "课后服务办法（试行）",
            kind="办法",
            status="被替代",
            issued=PartialDate(2023, 1, 1),
        ),
        document(
            "new",
            "课后服务管理办法",
            kind="办法",
            issued=PartialDate(2026, 1, 1),
            number="青教〔2026〕12号",
        ),
    )
}


def aim(question: str):  # type: ignore[no-untyped-def]
    known = [
        Known(d.id, d.metadata.title, d.source, d.metadata.place, d.metadata.number, ())
        for d in LIBRARY.values()
    ]
    query = read_question(question, today=dt.date(2026, 6, 1), library=known)
    return read_aim(query, LIBRARY)


def test_a_named_document_is_preferred_and_its_name_is_not_looked_for() -> None:
    found = aim("《课后服务管理办法》里收费怎么规定")
    assert found.preferred["new"] >= NAMED
    assert "课后服务管理办法" not in found.words and "收费" in found.words
    assert found.singled_out == {"new"}


def test_an_article_of_the_law_and_of_the_rules_for_it() -> None:
    law, rules = aim("教师法第七条"), aim("东江实施教师法办法第7条怎么说的")
    assert law.article == rules.article == "7"
    assert "law" in law.singled_out and "rules" not in law.singled_out
    assert "rules" in rules.singled_out and "law" not in rules.singled_out


def test_the_place_itself_before_what_lies_within_it() -> None:
    found = aim("东江的美育课要上几节")
    assert found.preferred["east"] >= PLACED > found.preferred["city"] > 0
    assert "东江" not in found.words
    assert aim("云山美育课").preferred["city"] >= PLACED


def test_a_place_of_the_same_name_elsewhere_is_not_preferred() -> None:
    assert "city" not in aim("西江省云山市的美育课").preferred
    assert "city" in aim("东江省云山市的美育课").preferred


def test_what_is_no_longer_in_force_stands_behind_unless_asked_for() -> None:
    assert aim("课后服务几点结束").preferred["old"] < 0
    assert aim("试行的课后服务几点结束").preferred.get("old", 0) >= 0


def test_issuer_and_year() -> None:
    assert aim("全国人大对教师工资怎么规定").preferred["law"] > 0
    assert aim("2026年的课后服务").preferred["new"] > 0


def test_a_question_that_singles_out_nothing_keeps_its_words() -> None:
    assert aim("孩子作业太多").words == "孩子作业太多"


def test_words_that_only_look_like_an_issuer_a_kind_or_an_old_version() -> None:
    assert aim("教育部门要做哪些工作").preferred.get("law", 0) <= 0
    assert aim("放学时间怎么规定的").preferred.get("rules", 0) <= 0
    assert aim("课后服务3月31日以前要报名吗").preferred["old"] < 0


def test_what_only_mentions_the_place_is_not_singled_out() -> None:
    found = aim("东江2026年有什么工作")
    assert found.singled_out == {"east", "rules"}
    assert 0 < found.preferred["city"] < PLACED


def test_a_document_s_number_chooses_it_and_is_not_looked_for() -> None:
    found = aim("青教〔2026〕12号 里收费怎么规定")
    assert found.singled_out == {"new"}
    assert "12" not in found.words and "收费" in found.words
