"""Makes part1.zip: a library as the program of part 1 (commit 4bd92ba, schema 1) left it, and what it held.

Runs with that commit's code, not with today's; its own words are all invented:

    git worktree add /some/where 4bd92ba && cd /some/where
    PYTHONPATH=. python THIS/FILE /some/part1.zip
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import sqlite3
import sys
import tempfile
import zipfile
from pathlib import Path

from assistant import PolicyAssistant
from ingest.pipeline import ingest_paths, remove, set_metadata
from ingest.records import fact_to_json
from ingest.settings import Settings

SAMPLES = (
    "关于举办青禾区第十二届中小学生艺术节的通知.md",
    "关于做好2026年幼儿园秋季招生工作的通知.txt",
    "青禾区中小学课后服务管理办法（试行）.md",
    "青禾区学校安全专项整治行动方案.html",
    "青禾区中小学课后服务管理办法.docx",
    "澄州市青禾区教育局2026年工作要点.docx",
)
"""Documents of corpus/ small enough to lie in a test."""
PLAN = """\
柳溪县教育局2025年工作要点

一、推进教育公平
1. 提高经费标准。2025年，提高义务教育阶段生均公用经费，达到全县初中生均{junior}元、小学生均700元。
2. 召开现场会。{month}份，召开全县课后服务现场会，由基础教育科牵头。
3. 改造校舍。年底前，改造农村寄宿制学校8所。

二、加强队伍建设
4. 开展教师培训。10月底前，完成新教师岗前培训。{reading}
"""
READING = "\n5. 举办读书活动。4月，举办全县校园读书节。"
NOTICE = "关于召开安全工作会议的通知\n\n各学校：\n定于2025年3月6日召开安全工作会议。\n\n柳溪县教育局\n2025年2月20日\n"
QUESTIONS = ("9月份有哪些工作？", "2025年初中生均公用经费是多少？", "柳溪县的校车标准是什么？")
TODAY = dt.date(2025, 10, 8)


def main(target: Path) -> None:
    """Writes the library and what it held into one zip."""
    with tempfile.TemporaryDirectory() as place:
        settings = Settings.from_env(data_dir=Path(place) / "data")
        held = fill(Path(place), settings)
        pack(settings.data_dir, held, target)


def fill(place: Path, settings: Settings) -> dict[str, object]:
    """A year of work: documents, marks, a new version, a removed document, a conversation."""
    plan, notice = place / "柳溪县教育局2025年工作要点.md", place / "会议通知.txt"
    first = {"junior": "900", "month": "9月", "reading": READING}
    plan.write_text(PLAN.format(**first), encoding="utf-8")
    notice.write_text(NOTICE, encoding="utf-8")
    corpus = Path("corpus")
    assert ingest_paths([plan, notice, *(corpus / name for name in SAMPLES)], settings).ok
    with PolicyAssistant.open(settings) as assistant:
        mark_rows(assistant)
        talk(assistant)
        gone = next(d for d in assistant.documents() if d.source == notice.name)
        art = next(d for d in assistant.documents() if "艺术节" in d.source)
    remove(settings, gone.id)
    set_metadata(settings, art.id, {"plan_year": 2026, "place": "青禾区"})
    plan.write_text(PLAN.format(junior="950", month="11月", reading=""), encoding="utf-8")
    assert ingest_paths([plan], settings).ok
    with PolicyAssistant.open(settings) as assistant:
        for row in assistant.checklist(today=TODAY):
            if "培训" in row.fact.quote:
                assistant.mark(row.fact_id, "已完成", by="周主任", note="签到表在档案柜，共86人")
        return describe(assistant)


def mark_rows(assistant: PolicyAssistant) -> None:
    """Every second row gets a state, some of them two in turn."""
    states = ("已确认", "进行中", "已完成", "不适用", "待确认")
    for number, row in enumerate(assistant.checklist(today=TODAY)):
        if number % 2 == 0 or "柳溪" in row.document_title:
            state = states[number // 2 % 5]
            assistant.mark(row.fact_id, state, by="王老师", note=f"第{number}条，“已看”")
        if number % 6 == 0:
            assistant.mark(row.fact_id, "已完成", by="李科长")


def talk(assistant: PolicyAssistant) -> None:
    """One conversation of three questions, what was thought of it, and a question of another person."""
    history: list[tuple[str, str]] = []
    for question in QUESTIONS:
        answer = assistant.ask(question, history=history, today=TODAY)
        assistant.remember("teacher", question, answer)
        history += [("user", question), ("assistant", answer.text)]
    message = assistant.store.messages("teacher")[1].id
    assistant.store.add_feedback("teacher", "down", "少了一条", message_id=message)
    assistant.remember("official", QUESTIONS[0], assistant.ask(QUESTIONS[0], today=TODAY))


def describe(assistant: PolicyAssistant) -> dict[str, object]:
    """What part 1 itself says that it holds."""
    store = assistant.store
    threads = {i: [dataclasses.asdict(h) for h in store.history(i)] for i in every_fact(assistant)}
    rows = assistant.checklist(today=TODAY)
    return {
        "facts": {f.id: fact_to_json(f, document="", source="") for f in store.facts()},
        "documents": {
            d.source: {"id": d.id, "title": d.metadata.title, "plan_year": d.metadata.plan_year,
                       "text": store.document(d.id).text, "version": d.version}
            for d in assistant.documents()
        },
        "states": {i: dataclasses.asdict(s) for i, s in store.states().items()},
        "vanished": [
            {"quote": v.fact.quote, **dataclasses.asdict(v.row)} for v in store.vanished()
        ],
        "history": {i: entries for i, entries in threads.items() if entries},
        "rows": {
            r.fact_id: {"quote": r.fact.quote, "state": r.state, "by": r.by, "at": r.at,
                        "note": r.note, "overdue": r.overdue, "source": r.source}
            for r in rows
        },
        "conversations": {
            name: [
                {"role": t.role, "text": t.text, "answer": t.answer and dataclasses.asdict(t.answer)}
                for t in assistant.conversation(name)
            ]
            for name in ("teacher", "official")
        },
        "feedback": [dataclasses.asdict(f) for f in store.feedback()],
        "unanswered": [dataclasses.asdict(u) for u in store.unanswered()],
    }  # fmt: skip


def every_fact(assistant: PolicyAssistant) -> list[str]:
    """Ids of everything that ever had a history, removed documents included."""
    path = assistant.settings.data_dir / "library.sqlite3"
    with sqlite3.connect(path) as plain:
        return [row[0] for row in plain.execute("select distinct fact_id from history")]


def pack(folder: Path, held: dict[str, object], target: Path) -> None:
    """SQL dump, original files and ``held`` in one archive; the indexes are built again from it."""
    with sqlite3.connect(folder / "library.sqlite3") as plain:
        dump = "\n".join(plain.iterdump())
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("library.sql", dump)
        archive.writestr("held.json", json.dumps(held, ensure_ascii=False, default=str))
        for file in sorted((folder / "originals").rglob("*")):
            if file.is_file():
                archive.write(file, f"originals/{file.relative_to(folder / 'originals')}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
