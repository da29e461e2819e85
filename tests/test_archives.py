"""Zip archives: members become files of their own, whatever cannot be taken is listed."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from conftest import PLAN

from ingest import archives
from ingest.discover import Found, discover
from ingest.pipeline import ingest_paths, open_store
from ingest.records import FileOutcome
from ingest.settings import Settings


def pack(path: Path, members: dict[str, str | bytes], encoding: str = "") -> Path:
    """A zip; with an encoding its names are written in it, without the mark for UTF-8."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, (name, data) in enumerate(members.items()):
            size = len(name.encode(encoding)) if encoding else 0
            archive.writestr(f"{number:03d}".ljust(size, "~") if encoding else name, data)
    raw = out.getvalue()
    for number, name in enumerate(members):
        if encoding:
            given = name.encode(encoding)
            raw = raw.replace(f"{number:03d}".ljust(len(given), "~").encode(), given)
    path.write_bytes(raw)
    return path


def names(found: Found) -> list[str]:
    return [source for _, source in found.files]


def test_members_are_files_of_their_own(tmp_path: Path, settings: Settings) -> None:
    path = pack(
        tmp_path / "资料.zip",
        {"甲/要点.txt": PLAN, "乙.md": "# 乙", "__MACOSX/甲/._要点.txt": "x", ".DS_Store": "x",
         "甲/~$要点.docx": "x", "空/": ""},
    )  # fmt: skip
    with discover([path], settings) as found:
        assert names(found) == ["资料.zip/甲/要点.txt", "资料.zip/乙.md"]
        files = [file for file, _ in found.files]
        assert files[0].read_text(encoding="utf-8") == PLAN and found.refused == ()
    assert not any(file.exists() for file in files), "what was unpacked is gone"


@pytest.mark.parametrize("encoding", ["gbk", "utf-8"])
@pytest.mark.parametrize("name", ["嵌/关于做好招生工作的通知（定稿）.txt", "嵌.txt", "plan.txt"])
def test_names_in_gbk_and_in_utf8_without_its_mark(
    tmp_path: Path, settings: Settings, encoding: str, name: str
) -> None:
    with discover([pack(tmp_path / "a.zip", {name: "字"}, encoding)], settings) as found:
        assert names(found) == [f"a.zip/{name}"]


def test_nothing_leaves_the_folder_and_everything_refused_is_listed(
    tmp_path: Path, settings: Settings
) -> None:
    bad = ["../逃.txt", "/etc/逃.txt", "C:/逃.txt", "..\\逃.txt", "甲/../../逃.txt"]
    (tmp_path / "内").mkdir()
    path = pack(tmp_path / "内/坏.zip", {**dict.fromkeys(bad, "x"), "好.txt": PLAN})
    before = set(tmp_path.rglob("*"))
    report = ingest_paths([path], settings)
    outcomes = {o.source: o for o in report.outcomes}
    assert outcomes["坏.zip/好.txt"].status == "indexed"
    refused = [o for o in report.outcomes if o.status == "failed"]
    assert len(refused) == len(bad) and all("压缩包之外" in o.reason and o.remedy for o in refused)
    left = {p for p in tmp_path.rglob("*") if settings.data_dir not in (p, *p.parents)}
    assert left == before
    assert not list(tmp_path.rglob("逃.txt"))


def test_bombs_passwords_links_and_damage_are_named(tmp_path: Path, settings: Settings) -> None:
    settings = settings.model_copy(update={"max_file_mb": 50})

    def only(path: Path) -> FileOutcome:
        return next(o for o in ingest_paths([path], settings).outcomes if o.status != "indexed")

    ratio = only(pack(tmp_path / "比.zip", {"大.txt": b" " * (40 * 2**20), "好.txt": PLAN}))
    assert ratio.source == "比.zip/大.txt" and "解压后过大" in ratio.reason
    large = only(pack(tmp_path / "大.zip", {"大.txt": b" " * (51 * 2**20)}))
    assert "51 MB" in large.reason and "MAX_FILE_MB" in large.remedy

    path = pack(tmp_path / "密.zip", {"密.txt": PLAN})
    data = bytearray(path.read_bytes())
    data[data.find(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(bytes(data))
    assert "密码" in only(path).reason

    path = pack(tmp_path / "错.zip", {"错.txt": PLAN, "好.txt": PLAN})
    data = bytearray(path.read_bytes())
    data[45:50] = b"\xff" * 5
    path.write_bytes(bytes(data))
    assert only(path).source == "错.zip/错.txt" and "已损坏" in only(path).reason

    (tmp_path / "断.zip").write_bytes(path.read_bytes()[:-30])
    assert only(tmp_path / "断.zip").source == "断.zip"
    assert only(pack(tmp_path / "空.zip", {".DS_Store": "x"})).status == "empty"

    with zipfile.ZipFile(tmp_path / "链.zip", "w") as archive:
        link = zipfile.ZipInfo("链.txt")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/hostname")
    assert "链接" in only(tmp_path / "链.zip").reason


def test_the_bytes_of_a_whole_run_are_bounded(
    tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives.Limits, "__init__", _small)
    path = pack(tmp_path / "a.zip", {"一.txt": "字" * 20, "二.txt": "字" * 20})
    with discover([path], settings) as found:
        assert names(found) == ["a.zip/一.txt"]
        assert [source for source, _ in found.refused] == ["a.zip/二.txt"]


def _small(self: archives.Limits, largest: int) -> None:
    self.largest, self.left = largest, 100


def test_an_archive_in_an_archive_is_opened_and_one_deeper_is_listed(
    tmp_path: Path, settings: Settings
) -> None:
    inner = pack(tmp_path / "内.zip", {"深.txt": PLAN}).read_bytes()
    middle = pack(tmp_path / "中.zip", {"内.zip": inner, "中.txt": PLAN}).read_bytes()
    outer = pack(tmp_path / "外.zip", {"中.zip": middle})
    with discover([outer], settings) as found:
        assert names(found) == ["外.zip/中.zip/中.txt"]
        ((source, error),) = found.refused
    assert source == "外.zip/中.zip/内.zip" and "先解压" in error.remedy


def test_too_many_members_and_twice_the_same_name(
    tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives, "MOST_MEMBERS", 3)
    path = tmp_path / "多.zip"
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(path, "w") as archive:
        for name in ("一.txt", "一.txt", "二.txt", "三.txt"):
            archive.writestr(name, PLAN)
    with discover([path], settings) as found:
        assert names(found) == ["多.zip/一.txt", "多.zip/一（2）.txt", "多.zip/二.txt"]
        ((source, error),) = found.refused
    assert source == "多.zip" and "4 个文件" in error.reason


def test_the_second_time_nothing_is_read_again(tmp_path: Path, settings: Settings) -> None:
    path = pack(tmp_path / "资料.zip", {"要点.txt": PLAN, "坏.docx": b"PK\x03\x04no"})
    first = ingest_paths([path], settings)
    assert [o.status for o in first.outcomes] == ["indexed", "failed"]
    with open_store(settings) as store:
        assert store.original(first.outcomes[0].id) == PLAN.encode()
    steps: list[tuple[str, str]] = []
    again = ingest_paths([path], settings, progress=lambda d, t, s, stage: steps.append((s, stage)))
    assert not again.outcomes[0].changed and again.outcomes[0].id == first.outcomes[0].id
    assert ("资料.zip/要点.txt", "未变") in steps


def test_an_archive_that_opens_now_is_no_failure_any_more(
    tmp_path: Path, settings: Settings
) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(b"PK\x03\x04")
    assert ingest_paths([path], settings).outcomes[0].status == "failed"
    pack(path, {"要点.txt": PLAN})
    ingest_paths([path], settings)
    with open_store(settings) as store:
        assert [(o.source, o.status) for o in store.outcomes()] == [("a.zip/要点.txt", "indexed")]
