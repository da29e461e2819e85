"""What the page says, in Chinese and English."""

from __future__ import annotations

from collections.abc import Mapping

Both = tuple[str, str]
"""Chinese, English."""

WORDS: Mapping[str, Both] = {
    "title": ("评测报告", "Evaluation report"),
    "asked": ("{n} 个问题，{right} 个全对", "{n} questions, {right} right in everything"),
    "interval": ("线段是 95% 区间（按题重抽样）", "bars are 95% intervals (bootstrap over questions)"),
    "headline": ("总体", "At a glance"),
    "lost": ("错在哪一步", "Where answers are lost"),
    "lost note": (
        "按出错的步骤数题：先看最长的一段。",
        "Questions by the step that went wrong: look at the longest piece first.",
    ),
    "kinds": ("各类问题的全对率", "Right answers by kind of question"),
    "kinds note": ("由差到好；右边是题数，不到 5 题的类（浅色）只作参考。", "The worst first; kinds of fewer than 5 questions (faint) say little."),
    "retrieval": ("检索曲线", "Retrieval"),
    "retrieval note": (
        "前 k 段里找到应当找到的引文的比例；带子是 95% 区间。MRR {mrr}，nDCG@10 {ndcg}。",
        "Share of the gold quotes that the first k hits hold; bands are 95% intervals. MRR {mrr}, nDCG@10 {ndcg}.",
    ),
    "one": ("至少一条", "any quote"),
    "recall": ("召回率", "recall"),
    "every": ("全部引文", "every quote"),
    "latency": ("回答时间", "Latency"),
    "latency note": (
        "中位数 {p50} 秒，95% 的回答在 {p95} 秒以内；超过 {late} 秒算迟。",
        "Median {p50} s, 95% within {p95} s; more than {late} s counts as late.",
    ),
    "first answer": (
        "第一个回答要装载模型和索引，用了 {s} 秒，不计在内。",
        "The first answer loads models and indexes; its {s} s are not counted.",
    ),
    "figures": ("全部指标", "All figures"),
    "figure": ("指标", "figure"),
    "value": ("值", "value"),
    "range": ("95% 区间", "95% interval"),
    "n": ("题数", "n"),
    "meaning": ("含义", "meaning"),
    "groups": ("分组", "Groups"),
    "group": ("组", "group"),
    "failing": ("没有全对的问题", "Questions that went wrong"),
    "none failing": ("全部答对。", "Every question was answered right."),
    "hidden": (
        "另有 {n} 个留出题没有全对，不在这里列出（改程序不能看留出题）。",
        "{n} more questions, held out, went wrong and are not shown (no rule may be tuned on them).",
    ),
    "passed": ("全对的问题", "Questions answered right"),
    "earlier": ("前文", "earlier"),
    "answer": ("回答", "answer"),
    "gold": ("应当回答", "gold"),
    "no gold": ("应当拒答：库中没有答案。", "Should be refused: the library holds no answer."),
    "must not": ("不得说", "must not say"),
    "quotes": ("应当引用", "gold quotes"),
    "or": ("或", "or"),
    "hashed": ("（别人的原文，只存了校验码，{n} 字）", "(not our text: kept as a hash, {n} characters)"),
    "whole document": ("（整份文件）", "(the whole document)"),
    "citations": ("引用", "citations"),
    "no citations": ("没有引用。", "Nothing is cited."),
    "hits": ("检索结果", "hits"),
    "empty": ("（没有文字）", "(no text)"),
    "stamp": ("评测条件", "How it was made"),
    "change": ("与基线相比", "Since the baseline"),
    "change note": (
        "改好 {fixed} 题，变坏 {broken} 题，回答变了而对错未变 {changed} 题；全对率 {delta}（95% 区间 {lo} 至 {hi}，p {p}）。",
        "{fixed} fixed, {broken} broken, {changed} answered otherwise and as right as before; right answers {delta} (95% interval {lo} to {hi}, p {p}).",
    ),
    "broken": ("变坏", "broken"),
    "fixed": ("改好", "fixed"),
    "seconds": ("秒", "s"),
    "share of questions": ("题数", "questions"),
    "right": ("全对", "right"),
    "lost not found": ("检索没有找到", "passage not found"),
    "lost found": ("找到了，没有用上", "found, not used"),
    "lost cited": ("引用对了，话不对", "cited, wrong words"),
    "lost refused": ("不该拒答", "needless refusal"),
    "lost invented": ("该拒答却回答", "answered, nothing held"),
    "lost other": ("其他", "other"),
    "lost crashed": ("程序出错", "crashed"),
}  # fmt: skip
"""Name → words with places to fill in."""

METRIC_WORDS: Mapping[str, tuple[str, str, str, str]] = {
    "correct": ("全对", "right in everything", "拒答、数值、日期、列表、禁语全部符合", "refusal, values, rows and nothing forbidden all hold"),
    "hit@1": ("首段命中", "hit@1", "第 1 段含全部应有引文", "the first hit holds every quote"),
    "hit@3": ("前 3 段命中", "hit@3", "前 3 段含全部应有引文", "the first 3 hits hold every quote"),
    "hit@5": ("前 5 段命中", "hit@5", "前 5 段含全部应有引文", "the first 5 hits hold every quote"),
    "hit@10": ("前 10 段命中", "hit@10", "前 10 段含全部应有引文", "the first 10 hits hold every quote"),
    "recall@1": ("召回@1", "recall@1", "第 1 段找到的引文比例", "share of the quotes in the first hit"),
    "recall@3": ("召回@3", "recall@3", "前 3 段找到的引文比例", "share of the quotes in the first 3 hits"),
    "recall@5": ("召回@5", "recall@5", "前 5 段找到的引文比例", "share of the quotes in the first 5 hits"),
    "recall@10": ("召回@10", "recall@10", "前 10 段找到的引文比例", "share of the quotes in the first 10 hits"),
    "mrr": ("MRR", "MRR", "首个命中段名次的倒数", "1 / rank of the first hit that holds a quote"),
    "ndcg@10": ("nDCG@10", "nDCG@10", "按名次折扣的引文命中", "quotes found, discounted by rank"),
    "key_facts": ("要点", "key facts", "答案说出的应有值比例", "share of the gold values that are said"),
    "numbers_right": ("数值准确", "numbers right", "数值连同单位都对", "number and unit are right"),
    "dates_right": ("日期准确", "dates right", "日期对，精度不多不少", "the date is right and as precise as the gold"),
    "texts_right": ("关键词", "deciding words", "必有的词说出来了", "the words that decide are said"),
    "list_recall": ("列表召回", "list recall", "应有的项说出的比例", "share of the gold rows that are said"),
    "list_precision": ("列表精确", "list precision", "列出的项中属实的比例", "share of the rows that belong there"),
    "rows_whole": ("列表完整", "whole lists", "应有的项一项不缺", "no gold row is missing"),
    "ambiguous_right": ("歧义处理", "ambiguity", "有歧义时反问或分别回答", "asked back, or answered for two documents"),
    "nothing_wrong": ("没有禁语", "nothing forbidden", "没有说不该说的", "nothing is said that must not be"),
    "citation_recall": ("引用召回", "citation recall", "应引的引文被引用的比例", "share of the gold quotes that are cited"),
    "citation_precision": ("引用精确", "citation precision", "引用中属于应引的比例", "share of the citations that are gold"),
    "citation_support": ("引用支持", "citation support", "每句话都有所引原文支持的比例", "share of the claims that their citations bear out"),
    "answered": ("应答即答", "answered", "库中有答案时作了回答", "answered where the library holds it"),
    "wrongly_refused": ("误拒", "needless refusals", "库中有答案却拒答（越低越好）", "refused though it is held (less is better)"),
    "refused_right": ("应拒即拒", "refused rightly", "库中没有答案时拒答", "refused where the library does not hold it"),
    "near_miss_refused": ("近似题拒答", "near misses refused", "只差年份、地区、条款的题拒答", "refused where only another year, place or article is held"),
    "wall": ("过长", "too long", "回答超过 400 字（越低越好）", "more than 400 characters (less is better)"),
    "late": ("过慢", "late", "回答超过 3 秒（越低越好）", "more than 3 seconds (less is better)"),
}  # fmt: skip
"""Metric → name and meaning, each in Chinese and English."""

GROUP_WORDS: Mapping[str, Both] = {
    "number": ("数值", "number"), "date": ("日期", "date"), "list": ("列表", "list"),
    "yesno": ("是否", "yes or no"), "who": ("谁", "who"), "procedure": ("办事", "procedure"),
    "open": ("开放", "open"), "tasks": ("任务", "tasks"), "targets": ("指标", "targets"),
    "definition": ("定义", "definition"), "comparison": ("比较", "comparison"), "count": ("计数", "count"),
    "sum": ("合计", "sum"), "version": ("版本", "version"), "overview": ("概述", "overview"),
    "documents": ("找文件", "documents"), "article": ("条款", "article"), "multi": ("多问", "several at once"),
    "follow-up": ("追问", "follow-up"), "english": ("英文", "English"), "unanswerable": ("无答案", "unanswerable"),
    "everyday": ("口语", "everyday"), "condition": ("条件", "condition"), "retrieval": ("检索", "retrieval"),
    "dev": ("开发集", "dev"), "held-out": ("留出集", "held-out"),
    "splits": ("集", "halves"), "libraries": ("资料库", "libraries"), "notes": ("问法", "wording"),
    "plain": ("书面", "plain"), "colloquial": ("口语", "colloquial"), "exact": ("原话", "exact"),
    "typo": ("错字", "typos"), "near-miss": ("近似", "near-miss"), "absent": ("库中没有", "absent"),
}  # fmt: skip
"""Groups that have a name of their own in Chinese; others are shown as they are."""

STAMP_WORDS: Mapping[str, Both] = {
    "questions": ("题库", "questions"), "questions_sha256": ("题库校验", "questions sha256"),
    "version": ("版本", "version"), "commit": ("提交", "commit"), "model": ("向量模型", "embedding model"),
    "settings": ("设置", "settings"), "documents": ("文件", "documents"), "chunks": ("段落", "chunks"),
    "facts": ("事实", "facts"), "library_sha256": ("资料库校验", "library sha256"), "at": ("时间", "date"),
    "first_answer_seconds": ("首答秒数", "first answer, s"),
}  # fmt: skip
