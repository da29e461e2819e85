"""Errors as problem+json (RFC 9457): what is wrong in a sentence, the remedy beside it, never a stack trace."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from ingest.errors import (
    DocumentError,
    LibraryError,
    LibraryLocked,
    ModelError,
    PolicyError,
    SettingsError,
    UnknownId,
)

MEDIA_TYPE = "application/problem+json"
TITLES = {
    400: "请求不能照办",
    401: "需要密钥",
    403: "不允许",
    404: "找不到",
    405: "没有这个方法",
    409: "现在不能写入",
    413: "内容太大",
    415: "格式不对",
    422: "参数有误",
    429: "太忙",
    500: "程序出错",
    502: "模型服务没有答好",
    503: "资料库用不了",
}
"""HTTP status → what kind of problem it is, in two or three words."""
STATUSES: tuple[tuple[type[PolicyError], int], ...] = (
    (UnknownId, 404),
    (LibraryLocked, 409),
    (SettingsError, 400),
    (DocumentError, 422),
    (LibraryError, 503),
    (ModelError, 502),
)
"""The first class that fits gives the HTTP status."""
REMEDIES = {
    404: "请对照 /api/docs 检查地址。",
    405: "请对照 /api/docs 换一个方法。",
    500: "请稍后再试；仍不行，请把时间和地址告诉管理员，日志里有详情。",
}
"""What to do where the error itself does not say."""
FIELD_ERRORS: Mapping[str, str] = {
    "missing": "缺少这一项",
    "extra_forbidden": "没有这一项",
    "json_invalid": "不是合法的 JSON",
    "string_too_short": "不能为空",
    "string_too_long": "太长，最多 {max_length} 个字符",
    "too_long": "太多，最多 {max_length} 项",
    "too_short": "太少，至少 {min_length} 项",
    "int_parsing": "应为整数",
    "int_type": "应为整数",
    "float_parsing": "应为数字",
    "bool_parsing": "应为 true 或 false",
    "bool_type": "应为 true 或 false",
    "string_type": "应为文字",
    "list_type": "应为列表",
    "dict_type": "应为对象",
    "model_attributes_type": "应为 JSON 对象",
    "literal_error": "只能是 {expected}",
    "greater_than_equal": "不能小于 {ge}",
    "less_than_equal": "不能大于 {le}",
    "date_from_datetime_parsing": "日期请写成 2026-09-01 的样子",
    "date_parsing": "日期请写成 2026-09-01 的样子",
    "date_type": "日期请写成 2026-09-01 的样子",
}
"""pydantic's kind of error → what a person is told; its own context fills the braces."""


class Problem(HTTPException):
    """An answer that is an error; raised anywhere below a route."""

    def __init__(
        self,
        status: int,
        detail: str,
        remedy: str = "",
        *,
        errors: Sequence[Mapping[str, str]] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(status, detail, dict(headers or {}))
        self.remedy = remedy or REMEDIES.get(status, "")
        self.errors = errors

    def as_json(self) -> dict[str, Any]:
        """The body: type, title, status, detail, remedy and, for wrong parameters, which."""
        body: dict[str, Any] = {
            "type": "about:blank",
            "title": TITLES.get(self.status_code, "出错"),
            "status": self.status_code,
            "detail": self.detail,
            "remedy": self.remedy,
        }
        return body | ({"errors": list(self.errors)} if self.errors else {})

    def response(self) -> Response:
        """The same over HTTP."""
        content = json.dumps(self.as_json(), ensure_ascii=False)
        headers = {"Cache-Control": "no-store", **(self.headers or {})}
        return Response(content, self.status_code, headers, MEDIA_TYPE)


def of(error: PolicyError) -> Problem:
    """One of our own errors as a problem."""
    status = next((number for kind, number in STATUSES if isinstance(error, kind)), 500)
    return Problem(status, error.reason, error.remedy)


def add_handlers(app: FastAPI) -> None:
    """Whatever goes wrong below ``app`` becomes a problem."""

    @app.exception_handler(PolicyError)
    async def ours(request: Request, error: PolicyError) -> Response:
        return of(error).response()

    @app.exception_handler(HTTPException)
    async def http(request: Request, error: HTTPException) -> Response:
        if isinstance(error, Problem):
            return error.response()
        said = {404: "没有这个地址。", 405: "这个地址不接受这个方法。"}
        detail = said.get(error.status_code, "请求无法读懂。")
        return Problem(error.status_code, detail, headers=error.headers).response()

    @app.exception_handler(RequestValidationError)
    async def wrong(request: Request, error: RequestValidationError) -> Response:
        return _of_fields(error.errors()).response()

    @app.exception_handler(Exception)
    async def crash(request: Request, error: Exception) -> Response:
        return Problem(500, "程序内部出错，这次没有完成。").response()


def _of_fields(found: Sequence[Mapping[str, Any]]) -> Problem:
    errors = [{"field": _field(one["loc"]), "message": _message(one)} for one in found]
    told = "；".join(f"{e['field']}：{e['message']}" for e in errors[:3])
    return Problem(422, f"{told}。", "请改正后再发；每一项的写法见 /api/docs。", errors=errors)


def _field(loc: Sequence[Any]) -> str:
    named = [str(part) for part in loc if part not in ("body", "query", "path", "header")]
    return ".".join(named) or "请求内容"


def _message(one: Mapping[str, Any]) -> str:
    words = FIELD_ERRORS.get(str(one["type"]), "这个值不能用")
    try:
        return words.format(**one.get("ctx", {}))
    except (KeyError, IndexError):
        return "这个值不能用"
