"""The benches of the app: their small parts, and one watched process."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from eval.bench.app import citation, load, network, start
from eval.bench.app.people import updated
from eval.bench.app.served import quantile
from eval.bench.app.stories import chosen, run, walk


def test_quantiles_name_a_value_that_was_seen() -> None:
    assert quantile([4, 1, 3, 2], 0.5) == 2 and quantile([1, 2, 3], 0.95) == 3
    assert quantile([], 0.95) is None


def test_a_start_that_is_too_slow_is_not_ok() -> None:
    assert start.figures([1, 2, 3], [])["ok"] and not start.figures([1], [3.1])["ok"]


def test_a_slow_click_is_not_ok() -> None:
    told = citation.figures(450, [0.2, 0.6], [0.1])
    assert told["slowest"] == 0.6 and not told["ok"]


def test_each_page_of_the_long_pdf_has_a_school_of_its_own(tmp_path: Path) -> None:
    names = [citation.school(n) for n in range(1, citation.PAGES + 1)]
    assert len(set(names)) == citation.PAGES
    paper = citation.make_pdf(tmp_path / "长.pdf", 3)
    import pypdfium2

    with pypdfium2.PdfDocument(paper) as pdf:
        assert len(pdf) == 3 and citation.school(2) in pdf[1].get_textpage().get_text_range()


def test_the_notices_that_come_in_are_all_different(tmp_path: Path) -> None:
    made = load.notices(tmp_path, 15)
    assert len({path.name for path in made}) == 15 and all(path.is_file() for path in made)
    most = len(load.FIRST) * len(load.SECOND)
    assert most >= 160, "so many counties before a name comes again, and then with another topic"


def test_an_error_of_one_person_fails_the_load() -> None:
    half, job = load.figures([0.1, 0.2], [0.3]), {"state": "done", "outcomes": []}
    assert half["p95"] == 0.3 and load.report(half, half, [], job, 1.0)["ok"]
    assert not load.report(half, half, ["TimeoutError"], job, 1.0)["ok"]


def test_whatever_a_watched_process_wants_outside_is_noted(tmp_path: Path) -> None:
    """Nothing here leaves the machine: to connect a datagram socket sends nothing."""
    code = (
        "import socket\n"
        "s = socket.socket(type=socket.SOCK_DGRAM)\n"
        "for address in [('127.0.0.1', 9), ('192.0.2.1', 9)]:\n"
        "    try: s.connect(address)\n"
        "    except OSError: pass\n"
    )
    env = {**os.environ, **network.watched(tmp_path)}
    subprocess.run([sys.executable, "-c", code], env=env, check=True)
    told = network.figures(["http://127.0.0.1:7860/"], network.read(tmp_path), [])
    assert told["app_outside"] == ["192.0.2.1"] and told["processes"] == 1 and not told["ok"]
    assert network.figures(["http://[::1]/", "data:,x"], [("process", "-")], [])["ok"]
    assert not network.figures(["https://fonts.example/x"], [("process", "-")], [])["ok"]
    assert not network.figures(["http://127.0.0.1/"], [], [])["ok"], "nobody watched"


def test_an_update_without_a_value_leaves_what_was_there() -> None:
    assert updated("a", {"__type__": "update", "visible": False}) == "a"
    assert updated("a", {"__type__": "update", "value": "b"}) == "b" and updated("a", "c") == "c"


def target(indicator: str, raw: str, source: str = "甲.docx") -> dict[str, Any]:
    fact = {"kind": "target", "scope": "", "indicator": indicator, "raw": raw, "value": "1", "unit": "元"}  # fmt: skip
    return {"fact": fact, "source": source}


def test_a_story_asks_for_what_stands_once_in_the_library() -> None:
    rows = [
        target("午餐补助标准", "每生6元"), target("教师培训人次", "300人次"),
        target("教师培训人次", "400人次"), target("图书（册）", "20册"),
        target("校车安全检查", "七成"), target("体育场地面积", "1.5万平方米", "乙.docx"),
    ]  # fmt: skip
    asked = [(question, figure) for question, figure, _ in chosen.questions(rows, 9)]
    assert sorted(asked) == [("体育场地面积是多少？", "1.5"), ("午餐补助标准是多少？", "6")]
    assert chosen.two_questions(rows).count("id: s") == 2


def test_the_fullest_month_is_one_whose_year_is_known() -> None:
    def ends(hi: str, *, known: bool = True, precision: str = "month") -> dict[str, Any]:
        time = {"lo": None, "hi": hi, "year_known": known, "precision": precision}
        return {"fact": {"time": time}}

    rows = [ends("2026-09"), ends("2026-09-10", precision="day"), ends("2026-10")]
    unknown = [ends("XXXX-03", known=False)] * 5
    assert chosen.fullest_month([*rows, *unknown]) == (2026, 9)
    assert chosen.fullest_month([*unknown, {"fact": {"time": None}}]) is None


class Broken:
    """A page on which nothing opens."""

    def __getattr__(self, name: str) -> Any:
        if name in ("set_default_timeout", "on"):
            return lambda *given: None
        raise RuntimeError("no page")


def test_a_step_that_fails_is_told_in_a_sentence_and_the_story_goes_on(tmp_path: Path) -> None:
    def fails(one: walk.Walk) -> None:
        walk.expect(False, "看到清单", "空白")

    person = walk.Walk(Broken(), "http://127.0.0.1:1", "teacher", "", tmp_path)
    person.go([("看", fails), ("听", lambda one: "好")])
    steps = [step for step in person.steps if step["step"] in "看听"]
    assert [step["ok"] for step in steps] == [False, True]
    assert steps[0]["failed"] == "应当看到清单，看到的是：空白" and steps[1]["seen"] == "好"
    told = run.figures(person.steps, [])
    assert not told["ok"] and "空白" in told["said"]
    assert not run.figures([], ["http://example.org/font"])["ok"]
