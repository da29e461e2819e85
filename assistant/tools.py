"""Tools for agents: search, the guarded answer, and the checklist, for LangChain's ``create_agent`` and its like.

Each gives its words to the model, with every citation in them, and what stands behind them as the message's artifact.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Literal

from langchain_core.documents import Document
from langchain_core.tools import BaseTool, StructuredTool, ToolException
from pydantic import BaseModel, Field, ValidationError, field_validator

from assistant import tool_words as words
from assistant.chosen_rows import on_topic
from assistant.cite import Citer
from assistant.records import Answer, ChecklistRow, Query
from assistant.retrieve import PolicyRetriever
from ingest.errors import PolicyError

if TYPE_CHECKING:
    from assistant.assistant import PolicyAssistant

MOST_ROWS = 60
"""Rows written out for the model; the artifact holds all of them."""
OPEN = ("待确认", "已确认", "进行中")
"""The states that 未完成 stands for."""
Kind = Literal["target", "deadline"]
State = Literal["待确认", "已确认", "进行中", "已完成", "不适用", "逾期", "未完成", "已驳回"]


class Search(BaseModel):
    """Arguments of ``search_policies``."""

    query: str = Field(min_length=1, description=words.QUERY)
    k: int = Field(default=6, ge=1, le=20, description=words.K)
    document: str = Field(default="", description=words.DOCUMENT)


class Ask(BaseModel):
    """Arguments of ``ask_policies``."""

    question: str = Field(min_length=1, description=words.QUESTION)
    document: str = Field(default="", description=words.DOCUMENT)


class Rows(BaseModel):
    """Arguments of ``query_checklist``."""

    since: dt.date | None = Field(default=None, description=words.SINCE)
    until: dt.date | None = Field(default=None, description=words.UNTIL)
    owner: str = Field(default="", description=words.OWNER)
    topic: str = Field(default="", description=words.TOPIC)
    document: str = Field(default="", description=words.DOCUMENT)
    states: list[State] = Field(default_factory=list, description=words.STATES)
    kinds: list[Kind] = Field(default_factory=list, description=words.KINDS)

    @field_validator("since", "until", mode="before")
    @classmethod
    def day(cls, value: object) -> object:
        """Models write "" and null for nothing, and 2025-9-1."""
        if not isinstance(value, str):
            return value
        parts = value.strip().split("-")
        whole = len(parts) == 3 and all(p.isdecimal() for p in parts)
        return "-".join(p.zfill(2) for p in parts) if whole else value.strip() or None

    @field_validator("states", "kinds", mode="before")
    @classmethod
    def several(cls, value: object) -> object:
        """One word for a list of one."""
        return [v for v in [value] if v] if isinstance(value, str) or value is None else value


def policy_tools(assistant: PolicyAssistant, *, today: dt.date | None = None) -> list[BaseTool]:
    """search_policies, ask_policies and query_checklist over an open assistant.

    ``today`` says which day 今年 and 逾期 count from; None: the day of the call. What a tool cannot do it tells the
    model in words. Artifacts: a list of LangChain documents, the Answer, a tuple of ChecklistRow.
    """
    made: tuple[tuple[str, str, type[BaseModel], Callable[..., Any]], ...] = (
        ("search_policies", words.SEARCH, Search, _search),
        ("ask_policies", words.ASK, Ask, _ask),
        ("query_checklist", words.CHECKLIST, Rows, _checklist),
    )
    return [
        _tool(name, told, arguments, partial(run, assistant, today))
        for name, told, arguments, run in made
    ]


def _tool(name: str, told: str, arguments: type[BaseModel], run: Callable[..., Any]) -> BaseTool:
    def call(**given: Any) -> tuple[str, Any]:
        try:
            return run(**given)  # type: ignore[no-any-return]
        except PolicyError as error:
            raise ToolException(str(error)) from error

    return StructuredTool.from_function(
        call, name=name, description=told, args_schema=arguments,
        response_format="content_and_artifact", handle_tool_error=True,
        handle_validation_error=_misused,
    )  # fmt: skip


def _misused(error: Any) -> str:
    """What is wrong with the arguments, for the model to mend."""
    if not isinstance(error, ValidationError):
        return words.MISUSED.format(why=error)
    why = "；".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
    return words.MISUSED.format(why=why)


# --- what they do -----------------------------------------------------------------------------


def _search(
    assistant: PolicyAssistant, today: dt.date | None, query: str, k: int, document: str
) -> tuple[str, list[Document]]:
    asked = _documents(assistant, document)
    retriever = PolicyRetriever(library=assistant.library, k=k, documents=asked)
    found = retriever.invoke(query)
    told = [words.passage(n, d.page_content, d.metadata) for n, d in enumerate(found, 1)]
    return "\n\n".join(told) or words.NOTHING_FOUND, found


def _ask(
    assistant: PolicyAssistant, today: dt.date | None, question: str, document: str
) -> tuple[str, Answer]:
    """The answer without a model's help: the agent is one itself."""
    asked = _documents(assistant, document)
    answer = assistant.ask(question, today=today, documents=asked, llm=False)
    return words.answer(answer), answer


def _checklist(
    assistant: PolicyAssistant,
    today: dt.date | None,
    since: dt.date | None,
    until: dt.date | None,
    owner: str,
    topic: str,
    document: str,
    states: Sequence[State],
    kinds: Sequence[Kind],
) -> tuple[str, tuple[ChecklistRow, ...]]:
    wanted = {s for state in states for s in (OPEN if state == "未完成" else (state,))}
    asked = _documents(assistant, document)
    rows = assistant.checklist(
        kinds=kinds or None, since=since, until=until, states=wanted or None,
        owner=owner.strip() or None, documents=asked, today=today,
    )  # fmt: skip
    if topic.strip():
        query = Query(topic, topic, "tasks")
        rows = tuple(on_topic(query, rows, assistant.library.vocabulary, topic).rows)
    citer = Citer(assistant.library, {d.id: d for d in assistant.documents()})
    for row in rows[:MOST_ROWS]:
        citer.fact(row.fact)
    by_place = {(c.document_id, c.start, c.end): c for c in citer.citations}
    told = [
        words.row(n, row, by_place[row.fact.document_id, row.fact.start, row.fact.end])
        for n, row in enumerate(rows[:MOST_ROWS], 1)
    ]
    return words.rows(told, len(rows)), rows


def _documents(assistant: PolicyAssistant, named: str) -> tuple[str, ...] | None:
    """The ids of the documents whose title or file name holds these words; None where none is named.

    Raises:
        ToolException: there is none; the titles that there are stand in it.
    """
    name = named.strip().strip("《》“”\"'")
    if not name:
        return None
    held = assistant.library.documents()
    found = tuple(
        d.id for d in held if d.id == name or name in d.metadata.title or name in d.source
    )
    if not found:
        titles = [d.metadata.title or d.source for d in assistant.library.in_scope().values()]
        raise ToolException(words.no_document(named, titles))
    return found
