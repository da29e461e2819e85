"""The assistant as a LangChain Runnable: invoke, stream and batch over {"question", "history"}."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Sequence
from typing import TYPE_CHECKING, Any, cast

from langchain_core.documents import Document
from langchain_core.runnables import Runnable, RunnableConfig
from langchain_core.runnables.config import run_in_executor

from assistant.records import Answer, Citation

if TYPE_CHECKING:
    from assistant.assistant import PolicyAssistant


class PolicyChain(Runnable[Any, dict[str, Any]]):
    """``invoke({"question": …, "history": […]})`` → question, answer (text), context, result (Answer).

    A plain string is a question. ``stream`` gives the context first, then pieces of the answer, as
    retrieval chains do, so that a page can show the sources while the text arrives.
    """

    def __init__(self, assistant: PolicyAssistant) -> None:
        self.assistant = assistant

    def invoke(
        self, input: Any, config: RunnableConfig | None = None, **kwargs: Any
    ) -> dict[str, Any]:
        """One answer with its context as LangChain documents."""
        question, history = read_input(input)
        answer = self.assistant.ask(question, history=history)
        return {
            "question": question,
            "answer": answer.text,
            "context": as_documents(answer.citations),
            "result": answer,
        }

    def stream(
        self, input: Any, config: RunnableConfig | None = None, **kwargs: Any
    ) -> Iterator[dict[str, Any]]:
        """The parts of ``invoke``'s result, the answer in pieces."""
        question, history = read_input(input)
        yield {"question": question}
        for piece in self.assistant.stream_with_context(question, history):
            if isinstance(piece, Answer):
                yield {"result": piece}
            elif isinstance(piece, str):
                if piece:
                    yield {"answer": piece}
            else:
                yield {"context": as_documents(piece)}

    async def astream(
        self, input: Any, config: RunnableConfig | None = None, **kwargs: Any
    ) -> AsyncIterator[dict[str, Any]]:
        """The same without blocking the event loop."""
        parts, end = self.stream(input, config, **kwargs), object()
        while (part := await run_in_executor(config, next, parts, end)) is not end:
            yield cast("dict[str, Any]", part)


def read_input(value: Any) -> tuple[str, list[tuple[str, str]]]:
    """Question and history from a string or a mapping; history items are pairs or messages."""
    if isinstance(value, str):
        return value, []
    history = [
        (turn[0], turn[1]) if isinstance(turn, tuple | list)
        else ({"human": "user", "ai": "assistant"}.get(turn.type, turn.type), str(turn.content))
        for turn in value.get("history", ())
    ]  # fmt: skip
    return str(value["question"]), history


def as_documents(citations: Sequence[Citation]) -> list[Document]:
    """Citations as LangChain documents, in their order."""
    return [
        Document(
            page_content=c.quote,
            metadata={
                "marker": c.marker, "document_id": c.document_id, "title": c.document_title,
                "source": c.source, "section": " › ".join(c.section), "page": c.page,
                "start": c.start, "end": c.end,
            },
        )
        for c in citations
    ]  # fmt: skip


__all__ = ["PolicyChain"]
