"""The columns of a workbook of questions, in their order."""

from __future__ import annotations

from collections.abc import Mapping

COLUMNS: Mapping[str, tuple[str, str]] = {
    "id": ("编号", "每题一个；空着表示接上一题，用来再写一条依据或一个答案"),
    "question": ("问题", "原话"),
    "kind": ("类型", "number date list yesno who procedure open tasks … 任意词，报告按它分组"),
    "asker": ("提问人", "teacher / official / parent"),
    "library": ("资料库", "corpus 或自己起的名字"),
    "today": ("提问日期", "2026-06-01；问“下月”之类才需要"),
    "history": ("前文", "追问才写：每行一句，user: 或 assistant: 开头"),
    "answerable": ("可回答", "是 / 否（库中没有答案，应当拒答）"),
    "ambiguous": ("有歧义", "是：几份文件都符合，应当反问或分别回答"),
    "split": ("分组", "dev / held-out（留出，不据此改程序）"),
    "notes": ("备注", "near-miss absent colloquial … 任意"),
    "must_not_say": ("不得说", "每行一个，如 850元"),
    "group": ("依据组", "同号的要同时有，不同号的任一组即可；空着算 1"),
    "source": ("出处文件", "文件名，如 经费通知.pdf"),
    "quote": ("原文", "文件里的原话，一字不改"),
    "number": ("数值", "答案里的数，如 900"),
    "unit": ("单位", "元、%、个百分点、人、课时…"),
    "lo": ("起", "日期答案的第一天；“9月底前”没有起"),
    "hi": ("止", "日期答案的最后一天，如 2026-09-30；缺年份写 XXXX-09-30"),
    "items": ("列表", "每行一项，同一项的不同说法用 ｜ 分开"),
    "complete": ("列表完整", "是：上面列全了，多出来的就算错"),
    "also": ("也可列", "写上不算错、不写也行的项"),
    "any": ("关键词", "答案必须有的词，不同说法用 ｜ 分开，如 可以｜允许"),
}
"""Field of a row → its heading, and what is written there."""
OF_QUESTION = tuple(COLUMNS)[: tuple(COLUMNS).index("group")]
BAR = "｜"
