"""Files that come in through the page: what a browser sends, a folder, runs behind the page, calling off."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gradio as gr
import pytest
from gradio.utils import get_upload_folder
from test_ui_documents import LOOK, ZH, event, made, seen

from assistant import PolicyAssistant
from assistant.ui.documents import intake as intake_room
from assistant.ui.documents import progress
from assistant.ui.documents.handlers import NO_RUNS, Documents, Runs
from assistant.ui.documents.intake import FileLine, Intake, Seen
from assistant.ui.documents.uploads import free_path, named, parcel, safe_parts, typed_folder
from ingest.errors import LibraryError, LibraryLocked
from ingest.records import FileOutcome, IngestReport
from ingest.settings import Settings

NOTICE = "青禾区第{n}号通知\n一、9月{n}日前完成检查。\n"


@pytest.fixture
def tab(
    settings: Settings, in_process: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Documents]:
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path / "room"))
    with PolicyAssistant.open(settings) as assistant:
        yield made(assistant, settings)


def sent(*names: str) -> list[dict[str, str]]:
    """Uploads as the browser tells of them, one notice each."""
    room = Path(get_upload_folder())
    room.mkdir(parents=True, exist_ok=True)
    found = []
    for n, name in enumerate(names, 1):
        path = room / f"u{n}"
        path.write_text(NOTICE.format(n=n), encoding="utf-8")
        found.append({"path": str(path), "name": name})
    return found


def ended(tab: Documents, runs: Runs) -> Seen:
    found = tab.taking.find(runs[0][0])
    assert found is not None
    return tab.taking.workshop.intake.settle(found)


def test_files_and_folders_keep_their_names_and_paths(tab: Documents) -> None:
    files = sent("通知.txt", "通知.txt", "2026年/要点.txt", "2026年/学校/要点.txt", "README.md")
    run, panel, ticker = tab.upload(NO_RUNS, "", event(files=files))
    assert ticker.active and "通知.txt" in panel
    assert ended(tab, run).count("done") == 5
    assert {d.source for d in tab.assistant.documents()} == {
        "通知.txt", "通知（2）.txt", "2026年/要点.txt", "2026年/学校/要点.txt", "README.md",
    }  # fmt: skip
    run, _, ticker, *listing = tab.run_tick(run, LOOK)
    assert not ticker.active and "要点.txt" in listing[1]
    second, panel, _ = tab.upload(run, "", event(files=sent("补.txt")))
    assert len(second[0]) == 2 and panel.count("<section") == 2, "both are shown, the newest first"
    ended(tab, second)
    closed = tab.run_clicked(second, "", event(what="close", run=run[0][0]))
    assert closed[0][0] == second[0][:1] and "补.txt" in closed[1] and "要点.txt" not in closed[1]
    odd = tab.run_clicked(closed[0], "", event(what="stop", run="another page's"))
    assert odd[0] == closed[0]


def test_only_what_was_uploaded_is_read_and_no_name_leads_out(tmp_path: Path) -> None:
    secret, room = tmp_path / "secret.txt", tmp_path / "room"
    secret.write_text("x", encoding="utf-8")
    room.mkdir()
    (room / "a").write_text("x", encoding="utf-8")
    tricks = [str(secret), str(room / ".." / "secret.txt"), str(room / "gone")]
    assert named([{"path": p, "name": "a.txt"} for p in tricks], room) == []
    ((_, parts),) = named([{"path": str(room / "a"), "name": "../../../etc/甲\n.txt"}], room)
    assert parts == ("etc", "甲.txt")
    assert safe_parts("C:\\甲\\.\\..\\乙.txt")[-2:] == ("甲", "乙.txt")
    folder, paths = parcel([(room / "a", parts), (room / "a", ("b.txt",))])
    assert (folder / "folders/etc/甲.txt").is_file() and paths == [
        str(folder / "files/b.txt"), str(folder / "folders/*"),
    ]  # fmt: skip
    assert free_path(folder / "files/b.txt").name == "b（2）.txt"


def test_a_folder_of_this_machine(tab: Documents, tmp_path: Path) -> None:
    folder = tmp_path / "资料 2026"
    (folder / "学校").mkdir(parents=True)
    (folder / "学校" / "甲.txt").write_text(NOTICE.format(n=1), encoding="utf-8")
    run, *_ = tab.folder(NO_RUNS, f' "{folder}" ', "")
    assert ended(tab, run).count("done") == 1
    assert [d.source for d in tab.assistant.documents()] == ["学校/甲.txt"]
    for path, said in (
        ("", "先填写"), (str(tmp_path / "没有"), "找不到"), (str(tab.assistant.settings.data_dir), "自己"),
    ):  # fmt: skip
        with pytest.raises(gr.Error, match=said):
            tab.folder(NO_RUNS, path, "")
    (tmp_path / "空").mkdir()
    run, *_ = tab.folder(NO_RUNS, str(tmp_path / "空"), "")
    assert "没有可以读的文件" in ended(tab, run).error
    assert typed_folder("“~/资料”") == Path.home() / "资料"


def test_documents_are_read_again_in_a_run(tab: Documents) -> None:
    run, *_ = tab.upload(NO_RUNS, "", event(files=sent("通知.txt")))
    ended(tab, run)
    tab.assistant.mark(tab.assistant.checklist()[0].fact_id, "已完成")
    run, *_ = tab.again_all(NO_RUNS, "")
    look = ended(tab, run)
    assert look.again and look.count("done") == 1 and "已重新读取" in tab.taking.panel([look])
    assert [row.state for row in tab.assistant.checklist()] == ["已完成"]
    run, *_, everything, alone = tab.again(run, seen(tab), "")
    assert everything["visible"] and not alone["visible"]
    ended(tab, run)


@pytest.mark.filterwarnings("ignore::UserWarning")  # what the page shows as a warning
def test_a_broken_file_says_what_to_do_and_twins_are_told(tab: Documents) -> None:
    files = sent("甲.txt", "甲副本.txt", "坏.docx")
    Path(files[1]["path"]).write_text(NOTICE.format(n=1), encoding="utf-8")
    run, *_ = tab.upload(NO_RUNS, "", event(files=files, large=["大.pdf"], failed=["断.pdf"]))
    html = tab.taking.panel([ended(tab, run)])
    assert "读完了：2 份已入库，1 份没有读成。" in html
    assert "完全相同" in html and "坏.docx" in html and "请" in html.split("坏.docx")[1]


class Gate:
    """A run that takes one file, then waits."""

    def __init__(self) -> None:
        self.open = threading.Event()
        self.at_it = threading.Event()

    def __call__(self, *, progress: Any, stopped: Any) -> IngestReport:
        for name in ("甲.txt", "乙.txt", "丙.txt"):
            progress(0, 3, name, "等待")
        progress(1, 3, "甲.txt", "完成")
        progress(1, 3, "乙.txt", "读取")
        self.at_it.set()
        while not stopped() and not self.open.wait(0.01):
            pass
        return IngestReport((FileOutcome("甲.txt", "indexed", id="a"),), 0.0)


def test_a_run_that_is_called_off_says_what_was_not_taken() -> None:
    intake, gate = Intake(), Gate()
    run = intake.start(gate)
    assert gate.at_it.wait(5) and intake.at_work() is run
    look = run.look()
    assert [line.state for line in look.lines] == ["done", "reading", "waiting"]
    assert "正在读取：1/3 份" in progress.panel(look, lambda outcome: "", ZH)
    second = intake.start(Gate(), names=["丁.txt"])
    assert second.look().waits and "排队中" in progress.sentence(second.look(), ZH)
    second.call_off()
    run.call_off()
    ended_run = intake.settle(run)
    assert [line.state for line in ended_run.lines] == ["done", "left", "left"]
    assert "2 份因取消没有读" in progress.sentence(ended_run, ZH)
    assert intake.settle(second).count("left") == 1 and intake.at_work() is None


def test_errors_of_a_run_are_sentences_and_the_next_one_starts(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake_room, "AGAIN_SECONDS", 0.01)
    tries = []

    def locked(**told: Any) -> IngestReport:
        told["progress"](0, 2, "甲.txt", "等待")
        told["progress"](1, 2, "甲.txt", "完成" if not tries else "未变")
        tries.append(told)
        if len(tries) < 3:
            raise LibraryLocked("资料库正被写入。", "请稍后再试。")
        return IngestReport((), 0.0)

    def unusable(**told: Any) -> IngestReport:
        told["progress"](0, 1, "甲.txt", "等待")
        raise LibraryError("磁盘已满。", "请清理磁盘。")

    def mistaken(**told: Any) -> IngestReport:
        raise KeyError("x")

    intake = Intake()
    waited = intake.settle(intake.start(locked))
    assert waited.error == "" and waited.count("done") == 1, "it goes on when the other is done"
    full = intake.settle(intake.start(unusable))
    assert full.error == "磁盘已满。 请清理磁盘。" and "取消" not in progress.sentence(full, ZH)
    assert "程序出错" in intake.settle(intake.start(mistaken)).error
    assert "failed" in caplog.text
    fine = intake.start(lambda **told: IngestReport((), 0.0))
    assert intake.settle(fine).error == "" and intake.find(fine.id) is fine
    assert intake.find("") is None


def test_a_panel_escapes_names_and_lists_problems_first() -> None:
    bad = FileOutcome("<b>.txt", "failed", reason="<i>坏", remedy="换")
    lines = (FileLine("a.txt", "done"), FileLine("<b>.txt", "problem", bad))
    html = progress.panel(Seen("r", False, lines, False, True, False), lambda outcome: "", ZH)
    assert html.index("&lt;b&gt;") < html.index("a.txt") and "<b>.txt" not in html
    assert "<i>" not in html
