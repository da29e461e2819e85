"""What goes wrong between us and a language model's server, in words: what is wrong and what to do, without the key."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from assistant.llm_choice import Choice
from ingest.errors import EndpointError, SettingsError

if TYPE_CHECKING:
    import httpx

SHOWN = 160
"""Characters of a server's own words in a message."""
AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504, 529})
"""Statuses after which the same request may succeed."""
BROKEN = frozenset(
    {
        "ConnectionError",
        "RemoteProtocolError",
        "ReadError",
        "APIConnectionError",
        "OpenAIConnectionError",
    }
)
"""Names of errors of a connection that was there and broke, or was never there."""
LATE = frozenset(
    {"TimeoutError", "APITimeoutError", "ReadTimeout", "ConnectTimeout", "OpenAITimeoutError"}
)


class Again(Exception):
    """This try failed; another may succeed. ``wait``: seconds that the server asked for."""

    def __init__(self, error: EndpointError, wait: float = 0.0) -> None:
        super().__init__(error.reason)
        self.error = error
        self.wait = wait


class CutShort(EndpointError):
    """The reply was longer than it may be; what came of it is sound."""

    def __init__(self) -> None:
        super().__init__("回答超过了长度上限。", "可以调大 LLM_MAX_TOKENS。")


class Faults:
    """Reads the errors of one server."""

    def __init__(self, shown: str, choice: Choice, url: httpx.URL) -> None:
        """``shown`` is the address as people may see it."""
        self._shown = shown
        self._model = choice.model.strip()
        self._names = choice.names
        secrets = (choice.key.get_secret_value().strip(), url.password, url.query.decode())
        self._secrets = tuple(s for s in secrets if s)

    def read(self, error: Exception) -> Again | EndpointError:
        """The error as ours; ``Again`` where another try may help."""
        if isinstance(error, CutShort):
            return error
        status = int(getattr(error, "status_code", 0) or 0)
        if status:
            return self._refused(error, status)
        kinds = {kind.__name__ for kind in type(error).__mro__}
        if kinds & LATE:
            return EndpointError(f"{self._shown} 没有在时限内回答。", self._check())
        if kinds & BROKEN:
            cause = error.__cause__ or error
            said = self._without_secrets(str(cause) or type(cause).__name__)[:SHOWN]
            return Again(EndpointError(f"与 {self._shown} 的连接断了：{said}", self._check()))
        said = self._without_secrets(" ".join(str(error).split()))[:SHOWN]
        return EndpointError(f"{self._shown} 的回答读不懂：{said}", f"请检查{self._names.base}。")

    def _refused(self, error: Exception, status: int) -> Again | EndpointError:
        names, said = self._names, self._said(error)
        if status in (401, 403):
            told = f"{self._shown} 不接受密钥（HTTP {status}）：{said}"
            return EndpointError(told, f"请检查{names.key}。", status)
        if status == 404:
            told = f"{self._shown} 没有这个地址或模型“{self._model}”（HTTP 404）：{said}"
            remedy = f"请检查{names.base}（通常以 /v1 结尾）和{names.model}。"
            return EndpointError(told, remedy, status)
        told = f"{self._shown} 回答了 HTTP {status}：{said}"
        if status in AGAIN:
            return Again(EndpointError(told, "请稍后再试。", status), _seconds(error))
        return EndpointError(told, f"请检查{names.model}和{names.base}。", status)

    def _check(self) -> str:
        return f"请检查服务是否已启动、网络是否通畅，以及{self._names.base}。"

    def _said(self, error: Exception) -> str:
        """The server's own words, shortened, on one line."""
        body = getattr(error, "body", None)
        text = _message(body) or (json.dumps(body, ensure_ascii=False) if body else str(error))
        words = self._without_secrets(" ".join(text.split())) or "（空）"
        return words if len(words) <= SHOWN else f"{words[:SHOWN]}……"

    def _without_secrets(self, text: str) -> str:
        for secret in self._secrets:
            text = text.replace(secret, "***")
        return text


def checked_key(choice: Choice) -> str:
    """The key as it can stand in a header.

    Raises:
        SettingsError: it cannot; the message does not show it.
    """
    value = choice.key.get_secret_value().strip()
    if not value.isascii() or any(not c.isprintable() or c == " " for c in value):
        name = choice.names.key
        raise SettingsError(
            f"{name}里有空格、换行或中文，不能用作密钥。", f"请重新复制密钥到{name}。"
        )
    return value


def _message(body: Any) -> str:
    """The sentence in an error's JSON, wherever servers put it."""
    for name in ("error", "message", "detail"):
        if isinstance(body, dict) and body.get(name):
            inner = body[name]
            return inner if isinstance(inner, str) else _message(inner)
    return ""


def _seconds(error: Exception) -> float:
    """``Retry-After`` in seconds; 0 for a date or nonsense."""
    headers = getattr(getattr(error, "response", None), "headers", {})
    try:
        return max(0.0, float(headers.get("retry-after", "0")))
    except ValueError:
        return 0.0
