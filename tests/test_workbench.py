"""The evaluators' tab without a browser: what it keeps, what it reads, who may, what is escaped."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import gradio as gr
import pytest

from assistant.records import Answer, Citation
from assistant.ui.strings.words import Words
from eval.outcomes import Outcome, Passage, Run
from eval.question_records import Gold, Question, Value
from eval.questions import load_questions, save_questions
from eval.workbench import people, routes, shelf, typed
from eval.workbench.desk import Desk, seal
from eval.workbench.job import Job
from eval.workbench.running_handlers import Running
from eval.workbench.shelf import Verdict
from eval.workbench.trying import Trying
from eval.workbench.writing_handlers import Writing
from ingest.settings import Settings

TEXT = "一、各校每学期组织两次疏散演练。\n二、初中生均900元。"
ZH = Words("zh")
QUESTION = Question(
    "q1", "<b>演练几次？</b>", "number",
    gold=((Gold("通知.txt", "每学期组织两次疏散演练"),),), values=(Value("number", number=Decimal(2), unit="次"),),
)  # fmt: skip
OTHER = Question("q2", "<i>初中多少？", "number", split="held-out", values=(Value("number", number=Decimal(7), unit="元"),))  # fmt: skip


class Fake:
    """An assistant over one text; what it was asked, and whether that was to be logged."""

    def __init__(self, folder: Path) -> None:
        self.settings = Settings.from_env(data_dir=folder, env={})
        self.asked: list[tuple[str, bool]] = []
        held = SimpleNamespace(id="d", source="夹/通知.txt", sha256="0", chunks=1, facts=1)
        self.library = SimpleNamespace(in_scope=lambda asked: {"d": held})
        self.documents = lambda: (held,)
        said = (
            SimpleNamespace(
                conversation_id="c", message_id=1, rating="down", reason="", comment=""
            ),
        )
        talk = (SimpleNamespace(id=1, role="user", text="几点放学？"),)
        self.store = SimpleNamespace(feedback=lambda: said, messages=lambda c: talk)
        self.unanswered = lambda: (SimpleNamespace(question="海宁呢？", times=3),)

    def ask(self, question: str, *, log: bool = True, **more: object) -> Answer:
        self.asked.append((question, log))
        cited = Citation(1, "d", "通知", "夹/通知.txt", (), None, "", "初中生均900元", 19, 27)
        return Answer("900元[1]。", "extractive", (cited,))

    def search(self, question: str, k: int = 10) -> tuple[Any, ...]:
        return (SimpleNamespace(source="夹/通知.txt", chunk=SimpleNamespace(text=TEXT)),)

    def document_text(self, identity: str) -> str:
        return TEXT


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setattr(shelf, "SHIPPED", ())  # reading them all takes a second
    return made(tmp_path)


def made(folder: Path, may: Callable[[str], bool] = lambda typed: True) -> Desk:
    workshop: Any = SimpleNamespace(may_edit=may, needs_password=False)
    files, fake = shelf.Shelf(folder), Fake(folder)
    return Desk(fake, workshop, ZH, files, Job(files), b"secret")  # type: ignore[arg-type]


def form(question: str = "演练几次？", **given: Any) -> list[Any]:
    """The form as it stands: question, offered, ticked, base, then the boxes in their order."""
    boxes = {
        "kind": None, "asker": "teacher", "half": "dev", "answerable": True, "source": None, "quote": "",
        "numbers": "", "dates": "", "items": "", "complete": False, "texts": "", "must_not": "", "notes": "",
    }  # fmt: skip
    offered = given.pop("offered", [{"source": "夹/通知.txt", "quote": "每学期组织两次疏散演练"}])
    ticked = given.pop("ticked", ["0"])
    return [question, offered, ticked, {}, *(boxes | given).values()]


def test_typed_values_are_read_as_people_write_them_and_back() -> None:
    rows = typed.values("900元\n1.5万元\n12 课时", "9月底前\n2026-09-01..2026-10-31", "甲｜乙\n丙", True, "可以|允许")  # fmt: skip
    assert [Decimal(r["value"]) for r in rows[:3]] == [900, 15000, 12] and rows[2]["unit"] == "课时"
    assert rows[3] == {"type": "date", "hi": "XXXX-09-30"}
    assert rows[4] == {"type": "date", "lo": "2026-09-01", "hi": "2026-10-31"}
    assert rows[5] == {"type": "list", "items": [["甲", "乙"], ["丙"]], "complete": True}
    values = Question("q", "?", "x", values=QUESTION.values).values
    assert typed.as_typed(values)[0] == "2次"
    assert typed.hints(["初中900元、小学700元，9月底前报送", "初中900元"]) == (
        "900元\n700元",
        "9月底前",
    )
    for text in ("很多", "1元2元", "45"):
        with pytest.raises(typed.Unread):
            typed.number(1, text)


def test_a_gold_question_is_kept_where_run_reads_it(desk: Desk) -> None:
    Writing(desk).save("", *form(numbers="2次", must_not="三次"))
    Writing(desk).save("", *form("海宁呢？", ticked=[], answerable=False, numbers="9"))
    first, second = load_questions(desk.shelf.own_path)
    assert (first.id, first.kind, first.must_not_say) == ("own-001", "number", ("三次",))
    assert first.gold[0][0] == Gold("夹/通知.txt", "每学期组织两次疏散演练")
    assert (second.id, second.kind, second.values) == ("own-002", "unanswerable", ())
    Writing(desk).remove("own-001", "")
    assert [q.id for q in desk.shelf.own()] == ["own-002"] and desk.shelf.next_id() == "own-003"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"question": " "}, "写出问题"),
        ({"ticked": []}, "勾选"),
        ({"numbers": "很多"}, "第 1 行"),
        ({"offered": [{"source": "夹/通知.txt", "quote": "组织三次"}]}, "找不到"),
        ({"source": "夹/通知.txt", "quote": "没有这句"}, "找不到"),
    ],
)
def test_what_is_missing_or_wrong_is_said_and_nothing_is_kept(
    desk: Desk, given: dict[str, Any], said: str
) -> None:
    with pytest.raises(gr.Error, match=said):
        Writing(desk).save("", *form(**given))
    assert not desk.shelf.own_path.exists()


def test_questions_people_asked_are_offered_with_passages(desk: Desk) -> None:
    desk.shelf.add_verdict(Verdict("2026-03-01T08", "判错的？", "refused", "", (), right=False))
    desk.shelf.add_verdict(Verdict("2026-03-01T08", "判对的？", "refused", "", (), right=True))
    assert [q for _, q in people.asked(desk)] == ["判错的？", "几点放学？", "海宁呢？"]
    filled = Writing(desk).of_person("海宁呢？", "")
    assert filled[0] == "海宁呢？" and [one["quote"] for one in filled[1]] == [
        "初中生均900元",
        TEXT,
    ]
    assert desk.assistant.asked == [("海宁呢？", False)], "nobody's log grows"  # type: ignore[attr-defined]


def test_a_complaint_that_was_taken_back_is_none() -> None:
    rows = [("c", 2, "down"), ("d", 2, "up"), ("e", 2, "down"), ("c", 2, "withdrawn")]
    said = tuple(
        SimpleNamespace(
            conversation_id=c, message_id=n, rating=rating, reason="数字错误", comment="应是 901"
        )
        for c, n, rating in rows
    )
    store: Any = SimpleNamespace(
        feedback=lambda: said,
        messages=lambda c: (SimpleNamespace(id=1, role="user", text=f"{c}？"),),
    )
    assert list(people.disliked(store)) == [("e？", "数字错误，应是 901")]


def test_a_verdict_is_kept_and_a_missing_one_is_asked_for(desk: Desk) -> None:
    view = Trying(desk)
    asked = view.ask("初中？", "")[2]
    with pytest.raises(gr.Error, match="对"):
        view.keep(asked, None, "", "")
    listing = view.keep(asked, "wrong", "少了<b>年份", "")
    (kept,) = desk.shelf.verdicts()
    assert (kept.right, kept.note, kept.cited) == (
        False,
        "少了<b>年份",
        ("夹/通知.txt：初中生均900元",),
    )
    assert "&lt;b&gt;" in listing and "<b>年份" not in listing


def ran(desk: Desk, *right: bool) -> str:
    """A saved run of both questions."""
    texts = [text if ok else "不知道" for ok, text in zip(right, ("2次", "7元"), strict=True)]
    cited = (Passage("通知.txt", TEXT, 1),)
    outcomes = tuple(
        Outcome(q.id, "extractive", text, citations=cited, hits=cited, seconds=0.1)
        for q, text in zip((QUESTION, OTHER), texts, strict=True)
    )
    path = desk.shelf.new_run("小_题/库", sum(right), 2)
    Run({"questions": "x"}, outcomes, (QUESTION, OTHER)).save(path)
    return path.name


def test_a_run_shows_what_went_wrong_escaped_and_hides_what_is_held_out(desk: Desk) -> None:
    name = ran(desk, False, False)
    (saved,) = desk.shelf.runs()
    assert (saved.title, saved.right, saved.asked) == ("小-题-库", 0, 2)
    result, _, picks, failing = Running(desk).result(name, "", False, "")
    assert "0.0%" in result and "没有说出数值 2次" in failing
    assert "&lt;b&gt;演练" in failing and "<b>演练" not in failing
    assert "初中多少" not in failing and "另有 1 道检验用的题" in failing
    assert [one for _, one in picks["choices"]] == ["q1"]
    assert "初中多少" in Running(desk).result(name, "", True, "")[3]
    filled = Writing(desk).of_wrong(name, "q1", "")
    assert filled[0] == QUESTION.question and filled[2]["value"] == ["0"] and filled[10] == "2次"


def test_two_runs_are_held_against_each_other(desk: Desk) -> None:
    before, now = ran(desk, False, True), ran(desk, True, False)
    result = Running(desk).result(now, before, False, "")[0]
    assert "改好 1 题，变坏 1 题" in result and "初中多少" not in result


def test_a_set_is_run_behind_the_page_and_its_run_is_kept(desk: Desk) -> None:
    save_questions((QUESTION, OTHER), desk.shelf.sets_dir / "小题库.yaml")
    view = Running(desk)
    sets = view.show(None, None, None, False, "")[0]
    assert [key for _, key in sets["choices"]] == ["小题库.yaml"], (
        "no shipped set is of this library"
    )
    view.start("小题库.yaml", "dev", 0, "")
    desk.job.wait()
    (saved,) = desk.shelf.runs()
    assert (saved.title, saved.asked) == ("小题库 dev", 1)
    assert desk.job.state.saved == saved.name and not desk.job.state.running
    assert {log for _, log in desk.assistant.asked} == {False}  # type: ignore[attr-defined]
    assert "小题库 dev" in str(view.tick(None, None, False, "")[4])


def test_a_stopped_run_keeps_what_was_asked(desk: Desk) -> None:
    fake: Any = desk.assistant
    answer = fake.ask

    def ask(question: str, **more: Any) -> Answer:
        if len(fake.asked) == 1:  # the first is asked twice: once to warm
            desk.job.stop()
        return answer(question, **more)

    fake.ask = ask
    save_questions((QUESTION, OTHER), desk.shelf.sets_dir / "小题库.yaml")
    Running(desk).start("小题库.yaml", "all", 0, "")
    desk.job.wait()
    (saved,) = desk.shelf.runs()
    assert saved.asked == 1
    assert "1/2" in Running(desk).result(saved.name, "", False, "")[0]


def test_an_upload_is_kept_or_its_mistakes_are_told(desk: Desk, tmp_path: Path) -> None:
    good, bad = tmp_path / "up.yaml", tmp_path / "bad.yaml"
    save_questions((QUESTION,), good)
    bad.write_text("- {id: a, question: <b>x, split: train}", encoding="utf-8")
    files = [(str(good), "校本 题.yaml"), (str(bad), "坏.yaml"), (str(good), "图.png"), (str(good), "../own.yaml")]  # fmt: skip
    told = Running(desk).upload(files, None, None, False, "")[2]
    assert sorted(p.name for p in desk.shelf.sets_dir.iterdir()) == ["own-2.yaml", "校本 题.yaml"]
    assert "字段 split" in told and "图.png" in told and str(tmp_path) not in told


def test_from_afar_nothing_is_read_or_written_without_the_password(tmp_path: Path) -> None:
    name = ran(made(tmp_path), False, False)
    far = made(tmp_path, may=lambda typed: typed == "密码")
    run, attempt, write = Running(far), Trying(far), Writing(far)
    assert (
        "q1" not in str(run.show(None, name, None, True, "")) and write.show("")[0]["choices"] == []
    )
    asked = ("?", Answer("", "refused"))
    closed: list[Callable[[], Any]] = [
        lambda: run.result(name, "", False, ""), lambda: run.start("own.yaml", "all", 0, ""),
        lambda: run.stop(""), lambda: run.upload([], None, None, False, ""), lambda: run.warn("own.yaml", ""),
        lambda: attempt.ask("?", ""), lambda: attempt.keep(asked, "right", "", ""),
        lambda: write.hint([], [], ""), lambda: write.save("", *form()), lambda: write.remove("own-001", ""), lambda: write.seek("?", [], [], ""),
        lambda: write.of_person("?", ""), lambda: write.of_wrong(name, "q1", ""), lambda: write.of_answer(asked, ""),
    ]  # fmt: skip
    for handler in closed:
        with pytest.raises(gr.Error, match="口令"):
            handler()
    assert not far.shelf.sets_dir.exists()
    assert "演练" in run.result(name, "", False, "密码")[3]


def test_a_report_is_read_only_at_an_address_that_was_handed_out(desk: Desk) -> None:
    from fastapi import FastAPI
    from fastapi.testclient import TestClient

    name, app = ran(desk, False, False), FastAPI()
    routes.add(app, desk.shelf, desk.secret)
    client = TestClient(app)
    page = client.get(desk.address(name, False))
    assert page.status_code == 200 and "评测报告" in page.text and "初中多少" not in page.text
    assert "sandbox" in page.headers["content-security-policy"]
    assert "attachment" in client.get(desk.address(name, True, download=True)).headers["content-disposition"]  # fmt: skip
    assert client.get(f"/evaluation/{name}?key=x").status_code == 403
    gone = f"/evaluation/..%2Fown.yaml?key={seal(desk.secret, '../own.yaml')}"
    assert client.get(gone).status_code == 404
    assert client.get(f"/evaluation/x.json?key={seal(desk.secret, 'x.json')}").status_code == 404


def test_shipped_sets_are_offered_where_their_documents_are(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = Path(shelf.__file__).parent.parent
    few = (home / "questions" / "corpus.yaml", home / "libraries" / "bureau" / "questions.yaml")
    monkeypatch.setattr(shelf, "SHIPPED", few)
    corpus = [d.name for d in (Path(__file__).parent.parent / "corpus").iterdir()]
    keys = {one.key for one in desk.shelf.sets(corpus)[0]}
    assert "shipped/corpus" in keys and "shipped/bureau" not in keys
    assert not desk.shelf.sets([])[0]


def test_a_set_that_somebody_broke_is_told_and_stops_nothing(desk: Desk) -> None:
    save_questions((QUESTION,), desk.shelf.own_path)
    (desk.shelf.sets_dir / "坏.yaml").write_text("- {id: a}", encoding="utf-8")
    sets, problems = desk.shelf.sets(["通知.txt"])
    assert [one.key for one in sets] == ["own.yaml"] and "坏.yaml" in problems[0]
    assert dataclasses.replace(sets[0]).sources() == {"通知.txt"}
