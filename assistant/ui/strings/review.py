"""The words of the review queue, Chinese first, English beside it."""

from __future__ import annotations

REVIEW_TEXT: dict[str, tuple[str, str]] = {
    "review_hint": (
        "下面这些句子或表格里有数字或时间，但没有列入清单。请先看“需要判断”的：是任务就添加，不是就点“无需处理”。“已说明原因”的是程序知道原因的，可按原因抽查。",
        "These sentences and table rows hold a number or a time and gave no row. Look at those “to judge” first: add what is a task, settle the others. Of those “explained” the program knows the reason.",
    ),
    "verdict_unsure": ("需要判断 {count} 条", "To judge: {count}"),
    "verdict_sure": ("已说明原因 {count} 条", "Explained: {count}"),
    "verdict_all": ("全部 {count} 条", "All: {count}"),
    "all_reasons": ("所有原因", "All reasons"),
    "bulk_settle": ("本页这些都无需处理", "Nothing to do with all of these"),
    "bulk_ask": (
        "把《{document}》中因“{reason}”未列入的 **{count}** 条都标为无需处理？",
        "Settle all **{count}** of “{document}” that gave no row because of: {reason}?",
    ),
    "bulk_yes": ("确认", "Yes, settle them"),
    "bulk_note": ("按原因批量标为无需处理", "settled together, by reason"),
    "bulk_settled": ("已把 {count} 条标为无需处理。", "{count} settled."),
    "bulk_undo": ("撤销刚才的批量处理", "Take it back"),
    "bulk_undo_n": ("撤销刚才的 {count} 条", "Take the {count} back"),
    "review_empty_here": (
        "这里没有待核对的了，可换一类或一个原因看。",
        "Nothing to review here; try the other class or another reason.",
    ),
    "col_sentence": ("句子", "Sentence"),
    "col_reason": ("未列入的原因", "Why it gave no row"),
    "review_counts": ("待核对 {count} 条。", "{count} to review."),
    "review_empty": ("没有待核对的句子。", "Nothing to review."),
    "show_settled": ("也显示已处理的", "Show settled ones too"),
    "why": ("未列入的原因：{reason}", "Why: {reason}"),
    "see_words": ("看原文", "See it in the document"),
    "add_target": ("添加为指标", "Add as a target"),
    "add_deadline": ("添加为时间节点", "Add as a deadline"),
    "add_hint": (
        "：请核对下面的内容，再点“添加到清单”。",
        ": check what stands below, then add it.",
    ),
    "settle": ("无需处理", "Nothing to do"),
    "unsettle": ("恢复待核对", "Review it again"),
    "settled_mark": ("已处理：无需列入", "settled"),
    "settled_by": ("已标为无需处理：{said}", "Settled: {said}"),
    "save_added": ("添加到清单", "Add to the list"),
    "row_added": ("已添加到清单。", "Added to the list."),
    "row_settled": (
        "已标为无需处理。勾选“也显示已处理的”可以找回。",
        "Settled. Tick “Show settled ones too” to find it again.",
    ),
    "row_waits": ("已恢复待核对。", "It waits for review again."),
    "row_withdrawn": ("已撤销。", "Taken back."),
}
"""Key → (Chinese, English)."""
