"""The words of the documents tab, Chinese first, English beside it."""

from __future__ import annotations

DOCUMENTS_TEXT: dict[str, tuple[str, str]] = {
    # documents
    "col_status": ("状态", "Status"),
    "col_title": ("文件", "Document"),
    "col_pages": ("页数", "Pages"),
    "col_facts": ("任务和指标", "Tasks, targets"),
    "col_problem": ("问题", "Problem"),
    "recognising": ("正在识别 {done}/{total} 页", "reading page images {done}/{total}"),
    "queued": ("等待识别 {total} 页", "{total} page images waiting"),
    "scans_waiting": (
        "正在后台识别 {files} 份扫描件，还有 {pages} 页。",
        "{files} scans are being read in the background, {pages} pages to go.",
    ),
    "vectors_missing": (
        "正在用模型 {model} 计算向量：{done}/{total} 段。算完之前可以照常使用，还没有向量的段落只按字面检索。",
        "Vectors of model {model} are being made: {done} of {total} passages. Everything works meanwhile; passages without one are searched by their words.",
    ),
    "vectors_failed": (
        "上次没有算完，稍后会自动再试：{reason}",
        "The last try did not finish and will be repeated: {reason}",
    ),
    "sizes_pages": ("{pages} 页", "{pages} pages"),
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
    "cancel": ("取消", "Cancel"),
    "remove_samples": ("移除全部示例文件", "Remove all samples"),
    "password": ("管理口令", "Administrator password"),
    "password_needed": (
        "从其他电脑访问时，上传、修改、移除需要管理口令。",
        "Uploading, editing and removing from another machine needs the administrator password.",
    ),
    "library_counts": (
        "共 {documents} 份文件，读到 {tasks} 项任务、{targets} 个指标。",
        "{documents} documents with {tasks} tasks and {targets} targets.",
    ),
    # questions that were refused, under the documents
    "unanswered": ("没答上来的问题", "Questions without an answer"),
    "unanswered_none": ("还没有答不上的问题。", "No question has been refused yet."),
    "unanswered_last": ("最近一次", "Last asked"),
    "unanswered_times": ("次数", "Times"),
    "unanswered_question": ("问题", "Question"),
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
"""Key → (Chinese, English)."""
