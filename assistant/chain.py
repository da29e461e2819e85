"""The assistant as a LangChain Runnable: invoke, stream and batch over {"question", "history"}."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from langchain_core.documents import Document
from langchain_core.runnables import Runnable, RunnableConfig

from assistant.records import Answer

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
            "context": as_documents(answer),
            "result": answer,
        }

    def stream(
        self, input: Any, config: RunnableConfig | None = None, **kwargs: Any
    ) -> Iterator[dict[str, Any]]:
        """The parts of ``invoke``'s result, the answer in pieces."""
        question, history = read_input(input)
        pieces = list(self.assistant.stream(question, history=history))
        answer = pieces.pop()
        assert isinstance(answer, Answer)
        yield {"question": question}
        yield {"context": as_documents(answer)}
        for piece in pieces:
            yield {"answer": piece}
        yield {"result": answer}


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


def as_documents(answer: Answer) -> list[Document]:
    """An answer's citations as LangChain documents, in the order of their marks."""
    return [
        Document(
            page_content=c.quote,
            metadata={
                "marker": c.marker, "document_id": c.document_id, "title": c.document_title,
                "source": c.source, "section": " › ".join(c.section), "page": c.page,
                "start": c.start, "end": c.end,
            },
        )
        for c in answer.citations
    ]  # fmt: skip


__all__ = ["PolicyChain"]
