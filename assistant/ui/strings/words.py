"""Every word the page shows, Chinese first, English beside it: what all tabs share, and the words of each tab."""

from __future__ import annotations

from typing import Literal

from assistant.ui.strings.chat import CHAT_TEXT
from assistant.ui.strings.checklist import CHECKLIST_TEXT
from assistant.ui.strings.checklist_list import LIST_TEXT
from assistant.ui.strings.compare import COMPARE_TEXT
from assistant.ui.strings.documents import DOCUMENTS_TEXT
from assistant.ui.strings.evaluation import EVALUATION_TEXT
from assistant.ui.strings.intake import INTAKE_TEXT
from assistant.ui.strings.model import MODEL_TEXT
from assistant.ui.strings.plan import PLAN_TEXT
from assistant.ui.strings.proposals import PROPOSAL_TEXT
from assistant.ui.strings.review import REVIEW_TEXT
from assistant.ui.strings.talk import TALK_TEXT

Language = Literal["zh", "en"]

TEXT: dict[str, tuple[str, str]] = {
    # page
    "title": ("教策通", "教策通 · Education policy assistant"),
    "tagline": (
        "问教育文件，看得到出处；列任务清单，条条有原文。",
        "Ask education policy documents and see the source; checklists in which every row shows its words.",
    ),
    "other_language": ("English", "中文"),
    "skip": ("跳到正文", "Skip to the content"),
    "settings": ("语言和外观", "Language and look"),
    "look_dark": ("深色", "Dark"),
    "look_light": ("浅色", "Light"),
    "more_tabs": ("更多", "More"),
    "opening_document": ("正在打开……", "Opening …"),
    "to_the_words": ("到引用处", "To the quoted words"),
    "this_document": ("这份文件", "This document"),
    "undo": ("撤销", "Undo"),
    "close_line": ("知道了", "OK"),
    "tab_chat": ("问答", "Ask"),
    "tab_checklist": ("任务清单", "Checklist"),
    "tab_documents": ("文件", "Documents"),
    **CHAT_TEXT,
    **TALK_TEXT,
    **CHECKLIST_TEXT,
    **LIST_TEXT,
    **COMPARE_TEXT,
    **PLAN_TEXT,
    **REVIEW_TEXT,
    **PROPOSAL_TEXT,
    **DOCUMENTS_TEXT,
    **INTAKE_TEXT,
    **MODEL_TEXT,
    **EVALUATION_TEXT,
}
"""Key → (Chinese, English). ``{names}`` are filled by ``Words``."""

EXAMPLES: tuple[str, ...] = (
    "初中生均公用经费是多少？",
    "9月份有哪些工作？",
    "下半年要开哪些会？",
    "关于近视防控有哪些指标？",
)
"""Shown where the library cannot suggest questions of its own."""


class Words:
    """The words of one language: ``words("save")``."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._column = 0 if language == "zh" else 1

    def __call__(self, key: str, **values: object) -> str:
        """The words of ``key`` with its names filled in."""
        return TEXT[key][self._column].format(**values) if values else TEXT[key][self._column]
