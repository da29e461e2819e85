"""A language model's server on this machine that speaks the real protocol and does what it is told: answers well,
or fails in one of the ways that real ones fail. For tests and the bench ``llm-faults``; it knows no more than its
prompt holds.
"""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from typing import Any

EVIDENCE = re.compile(r"〔资料 (\d+)〕\n(.*?)\n〔资料 \1 完〕", re.S)
QUESTION = re.compile(r"问题：(.*)")
SENTENCE = re.compile(r"[^。；\n]+[。；]?")
PIECE = 7
"""Characters of one piece of a stream."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A request read back: the question, and the evidence by number without its head line."""

    question: str
    evidence: tuple[tuple[int, str], ...]

    @classmethod
    def read(cls, body: dict[str, Any]) -> Asked:
        """From the messages of a request."""
        told = str(body["messages"][-1]["content"])
        found = QUESTION.search(told)
        evidence = tuple((int(n), text.partition("\n")[2]) for n, text in EVIDENCE.findall(told))
        return cls(found[1] if found else told, evidence)

    def best(self, count: int = 2) -> list[tuple[int, str]]:
        """The sentences of the evidence that share most with the question, each with its number."""
        own = {a + b for a, b in pairwise(self.question)}
        every = [
            (number, sentence.strip().replace("\t", "，"))
            for number, text in self.evidence
            for sentence in SENTENCE.findall(text)
            if len(sentence.strip()) > 5 and (sentence.endswith(("。", "；")) or "\t" in sentence)
        ]
        unique: dict[str, int] = {}
        for number, sentence in every:
            unique.setdefault(sentence, number)
        ranked = sorted(unique, key=lambda s: -len(own & {a + b for a, b in pairwise(s)}))
        return [(unique[s], s) for s in ranked[:count]]


class Script:
    """What the server does next; ``say`` makes the text of a reply."""

    def __init__(self) -> None:
        self.say: Callable[[Asked], str] = well
        self.send: Callable[[Any, dict[str, Any], str], None] = streamed
        self.refuse: list[tuple[int, dict[str, str], str]] = []
        """(status, headers, body) of the next replies."""
        self.poison: list[str] = []
        """What it said that a reader must not be shown."""
        self.asked: list[dict[str, Any]] = []
        self.keys: list[str] = []
        self.moments: dict[str, float] = {}
        """When the first and the last request of a question came, and when the first word and the first whole sentence
        were sent; a question begins with an empty one."""
        self.gone = threading.Event()
        """A client has hung up in the middle."""
        self.released = threading.Event()
        self.url = ""


# --- what it says ------------------------------------------------------------------------------


def well(asked: Asked) -> str:
    """The evidence's own sentences with their numbers."""
    found = asked.best()
    return "".join(f"{s.rstrip('。；')}[{n}]。" for n, s in found) if found else "无法回答"


def changed(change: Callable[[str], str]) -> Callable[[Asked], str]:
    """The best sentence as ``change`` makes it, with its right number."""

    def say(asked: Asked) -> str:
        found = asked.best(1)
        return "".join(f"{change(s.rstrip('。；'))}[{n}]。" for n, s in found) or "无法回答"

    return say


# --- how it sends ------------------------------------------------------------------------------


def chunk(delta: dict[str, Any], ends: str | None = None) -> bytes:
    """One event of a stream."""
    event = {
        "id": "c", "object": "chat.completion.chunk", "created": 1, "model": "scripted",
        "choices": [{"index": 0, "delta": delta, "finish_reason": ends}],
    }  # fmt: skip
    return f"data: {json.dumps(event, ensure_ascii=False)}\n\n".encode()


def head(handler: Any) -> None:
    """The head of a stream."""
    handler.send_response(200)
    handler.send_header("Content-Type", "text/event-stream")
    handler.send_header("Connection", "close")
    handler.end_headers()
    handler.wfile.flush()
    handler.close_connection = True


def streamed(handler: Any, body: dict[str, Any], text: str) -> None:
    """The whole text: in pieces where a stream was asked for, else at once."""
    if not body.get("stream"):
        whole(handler, text)
        return
    head(handler)
    handler.wfile.write(chunk({"role": "assistant", "content": ""}))
    for start in range(0, len(text), PIECE):
        handler.wfile.write(chunk({"content": text[start : start + PIECE]}))
        handler.wfile.flush()
    handler.wfile.write(chunk({}, "stop") + b"data: [DONE]\n\n")


def paced(handler: Any, body: dict[str, Any], text: str) -> None:
    """As a model writes: about fifty characters a second, and then a pause behind the first sentence."""
    moments = handler.server.script.moments
    moments.pop("sentence", None)
    head(handler)
    for start in range(0, len(text), 2):
        piece = text[start : start + 2]
        handler.wfile.write(chunk({"content": piece}))
        handler.wfile.flush()
        moments.setdefault("word", time.monotonic())
        if "。" in piece:
            moments.setdefault("sentence", time.monotonic())
        handler.server.script.released.wait(0.02)
    moments.setdefault("sentence", time.monotonic())
    handler.wfile.write(chunk({}, "stop") + b"data: [DONE]\n\n")


def whole(handler: Any, text: str) -> None:
    """One JSON reply."""
    reply = {
        "id": "c", "object": "chat.completion", "created": 1, "model": "scripted",
        "choices": [
            {"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": "stop"}
        ],
        "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2},
    }  # fmt: skip
    handler.reply(200, json.dumps(reply, ensure_ascii=False).encode(), {})


def silent(handler: Any, body: dict[str, Any], text: str) -> None:
    """Never a first word."""
    handler.server.script.released.wait(30)


def stalls(handler: Any, body: dict[str, Any], text: str) -> None:
    """Half of the text, then nothing."""
    half(handler, text)
    handler.server.script.released.wait(30)


def drips(handler: Any, body: dict[str, Any], text: str) -> None:
    """Signs of life for ever, and no word."""
    head(handler)
    while not handler.server.script.released.wait(0.05):
        handler.wfile.write(b": still here\n\n" + chunk({"content": ""}))
        handler.wfile.flush()


def endless(handler: Any, body: dict[str, Any], text: str) -> None:
    """The text, then more and more of it until somebody hangs up."""
    head(handler)
    handler.wfile.write(chunk({"content": text}))
    while not handler.server.script.released.wait(0.01):
        handler.wfile.write(chunk({"content": "，以及"}))
        handler.wfile.flush()


def cuts(handler: Any, body: dict[str, Any], text: str) -> None:
    """Half of the text, then the connection is gone."""
    half(handler, text)
    handler.connection.close()


def half(handler: Any, text: str) -> None:
    """The first half of a stream."""
    head(handler)
    for start in range(0, len(text) // 2, PIECE):
        handler.wfile.write(chunk({"content": text[start : min(start + PIECE, len(text) // 2)]}))
        handler.wfile.flush()


def broken(handler: Any, body: dict[str, Any], text: str) -> None:
    """A stream whose events are no JSON."""
    head(handler)
    handler.wfile.write(b'data: {"choices": [{"delta": {"content": "\n\ndata: [DONE]\n\n')


def page(handler: Any, body: dict[str, Any], text: str) -> None:
    """A web page instead of a reply, as proxies send it."""
    handler.reply(200, b"<html><body>Welcome</body></html>", {"Content-Type": "text/html"})


def thinks(handler: Any, body: dict[str, Any], text: str) -> None:
    """Reasoning in a field of its own, then in tags cut over pieces, then the text."""
    head(handler)
    handler.wfile.write(chunk({"reasoning_content": "先想一想：全区免费。"}))
    for piece in ("<th", "ink>也许全区", "免费。\n\n", "答案是3333元。</thi", "nk>\n\n"):
        handler.wfile.write(chunk({"content": piece}))
        handler.wfile.flush()
    for start in range(0, len(text), PIECE):
        handler.wfile.write(chunk({"content": text[start : start + PIECE]}))
    handler.wfile.write(chunk({}, "stop") + b"data: [DONE]\n\n")


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        if self.path.endswith("/models"):
            models = {"object": "list", "data": [{"id": "scripted", "object": "model"}]}
            self.reply(200, json.dumps(models).encode(), {})
        else:
            self.reply(404, b'{"error": {"message": "no such page"}}', {})

    def do_POST(self) -> None:
        script: Script = self.server.script  # type: ignore[attr-defined]
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        script.asked.append(body)
        now = time.monotonic()
        script.moments = {"first": script.moments.get("first", now), "asked": now}
        script.keys.append(self.headers.get("Authorization", ""))
        try:
            if not self.path.endswith("/chat/completions"):
                self.reply(404, b'{"error": {"message": "no such page"}}', {})
            elif script.refuse:
                status, headers, text = script.refuse.pop(0)
                self.reply(status, text.encode(), headers)
            else:
                script.send(self, body, script.say(Asked.read(body)))
        except OSError:  # the client has hung up
            script.gone.set()
            self.close_connection = True

    def reply(self, status: int, content: bytes, headers: dict[str, str]) -> None:
        """One whole reply."""
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", **headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *args: object) -> None:
        """Nothing is logged."""


@contextmanager
def scripted_llm() -> Iterator[Script]:
    """A server on a free port, until the block ends."""
    script = Script()
    with ThreadingHTTPServer(("127.0.0.1", 0), _Handler) as server:
        server.daemon_threads = True
        server.block_on_close = False
        server.script = script  # type: ignore[attr-defined]
        script.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield script
        finally:
            script.released.set()
            server.shutdown()
            thread.join()
