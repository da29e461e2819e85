from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.__main__ import main
from ingest.edits import CLEAR
from ingest.errors import UnknownId
from ingest.metadata import Kin, mark_replaced, place_children, with_status
from ingest.pipeline import ingest_paths, open_store, remove, set_metadata
from ingest.records import Metadata, PartialDate, quoted
from ingest.settings import Settings
from ingest.store import codec

NOTICE = Kin(
    "校车/通知.docx",
    Metadata(
        "关于做好2026年校车工作的通知", "青禾区教育局", "青教〔2026〕3号", kind="通知", plan_year=2026, place="青禾区",
        attachments=("1 校车安全任务分工表", "2 校车台账"),
    ),
)  # fmt: skip
OTHER = Kin(
    "校车/另一通知.docx",
    Metadata("关于食堂工作的通知", kind="通知", attachments=("1 食堂检查表", "2 食材台账")),
)


def placed(*kin: Kin) -> dict[str, Metadata]:
    return place_children({k.source: k for k in kin})


def parent_of(child: Kin, *others: Kin) -> str:
    return placed(child, *others)[child.source].parent


@pytest.mark.parametrize(
    "source, title",
    [
        ("校车/附件1.docx", "附件1"),
        ("校车/附件2-校车台账.xlsx", "附件2-校车台账"),
        ("校车/附件1：分工.docx", "校车安全任务分工表"),
        ("校车/校车台账.xlsx", "校车台账"),
        ("别处/校车安全任务分工表.docx", "校车安全任务分工表"),
    ],
)
def test_a_file_that_the_list_names_belongs_to_the_notice(source: str, title: str) -> None:
    assert parent_of(Kin(source, Metadata(title)), NOTICE) == NOTICE.source


@pytest.mark.parametrize(
    "source, title",
    [
        ("别处/附件1.docx", "附件1"),  # another folder, no words of its own
        ("校车/附件3.docx", "附件3"),  # the list has two
        ("校车/附件1.docx", "毕业论文参考文献格式"),  # the words say otherwise
        ("校车/工作总结.docx", "工作总结"),
    ],
)
def test_what_the_list_does_not_name_stands_for_itself(source: str, title: str) -> None:
    assert parent_of(Kin(source, Metadata(title)), NOTICE) == ""


def test_of_two_notices_the_words_decide_and_without_words_neither_is_taken() -> None:
    assert parent_of(Kin("校车/附件1.docx", Metadata("附件1")), NOTICE, OTHER) == ""
    sheet = Kin("校车/附件2-食材台账.xlsx", Metadata("附件2-食材台账"))
    assert parent_of(sheet, NOTICE, OTHER) == OTHER.source


def test_a_document_with_a_number_of_its_own_is_nobodys_attachment() -> None:
    passed_on = Kin("校车/附件1.docx", Metadata("校车安全任务分工表", number="江教〔2025〕1号"))
    assert parent_of(passed_on, NOTICE) == ""


def test_alone_with_one_notice_in_a_folder() -> None:
    notice = Kin("校车/通知.docx", Metadata("关于做好校车工作的通知"))
    child = Kin("校车/附件1.docx", Metadata("附件1"))
    assert parent_of(child, notice) == notice.source
    at_the_top = Kin("附件1.docx", Metadata("附件1"))
    assert parent_of(at_the_top, Kin("通知.docx", notice.metadata)) == ""


def test_a_child_takes_over_what_its_own_text_does_not_say_and_gives_it_back() -> None:
    child = Kin("校车/附件1.docx", Metadata("附件1", issuer="青禾区公安局"))
    found = placed(child, NOTICE)[child.source]
    assert (found.plan_year, found.place, found.issuer) == (2026, "青禾区", "青禾区公安局")
    assert found.title == "《关于做好2026年校车工作的通知》附件1"
    assert quoted(found.title) == found.title and quoted("甲通知") == "《甲通知》"
    again = placed(Kin(child.source, found), NOTICE)[child.source]
    assert again == found
    alone = placed(Kin(child.source, found))[child.source]
    assert alone == child.metadata


def test_a_persons_word_wins() -> None:
    child = Kin(
        "校车/附件1.docx", Metadata("附件1", parent="校车/另一通知.docx", edited=("parent",))
    )
    found = placed(child, NOTICE, OTHER)[child.source]
    assert found.parent == OTHER.source
    none = Kin("校车/附件1.docx", Metadata("附件1", edited=("parent", "title")))
    assert placed(none, NOTICE)[none.source].parent == ""


def test_documents_cannot_be_each_others_attachments() -> None:
    one = Kin("甲.docx", Metadata("甲", parent="乙.docx", edited=("parent",)))
    two = Kin("乙.docx", Metadata("乙", parent="甲.docx", edited=("parent",)))
    found = placed(one, two)
    assert found["甲.docx"].title == "甲" and not found["甲.docx"].inherited


def test_an_attachment_ends_with_its_parent() -> None:
    child = Kin("校车/附件1.docx", Metadata("附件1"))
    newer = Kin("新.docx", Metadata("新通知", replaces=(NOTICE.metadata.number,)))
    found = placed(child, NOTICE, newer)
    assert mark_replaced(found)[child.source] == "被替代"


def test_a_state_that_others_gave_goes_with_them() -> None:
    own = Metadata(
        "青禾区校车管理办法", kind="办法", status="现行", effective=PartialDate(2019, 1, 1)
    )
    ended = with_status(own, "废止")
    assert (ended.status, ended.inherited) == ("废止", ("status",))
    alone = placed(Kin("甲.docx", ended))
    assert mark_replaced(alone) == {"甲.docx": "现行"} and alone["甲.docx"] == own


def test_a_large_library_is_placed_in_a_moment() -> None:
    many = [
        Kin(f"{n % 40}/文{n}.docx", replace(NOTICE.metadata, title=f"通知{n}")) for n in range(4000)
    ]
    began = time.perf_counter()
    placed(*many, Kin("0/附件1.docx", Metadata("附件1")))
    assert time.perf_counter() - began < 5


def test_older_libraries_are_read() -> None:
    old = '{"title":"甲","issued":"2025-09-01","status":"现行","replaces":["乙"]}'
    assert codec.loads(Metadata, old) == Metadata(
        "甲", issued=PartialDate(2025, 9, 1), status="现行", replaces=("乙",)
    )
    new = replace(NOTICE.metadata, edited=("title",), expires=PartialDate(2026, 1, 1))
    assert codec.loads(Metadata, codec.dumps(new)) == new


# --- in a library -------------------------------------------------------------------------------


FOLDER = {
    "通知.txt": "关于做好2026年校车工作的通知\n各学校：\n请执行。\n附件：1.校车安全任务分工表\n2.校车台账\n"
    "澄州市青禾区教育局\n2026年3月1日\n",
    "附件1.txt": "附件1\n6月底前，完成全部校车安全技术检测。\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "来文" / "校车"
    place.mkdir(parents=True)
    for name, text in FOLDER.items():
        (place / name).write_text(text, encoding="utf-8")
    return place.parent


def metadata_of(settings: Settings, source: str) -> Metadata:
    with open_store(settings) as store:
        return next(d.metadata for d in store.documents() if d.source == source)


def test_the_library_knows_whose_attachment_a_file_is(
    folder: Path, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    outcomes = {o.source: o for o in ingest_paths([folder], settings).outcomes}
    child = metadata_of(settings, "校车/附件1.txt")
    assert child.parent == "校车/通知.txt"
    assert child.title == "《关于做好2026年校车工作的通知》附件1"
    with open_store(settings) as store:
        (fact,) = store.facts(document_id=outcomes["校车/附件1.txt"].id)
        assert str(fact.time and fact.time.hi) == "2026-06-30", "the parent's plan year"
    main(["list", "--data", str(settings.data_dir)])
    assert "校车/通知.txt 的附件" in capsys.readouterr().out
    remove(settings, outcomes["校车/通知.txt"].id)
    child = metadata_of(settings, "校车/附件1.txt")
    assert (child.parent, child.title, child.plan_year) == ("", "附件1", None)


def test_edits_outlive_new_versions_until_they_are_cleared(
    folder: Path, settings: Settings
) -> None:
    ingest_paths([folder], settings)
    source = "校车/通知.txt"

    def identity() -> str:
        with open_store(settings) as store:
            return next(d.id for d in store.documents() if d.source == source)

    set_metadata(settings, identity(), {"title": "校车通知", "plan_year": 2027, "issued": None})
    path = folder / source
    path.write_text(FOLDER["通知.txt"].replace("请执行", "请认真执行"), encoding="utf-8")
    versions = {o.source: o.version for o in ingest_paths([folder], settings).outcomes}
    assert versions[source] == 2
    found = metadata_of(settings, source)
    assert (found.title, found.plan_year, found.issued) == ("校车通知", 2027, None)
    assert found.issuer == "澄州市青禾区教育局", "what nobody set is read anew"
    ingest_paths([folder], settings, again=True)
    assert metadata_of(settings, source).title == "校车通知"
    cleared = set_metadata(settings, identity(), {"title": CLEAR, "issued": CLEAR})
    assert cleared.title == "关于做好2026年校车工作的通知"
    assert (str(cleared.issued), cleared.edited) == ("2026-03-01", ("plan_year",))


def test_set_checks_its_values(
    folder: Path, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    outcomes = {o.source: o.id for o in ingest_paths([folder], settings).outcomes}
    child, data = outcomes["校车/附件1.txt"], str(settings.data_dir)
    assert main(["set", child, "status=废止", "effective=2026-03-01", "--data", data]) == 0
    assert '"status": "废止"' in capsys.readouterr().out
    assert main(["set", child, "status=作废", "--data", data]) == 2
    assert "现行、废止、被替代、未知" in capsys.readouterr().err
    assert main(["set", child, "effective=三月", "--data", data]) == 2
    assert main(["set", child, "parent=unknown", "--data", data]) == 0
    assert metadata_of(settings, "校车/附件1.txt").parent == ""
    assert main(["set", child, f"parent={outcomes['校车/通知.txt']}", "--data", data]) == 0
    assert metadata_of(settings, "校车/附件1.txt").parent == "校车/通知.txt"
    with pytest.raises(UnknownId):
        set_metadata(settings, child, {"parent": "没有这份.txt"})
