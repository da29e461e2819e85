"""The documents tab without a browser: what it lists, what a form saves, who may, what is escaped."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import gradio as gr
import pytest

from assistant import PolicyAssistant
from assistant.ui.documents import about, metadata_form
from assistant.ui.documents.tab import NOTHING, Seen, _Documents
from assistant.ui.page import Workshop
from assistant.ui.strings.words import Words
from ingest import pipeline
from ingest.edits import EDITABLE
from ingest.records import FileOutcome, Removed, Section, Span
from ingest.settings import Settings
from ingest.store.rows import VectorState

ZH = Words("zh")
FORM = list(EDITABLE)


@pytest.fixture
def tab(plan: Path, settings: Settings, in_process: None) -> Iterator[_Documents]:
    pipeline.ingest_paths([plan], settings)
    with PolicyAssistant.open(settings) as assistant:
        yield made(assistant, settings)


def made(assistant: Any, settings: Settings, *, may: bool = True, reads: bool = True) -> _Documents:
    tab = _Documents(
        assistant,
        Workshop(
            add=partial(pipeline.ingest_paths, settings=settings, read_scans=False),
            set_metadata=partial(pipeline.set_metadata, settings),
            remove=partial(pipeline.remove, settings),
            remove_samples=partial(pipeline.remove_samples, settings),
            may_edit=lambda typed: may, needs_password=not may, reads_scans=reads,
        ),
        ZH,
    )  # fmt: skip
    with gr.Blocks():
        tab.boxes = metadata_form.fields(ZH)
    return tab


def seen(tab: _Documents) -> Seen:
    """What the form shows of the first document."""
    document = tab.assistant.documents()[0]
    values = metadata_form.values(document.metadata, tab.boxes)
    return (document.source, document.id, tuple(values))


def typed(tab: _Documents, **values: str) -> list[str]:
    """The form as it stands, with these values typed over."""
    metadata = tab.assistant.documents()[0].metadata
    shown = dict(zip(tab.boxes, metadata_form.values(metadata, tab.boxes), strict=True))
    return list({**shown, **values}.values())


def test_every_field_that_can_be_edited_has_a_box(tab: _Documents) -> None:
    assert set(tab.boxes) == set(EDITABLE)
    for language in ("zh", "en"):
        assert all(Words(language)(f"field_{field}") for field in EDITABLE)  # type: ignore[arg-type]


def test_saving_writes_what_was_changed_and_shows_it(tab: _Documents, plan: Path) -> None:
    values = typed(
        tab, title="新的标题", issuer="青禾区教育局", number="青教〔2026〕3号", issued="2026年3月1日",
        effective="2026-04-01", plan_year="2027", kind="方案", status="废止", place="青禾区",
        replaces="旧的标题",
    )  # fmt: skip
    shown = tab.save(plan.name, "", seen(tab), *values)
    rows = shown[1]
    assert rows[0][1] == "新的标题" and rows[0][6] == "2027"
    document = tab.assistant.documents()[0]
    metadata = document.metadata
    assert (metadata.issuer, metadata.number, metadata.place) == (
        "青禾区教育局", "青教〔2026〕3号", "青禾区",
    )  # fmt: skip
    assert (str(metadata.issued), str(metadata.effective)) == ("2026-03-01", "2026-04-01")
    assert (metadata.status, metadata.kind, metadata.replaces) == ("废止", "方案", ("旧的标题",))
    assert {"title", "issued", "status"} <= set(document.metadata.edited)
    assert "2027" in str([f.time for f in tab.assistant.store.facts(kind="deadline")])


def test_only_what_differs_is_said_to_be_edited(tab: _Documents, plan: Path) -> None:
    tab.save(plan.name, "", seen(tab), *typed(tab))
    assert tab.assistant.documents()[0].metadata.edited == ()
    tab.save(plan.name, "", seen(tab), *typed(tab, place="青禾区"))
    assert tab.assistant.documents()[0].metadata.edited == ("place",)


def test_what_the_library_learnt_behind_an_open_form_stays(
    tab: _Documents, plan: Path, settings: Settings
) -> None:
    before, values = seen(tab), typed(tab, title="新的标题")
    pipeline.set_metadata(settings, tab.assistant.documents()[0].id, {"status": "废止"})
    tab.save(plan.name, "", before, *values)
    metadata = tab.assistant.documents()[0].metadata
    assert (metadata.title, metadata.status) == ("新的标题", "废止")


def test_uploads_of_one_name_are_both_taken(tab: _Documents, tmp_path: Path) -> None:
    paths = []
    for n in (1, 2):
        path = tmp_path / f"u{n}.txt"
        path.write_text(f"青禾区第{n}号通知\n一、9月{n}日前完成检查。\n", encoding="utf-8")
        paths.append((str(path), "通知.txt"))
    tab.add(paths, "", lambda *step, **more: None)
    sources = {d.source for d in tab.assistant.documents()}
    assert {"通知.txt", "通知（2）.txt"} <= sources


def test_a_bad_date_names_its_box_and_saves_nothing(tab: _Documents, plan: Path) -> None:
    with pytest.raises(gr.Error, match=r"施行日期.*2025-09-01") as caught:
        tab.save(plan.name, "", seen(tab), *typed(tab, title="别的", effective="<b>三月"))
    assert "<b>" not in str(caught.value.message)
    assert tab.assistant.documents()[0].metadata.title != "别的"


def test_nothing_is_changed_without_the_password(tab: _Documents, plan: Path) -> None:
    locked = made(tab.assistant, tab.assistant.settings, may=False)
    for attempt in (
        lambda: locked.save(plan.name, "x", seen(tab), *typed(tab, title="别的")),
        lambda: locked.remove(plan.name, "x"),
        lambda: locked.remove_samples(None, "x"),
        lambda: locked.add([], "x"),
    ):
        with pytest.raises(gr.Error, match="口令"):
            attempt()
    assert tab.assistant.documents()[0].metadata.title != "别的"


def test_a_failed_file_can_be_chosen_and_removed(
    tab: _Documents, tmp_path: Path, settings: Settings
) -> None:
    broken = tmp_path / "坏.docx"
    broken.write_bytes(b"PK\x03\x04 nothing")
    pipeline.ingest_paths([broken], settings)
    card, form, _, remove, *_ = tab.open("坏.docx")
    assert "坏.docx" in card and not form["visible"] and remove["visible"]
    tab.remove("坏.docx", "")
    assert "坏.docx" not in {o.source for o in tab.assistant.outcomes()}


def test_what_needs_a_person_stands_first_and_samples_last(
    tab: _Documents, tmp_path: Path, plan: Path, settings: Settings
) -> None:
    sample, broken = tmp_path / "0示例.txt", tmp_path / "坏.docx"
    sample.write_text("青禾区校车工作通知\n一、9月1日前完成校车检查。\n", encoding="utf-8")
    broken.write_bytes(b"PK\x03\x04 nothing")
    pipeline.ingest_paths([sample], settings, sample=True)
    pipeline.ingest_paths([broken], settings)
    assert [row[2] for row in tab.show()[1]] == ["坏.docx", plan.name, "0示例.txt"]


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


def test_the_list_looks_again_only_while_something_is_read(settings: Settings) -> None:
    being = FileOutcome("a.pdf", "needs_ocr", unread=12, waiting=12, recognised=3)
    queued = FileOutcome("b.pdf", "needs_ocr", unread=2, waiting=2)
    done = FileOutcome("c.pdf", "failed", reason="打不开。", remedy="请另存。")
    tab = made(Listing(being, queued, done), settings)
    counts, rows, _, _, timer, _ = tab.show()
    assert [row[0] for row in rows] == ["正在识别 3/12 页", "等待识别 2 页", "读取失败"]
    assert rows[2][7] == "打不开。 请另存。"
    assert "2 份扫描件" in counts and "11 页" in counts and timer.active
    assert not made(Listing(done), settings).show()[4].active
    without = made(Listing(being), settings, reads=False).show()
    assert without[1][0][0] == "需要文字识别" and not without[4].active


def test_vectors_that_are_being_made_are_told(settings: Settings) -> None:
    made_now = VectorState("bge-m3@1-1024", 1200, 5744, "连不上 <b>。")
    counts, _, _, _, timer, stamp = made(Listing(vectors=made_now), settings).show()
    assert "1,200/5,744" in counts and "bge" in counts and "连不上" in counts
    assert "<b>" not in counts and timer.active
    later = VectorState("bge-m3@1-1024", 5000, 5744)
    assert made(Listing(vectors=later), settings).show()[-1] != stamp, "a tick shows it"
    assert not made(Listing(), settings).show()[4].active


def test_a_tick_leaves_the_form_to_who_is_typing(tab: _Documents, plan: Path) -> None:
    identity = tab.assistant.documents()[0].id
    still = tab.tick(plan.name, (plan.name, identity, ()), "other")
    assert len(still) == 6 + 5 + len(FORM) and "value" not in still[2]
    assert all(value == gr.skip() for value in still[7:])
    assert all(value == gr.skip() for value in tab.tick(plan.name, NOTHING, still[5]))
    came = tab.tick(plan.name, (plan.name, "", ()), "other")
    assert came[7]["visible"] and came[10][:2] == (plan.name, identity)
    assert came[11] == tab.assistant.documents()[0].metadata.title


class Insides:
    def changes(self, identity: str) -> tuple[()]:
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


def test_a_card_escapes_names_and_reasons() -> None:
    outcome = FileOutcome("<img src=x>.pdf", "failed", reason="<u>坏</u>", remedy="<u>换</u>")
    html = about.card(outcome, None, "<i>", ZH)
    assert "<img" not in html and "<u>" not in html and "<i>" not in html
