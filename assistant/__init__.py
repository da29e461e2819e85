"""The upper floor: questions become cited answers, facts become a checklist. Names are loaded when asked for."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from assistant.assistant import PolicyAssistant
    from assistant.models import Models
    from assistant.records import Answer, ChecklistRow, Citation, Hit, Query
    from assistant.retrieve import PolicyRetriever
    from assistant.tools import policy_tools

_HOMES = {
    "PolicyAssistant": "assistant.assistant",
    "PolicyRetriever": "assistant.retrieve",
    "Models": "assistant.models",
    "Answer": "assistant.records",
    "ChecklistRow": "assistant.records",
    "Citation": "assistant.records",
    "Hit": "assistant.records",
    "Query": "assistant.records",
    "policy_tools": "assistant.tools",
}
"""Public name → the module it lives in."""

__all__ = [
    "Answer",
    "ChecklistRow",
    "Citation",
    "Hit",
    "Models",
    "PolicyAssistant",
    "PolicyRetriever",
    "Query",
    "policy_tools",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'assistant' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
