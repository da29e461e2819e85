"""Words of the page for what a language model proposes, Chinese first, English beside it."""

from __future__ import annotations

PROPOSAL_TEXT: dict[str, tuple[str, str]] = {
    "propose": ("请语言模型提出建议", "Ask the language model for proposals"),
    "propose_stop": ("停止", "Stop"),
    "propose_hint": (
        "语言模型逐句看下面需要判断的句子，提出可能漏掉的指标和时间节点。每条建议都要在原文里找得到，"
        "由您采纳后才进入清单。随时可以停止，已有的建议都会保存。",
        "The language model looks at the sentences below, one by one, and proposes targets and deadlines that may be "
        "missing. Each must stand in the document's words and enters the list only when you accept it. Stop whenever "
        "you like; what was proposed is kept.",
    ),
    "propose_going": (
        "语言模型 {model}：已看 {done}/{total} 句，建议 {proposed} 条……",
        "{model}: {done} of {total} sentences, {proposed} proposals …",
    ),
    "propose_done": (
        "语言模型 {model} 看了 {done}/{total} 句，建议 {proposed} 条{dropped}。",
        "{model} looked at {done} of {total} sentences: {proposed} proposals{dropped}.",
    ),
    "propose_dropped": ("，因{reasons}而不采用 {count} 条", "; {count} dropped ({reasons})"),
    "propose_unreadable": (
        "有 {count} 句没有得到可用的回答，可以再试。",
        "{count} sentences got no usable reply; try again.",
    ),
    "propose_broken": (
        "中断了：{why}已有的建议都已保存，再按一次会接着做。",
        "Broken off: {why} What was proposed is kept; press again to go on.",
    ),
    "propose_stopped": (
        "已停止，已有的建议都已保存，再按一次会接着做。",
        "Stopped. What was proposed is kept; press again to go on.",
    ),
    "proposed_target": ("建议添加指标", "proposed target"),
    "proposed_deadline": ("建议添加时间节点", "proposed deadline"),
    "proposed_fields": ("{kind}：{fields}", "{kind}: {fields}"),
    "proposed_field": ("{name} {value}", "{name} {value}"),
    "proposed_between": ("；", "; "),
    "accept": ("采纳，加入清单", "Accept into the list"),
    "accept_changed": ("改后采纳", "Accept with changes"),
    "not_accept": ("不采纳", "Do not accept"),
    "not_accepted": ("未采纳", "not accepted"),
}
"""Key → (Chinese, English), a part of ``strings.TEXT``."""
