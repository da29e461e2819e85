"""The words of a conversation: its answers, what can be done with them, the list of conversations, filters."""

from __future__ import annotations

TALK_TEXT: dict[str, tuple[str, str]] = {
    # an empty conversation
    "hello_title": ("您好，想问什么？", "What would you like to know?"),
    "hello_line": (
        "我只根据库里的 {count} 份文件回答，每句话都标出处；文件里没有的，我会直说。",
        "I answer only from the {count} documents in the library and show the source of every sentence. "
        "Questions in Chinese are understood best.",
    ),
    "hello_without_model": (
        "现在不用语言模型：回答直接取自文件原文，不联网也能用。",
        "No language model is in use: answers are taken from the documents' own words, offline.",
    ),
    "hello_with_model": (
        "回答由语言模型组织语句，每句话都与原文核对过。",
        "A language model words the answers; every sentence is checked against the documents.",
    ),
    "hello_model_failed": (
        "语言模型暂时没有回应，先用文件原文回答。",
        "The language model does not respond; answers quote the documents for now.",
    ),
    "library_empty": (
        "库里还没有文件。先添加文件，就可以提问了。",
        "There are no documents yet. Add some first, then ask.",
    ),
    "go_documents": ("去添加文件", "Add documents"),
    "only_samples": (
        "现在只有示例文件，可以先试着问；添加自己的文件后，回答就不再用示例。",
        "There are only invented samples to try things out; they are left out once you add documents of your own.",
    ),
    "examples_soon": ("正在从文件里找几个例子……", "Looking for examples in the documents …"),
    # while an answer is made
    "doing_search": ("正在 {count} 份文件里查找……", "Searching {count} documents …"),
    "doing_write": ("正在组织语句……", "Writing …"),
    "nothing_written": ("还没有写出内容。", "Nothing had been written yet."),
    "state_refused": ("没有找到答案", "No answer found"),
    "state_clarify": ("请先选一个", "Please choose"),
    "state_stopped": ("已停止，只显示到这里", "Stopped here"),
    "state_failed": ("没能答完", "Could not be answered"),
    "ask_again": ("再问一次", "Ask again"),
    # an answer
    "cite_label": ("出处 {number}：{title}，打开原文", "Source {number}: {title}, open it"),
    "nearest_sources": (
        "最接近的原文（不一定是答案）",
        "Nearest passages (not necessarily an answer)",
    ),
    "more_sources": ("其余 {count} 处", "{count} more"),
    "table_sources": ("出自 {count} 份文件", "From {count} documents"),
    "rows_of_it": ("{count} 处，见表中的编号", "{count} places, numbered in the table"),
    "more_notes": ("还有 {count} 条说明", "{count} more notes"),
    "cell_time": ("时间", "Time"),
    "cell_what": ("事项", "What"),
    "cell_value": ("数值", "Value"),
    "cell_owner": ("责任单位", "Owner"),
    "cell_state": ("状态", "State"),
    "cell_document": ("文件", "Document"),
    "cell_place": ("出处", "Source"),
    "cell_see": ("原文", "see"),
    "all_rows": ("显示全部 {count} 项", "Show all {count}"),
    "fewer_rows": ("只显示前几项", "Show fewer"),
    "copy": ("复制", "Copy"),
    "copied": ("已复制", "Copied"),
    "to_checklist": ("去清单查看", "Open in the checklist"),
    "rows_file": ("导出这些条目", "Export these rows"),
    "rows_gone": (
        "这些条目已不在库里，没有可以打开的。",
        "These rows are no longer in the library.",
    ),
    # what a person says of it
    "useful": ("有用", "Useful"),
    "useless": ("没用", "Not useful"),
    "rating_back": ("已撤回。", "Taken back."),
    "rating_lost": (
        "没能记下：这条回答已不在记录里。",
        "Not noted: this answer is no longer kept.",
    ),
    "why_useless": ("哪里不对？点一个就行：", "What is wrong? One click is enough:"),
    "reason_1": ("引用错误", "Wrong citation"),
    "reason_2": ("数字错误", "Wrong figure"),
    "reason_3": ("没找到", "Not found"),
    "reason_4": ("不完整", "Incomplete"),
    "own_words": ("补充几句（可不填）", "In your words (optional)"),
    "send": ("提交", "Send"),
    # the list of conversations
    "talks": ("对话记录", "Conversations"),
    "talk_close": ("关闭对话记录", "Close the conversations"),
    "talk_search": ("搜索对话", "Search conversations"),
    "talk_none": ("还没有对话。", "No conversations yet."),
    "talk_untitled": ("未命名的对话", "Untitled"),
    "talk_title": ("新的名称", "New name"),
    "talk_rename": ("给“{title}”改名", "Rename “{title}”"),
    "talk_delete": ("删除“{title}”", "Delete “{title}”"),
    "talk_deleted": ("已删除“{title}”。", "“{title}” was deleted."),
    "rename": ("改名", "Rename"),
    "delete": ("删除", "Delete"),
    "undo_delete": ("撤销", "Undo"),
    "yesterday": ("昨天", "yesterday"),
    # where is asked
    "only_panel": ("只在部分文件里找", "Search in some documents only"),
    "only_documents": ("文件（可选多份，不选就是全部）", "Documents (none chosen: all)"),
    "only_year": ("年份", "Year"),
    "any_year": ("全部年份", "Any year"),
    "only_said": ("只看：{what}", "Only: {what}"),
    "only_year_said": ("{year} 年的文件（{count} 份）", "documents of {year} ({count})"),
    "only_many": ("{first}等 {count} 份文件", "{first} and others, {count} documents"),
    "only_off": ("取消，在全部文件里找", "Search in all documents"),
    "only_none": (
        "选中的文件里没有 {year} 年的。请换一个年份，或取消“只看”。",
        "None of the chosen documents is of {year}. Choose another year, or search in all documents.",
    ),
}
"""Key → (Chinese, English)."""
