"""Every word the page shows, Chinese first, English beside it."""

from __future__ import annotations

from typing import Literal

Language = Literal["zh", "en"]

TEXT: dict[str, tuple[str, str]] = {
    # page
    "title": ("教策通", "教策通 · Education policy assistant"),
    "tagline": (
        "问教育文件，看得到出处；列任务清单，条条有原文。",
        "Ask education policy documents and see the source; checklists in which every row shows its words.",
    ),
    "other_language": ("English", "中文"),
    "tab_chat": ("问答", "Ask"),
    "tab_checklist": ("任务清单", "Checklist"),
    "tab_documents": ("文件", "Documents"),
    # chat
    "ask_placeholder": (
        "请输入您的问题，例如：初中生均公用经费是多少？",
        "Type your question, in Chinese",
    ),
    "ask_button": ("提问", "Ask"),
    "stop_button": ("停止", "Stop"),
    "new_chat": ("新对话", "New conversation"),
    "sources": ("出处", "Sources"),
    "sources_empty": ("回答的原文依据会显示在这里。", "The words an answer rests on appear here."),
    "examples": ("试试这样问", "Try one of these"),
    "suggestions": ("还可以问", "You might also ask"),
    "chat_hello": (
        "您好！我只根据库里的文件回答，每句话都标出处；文件里没有的，我会直说。",
        "I answer from the documents in the library only. Every sentence cites its source; what the documents do not say, I say so.",
    ),
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
    "filter": ("筛选条件：{filter}", "Filter: {filter}"),
    "thinking": ("正在查找……", "Searching …"),
    "ask_failed": ("这个问题没能答完：{reason}", "This question could not be answered: {reason}"),
    # checklist
    "kind": ("类别", "Kind"),
    "kind_all": ("全部", "All"),
    "kind_deadline": ("时间节点", "Deadlines"),
    "kind_target": ("指标", "Targets"),
    "month": ("时间", "Time"),
    "all_times": ("全部时间", "Any time"),
    "month_n": ("{n} 月", "Month {n}"),
    "first_half": ("上半年", "First half"),
    "second_half": ("下半年", "Second half"),
    "year": ("年份", "Year"),
    "all_years": ("全部年份", "Any year"),
    "document": ("文件", "Document"),
    "all_documents": ("全部文件", "All documents"),
    "state": ("状态", "State"),
    "all_states": ("全部状态", "Any state"),
    "overdue_only": ("逾期", "Overdue"),
    "search": ("搜索", "Search"),
    "search_placeholder": ("事项、指标或责任单位", "Action, indicator or owner"),
    "col_done": ("完成", "Done"),
    "col_state": ("状态", "State"),
    "col_time": ("时间", "Time"),
    "col_what": ("事项 / 指标", "Action / target"),
    "col_value": ("目标值", "Value"),
    "col_owner": ("责任单位", "Owner"),
    "col_document": ("文件", "Document"),
    "col_id": ("编号", "Id"),
    "counts": (
        "共 {rows} 条：待确认 {open}，进行中 {doing}，已完成 {done}，逾期 {overdue}。",
        "{rows} rows: {open} to confirm, {doing} in progress, {done} done, {overdue} overdue.",
    ),
    "pick_row": (
        "点一行可以看原文、改状态、写备注。",
        "Click a row to see its words, change its state or add a note.",
    ),
    "note": ("备注", "Note"),
    "by": ("经办人", "By"),
    "save": ("保存", "Save"),
    "saved": ("已保存", "Saved"),
    "history": ("历史", "History"),
    "export_xlsx": ("导出表格 xlsx", "Export xlsx"),
    "export_ics": ("导出日历 ics", "Export ics"),
    "export_csv": ("导出 csv", "Export csv"),
    "overdue": ("逾期", "overdue"),
    "year_unknown": ("年份不明", "year unknown"),
    "no_date": ("未定日期", "no date"),
    "with_words": ("连同：", "with: "),
    "sample_short": ("示例", "sample"),
    "sample": ("示例（虚构）", "sample (invented)"),
    "source_words": ("原文", "Source"),
    "empty_checklist": ("没有符合条件的条目。", "No rows match."),
    # documents
    "upload": (
        "把文件拖到这里，或点击选择（docx、doc、wps、pdf、ofd、xlsx、csv、图片、网页、txt、md、zip）",
        "Drop files here or click to choose (docx, doc, wps, pdf, ofd, xlsx, csv, pictures, web pages, txt, md, zip)",
    ),
    "col_status": ("结果", "Status"),
    "col_title": ("标题", "Title"),
    "col_source": ("文件名", "File"),
    "col_pages": ("页", "Pages"),
    "col_chunks": ("段", "Chunks"),
    "col_facts": ("事实", "Facts"),
    "col_year": ("计划年份", "Plan year"),
    "col_problem": ("问题与办法", "Problem and remedy"),
    "status_indexed": ("已入库", "indexed"),
    "status_failed": ("读取失败", "failed"),
    "status_empty": ("没有内容", "empty"),
    "status_needs_ocr": ("需要文字识别", "needs OCR"),
    "status_unsupported": ("不支持的格式", "unsupported"),
    "pick_document": ("选择文件", "Choose a document"),
    "pick_document_hint": (
        "在表里点一行，或在上面选择文件，可以阅读、修改信息、移除。",
        "Click a row of the table, or choose above, to read a document, correct what is known of it or remove it.",
    ),
    "recognising": ("正在识别 {done}/{total} 页", "reading page images {done}/{total}"),
    "queued": ("等待识别 {total} 页", "{total} page images waiting"),
    "scans_waiting": (
        "正在后台识别 {files} 份扫描件，还有 {pages} 页。",
        "{files} scans are being read in the background, {pages} pages to go.",
    ),
    "scan_queued": (
        "{source}是扫描件，共 {pages} 页，正在后台识别；识别完会自动入库，期间可以照常使用。",
        "{source} is a scan of {pages} pages; it is read in the background and taken in when done.",
    ),
    "sizes": (
        "{pages} 页 · {chunks} 段 · {facts} 条事实",
        "{pages} pages · {chunks} chunks · {facts} facts",
    ),
    "export_page": ("导出标注页", "Download with facts marked"),
    "read_document": ("阅读全文", "Read it"),
    "headings": ("目录（{count}）", "Headings ({count})"),
    "removed_words": (
        "整理时去掉的文字（{count} 处：页眉、页脚、页码、网页杂项等）",
        "Words left out when cleaning ({count}: headers, footers, page numbers, web clutter …)",
    ),
    "nothing_removed": ("整理时没有去掉任何文字。", "Nothing was left out when cleaning."),
    "and_more": ("……还有 {count} 处", "… and {count} more"),
    "such_as": ("例如 {value}", "such as {value}"),
    "field_title": ("标题", "Title"),
    "field_issuer": ("发文机关", "Issuer"),
    "field_number": ("文号", "Number"),
    "field_place": ("地区", "Place"),
    "field_issued": ("成文日期", "Date of issue"),
    "field_effective": ("施行日期", "In force from"),
    "field_plan_year": ("计划年份", "Plan year"),
    "field_kind": ("文种", "Kind"),
    "field_status": ("时效", "Status"),
    "field_expires": ("有效期至", "In force until"),
    "field_plan_until": ("计划至哪一年", "Plans until"),
    "field_parent": ("是谁的附件（文件名）", "Attachment of (file name)"),
    "field_replaces": (
        "同时废止、由它替代的文件（每行一份）",
        "Documents it replaces (one a line)",
    ),
    "field_repeals": ("由它宣布废止的文件（每行一份）", "Documents it ends (one a line)"),
    "save_metadata": ("保存修改", "Save changes"),
    "metadata_saved": ("已保存：{fields}。", "Saved: {fields}."),
    "nothing_changed": ("没有改动。", "Nothing was changed."),
    "remove": ("移除", "Remove"),
    "remove_sure": ("确认移除？", "Remove it?"),
    "remove_yes": ("确认移除", "Yes, remove"),
    "cancel": ("取消", "Cancel"),
    "removed": ("已移除：{title}", "Removed: {title}"),
    "remove_samples": ("移除全部示例文件", "Remove all samples"),
    "password": ("管理口令", "Administrator password"),
    "password_needed": (
        "从其他电脑访问时，上传、修改、移除需要管理口令。",
        "Uploading, editing and removing from another machine needs the administrator password.",
    ),
    "ingested": ("入库 {ok} 份，未入库 {bad} 份。", "{ok} taken in, {bad} not."),
    "reading": ("正在读取 {source}", "Reading {source}"),
    "library_counts": (
        "库中 {documents} 份文件，{chunks} 段，{facts} 条事实。",
        "{documents} documents, {chunks} chunks, {facts} facts.",
    ),
    # indicators side by side
    "tab_rows": ("清单", "Rows"),
    "tab_compare": ("对照", "Side by side"),
    "compare_search": ("指标", "Indicator"),
    "compare_placeholder": ("例如：初中生均公用经费；留空看全部", "In Chinese; empty shows all"),
    "compare_button": ("对照", "Compare"),
    "compare_none": (
        "没有可以对照的指标。同一指标在不同年份或不同文件里出现两次以上才会列在这里。",
        "Nothing to compare: an indicator is listed once it appears for two years or in two documents.",
    ),
    "compare_not_found": ("没有找到含“{words}”的指标。", "No indicator holds “{words}”."),
    "compare_more": (
        "只显示前 {shown} 组，共 {count} 组；请输入指标名称缩小范围。",
        "The first {shown} of {count} are shown; type an indicator to see others.",
    ),
    "conflicts": ("说法不一的指标：{count} 项", "Indicators with conflicting values: {count}"),
    "conflict_hint": (
        "同一指标、同一时间，文件给出的数值不同。这里只并列原文，不作取舍，请核实以哪一个为准。",
        "Documents give different values for one indicator and time. They are shown as they stand; "
        "which one holds is for you to find out.",
    ),
    "col_years": ("年份", "Year"),
    "col_number": ("数值", "Value"),
    "col_issuer": ("发文机关", "Issuer"),
    "col_force": ("时效", "Validity"),
    "col_quote": ("原文", "Words"),
    "years_unknown": ("未写明", "Not stated"),
    "issued_on": ("{day}印发", "issued {day}"),
    "force_said": ("时效：{force}", "validity: {force}"),
    "force_现行": ("现行", "In force"),
    "force_废止": ("废止", "Repealed"),
    "force_被替代": ("被替代", "Superseded"),
    "force_未知": ("未注明", "Not stated"),
    # what a new version changed
    "changes_version": (
        "与上一版（第 {version} 版）相比：新增 {added}、变化 {changed}、消失 {vanished}",
        "Since the version before (no. {version}): {added} added, {changed} changed, {vanished} gone",
    ),
    "changes_document": (
        "与{title}相比：新增 {added}、变化 {changed}、消失 {vanished}",
        "Compared with {title}: {added} added, {changed} changed, {vanished} gone",
    ),
    "changes_unknown": (
        "上一版的指标和时间节点没有保留，无法比较。",
        "The facts of the version before were not kept; they cannot be compared.",
    ),
    "change_added": ("新增", "Added"),
    "change_changed": ("变化", "Changed"),
    "change_vanished": ("消失", "Gone"),
    "before_words": ("原来：", "Before: "),
    "after_words": ("现在：", "Now: "),
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
