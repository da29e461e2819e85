"""A small model server on this machine that speaks the shapes of real ones, for tests of model endpoints."""

from __future__ import annotations

import base64
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import numpy as np
from store_fakes import HashEmbedder

Answer = tuple[int, Any]
"""Status, and what is sent: JSON, bytes as they are, or a function that gets the handler."""
ON_SERVER = HashEmbedder("served")


class ModelServer:
    """Answers with ``answers`` in turn, then as a good server would; remembers what was asked."""

    def __init__(self) -> None:
        self.answers: list[Answer | Callable[[dict[str, Any]], Answer | None]] = []
        self.always: Callable[[dict[str, Any]], Answer | None] = lambda body: None
        self.asked: list[dict[str, Any]] = []
        self.paths: list[str] = []
        self.keys: list[str] = []
        self.headers: dict[str, str] = {}
        self.url = ""
        self.released = threading.Event()

    def answer(self, path: str, body: dict[str, Any]) -> Answer:
        planned = self.answers.pop(0) if self.answers else self.always
        said = planned(body) if callable(planned) else planned
        if said is not None:
            return said
        return 200, embeddings(body) if path.endswith("/embeddings") else results(body)

    @property
    def texts(self) -> list[str]:
        return [text for body in self.asked for text in body.get("input", [])]


def embeddings(body: dict[str, Any], *, dimension: int = 16, coded: bool = False) -> dict[str, Any]:
    """OpenAI's shape, backwards, so that whoever reads it must look at ``index``."""
    vectors = ON_SERVER.embed(body["input"])[:, :dimension] * 3
    rows: list[Any] = [v.tolist() for v in vectors]
    if coded:
        rows = [base64.b64encode(v.astype("<f4").tobytes()).decode() for v in vectors]
    data = [{"object": "embedding", "index": i, "embedding": row} for i, row in enumerate(rows)]
    return {"object": "list", "model": body["model"], "data": data[::-1], "usage": {}}


def shared(query: str, text: str) -> float:
    """How many of the question's characters a text has: what the fake reranker goes by."""
    return float(len(set(query) & set(text)))


def results(body: dict[str, Any]) -> dict[str, Any]:
    """Jina's and Cohere's shape: best first."""
    scores = [shared(body["query"], text) for text in body["documents"]]
    rows = [{"index": i, "relevance_score": s} for i, s in enumerate(scores)]
    return {"model": body["model"], "results": sorted(rows, key=lambda r: -r["relevance_score"])}


def stall(seconds: float) -> Callable[[Any], None]:
    """Sends nothing for a while."""

    def send(handler: Any) -> None:
        handler.server.model.released.wait(seconds)

    return send


def drip(handler: Any) -> None:
    """Begins an answer and sends a byte now and then."""
    handler.send_response(200)
    handler.end_headers()
    for _ in range(200):
        handler.wfile.write(b" ")
        handler.wfile.flush()
        if handler.server.model.released.wait(0.05):
            return


def hang_up(handler: Any) -> None:
    """Closes the connection in the middle."""
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b'{"data": [')
    handler.close_connection = True


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_POST(self) -> None:
        model: ModelServer = self.server.model  # type: ignore[attr-defined]
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        model.asked.append(body)
        model.paths.append(self.path)
        model.keys.append(self.headers.get("Authorization", ""))
        status, content = model.answer(self.path, body)
        try:
            if callable(content):
                self.close_connection = True
                content(self)
                return
            raw = content if isinstance(content, bytes) else json.dumps(content).encode()
            self.send_response(status)
            for name, value in model.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(raw)))
            self.end_headers()
            self.wfile.write(raw)
        except OSError:
            self.close_connection = True  # the client has gone: a test of its patience

    def log_message(self, *args: object) -> None:
        pass


@contextmanager
def model_server() -> Iterator[ModelServer]:
    """A server on a free port, until the block ends."""
    model = ModelServer()
    with ThreadingHTTPServer(("127.0.0.1", 0), _Handler) as server:
        server.daemon_threads = True
        server.block_on_close = False
        server.model = model  # type: ignore[attr-defined]
        model.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield model
        finally:
            model.released.set()
            server.shutdown()
            thread.join()


def seconds(work: Callable[[], object]) -> float:
    """How long a piece of work takes."""
    began = time.monotonic()
    work()
    return time.monotonic() - began


def expected(texts: list[str]) -> np.ndarray:
    """The unit vectors of the texts."""
    return ON_SERVER.embed(texts)
