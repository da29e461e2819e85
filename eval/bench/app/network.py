"""``bench app-network``: a story through all tabs, and whether anything wanted to leave the machine.

Two witnesses: the requests of Chromium, and an audit hook in every Python process of the app that notes each
address it connects to, sends to or looks up.
"""

from __future__ import annotations

import ipaddress
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from eval.bench.app.served import Served, available, browser, copy_of

HOOK = '''"""Notes where this process wants to go; Python loads it in every process by its name."""
import os, sys

_noted = os.open(os.environ["NETWORK_LOG"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
_watched = {"socket.connect": 1, "socket.sendto": 1, "socket.getaddrinfo": 0, "socket.gethostbyname": 0}

def _hook(event, args):
    place = _watched.get(event)
    if place is not None:
        where = args[place]
        host = where[0] if isinstance(where, tuple) else where
        os.write(_noted, f"{event}\\t{host!s}\\n".encode("utf-8", "replace"))

sys.addaudithook(_hook)
os.write(_noted, b"process\\t-\\n")
'''
"""``sitecustomize``: worker processes have it too."""
SETTLE = 1500
"""Milliseconds that a tab gets to ask for what it needs; a page of Gradio is never quiet altogether."""
INSIDE = ("data", "blob", "about", "chrome-extension")
"""Schemes of a browser's requests that go nowhere."""


def run(data: Path) -> dict[str, Any]:
    """Requests and connections of the story, and those of them that were not for this machine."""
    if not available():
        return {"skipped": "bench app-network needs Chromium and Playwright"}
    with tempfile.TemporaryDirectory() as folder, copy_of(data) as copy:
        seen: list[str] = []
        with Served(copy, watched(Path(folder))) as app, browser() as opened:
            done = _story(app.url, opened, seen, Path(folder))
        noted = read(Path(folder))
    return figures(seen, noted, done)


def watched(folder: Path) -> dict[str, str]:
    """Environment of a process that is watched; ``read`` what it noted in the folder."""
    from eval.bench.app.served import ROOT

    (folder / "sitecustomize.py").write_text(HOOK, encoding="utf-8")
    return {
        "PYTHONPATH": os.pathsep.join((str(folder), str(ROOT))),
        "NETWORK_LOG": str(folder / "network.log"),
    }


def read(folder: Path) -> list[tuple[str, str]]:
    """What the watched processes noted: event and host."""
    lines = (folder / "network.log").read_text(encoding="utf-8").splitlines()
    return [(event, host) for event, _, host in (line.partition("\t") for line in lines)]


def figures(
    urls: Iterable[str], noted: Iterable[tuple[str, str]], done: list[str]
) -> dict[str, Any]:
    """Counts, and whatever was not for this machine."""
    urls, noted = list(urls), list(noted)
    left = sorted({url for url in urls if not _stays(url)})
    went = sorted({host for event, host in noted if event != "process" and not here(host)})
    processes = sum(event == "process" for event, _ in noted)
    ok = not left and not went and bool(urls) and processes > 0
    said = f"浏览器 {len(urls)} 个请求、程序 {processes} 个进程：" + (
        "没有一个离开本机。" if ok else f"离开本机的：{left + went}"
    )
    return {
        "steps": done, "browser_requests": len(urls), "browser_outside": left,
        "processes": processes, "connections": len(noted) - processes, "app_outside": went,
        "ok": ok, "said": said,
    }  # fmt: skip


def here(host: str) -> bool:
    """Is it this machine: loopback, a name of it, a socket in the file system, or any address to listen on?"""
    if host in ("", "None", "localhost", "b''") or host.startswith(("/", "\x00")):
        return True
    try:
        address = ipaddress.ip_address(host.strip("[]").removeprefix("b'").removesuffix("'"))
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def _stays(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme in INSIDE or here(parts.hostname or "-")


def _story(url: str, opened: Any, seen: list[str], folder: Path) -> list[str]:
    """All tabs in both languages, a question, a citation, an upload, the API's documentation."""
    context = opened.new_context(viewport={"width": 1360, "height": 900})
    context.on("request", lambda request: seen.append(request.url))
    page = context.new_page()
    page.on("websocket", lambda socket: seen.append(socket.url.replace("ws", "http", 1)))
    page.set_default_timeout(60_000)
    done = []
    for path in ("/", "/en/"):
        page.goto(url + path)
        page.wait_for_selector("#question textarea")
        page.fill("#question textarea", "初中生均公用经费是多少？")
        page.keyboard.press("Enter")
        page.locator('a[href*="/view?"]').first.wait_for(state="attached")
        done.append(f"{path} 提问")
        with_view = page.locator('a[href*="/view?"]').first.get_attribute("href")
        page.goto(url + str(with_view))
        page.wait_for_timeout(SETTLE)
        done.append(f"{path} 打开出处")
        page.goto(url + path)
        page.wait_for_selector("#question textarea")
        for tab in page.get_by_role("tab").all():
            if tab.is_visible():
                tab.click()
                page.wait_for_timeout(SETTLE)
                done.append(f"{path} {tab.inner_text().strip()}")
    paper = folder / "网络.txt"
    paper.write_text("青禾区教育局通知\n12月底前，完成校舍检查。", encoding="utf-8")
    with paper.open("rb") as file:
        files = {"files": {"name": paper.name, "mimeType": "text/plain", "buffer": file.read()}}
    job = context.request.post(f"{url}/api/v1/documents", multipart=files).json()
    while job["state"] in ("waiting", "running"):
        page.wait_for_timeout(300)
        job = context.request.get(f"{url}/api/v1/jobs/{job['id']}").json()
    done.append(f"上传：{job['state']}")
    page.goto(f"{url}/api/docs")
    page.wait_for_selector(".opblock")
    done.append("API 文档")
    context.close()
    return done
