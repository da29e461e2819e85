"""People who ask: over the API, or through the page's queue as a browser does it."""

from __future__ import annotations

import http.client
import json
import random
import secrets
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

PAUSE = (4.0, 8.0)
"""Seconds that a person reads before the next question."""
TIMEOUT = 120.0


@dataclass(slots=True)
class Seen:
    """What one way of asking has seen: (moment of asking, seconds), and what failed. Moments are perf_counter."""

    answers: list[tuple[float, float]] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def between(self, start: float, end: float) -> list[float]:
        """Seconds of the answers asked for in a stretch of time."""
        return [seconds for at, seconds in self.answers if start <= at < end]


class Person(threading.Thread):
    """Asks one question after the other, with pauses, until told to stop."""

    def __init__(
        self, url: str, questions: Sequence[str], seed: int, seen: Seen, stop: threading.Event
    ) -> None:
        super().__init__(daemon=True)
        self.address = urlsplit(url).netloc
        self.random = random.Random(seed)
        self.questions = questions
        self.seen = seen
        self.stop = stop

    def run(self) -> None:
        """Begins at a moment of its own, so that not all ask at once."""
        self.stop.wait(self.random.uniform(0, PAUSE[1]))
        while not self.stop.is_set():
            began = time.perf_counter()
            try:
                self.ask(self.random.choice(self.questions))
                self.seen.answers.append((began, time.perf_counter() - began))
            except Exception as error:  # whatever a person would have seen as an error
                self.seen.errors.append(f"{type(error).__name__}: {error}"[:200])
            self.stop.wait(self.random.uniform(*PAUSE))

    def ask(self, question: str) -> None:
        """Over the API. Raises: no answer came."""
        reply = self.call("POST", "/api/v1/ask", {"question": question})
        if not json.loads(reply)["text"]:
            raise ValueError("an empty answer")

    def call(self, method: str, path: str, body: Any = None) -> bytes:
        """One request. Raises: its status is not 200."""
        connection = http.client.HTTPConnection(self.address, timeout=TIMEOUT)
        try:
            sent = None if body is None else json.dumps(body).encode()
            connection.request(method, path, sent, {"Content-Type": "application/json"})
            answer = connection.getresponse()
            content = answer.read()
            if answer.status != 200:
                raise ValueError(f"{answer.status} {content[:100]!r}")
            return content
        finally:
            connection.close()


class Reader(Person):
    """Through the page's queue: the events that Enter in the question box sets off, one after the other."""

    def ask(self, question: str) -> None:
        """Runs the chain of events. Raises: one of them failed."""
        config = json.loads(self.call("GET", "/config"))
        session = secrets.token_hex(6)
        held = {c["id"]: c.get("props", {}).get("value") for c in config["components"]}
        box = next(
            c["id"] for c in config["components"] if c.get("props", {}).get("elem_id") == "question"
        )
        held[box] = question
        waiting = [d for d in config["dependencies"] if [box, "submit"] in map(list, d["targets"])]
        for event in waiting:
            if event["backend_fn"]:
                self._event(event, held, session)
            waiting += [d for d in config["dependencies"] if d.get("trigger_after") == event["id"]]

    def _event(self, event: dict[str, Any], held: dict[int, Any], session: str) -> None:
        data = [held.get(i) for i in event["inputs"]]
        body = {"data": data, "fn_index": event["id"], "session_hash": session, "event_data": None}
        self.call("POST", "/gradio_api/queue/join", body)
        connection = http.client.HTTPConnection(self.address, timeout=TIMEOUT)
        try:
            connection.request("GET", f"/gradio_api/queue/data?session_hash={session}")
            for line in connection.getresponse():
                if line.startswith(b"data:"):
                    told = json.loads(line[5:])
                    if told["msg"] == "process_completed":
                        if not told["success"]:
                            raise ValueError(str(told["output"])[:100])
                        for identity, value in zip(
                            event["outputs"], told["output"]["data"], strict=False
                        ):
                            held[identity] = updated(held.get(identity), value)
                        return
            raise ValueError("the queue ended without an answer")
        finally:
            connection.close()


def updated(before: Any, sent: Any) -> Any:
    """A component's value after what the server sent for it: a value, or an update that may have none."""
    if isinstance(sent, dict) and sent.get("__type__") == "update":
        return sent.get("value", before)
    return sent
