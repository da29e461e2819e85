"""Scans wait in a queue that outlives the program and are read behind the app; OCR itself is a fake."""

from __future__ import annotations

import io
import json
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from ingest import scans
from ingest.errors import DamagedFile
from ingest.load import recognise
from ingest.load.scanned import OcrPage
from ingest.pipeline import ingest_paths, open_store, reading_scans, remove, set_metadata
from ingest.records import Block, FileOutcome
from ingest.settings import Settings


class Engine:
    """What reads the pages: stops before a page while ``gate`` is shut, breaks where it is told to."""

    def __init__(self) -> None:
        self.read: list[tuple[str, int]] = []
        self.gate = threading.Event()
        self.gate.set()
        self.free: set[tuple[str, int]] = set()
        self.broken: dict[tuple[str, int], BaseException] = {}
        self.interrupted = threading.Event()

    def page(self, source: str, number: int) -> Any:
        at = (source, number)
        while at not in self.free and not self.gate.wait(0.02):
            if self.interrupted.is_set():
                return DamagedFile(f"“{source}”第 {number} 页中断。")
        self.read.append(at)
        wrong = self.broken.get(at)
        if isinstance(wrong, DamagedFile):
            return wrong
        if wrong is not None:
            raise wrong
        what = ("食堂检查", "校车检查", "消防演练")[(number - 1) % 3]
        words = f"{number}. {what}。{9 + number % 3}月底前，完成{what}{100 + number}个。"
        return OcrPage(number, 595.0, 842.0, (Block("line", words, number, (50, 300, 400, 320)),))


class Pool:
    """Stands for the worker processes of OCR."""

    engine: Engine

    def __init__(self, settings: Settings, *, gentle: bool = False) -> None:
        self.engine.interrupted.clear()

    def map(self, function: Any, jobs: list[Any]) -> Iterator[tuple[int, Any]]:
        for index, job in enumerate(jobs):
            yield index, self.engine.page(job.source.split("（第")[0], job.page)

    def interrupt(self) -> None:
        self.engine.interrupted.set()

    def close(self) -> None:
        pass


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch, in_process: None) -> Iterator[Engine]:
    engine = Engine()
    monkeypatch.setattr(Pool, "engine", engine, raising=False)
    monkeypatch.setattr(recognise, "ParsePool", Pool)
    monkeypatch.setattr(recognise, "can_recognise", lambda settings: True)
    monkeypatch.setattr(scans, "LOOK_SECONDS", 0.02)
    monkeypatch.setattr(scans, "RETRY_SECONDS", 0.02)
    yield engine
    engine.gate.set()


@pytest.fixture
def fast(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path / "data", lock_seconds=0.1)


def scan(path: Path, pages: int, shade: int = 255) -> Path:
    from PIL import Image

    frames = [Image.new("L", (60 + n, 80), shade) for n in range(pages)]
    frames[0].save(path, save_all=True, append_images=frames[1:])
    return path


def upload(path: Path, settings: Settings) -> FileOutcome:
    """As the app does: taken in without reading, then the uploaded file is gone."""
    (outcome,) = ingest_paths([path], settings, read_scans=False).outcomes
    path.unlink()
    return outcome


def listed(settings: Settings) -> dict[str, FileOutcome]:
    with open_store(settings) as store:
        return {outcome.source: outcome for outcome in store.outcomes()}


def wait_for(what: Callable[[], Any], seconds: float = 20.0) -> None:
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.05)


def queue(settings: Settings) -> list[str]:
    with open_store(settings) as store:
        return [s.source for s in store.scans.waiting()]


def test_scans_are_listed_at_once_and_read_in_their_order(
    tmp_path: Path, fast: Settings, engine: Engine
) -> None:
    engine.gate.clear()
    first = upload(scan(tmp_path / "乙.tif", 3), fast)
    upload(scan(tmp_path / "甲.tif", 1, 200), fast)
    assert (first.status, first.unread, first.waiting) == ("needs_ocr", 3, 3)
    assert queue(fast) == ["乙.tif", "甲.tif"]
    with reading_scans(fast) as reads:
        assert reads
        engine.free.add(("乙.tif", 1))
        wait_for(lambda: listed(fast)["乙.tif"].recognised == 1)
        assert listed(fast)["甲.tif"].recognised is None, "not begun"
        engine.gate.set()
        wait_for(lambda: not queue(fast))
    assert engine.read == [("乙.tif", 1), ("乙.tif", 2), ("乙.tif", 3), ("甲.tif", 1)]
    outcome = listed(fast)["乙.tif"]
    assert (outcome.status, outcome.pages, outcome.unread, outcome.waiting) == ("indexed", 3, 0, 0)
    with open_store(fast) as store:
        assert "消防演练103个" in store.document(outcome.id).text
        assert store.original(outcome.id) is not None and store.check().ok


def test_what_was_read_before_a_restart_is_not_read_again(
    tmp_path: Path, fast: Settings, engine: Engine
) -> None:
    engine.gate.clear()
    upload(scan(tmp_path / "长.tif", 3), fast)
    engine.free |= {("长.tif", 1), ("长.tif", 2)}
    with reading_scans(fast):
        wait_for(lambda: listed(fast)["长.tif"].recognised == 2)
    assert queue(fast) == ["长.tif"] and listed(fast)["长.tif"].status == "needs_ocr"
    engine.gate.set()
    with reading_scans(fast):
        wait_for(lambda: not queue(fast))
    assert engine.read == [("长.tif", 1), ("长.tif", 2), ("长.tif", 3)]
    assert listed(fast)["长.tif"].status == "indexed"


def test_stopping_does_not_wait_for_the_page(
    tmp_path: Path, fast: Settings, engine: Engine
) -> None:
    engine.gate.clear()
    upload(scan(tmp_path / "慢.tif", 1), fast)
    with reading_scans(fast):
        wait_for(lambda: listed(fast)["慢.tif"].recognised == 0)
        began = time.monotonic()
    assert time.monotonic() - began < 5
    assert queue(fast) == ["慢.tif"], "a page that was cut off is no page that failed"


def test_a_scan_that_is_removed_while_being_read_is_dropped(
    tmp_path: Path, fast: Settings, engine: Engine
) -> None:
    engine.gate.clear()
    sha256 = upload(scan(tmp_path / "撤.tif", 3), fast).sha256
    upload(scan(tmp_path / "留.tif", 1, 100), fast)
    engine.free.add(("撤.tif", 1))
    with reading_scans(fast):
        wait_for(lambda: listed(fast)["撤.tif"].recognised == 1)
        remove(fast, "撤.tif")
        engine.gate.set()
        wait_for(lambda: not queue(fast))
    assert list(listed(fast)) == ["留.tif"] and ("撤.tif", 3) not in engine.read
    assert not list((fast.data_dir / "ocr").rglob(f"{sha256}-*.json")), "its words are gone too"
    assert (fast.originals_dir / sha256[:2] / sha256).exists(), "it may be brought back"


def test_other_bytes_under_its_name_win(tmp_path: Path, fast: Settings, engine: Engine) -> None:
    engine.gate.clear()
    upload(scan(tmp_path / "通知.tif", 2), fast)
    engine.free.add(("通知.tif", 1))
    with reading_scans(fast):
        wait_for(lambda: listed(fast)["通知.tif"].recognised == 1)
        newer = upload(scan(tmp_path / "通知.tif", 1, 90), fast)
        engine.gate.set()
        wait_for(lambda: not queue(fast))
    outcome = listed(fast)["通知.tif"]
    assert (outcome.status, outcome.sha256, outcome.version) == ("indexed", newer.sha256, 1)


def test_a_page_that_cannot_be_read_costs_that_page(
    tmp_path: Path, fast: Settings, engine: Engine
) -> None:
    engine.broken[("坏页.tif", 2)] = DamagedFile("“坏页.tif”第 2 页无法打开。", "请重新扫描。")
    upload(scan(tmp_path / "坏页.tif", 3), fast)
    with reading_scans(fast):
        wait_for(lambda: not queue(fast))
        time.sleep(0.2)
    outcome = listed(fast)["坏页.tif"]
    assert (outcome.status, outcome.unread) == ("indexed", 1)
    assert "第 2 页无法打开" in outcome.reason and outcome.remedy == "请重新扫描。"
    assert "第 1、3 页由文字识别读出" in outcome.reason
    assert engine.read.count(("坏页.tif", 2)) == 1, "it is not tried again and again"


def test_a_scan_without_one_readable_page_has_failed(
    tmp_path: Path, fast: Settings, engine: Engine
) -> None:
    engine.broken[("全坏.tif", 1)] = DamagedFile("“全坏.tif”第 1 页无法打开。", "请重新扫描。")
    sha256 = upload(scan(tmp_path / "全坏.tif", 1), fast).sha256
    with reading_scans(fast):
        wait_for(lambda: not queue(fast))
    outcome = listed(fast)["全坏.tif"]
    assert (outcome.status, outcome.remedy) == ("failed", "请重新扫描。")
    assert not (fast.originals_dir / sha256[:2] / sha256).exists()


def test_a_mistake_in_the_program_costs_one_scan(
    tmp_path: Path, fast: Settings, engine: Engine, capsys: pytest.CaptureFixture[str]
) -> None:
    engine.broken[("错.tif", 1)] = ZeroDivisionError("oops")
    upload(scan(tmp_path / "错.tif", 1), fast)
    upload(scan(tmp_path / "对.tif", 1, 50), fast)
    with reading_scans(fast):
        wait_for(lambda: not queue(fast))
    assert {o.source: o.status for o in listed(fast).values()} == {
        "错.tif": "failed", "对.tif": "indexed",
    }  # fmt: skip
    assert "ZeroDivisionError" in capsys.readouterr().err


def test_the_library_is_locked_only_while_a_scan_is_stored(
    tmp_path: Path, fast: Settings, engine: Engine
) -> None:
    engine.gate.clear()
    upload(scan(tmp_path / "扫.tif", 2), fast)
    engine.free.add(("扫.tif", 1))
    with reading_scans(fast):
        wait_for(lambda: listed(fast)["扫.tif"].recognised == 1)
        with open_store(fast) as store, store.writing():  # nobody holds it while pages are read
            engine.gate.set()
            wait_for(lambda: listed(fast)["扫.tif"].recognised == 2)
            time.sleep(0.5)  # the reader cannot store now; it tries again
            assert queue(fast) == ["扫.tif"]
        wait_for(lambda: not queue(fast))
    assert listed(fast)["扫.tif"].status == "indexed"
    assert engine.read == [("扫.tif", 1), ("扫.tif", 2)]


def test_what_another_process_reads_is_awaited(
    tmp_path: Path, fast: Settings, engine: Engine
) -> None:
    sha256 = upload(scan(tmp_path / "共.tif", 2), fast).sha256
    folder = fast.data_dir / "ocr" / sha256[:2]
    folder.mkdir(parents=True)
    keeper = recognise.Recogniser(fast)
    with FileLock(folder / f"{sha256}.lock"), reading_scans(fast):
        keeper._keep(sha256, OcrPage(1, 595.0, 842.0, ()))
        wait_for(lambda: listed(fast)["共.tif"].recognised == 1)
        keeper._keep(sha256, OcrPage(2, 9.0, 9.0, (Block("line", "一、食堂须每日留样。", 2),)))
        assert engine.read == []
    with reading_scans(fast):
        wait_for(lambda: not queue(fast))
    assert engine.read == [] and listed(fast)["共.tif"].status == "indexed"


def test_scans_listed_without_ocr_are_read_once_it_is_installed(
    tmp_path: Path, fast: Settings, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as without:
        without.setattr(recognise, "can_recognise", lambda settings: False)
        outcome = upload(scan(tmp_path / "早.tif", 2), fast)
        assert outcome.status == "needs_ocr" and "make ocr" in outcome.remedy
        with reading_scans(fast) as reads:
            assert not reads
    with reading_scans(fast):
        wait_for(lambda: not queue(fast))
    assert listed(fast)["早.tif"].status == "indexed"


def mixed(path: Path) -> Path:
    from PIL import Image
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.setFont("STSong-Light", 14)
    for line, text in enumerate(
        ("青禾区教育局关于食堂管理的通知", "一、10月底前，完成全部食堂的检查。")
    ):
        canvas.drawString(90, 760 - 30 * line, text)
    canvas.showPage()
    canvas.drawImage(ImageReader(Image.new("RGB", (600, 800), "white")), 0, 0, 595, 842)
    canvas.showPage()
    canvas.save()
    path.write_bytes(out.getvalue())
    return path


def test_a_mixed_file_is_searchable_at_once_and_completed_later(
    tmp_path: Path, fast: Settings, engine: Engine
) -> None:
    engine.gate.clear()
    outcome = upload(mixed(tmp_path / "混合.pdf"), fast)
    assert (outcome.status, outcome.unread, outcome.waiting) == ("indexed", 1, 1)
    set_metadata(fast, outcome.id, {"title": "我改的标题", "plan_year": 2031})
    with reading_scans(fast):
        engine.gate.set()
        wait_for(lambda: not queue(fast))
    done = listed(fast)["混合.pdf"]
    assert (done.status, done.unread, done.id, done.version) == ("indexed", 0, outcome.id, 1)
    with open_store(fast) as store:
        text = store.document(done.id).text
        assert "完成全部食堂的检查" in text and "校车检查102个" in text
        metadata = store.metadata(done.id)
        assert (metadata.title, metadata.plan_year) == ("我改的标题", 2031), "edits stay"
        days = {f.time.hi.year for f in store.facts(kind="deadline") if f.time and f.time.hi}
        assert days == {2031}


def test_a_mixed_file_whose_pictures_fail_keeps_its_text(
    tmp_path: Path, fast: Settings, engine: Engine
) -> None:
    engine.broken[("混合.pdf", 2)] = DamagedFile("“混合.pdf”第 2 页无法打开。")
    upload(mixed(tmp_path / "混合.pdf"), fast)
    with reading_scans(fast):
        wait_for(lambda: not queue(fast))
    outcome = listed(fast)["混合.pdf"]
    assert (outcome.status, outcome.unread) == ("indexed", 1) and "第 2 页" in outcome.reason


def test_a_call_reads_its_scans_and_goes_on_where_ctrl_c_stopped_it(
    tmp_path: Path, fast: Settings, engine: Engine
) -> None:
    path = scan(tmp_path / "命令行.tif", 3)
    engine.broken[("命令行.tif", 2)] = KeyboardInterrupt()
    with pytest.raises(KeyboardInterrupt):
        ingest_paths([path], fast)
    assert listed(fast)["命令行.tif"].status == "needs_ocr"
    engine.broken.clear()
    engine.read.clear()
    stages: list[str] = []
    report = ingest_paths([path], fast, progress=lambda *step: stages.append(step[3]))
    assert report.ok and engine.read == [("命令行.tif", 2), ("命令行.tif", 3)]
    assert (
        stages[-4:] == ["识别 1/3 页", "识别 2/3 页", "识别 3/3 页", "入库"] or stages[-1] == "完成"
    )


def test_the_command_line_can_leave_scans_to_the_app(
    tmp_path: Path, engine: Engine, capsys: pytest.CaptureFixture[str]
) -> None:
    from ingest.__main__ import main

    path, data = scan(tmp_path / "缓.tif", 2), str(tmp_path / "d")
    assert main(["add", str(path), "--no-ocr", "--data", data, "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["waiting"] == 2
    assert main(["list", "--data", data]) == 0
    assert "已识别 0/2 页" in capsys.readouterr().out and engine.read == []
    engine.broken[("缓.tif", 1)] = KeyboardInterrupt()
    assert main(["add", str(path), "--data", data]) == 130
    engine.broken.clear()
    assert main(["add", str(path), "--data", data]) == 0


def test_bytes_that_wait_survive_a_rebuild_and_leave_with_the_samples(
    tmp_path: Path, fast: Settings, engine: Engine
) -> None:
    path = scan(tmp_path / "示例.tif", 1)
    (outcome,) = ingest_paths([path], fast, sample=True, read_scans=False).outcomes
    kept = fast.originals_dir / outcome.sha256[:2] / outcome.sha256
    with open_store(fast) as store:
        store.rebuild()
        assert kept.is_file()
        gone = store.drop_samples()
        assert not store.scans.waiting() and not store.outcomes() and kept.exists()
        store.forget_removed(gone)
        assert not kept.exists()


def test_a_full_disk_does_not_end_the_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scans, "RETRY_SECONDS", 0.01)
    looked = threading.Event()

    class Reader:
        def __init__(self) -> None:
            self.store, self.scans, self.times = self, self, 0

        def waiting(self) -> tuple[()]:
            self.times += 1
            if self.times == 1:
                raise OSError(28, "No space left on device")
            looked.set()
            return ()

        def close(self) -> None: ...

        def stop(self) -> None: ...

    background = scans.Background(Reader())  # type: ignore[arg-type]
    background.start()
    assert looked.wait(5)
    background.stop()
