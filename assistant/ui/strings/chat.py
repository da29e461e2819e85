"""The words of the chat and the viewer, Chinese first, English beside it."""

from __future__ import annotations

CHAT_TEXT: dict[str, tuple[str, str]] = {
    "ask_placeholder": (
        "请输入您的问题",
        "Type your question",
    ),
    "ask_button": ("提问", "Ask"),
    "stop_button": ("停止", "Stop"),
    "new_chat": ("新对话", "New conversation"),
    "export_docx": ("导出 Word", "Save as Word"),
    "export_md": ("导出 Markdown", "Markdown"),
    "export_nothing": (
        "还没有问答可以导出，请先提问。",
        "There is nothing to export yet; ask a question first.",
    ),
    "rated": ("已记下，谢谢。", "Noted, thank you."),
    "sources": ("出处", "Sources"),
    "sources_empty": ("回答的原文依据会显示在这里。", "The words an answer rests on appear here."),
    "examples": ("试试这样问", "Try one of these"),
    "suggestions": ("还可以问", "You might also ask"),
    "choose": ("请选择", "Choose"),
    "page": ("第 {page} 页", "page {page}"),
    "page_of": ("第 {page} 页 / 共 {total} 页", "page {page} of {total}"),
    "page_printed": ("（印刷页码 {label}）", " (printed {label})"),
    "open_original": ("打开原文件", "Open the file"),
    "see_in_document": ("在文件中查看", "See it in the document"),
    "close_viewer": ("关闭", "Close"),
    "layout_pages": ("版面", "Pages"),
    "layout_text": ("文字", "Text"),
    "view_no_place": (
        "这段文字在版面上的位置没有记录，下面按文字显示。",
        "Where these words stand on the page is not known; the text is shown instead.",
    ),
    "view_no_original": (
        "原文件没有保存在库里，下面按文字显示。",
        "The file itself is not kept; its text is shown instead.",
    ),
    "view_outside": (
        "引文的位置超出了这份文件的正文，无法标出。",
        "The quoted place lies outside this document's text and cannot be marked.",
    ),
    "view_old_version": (
        "这是该文件的旧版本，库里已有新的版本。",
        "This is an earlier version of the document; the library holds a newer one.",
    ),
    "view_gone": (
        "这份文件已从库里移除，无法显示原处。",
        "This document was removed from the library; the place cannot be shown.",
    ),
    "rows_found": ("共 {count} 条", "{count} rows"),
    "filter": ("{filter}", "Scope: {filter}"),
    "thinking": ("正在查找……", "Searching …"),
    "ask_failed": ("这个问题没能答完：{reason}", "This question could not be answered: {reason}"),
}
"""Key → (Chinese, English)."""
