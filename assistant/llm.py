"""The language model: one OpenAI-compatible server through LangChain, with limits of time that hold.

The only module that makes a chat model. A reply comes piece by piece without its reasoning; a server that is busy
is asked again while there is time, one that is down is left alone for a while, and every failure is an
``EndpointError`` whose message shows no key.
"""

from __future__ import annotations

import contextlib
import json
import logging
import queue
import random
import threading
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ValidationError

from assistant import llm_faults
from assistant.llm_choice import Choice
from assistant.llm_faults import Again
from assistant.llm_line import Call, Line
from assistant.thinking import spoken, without_thinking
from ingest.address import LOOPBACK, bare, read_address
from ingest.errors import EndpointError
from ingest.settings import Settings

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

Messages = Sequence[tuple[str, str]]
"""(role, text): system, user or assistant."""
Shape = TypeVar("Shape", bound=BaseModel)

PAUSE, LONGEST_PAUSE = 0.4, 5.0
"""Seconds before the second try, doubled from try to try; a server that asks for a longer pause is given up."""
BEAT = 0.25
"""Seconds after which an empty piece comes where none has: whoever wants to stop need not wait longer."""
REST = 20.0
"""Seconds for which a server that failed is left alone: not every question shall wait for its time limit."""
PATH = "/chat/completions"
JSON_ONLY = "只输出一个 JSON 对象，不要解释，不要代码块。它必须符合这个 JSON Schema：\n"
TRY = (("system", "只回答一个字。"), ("user", "请回答：好"))

log = logging.getLogger(__name__)


class LanguageModel:
    """One model of one server. Thread-safe; each reply runs in a thread of its own."""

    def __init__(self, choice: Choice, settings: Settings) -> None:
        """Nothing is asked yet.

        Raises:
            SettingsError: the address or the key cannot be used.
        """
        self.name = choice.model.strip()
        self.choice = choice
        self._settings = settings
        self._url = read_address(choice.base_url, PATH, choice.names)
        self._key = llm_faults.checked_key(choice)
        self._faults = llm_faults.Faults(str(bare(self._url)).removesuffix(PATH), choice, self._url)
        trust = self._url.host not in LOOPBACK
        self._line = Line(seconds=settings.llm_timeout, trust_env=trust)
        self._lock = threading.Lock()
        self._chat: BaseChatModel | None = None
        self._until = 0.0
        self.failed = ""
        """Why it failed the last time, for the administrator; empty while it works."""

    @property
    def rests(self) -> bool:
        """It failed a moment ago and is not asked now."""
        return bool(self.failed) and time.monotonic() < self._until

    def close(self) -> None:
        """Closes the connections."""
        self._line.close()

    # --- asking ---

    def stream(
        self, messages: Messages, *, max_tokens: int | None = None, seconds: float | None = None
    ) -> Generator[str, None, None]:
        """The text in pieces as they come, some of them empty; closing the iterator hangs up. ``seconds`` may
        shorten the limit of the settings.

        Raises:
            EndpointError: no whole reply within the limits; pieces may have come before. ``CutShort``: it was longer
                than ``max_tokens``.
        """
        limit = max_tokens or self._settings.llm_max_tokens

        def speak(chat: BaseChatModel) -> Iterator[str]:
            ends = ""
            for chunk in chat.stream(list(messages), extra_body={"max_tokens": limit}):
                ends = chunk.response_metadata.get("finish_reason") or ends
                yield text_of(chunk)
            if not ends:
                raise ConnectionError("没有结束标记")
            if ends == "length":
                raise llm_faults.CutShort

        yield from without_thinking(self._asked(speak, seconds))

    def complete(
        self, messages: Messages, *, max_tokens: int | None = None, seconds: float | None = None
    ) -> str:
        """The whole text without its reasoning; it may be empty.

        Raises:
            EndpointError: see ``stream``.
        """
        pieces: list[str] = []
        with contextlib.suppress(llm_faults.CutShort):
            pieces.extend(self.stream(messages, max_tokens=max_tokens, seconds=seconds))
        return spoken("".join(pieces))

    def structured(
        self, messages: Messages, shape: type[Shape], *, max_tokens: int | None = None,
        seconds: float | None = None,
    ) -> Shape:  # fmt: skip
        """A reply of a given shape, asked for in the way that ``LLM_OUTPUT`` says.

        Raises:
            EndpointError: see ``stream``; or what came is not of this shape.
        """
        method = self._settings.llm_output
        schema = json.dumps(shape.model_json_schema(), ensure_ascii=False)
        if method in ("plain", "json_mode"):
            messages = [
                *messages[:-1],
                (messages[-1][0], f"{messages[-1][1]}\n\n{JSON_ONLY}{schema}"),
            ]
        if method == "plain":
            return self._read(
                self.complete(messages, max_tokens=max_tokens, seconds=seconds), shape
            )
        limit = max_tokens or self._settings.llm_max_tokens

        def fill(chat: BaseChatModel) -> Iterator[Any]:
            asked = chat.with_structured_output(shape, method=method, include_raw=True)
            yield asked.invoke(list(messages), extra_body={"max_tokens": limit})

        reply = next(item for item in self._asked(fill, seconds) if item)
        if isinstance(reply["parsed"], shape):
            return reply["parsed"]
        return self._read(spoken(text_of(reply["raw"])), shape)

    def test(self) -> None:
        """Asks for one word, whether or not the server rests.

        Raises:
            EndpointError: why the model cannot be used.
        """
        self.failed = ""
        if not self.complete(TRY, max_tokens=64) and not self.failed:
            log.info(
                "the model answered with an empty text"
            )  # a short limit may end in its reasoning

    def chat_model(self) -> BaseChatModel:
        """The LangChain chat model, for chains and agents; made once, at first use."""
        with self._lock:
            if self._chat is None:
                from langchain.chat_models import init_chat_model

                self._chat = init_chat_model(
                    self.name, model_provider="openai", temperature=0, max_retries=0,
                    base_url=str(self._url).removesuffix(PATH), api_key=self._key or "none",
                    http_client=self._line.client, http_async_client=self._line.async_client, timeout=self._line.limit, stream_usage=False,
                    openai_proxy=None, http_socket_options=(),
                )  # fmt: skip
            return self._chat

    # --- limits ---

    def _asked(
        self, work: Callable[[BaseChatModel], Iterator[Any]], seconds: float | None = None
    ) -> Iterator[Any]:
        """What ``work`` yields within the limits; tried again only while nothing has come."""
        if self.rests:
            raise EndpointError(self.failed, "稍后会自动重试。")
        chat = self.chat_model()  # read at first use: no fault of the server
        most = self._settings.llm_timeout
        until = time.monotonic() + min(most, seconds or most)
        for number in range(1, self._settings.llm_retries + 2):
            begun = False
            try:
                for item in self._once(chat, work, until):
                    begun = begun or bool(item)
                    yield item
                self.failed = ""
                return
            except Again as again:
                wait = max(again.wait, PAUSE * 2 ** (number - 1) * random.uniform(0.75, 1.25))
                if begun:
                    raise again.error from again.__cause__
                last = number > self._settings.llm_retries or wait > LONGEST_PAUSE
                if last or time.monotonic() + wait >= until:
                    raise self._noted(again.error) from again.__cause__
                time.sleep(wait)
            except llm_faults.CutShort:
                self.failed = ""
                raise
            except EndpointError as error:
                raise self._noted(error) from error.__cause__

    def _once(
        self, chat: BaseChatModel, work: Callable[[BaseChatModel], Iterator[Any]], until: float
    ) -> Iterator[Any]:
        """One try. The request runs in a thread, so that nobody waits longer than the limits for a server that
        stalls or drips."""
        call, said = Call(), queue.SimpleQueue[Any]()

        def speak() -> None:
            self._line.answering(call)
            pieces = work(chat)
            try:
                for piece in pieces:
                    if call.hung_up.is_set():
                        break
                    said.put(piece)
                said.put(None)
            except Exception as error:  # the border: whatever langchain, openai and httpx2 raise
                said.put(error)
            finally:
                if close := getattr(pieces, "close", None):
                    close()

        threading.Thread(target=speak, name="language-model", daemon=True).start()
        try:
            heard = time.monotonic()
            while True:
                now = time.monotonic()
                quiet = min(until - now, heard + self._settings.llm_pause - now)
                if quiet <= 0:
                    raise self._faults.read(TimeoutError())
                try:
                    item = said.get(timeout=min(quiet, BEAT))
                except queue.Empty:
                    yield ""
                    continue
                if item is None:
                    return
                if isinstance(item, Exception):
                    raise self._faults.read(item) from item
                heard = time.monotonic()
                yield item
        finally:
            call.hang_up()

    def _noted(self, error: EndpointError) -> EndpointError:
        """The error, remembered for a while."""
        if not self.failed:
            log.warning("语言模型 %s 用不了，暂时用原文摘录回答：%s", self.name, error)
        self.failed = error.reason
        self._until = time.monotonic() + REST
        return error

    def _read(self, text: str, shape: type[Shape]) -> Shape:
        begin, end = text.find("{"), text.rfind("}")
        try:
            return shape.model_validate_json(text[begin : end + 1])
        except ValidationError as error:
            raise EndpointError(
                f"{self.name} 的回答不是所要的 JSON。", "可以用 LLM_OUTPUT 换一种要法。"
            ) from error

    def __repr__(self) -> str:
        return f"LanguageModel({self.name!r})"


def text_of(message: Any) -> str:
    """The text of a LangChain message; content in blocks is joined, reasoning blocks are left out."""
    if isinstance(message.content, str):
        return message.content
    blocks = (
        b if isinstance(b, dict) else {"type": "text", "text": str(b)} for b in message.content
    )
    return "".join(str(b.get("text", "")) for b in blocks if b.get("type") == "text")
