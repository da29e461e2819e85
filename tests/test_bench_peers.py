"""Peers beside us: they are scored by our rule, and what they print and set stays with them."""

from __future__ import annotations

import json
import logging
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from eval.__main__ import main
from eval.bench import extraction_speed, jionlp_peer
from ingest.pipeline import Job, hash_file, read

FAKE = """
import datetime, logging, os
print("an advertisement")

class ner:
    @staticmethod
    def extract_time(text, time_base):
        logging.getLogger().error("a traceback")
        if text == "坏":
            raise ValueError(text)
        if "9月底前" not in text:
            return [{"text": text, "offset": [0, len(text)], "type": "time_delta",
                     "detail": {"time": {"day": 3.0}}}]
        year = datetime.datetime.fromtimestamp(time_base).year
        return [{"text": "9月底前", "offset": [0, 4], "type": "time_span", "detail": {
            "time": [f"{year}-01-01 00:00:00", f"{year}-09-30 23:59:59"]}}]

    @staticmethod
    def extract_money(text, with_parsing):
        assert os.environ["TZ"] == "Asia/Shanghai"
        amount = ["300.00", "500.00"] if "至" in text else "7.00"
        return [{"text": text, "offset": [0, len(text)], "type": "money",
                 "detail": {"num": amount, "case": "元"}}]
"""


@pytest.fixture
def jionlp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A package of that name with the peer's habits."""
    home = tmp_path / "site"
    for name, text in (("jionlp/__init__.py", FAKE),
                       ("jionlp-0.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: jionlp\nVersion: 0.0\n")):  # fmt: skip
        (home / name).parent.mkdir(parents=True)
        (home / name).write_text(text, encoding="utf-8")
    monkeypatch.delitem(sys.modules, "jionlp", raising=False)
    monkeypatch.syspath_prepend(home)
    monkeypatch.setenv("TZ", "UTC")
    yield
    sys.modules.pop("jionlp", None)


def case(kind: str, text: str, **item: Any) -> dict[str, Any]:
    expect = [{"start": 0, "end": len(text), "text": text, **item}] if item else []
    return {"id": text, "suite": "s", "kind": kind, "cat": "c", "policy": True, "input": text,
            "reference": "2026-01-01T00:30:00", "expect": expect}  # fmt: skip


CASES = [
    case("time", "9月底前", accept=[["2026-02-01", "2026-09-30"]], rel="by"),  # both: the last day
    case("time", "9月底前完成", accept=[["2026-09-01", "2026-09-30"]], rel="in"),  # we: it says by
    case("time", "坏"),  # nothing is right; the peer fails, so it finds nothing
    case("currency", "300至500元", lo=300, hi=500),
    case("currency", "8元", value=7),  # the fake peer reads every amount as 7
    case("currency", "9元", value=9),
    case("number", "三百", value=300),
]


@pytest.mark.usefixtures("jionlp")
def test_a_peer_is_scored_beside_us(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    lines = "\n".join(json.dumps(c, ensure_ascii=False) for c in CASES)
    (tmp_path / "cases.jsonl").write_text(lines, encoding="utf-8")
    assert main(["bench", "peer-cases", str(tmp_path), "--peer", "jionlp"]) == 0
    said = capsys.readouterr()
    got = json.loads(said.out)
    assert "advertisement" in said.err
    assert not caplog.records
    assert (os.environ["TZ"], logging.root.manager.disable) == ("UTC", logging.NOTSET)
    peer = got["times"]["peer"]
    assert (peer["name"], peer["passed"], peer["cases"]) == ("jionlp 0.0", 2, 3)
    money = got["money"]["peer"]
    assert (money["passed"], money["only_theirs"], money["only_ours"]) == (2, ["8元"], 1)
    assert "peer" not in got["numbers"]


def test_without_the_peer_our_own_scores_stay(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jionlp_peer, "installed", lambda: False)
    (tmp_path / "cases.jsonl").write_text(json.dumps(CASES[-1]), encoding="utf-8")
    assert main(["bench", "peer-cases", str(tmp_path), "--peer", "jionlp"]) == 0
    said = capsys.readouterr()
    got = json.loads(said.out)
    assert got["numbers"]["passed"] == 1
    assert got["peer_skipped"] in said.err


# --- speed ------------------------------------------------------------------------------------

TABLE = "# 云溪区2026年计划\n\n一、建设\n\n投资1500元，新建3所。\n\n| 项目 | 名额 |\n| --- | --- |\n| 教师 | 200名 |\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "documents"
    made.mkdir()
    (made / "甲.md").write_text(TABLE, encoding="utf-8")
    return made


def test_the_long_text_moves_everything_with_its_words(folder: Path) -> None:
    path = folder / "甲.md"
    reading = read(Job(path, "甲.md", hash_file(path)))
    document, sections = extraction_speed.repeated([reading], 1000)
    text, copies = document.text, len(sections) // len(reading.sections)
    assert 1000 <= len(text.encode()) < 1400
    assert copies > 3
    assert len({p for p in text.split("\n") if "新建3所" in p}) == copies  # other digits each time
    assert "云溪区2026年计划" in text[len(text) // 2 :]
    words = [text[s.heading.start : s.heading.end] for s in sections]
    once = [reading.document.text[s.heading.start : s.heading.end] for s in reading.sections]
    assert words == once * copies
    assert [text[c.start : c.end] for c in document.tables[-1].cells][:3] == [
        "项目",
        "名额",
        "教师",
    ]


def test_speeds_are_reported_at_each_size(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jionlp_peer, "installed", lambda: False)
    got = extraction_speed.run(folder, 8000)
    assert [round(n / 1000) for n in got["growth"]["bytes"]] == [1, 2, 4, 8]
    assert len(got["growth"]["extract_facts"]["characters_a_second"]) == 4
    assert got["characters_a_second"]["grammar"] > 0
    assert got["characters_a_second"]["jionlp"].startswith("skipped")


def test_what_grows_faster_than_the_text_is_named(folder: Path) -> None:
    path = folder / "甲.md"
    reading = read(Job(path, "甲.md", hash_file(path)))

    def work(document: Any, sections: Any) -> None:
        slow(len(document.text))

    def slow(n: int) -> int:
        return sum(1 for _ in range(n * n // 100))

    small, large = (extraction_speed.repeated([reading], size) for size in (10_000, 40_000))
    named = extraction_speed.growing(work, small, large)
    assert any(word in named[0]["function"] for word in ("slow", "genexpr", "sum"))
