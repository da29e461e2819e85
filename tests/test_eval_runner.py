"""A run over a fake assistant, what it is stamped with, and the check of its gold against the library."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import assistant
from eval.gold_check import check
from eval.question_records import Gold, Question
from eval.runner import library_stamp, run, shown_settings
from ingest.settings import Settings

TEXT = "各校每学期组织\n两次疏散演练。"


def library(*texts: str) -> Any:
    """Stands for an assistant over these texts."""
    held = [
        SimpleNamespace(id=str(n), source=f"夹/{n}.txt", sha256=f"{n:064}", chunks=1, facts=2)
        for n, _ in enumerate(texts)
    ]
    return SimpleNamespace(documents=lambda: tuple(held), document_text=lambda i: texts[int(i)])


class Fake:
    """Answers everything but the question named 坏."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.documents = library(TEXT).documents

    def __enter__(self) -> Fake:
        return self

    def __exit__(self, *error: object) -> None: ...

    def ask(self, question: str, **more: object) -> Any:
        self.asked.append(question)
        if question == "坏":
            raise ValueError("boom")
        return SimpleNamespace(
            mode="extractive", text="答", citations=(), rows=(), notes=(), options=()
        )

    def search(self, question: str, k: int) -> tuple[()]:
        return ()


def test_a_run_goes_on_after_a_crash_and_tells_how_far_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake, heard = Fake(), []
    face = SimpleNamespace(open=lambda settings: fake)
    monkeypatch.setitem(vars(assistant), "PolicyAssistant", face)  # the real one is not even loaded
    questions = [
        Question("a", "好", "open"),
        Question("b", "坏", "open"),
        Question("c", "好", "open"),
    ]
    settings = Settings.from_env(data_dir=tmp_path, env={})
    made = run(questions, settings, {"questions": "x"}, progress=lambda *so: heard.append(so))
    assert [o.error for o in made.outcomes] == ["", "ValueError: boom", ""]
    assert heard == [(1, 3), (2, 3), (3, 3)] and made.questions == tuple(questions)
    assert fake.asked[:2] == ["好", "好"], "the first is asked once before, and not counted"
    assert made.stamp["questions"] == "x" and made.stamp["first_answer_seconds"] >= 0


def test_the_stamp_names_model_settings_and_library(tmp_path: Path) -> None:
    settings = Settings.from_env(data_dir=tmp_path, env={"OCR": "off"})
    stamp = library_stamp(library(TEXT), settings)
    assert stamp["model"] == "bundled" and stamp["settings"] == {"ocr": "off"}
    assert (stamp["documents"], stamp["chunks"], stamp["facts"]) == (1, 1, 2)
    assert len(stamp["library_sha256"]) == 64 and stamp["at"].endswith("+00:00")
    assert stamp["library_sha256"] != library_stamp(library(TEXT, TEXT), settings)["library_sha256"]


def test_the_stamp_shows_no_address_and_no_key(tmp_path: Path) -> None:
    env = {
        "LLM_BASE_URL": "http://user:pass@office:1/v1", "LLM_MODEL": "m", "LLM_API_KEY": "geheim",
        "ADMIN_PASSWORD": "geheim",
    }  # fmt: skip
    shown = shown_settings(Settings.from_env(data_dir=tmp_path, env=env))
    assert shown == {"llm_model": "m", "llm_base_url": "***"}


def test_quotes_that_are_gone_are_named_without_their_words() -> None:
    questions = [
        Question("q1", "？", "number", gold=((Gold("0.txt", "每学期组织两次疏散演练"),),)),
        Question("q2", "？", "number", gold=((Gold("0.txt", "组织三次疏散演练"),), (Gold("9.txt", "略"),))),
        Question("q3", "？", "number"),
    ]  # fmt: skip
    found = check(questions, library(TEXT))
    assert found["problems"] == ["q2：0.txt 中找不到引文（8 字）", "q2：库中没有 9.txt"]
    assert (found["questions"], found["quotes"], found["without_gold"]) == (3, 3, ["q3"])
