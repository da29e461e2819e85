"""The documents tab without a browser: what it lists, what a form saves, who may, what is escaped."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import gradio as gr
import pytest

from assistant import PolicyAssistant
from assistant.ui.documents import about, metadata_form, removing, table
from assistant.ui.documents.handlers import NO_RUNS, Documents
from assistant.ui.documents.listing import PAGE, Asked
from assistant.ui.documents.one import NO_CHANGE, NOTHING, Seen
from assistant.ui.page import Workshop
from assistant.ui.strings.words import Words
from ingest import pipeline
from ingest.edits import EDITABLE
from ingest.records import FileOutcome, IngestReport, Removed, Section, Span
from ingest.settings import Settings
from ingest.store.rows import VectorState

ZH = Words("zh")
FORM = list(EDITABLE)
LOOK = {"sort": "attention", "down": False, "page": 1}


@pytest.fixture
def tab(plan: Path, settings: Settings, in_process: None) -> Iterator[Documents]:
    pipeline.ingest_paths([plan], settings)
    with PolicyAssistant.open(settings) as assistant:
        yield made(assistant, settings)


def made(assistant: Any, settings: Settings, *, may: bool = True, reads: bool = True) -> Documents:
    tab = Documents(
        assistant,
        Workshop(
            add=partial(pipeline.ingest_paths, settings=settings, read_scans=False),
            set_metadata=partial(pipeline.set_metadata, settings),
            remove=partial(pipeline.remove, settings),
            remove_samples=partial(pipeline.remove_samples, settings),
            restore=partial(pipeline.restore, settings),
            read_again=partial(pipeline.read_again, settings),
            may_edit=lambda typed: may, needs_password=not may, reads_scans=reads,
        ),
        ZH,
    )  # fmt: skip
    with gr.Blocks():
        tab.one.boxes = metadata_form.fields(ZH)
    return tab


def event(**data: Any) -> gr.EventData:
    return gr.EventData(None, data)


def seen(tab: Documents) -> Seen:
    """What the form shows of the first document."""
    document = tab.assistant.documents()[0]
    values = metadata_form.values(document.metadata, tab.one.boxes)
    return (document.source, document.id, tuple(values))


def typed(tab: Documents, **values: str) -> list[str]:
    """The form as it stands, with these values typed over."""
    metadata = tab.assistant.documents()[0].metadata
    shown = dict(zip(tab.one.boxes, metadata_form.values(metadata, tab.one.boxes), strict=True))
    return list({**shown, **values}.values())


def rows(tab: Documents, **asked: Any) -> list[str]:
    """The files of the list, by name."""
    return [row.source for row in tab.list.read(Asked(**asked)).rows]


# --- the form ---------------------------------------------------------------------------------


def test_every_field_that_can_be_edited_has_a_box(tab: Documents) -> None:
    assert set(tab.one.boxes) == set(EDITABLE)
    for language in ("zh", "en"):
        assert all(Words(language)(f"field_{field}") for field in EDITABLE)  # type: ignore[arg-type]


def test_saving_writes_what_was_changed_and_shows_it(tab: Documents, plan: Path) -> None:
    values = typed(
        tab, title="新的标题", issuer="青禾区教育局", number="青教〔2026〕3号", issued="2026年3月1日",
        effective="2026-04-01", plan_year="2027", kind="方案", status="废止", place="青禾区",
        replaces="旧的标题",
    )  # fmt: skip
    _, card, *_ = tab.one.save("", seen(tab), *values)
    assert "新的标题" in card and "2027" in card and "已废止" in card
    document = tab.assistant.documents()[0]
    metadata = document.metadata
    assert (metadata.issuer, metadata.number, metadata.place) == (
        "青禾区教育局", "青教〔2026〕3号", "青禾区",
    )  # fmt: skip
    assert (str(metadata.issued), str(metadata.effective)) == ("2026-03-01", "2026-04-01")
    assert (metadata.status, metadata.kind, metadata.replaces) == ("废止", "方案", ("旧的标题",))
    assert {"title", "issued", "status"} <= set(document.metadata.edited)
    assert "2027" in str([f.time for f in tab.assistant.store.facts(kind="deadline")])
    assert rows(tab, group="ended", year="2027", kind="方案") == [plan.name]


def test_a_saved_change_is_taken_back_field_by_field(tab: Documents) -> None:
    tab.one.save("", seen(tab), *typed(tab, place="青禾区"))
    before = tab.assistant.documents()[0].metadata
    changed = typed(tab, title="别的", plan_year="2031", place="云溪区")
    last, *panel = tab.one.save("", seen(tab), *changed)
    assert panel[4]["visible"], "the last change can be undone"
    cleared, *panel = tab.one.take_back("", last)
    assert tab.assistant.documents()[0].metadata == before, "edited and unedited fields alike"
    assert cleared == NO_CHANGE and not panel[4]["visible"]


def test_only_what_differs_is_said_to_be_edited(tab: Documents) -> None:
    tab.one.save("", seen(tab), *typed(tab))
    assert tab.assistant.documents()[0].metadata.edited == ()
    tab.one.save("", seen(tab), *typed(tab, place="青禾区"))
    assert tab.assistant.documents()[0].metadata.edited == ("place",)


def test_what_the_library_learnt_behind_an_open_form_stays(
    tab: Documents, settings: Settings
) -> None:
    before, values = seen(tab), typed(tab, title="新的标题")
    pipeline.set_metadata(settings, tab.assistant.documents()[0].id, {"status": "废止"})
    tab.one.save("", before, *values)
    metadata = tab.assistant.documents()[0].metadata
    assert (metadata.title, metadata.status) == ("新的标题", "废止")


def test_a_bad_date_names_its_box_and_saves_nothing(tab: Documents) -> None:
    with pytest.raises(gr.Error, match=r"施行日期.*2025-09-01") as caught:
        tab.one.save("", seen(tab), *typed(tab, title="别的", effective="<b>三月"))
    assert "<b>" not in str(caught.value.message)
    assert tab.assistant.documents()[0].metadata.title != "别的"


def test_nothing_is_changed_without_the_password(tab: Documents, plan: Path) -> None:
    locked = made(tab.assistant, tab.assistant.settings, may=False)
    shown = seen(tab)
    run = locked.taking.workshop.intake.start(lambda **told: IngestReport((), 0.0))
    for attempt in (
        lambda: locked.one.save("x", shown, *typed(tab, title="别的")),
        lambda: locked.one.take_back("x", (plan.name, {"title": "别的"})),
        lambda: locked.remove_one(shown, "x"),
        lambda: locked.remove_many("x", event(sources=[plan.name])),
        lambda: locked.remove_samples("x"),
        lambda: locked.restore_one("x", event(id="1")),
        lambda: locked.restore_last((1,), "x"),
        lambda: locked.upload(NO_RUNS, "x", event(files=[])),
        lambda: locked.folder(NO_RUNS, str(plan.parent), "x"),
        lambda: locked.again_all(NO_RUNS, "x"),
        lambda: locked.again(NO_RUNS, shown, "x"),
        lambda: locked.run_clicked(((run.id,), 0), "x", event(what="stop", run=run.id)),
    ):
        with pytest.raises(gr.Error, match="口令"):
            attempt()
    assert tab.assistant.documents()[0].metadata.title != "别的"
    assert "口令" in locked.removing.listing("x") and locked.taking.at_work() == ""


# --- going and coming back --------------------------------------------------------------------


def test_a_removed_document_is_offered_back_and_comes_back(tab: Documents, plan: Path) -> None:
    kept, line, told, undo, *_ = tab.remove_one(seen(tab), "")
    assert line["visible"] and undo["visible"] and "30 天" in told and rows(tab) == []
    listed = tab.removing.listing()
    assert f'data-id="{kept[0]}"' in listed and "还能恢复 30 天" in listed
    cleared, _, told, undo, *_ = tab.restore_last(kept, "")
    assert cleared == () and not undo["visible"] and "已恢复" in told
    assert rows(tab) == [plan.name] and "没有移出" in tab.removing.listing()


def test_several_go_at_once_failed_ones_too_and_come_back_one_by_one(
    tab: Documents, tmp_path: Path, settings: Settings
) -> None:
    broken = tmp_path / "坏.docx"
    broken.write_bytes(b"PK\x03\x04 nothing")
    pipeline.ingest_paths([broken], settings)
    card, form, _, actions, *_ = tab.one.panel("坏.docx")
    assert "坏.docx" in card and not form["visible"] and not actions["visible"]
    kept, _, told, *_ = tab.remove_many("", event(sources=[*rows(tab), "不在.txt"]))
    assert len(kept) == 2 and "2 份" in told and rows(tab) == []
    tab.restore_one("", event(id=str(kept[0])))
    assert len(rows(tab)) == 1


def test_samples_go_with_one_click_and_come_back(
    tab: Documents, tmp_path: Path, settings: Settings
) -> None:
    sample = tmp_path / "0示例.txt"
    sample.write_text("青禾区校车工作通知\n一、9月1日前完成校车检查。\n", encoding="utf-8")
    pipeline.ingest_paths([sample], settings, sample=True)
    assert rows(tab)[-1] == "0示例.txt", "samples stand last"
    kept, *_ = tab.remove_samples("")
    assert not tab.list.has_samples()
    tab.restore_last(kept, "")
    assert tab.list.has_samples()


# --- the list ---------------------------------------------------------------------------------


class Listing:
    """An assistant that only lists."""

    def __init__(self, *outcomes: FileOutcome, vectors: VectorState | None = None) -> None:
        self._outcomes = outcomes
        self._vectors = vectors

    def vectors(self) -> VectorState | None:
        return self._vectors

    def outcomes(self) -> tuple[FileOutcome, ...]:
        return self._outcomes

    def documents(self) -> tuple[()]:
        return ()

    def fact_counts(self) -> dict[str, tuple[int, int]]:
        return {"id7": (3, 4)}


COUNTS, TABLE, SAMPLES, TIMER, STAMP = 0, 1, 6, 7, 8


def test_the_list_looks_again_only_while_something_is_read(settings: Settings) -> None:
    being = FileOutcome("a.pdf", "needs_ocr", unread=12, waiting=12, recognised=3)
    queued = FileOutcome("b.pdf", "needs_ocr", unread=2, waiting=2)
    done = FileOutcome("c.pdf", "failed", reason="“c.pdf”打不开。", remedy="请另存。")
    tab = made(Listing(being, queued, done), settings)
    shown = tab.show(LOOK)
    html = shown[TABLE]
    assert [html.find(words) > 0 for words in ("正在识别 3/12 页", "等待识别 2 页", "读取失败")]
    assert "<summary>打不开。</summary>" in html and "请另存。" in html
    assert "2 份扫描件" in shown[COUNTS] and "11 页" in shown[COUNTS] and shown[TIMER].active
    assert not made(Listing(done), settings).show(LOOK)[TIMER].active
    without = made(Listing(being), settings, reads=False).show(LOOK)
    assert "需文字识别" in without[TABLE] and not without[TIMER].active


def test_vectors_that_are_being_made_are_told(settings: Settings) -> None:
    made_now = VectorState("bge-m3@1-1024", 1200, 5744, "连不上 <b>。")
    shown = made(Listing(vectors=made_now), settings).show(LOOK)
    counts = shown[COUNTS]
    assert "1,200/5,744" in counts and "bge" in counts and "连不上" in counts
    assert "<b>" not in counts and shown[TIMER].active
    later = VectorState("bge-m3@1-1024", 5000, 5744)
    assert made(Listing(vectors=later), settings).show(LOOK)[STAMP] != shown[STAMP]
    assert not made(Listing(), settings).show(LOOK)[TIMER].active


def many(count: int) -> Listing:
    return Listing(
        *(
            FileOutcome(f"{n:04}.txt", "indexed", id=f"id{n}", title=f"第{n}号通知", pages=n)
            for n in range(count)
        )
    )


def test_a_long_list_has_pages_and_is_searched_and_sorted(settings: Settings) -> None:
    tab = made(many(1000), settings)
    first = tab.list.read(Asked())
    assert (len(first.rows), first.pages, first.found) == (PAGE, 20, 1000)
    look, *_ = tab.turn(LOOK, "", "", "", "", "", False, event(what="page", value="20"))
    assert "第 951–1000 份，共 1000 份" in tab.show(look)[TABLE]
    look, *_ = tab.turn(look, "", "", "", "", "", False, event(what="sort", value="pages"))
    html = tab.show(look)[TABLE]
    assert html.index("第999号") < html.index("第998号") and 'aria-sort="descending"' in html
    look, *_ = tab.turn(look, "", "", "", "", "", False, event(what="sort", value="pages"))
    assert 'aria-sort="ascending"' in tab.show(look)[TABLE]
    assert rows(tab, search="通知 第7号") == ["0007.txt"]
    assert rows(tab, page=99)[-1] == "0999.txt", "a page that is no more is the last one"
    assert "任务 3 · 指标 4" in tab.show(LOOK, "第7号")[TABLE]
    assert "清除条件" in tab.show(LOOK, "火星")[TABLE]
    cleared = tab.turn(look, "火星", "", "", "", "", True, event(what="clear"))
    assert cleared[1:] == ("", "", "", "", "", False)
    odd = tab.turn(LOOK, "", "", "", "", "", False, event(what="sort", value="__class__"))
    assert odd[0] == LOOK


def test_only_those_with_a_problem(settings: Settings) -> None:
    good = FileOutcome("好.txt", "indexed", id="a", title="好")
    half = FileOutcome("半.pdf", "indexed", id="b", reason="第 3 页是图片。")
    tab = made(Listing(good, half), settings)
    assert rows(tab, problem=True) == ["半.pdf"]
    choices = tab.list.read().choices["group"]
    assert choices == [("全部", ""), ("已入库（2）", "taken_in")]


def test_a_table_escapes_names_titles_and_reasons(settings: Settings) -> None:
    outcome = FileOutcome(
        '"><img src=x>.pdf', "failed", title="<u>题", reason="<u>坏</u>" * 9, remedy="<u>换</u>"
    )
    tab = made(Listing(outcome), settings)
    html = table.table(tab.list.read(), ZH)
    assert "<img" not in html and "<u>" not in html and "&lt;u&gt;换" in html


def test_a_tick_leaves_the_form_to_who_is_typing(tab: Documents, plan: Path) -> None:
    shown = seen(tab)
    still = tab.tick(shown, "other", LOOK)
    assert len(still) == 9 + 6 + len(FORM) and "云溪区" in still[9]
    assert all(value == gr.skip() for value in still[10:])
    assert all(value == gr.skip() for value in tab.tick(NOTHING, still[STAMP], LOOK))
    came = tab.tick((plan.name, "", ()), "other", LOOK)
    assert came[10]["visible"] and came[14][:2] == (plan.name, shown[1])
    assert came[15] == tab.assistant.documents()[0].metadata.title


def test_a_click_on_the_counts_hands_the_rows_to_the_checklist(tab: Documents, plan: Path) -> None:
    handed, tabs = tab.hand_over(event(source=plan.name))
    facts = tab.assistant.store.facts()
    assert all(fact.id in handed for fact in facts) and "工作要点" in handed
    assert tabs.selected == "checklist"
    with pytest.raises(gr.Error, match="不在库里"):
        tab.hand_over(event(source="没有.txt"))


# --- the panel --------------------------------------------------------------------------------


class Insides:
    def changes(self, identity: str) -> tuple[()]:
        return ()

    def facts_of(self, identity: str) -> tuple[()]:
        return ()

    def versions(self, identity: str) -> tuple[()]:
        return ()

    def sections(self, identity: str) -> tuple[Section, ...]:
        return (Section(0, 9, 2, "一、", "<b>总则</b>", (), Span(0, 4)),)

    def removed(self, identity: str) -> tuple[Removed, ...]:
        pieces = [Removed(f"<script>第{n}页", "页脚<i>", n) for n in range(1, 400)]
        heads = [Removed("青禾区  工作要点", "页眉", n) for n in (1, 2, 3, 7)]
        return (*heads, *pieces, Removed("长" * 1000, "批注"))


def test_what_cleaning_removed_is_listed_with_reason_and_page_and_escaped() -> None:
    html = about.insides(Insides(), "id", ZH)  # type: ignore[arg-type]
    assert "404 处" in html and "还有 101 处" in html
    assert html.count("青禾区 工作要点") == 1 and "页眉 · 第 1–3、7 页" in html
    assert "页脚&lt;i&gt; · 第 1 页" in html and "&lt;script&gt;第1页" in html
    assert "<script" not in html and "<b>" not in html
    assert "&lt;b&gt;总则" in html and "/documents/id/view?q=0-4" in html


def test_facts_and_versions_of_a_document_lead_to_its_words(
    tab: Documents, plan: Path, settings: Settings
) -> None:
    plan.write_text(plan.read_text("utf-8").replace("900元", "950元"), encoding="utf-8")
    pipeline.ingest_paths([plan], settings)
    html = about.insides(tab.assistant, tab.assistant.documents()[0].id, ZH)
    assert "950元" in html and "第 2 版（现在）" in html and "第 1 版</a>" in html
    assert "变化 1" in html and html.count('class="see"') > 5


def test_a_card_escapes_names_and_reasons() -> None:
    outcome = FileOutcome("<img src=x>.pdf", "failed", reason="<u>坏</u>", remedy="<u>换</u>")
    html = about.card(outcome, None, "<i>", ZH)
    assert "<img" not in html and "<u>" not in html and "<i>" not in html


def test_the_list_of_removed_files_escapes_their_names(tab: Documents) -> None:
    (kept,) = tab.remove_one(seen(tab), "")[0]
    one = replace(tab.assistant.lately_removed()[0], title="<b>题", source="<i>.txt")

    class Lately:
        def lately_removed(self) -> tuple[Any, ...]:
            return (one,)

    html = removing.listing(Lately(), ZH)  # type: ignore[arg-type]
    assert "<b>题" not in html and "<i>" not in html and f'data-id="{kept}"' in html
