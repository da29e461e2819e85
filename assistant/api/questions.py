"""Routes that find: an answer with its sources, passages, values through the years."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import AsyncIterator, Iterator
from typing import TYPE_CHECKING, Annotated, Any, Literal

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import StreamingResponse

from assistant import side_by_side
from assistant.api import problems, schemas
from assistant.api.params import Scope, said
from assistant.api.turns import Turns
from assistant.as_json import answer_to_json, hit_to_json
from assistant.records import Answer
from ingest.errors import PolicyError

if TYPE_CHECKING:
    from assistant import PolicyAssistant

LONGEST = 2000
"""Characters of a question."""
Question = Annotated[
    str, Field(min_length=1, max_length=LONGEST, description="用平常的话问", examples=["初中生均公用经费是多少？"])
]  # fmt: skip


class Turn(BaseModel):
    """One thing said before."""

    model_config = ConfigDict(extra="forbid")

    role: Literal["user", "assistant"]
    text: str = Field(max_length=20_000)


class Asked(Scope):
    """A question, and which documents may answer it."""

    question: Question
    today: dt.date | None = Field(None, description="“今年”“下个月”按哪一天算，不写就是今天")
    llm: bool = Field(True, description="false：不经语言模型，只用原文")


class AskedBody(Asked):
    """The same with what was said before."""

    history: list[Turn] = Field([], max_length=50, description="前面的对话，旧的在前")
    stream: bool = Field(False, description="true：边写边发（server-sent events）")

    def turns(self) -> list[tuple[str, str]]:
        """The history as the assistant takes it."""
        return [(turn.role, turn.text) for turn in self.history]


class Sought(Scope):
    """Words to look for, and where."""

    q: Question
    k: int = Field(10, ge=1, le=100, description="最多几段")
    today: dt.date | None = None


class Indicator(Scope):
    """Words of an indicator, and where to look."""

    indicator: str = Field("", max_length=200, description="指标名里的词，不写就是全部")


def router(assistant: PolicyAssistant) -> APIRouter:
    """``/ask``, ``/search`` and ``/series``."""
    routes = APIRouter(tags=["问答与检索"])
    turns = Turns()

    @routes.get("/ask", responses=schemas.ANSWER)
    async def ask(asked: Annotated[Asked, Query()]) -> Response:
        def work() -> Answer:
            documents = asked.scope(assistant)
            return assistant.ask(
                asked.question, (), asked.today, documents, llm=asked.llm, log=False
            )

        return said(answer_to_json(await turns.run(work)))

    @routes.post("/ask", responses=schemas.ANSWER)
    async def ask_body(asked: AskedBody) -> Response:
        def pieces() -> Iterator[str | Answer]:
            documents = asked.scope(assistant)
            yield from assistant.stream(
                asked.question, asked.turns(), asked.today, documents, llm=asked.llm
            )

        def work() -> Answer:
            documents = asked.scope(assistant)
            return assistant.ask(
                asked.question, asked.turns(), asked.today, documents, llm=asked.llm
            )

        if asked.stream:
            return StreamingResponse(_events(turns, pieces()), media_type="text/event-stream")
        return said(answer_to_json(await turns.run(work)))

    @routes.get("/search", responses=schemas.PASSAGES)
    async def search(sought: Annotated[Sought, Query()]) -> Response:
        def work() -> list[dict[str, Any]]:
            documents = sought.scope(assistant)
            found = assistant.search(sought.q, sought.k, documents, sought.today)
            return [hit_to_json(hit) for hit in found]

        return said({"items": await turns.run(work)})

    @routes.get("/series", responses=schemas.SERIES)
    async def series(asked: Annotated[Indicator, Query()]) -> Response:
        def work() -> dict[str, Any]:
            documents, words = asked.scope(assistant), asked.indicator
            found = assistant.series(words, documents), assistant.conflicts(words, documents)
            return side_by_side.to_json(*found)

        return said(await turns.run(work))

    return routes


async def _events(turns: Turns, pieces: Iterator[str | Answer]) -> AsyncIterator[str]:
    """Server-sent events: ``text`` for each piece, then ``answer``, or ``problem``."""
    try:
        async for piece in turns.each(pieces):
            if isinstance(piece, Answer):
                yield _event("answer", answer_to_json(piece))
            else:
                yield _event("text", {"text": piece}) if piece else ": …\n\n"
    except PolicyError as error:
        yield _event("problem", problems.of(error).as_json())
    except problems.Problem as error:
        yield _event("problem", error.as_json())


def _event(name: str, value: object) -> str:
    return f"event: {name}\ndata: {json.dumps(value, ensure_ascii=False, default=str)}\n\n"
