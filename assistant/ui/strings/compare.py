"""The words of indicators side by side, Chinese first, English beside it."""

from __future__ import annotations

COMPARE_TEXT: dict[str, tuple[str, str]] = {
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
    "compare_offers": (
        "库里可以对照的指标，点一下就看：",
        "Indicators of this library to compare:",
    ),
    "compare_values": ("{n} 个数值", "{n} values"),
    "compare_everything": ("全部指标", "All indicators"),
    "plot_named": ("{name}各年的数值（{unit}）", "{name} by year ({unit})"),
    "plot_unit": ("单位：{unit}", "Unit: {unit}"),
    "plot_ge": ("▲ 表示不少于", "▲ at least"),
    "plot_le": ("▼ 表示不超过", "▼ at most"),
    "plot_approx": ("空心圆表示约数", "an open dot is “about”"),
    "plot_range": ("竖条表示区间", "an upright bar is a range"),
    "plot_years": (
        "横线表示适用的年份，虚线表示没有写到哪年为止",
        "a level line spans the years; dashed where no last year is named",
    ),
    "plot_not_zero": ("竖轴不从 0 起", "the scale does not begin at 0"),
    "plot_left_out": (
        "另有 {n} 个数值没有写年份或数字，只列在表里",
        "{n} values without a year or number stand in the table only",
    ),
    "plot_stop": ("；", "; "),
}
"""Key → (Chinese, English)."""
