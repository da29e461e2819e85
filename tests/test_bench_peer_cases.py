from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from eval.bench import peer_cases


def case(text: str, kind: str, **expected: Any) -> dict[str, Any]:
    item = {"start": 0, "end": len(text), "text": text, **expected}
    return {
        "suite": "ours", "kind": kind, "cat": "test", "policy": True, "input": text,
        "reference": "2021-06-14T01:06:40", "expect": [item],
    }  # fmt: skip


def test_disputed_cases_are_never_passed_and_are_left_out_of_the_second_share(
    tmp_path: Path,
) -> None:
    days = {"accept": [["2018-10-01", "2018-10-31"]], "yearless": False}
    cases = [
        case("2018年10月", "time", **days),
        case("2018年10月底", "time", accept=[["2018-10-21", "2018-10-31"]], yearless=False),  # ours
        case("三百万", "currency", value=3_000_000.0),
        case("二百", "number", value=201.0),
    ]
    lines = "\n".join(json.dumps(c, ensure_ascii=False) for c in cases)
    (tmp_path / "cases.jsonl").write_text(lines, encoding="utf-8")
    found = peer_cases.run(tmp_path)
    times = found["times"]
    assert (times["passed"], times["cases"], times["share"]) == (1, 2, 0.5)
    assert (times["cases_undisputed"], times["share_undisputed"]) == (1, 1.0)
    assert list(times["disputed"]) == ["2018年10月底"] and all(times["disputed"].values())
    assert found["money"]["share"] == 1.0 and found["numbers"]["share"] == 0.0
