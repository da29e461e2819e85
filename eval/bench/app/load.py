"""``bench app-load``: twenty people ask while a large folder is taken in: do they notice?"""

from __future__ import annotations

import json
import statistics
import tempfile
import threading
import time
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from eval.bench.app.people import PAUSE, Person, Reader, Seen
from eval.bench.app.served import Served, copy_of, quantile
from ingest.discover import find_files

PEOPLE, AT_THE_PAGE = 20, 4
"""People, and those of them who use the page; the others ask over the API."""
SECONDS = 30.0
"""How long is measured before the folder comes, and at least while it does."""
FILES = 60
"""Word files that are made where no folder is given."""
ITEMS = 40
"""Tasks of each of them."""
FIRST, SECOND = "枫柳梅桂松柏桐槐榆樟杏桃", "岭溪川坪湾渡浦泽塘桥关台原洲"
TOPICS = (
    "校园安全",
    "课后服务",
    "营养餐",
    "校车管理",
    "教师培训",
    "近视防控",
    "图书配备",
    "实验教学",
)
OFFICES = ("基础教育科", "学生资助中心", "安全管理科", "教师工作科")
WARM = 10.0
"""Seconds of asking before anything counts."""


def run(
    folder: Path | None, data: Path, questions: Sequence[str], files: int = FILES
) -> dict[str, Any]:
    """Seconds of the answers without and with the folder coming in; errors; documents a minute."""
    api, page = Seen(), Seen()
    stop = threading.Event()
    with tempfile.TemporaryDirectory() as scratch, copy_of(data) as copy, Served(copy) as app:
        papers = _papers(folder, Path(scratch), files)
        people = [
            (Reader if n < AT_THE_PAGE else Person)(
                app.url, questions, n, page if n < AT_THE_PAGE else api, stop
            )
            for n in range(PEOPLE)
        ]
        for person in people:
            person.start()
        time.sleep(WARM)
        began = time.perf_counter()
        time.sleep(SECONDS)
        middle = time.perf_counter()
        job = _take_in(app.url, papers)
        end = time.perf_counter()
        stop.set()
        for person in people:
            person.join(timeout=60)
    quiet = figures(api.between(began, middle), page.between(began, middle))
    busy = figures(api.between(middle, end), page.between(middle, end))
    return report(quiet, busy, [*api.errors, *page.errors], job, end - middle)


def report(
    quiet: dict[str, Any], busy: dict[str, Any], errors: list[str], job: dict[str, Any], took: float
) -> dict[str, Any]:
    """Both halves side by side."""
    indexed = sum(o["status"] == "indexed" for o in job["outcomes"])
    said = (
        f"{PEOPLE} 个人一起问：平时 95% 在 {quiet['p95']} 秒内，入库时 {busy['p95']} 秒内；"
        f"{len(errors)} 个错误；{took:.0f} 秒入库 {indexed} 份文件。"
    )
    return {
        "people": PEOPLE, "at_the_page": AT_THE_PAGE, "pause": PAUSE, "quiet": quiet, "ingesting": busy,
        "errors": len(errors), "first_errors": errors[:3], "documents": indexed,
        "documents_a_minute": round(60 * indexed / took, 1), "job": job["state"],
        "ok": not errors and job["state"] == "done" and bool(busy["answers"]), "said": said,
    }  # fmt: skip


def figures(api: list[float], page: list[float]) -> dict[str, Any]:
    """How many answers, and how long they took."""

    def rounded(value: float | None) -> float | None:
        return None if value is None else round(value, 2)

    both = [*api, *page]
    return {
        "answers": len(both),
        "p50": rounded(statistics.median(both) if both else None),
        "p95": rounded(quantile(both, 0.95)),
        "slowest": rounded(max(both, default=None)),
        "p95_at_the_page": rounded(quantile(page, 0.95)),
    }


def notices(into: Path, wanted: int) -> list[Path]:
    """So many Word files: notices of invented counties, no two alike, each with tasks, days and figures."""
    import docx

    made = []
    for number in range(wanted):
        county = f"{FIRST[number % len(FIRST)]}{SECOND[number // len(FIRST) % len(SECOND)]}县"
        topic = TOPICS[number % len(TOPICS)]
        title = f"{county}教育局关于做好2026年{topic}工作的通知"
        paper = docx.Document()
        for line in [title, f"{county}各中小学校：", *_items(county, topic, number)]:
            paper.add_paragraph(line)
        made.append(into / f"{title}.docx")
        paper.save(str(made[-1]))
    return made


def _items(county: str, topic: str, number: int) -> list[str]:
    return [
        f"{n}.{topic}第{n}项。{n % 12 + 1}月{(number + n) % 28 + 1}日前，{county}各校完成第{n}批"
        f"{topic}自查，投入{number + n}万元，覆盖{60 + (number + n) % 40}%的学校，由{OFFICES[n % len(OFFICES)]}负责。"
        for n in range(1, ITEMS + 1)
    ]


def _papers(folder: Path | None, scratch: Path, files: int) -> list[Path]:
    if folder is None:
        return notices(scratch, files)
    return [path for path, _ in find_files([folder])]


def _take_in(url: str, papers: Sequence[Path]) -> dict[str, Any]:
    """Uploads over the API and waits for the end; at least as long as the other half was measured."""
    until = time.perf_counter() + SECONDS
    job = _call(f"{url}/api/v1/documents", papers)
    while job["state"] in ("waiting", "running") or time.perf_counter() < until:
        time.sleep(1)
        job = _call(f"{url}/api/v1/jobs/{job['id']}")
    return job


def _call(url: str, papers: Sequence[Path] = ()) -> dict[str, Any]:
    request = urllib.request.Request(url)
    if papers:
        edge = "edge-of-the-bench"
        parts = [
            f'--{edge}\r\nContent-Disposition: form-data; name="files"; filename="{p.name}"\r\n\r\n'.encode()
            + p.read_bytes() + b"\r\n" for p in papers
        ]  # fmt: skip
        request.data = b"".join([*parts, f"--{edge}--\r\n".encode()])
        request.add_header("Content-Type", f"multipart/form-data; boundary={edge}")
    with urllib.request.urlopen(request, timeout=120) as answer:
        told: dict[str, Any] = json.loads(answer.read())
    return told
