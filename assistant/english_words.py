"""English questions: words that ask, words that say nothing, names of regions, and what is said in English. Tables only."""

from __future__ import annotations

import re

ASKS: tuple[tuple[re.Pattern[str], str], ...] = (
    # what an English question asks → how a Chinese one asks it; the first that stands in it tells
    (re.compile(r"\bhow (?:much (?:money|is|are|does|do|will|was|can)|expensive)\b"), "是多少钱"),
    (re.compile(r"\bhow (?:many|much)\b|\bwhat (?:number|amount|percentage|proportion|share) of\b"), "是多少"),
    (re.compile(r"\bhow old\b|\b(?:at )?what age\b"), "几周岁"),
    (re.compile(r"\bhow long\b"), "多长时间"),
    (re.compile(r"\bhow often\b"), "多久一次"),
    (re.compile(r"\bhow (?:far|big|large|high|tall)\b"), "是多少"),
    (re.compile(r"\bwhen\b|\b(?:on |by )?(?:what|which) (?:date|day|time|month|year)\b|\bwhat is the (?:deadline|due date|closing date)\b"), "是什么时候"),
    (re.compile(r"\bwho(?:m|se)?\b|\bwhich (?:department|unit|office|agency|bureau)\b"), "由谁负责"),
    (re.compile(r"\bwhich (?:document|polic|regulation|law|notice)\w*\b"), "哪些文件提到"),
    (re.compile(r"\bhow (?:to|do|does|can|should|could|must|would|is|are)\b|\bwhat (?:is|are) the (?:procedure|process|step)s?\b"), "怎么办理"),
    (re.compile(r"\bwhy\b|\bwhat is the reason\b"), "为什么"),
    (re.compile(r"\bwhere\b"), "在哪里"),
    (re.compile(r"\bwhat does [\w ]+ mean\b|\bwhat is meant by\b|\bdefin(?:e|ition)\b|\bmeaning of\b"), "是什么意思"),
    (re.compile(r"^(?:and )?(?:is|are) there\b"), "有没有"),
    (re.compile(r"^(?:and )?(?:does|do|did|is|are|will)\b.*\b(?:require|need|necessary|mandatory|compulsory|must)"), "是否必须"),
    (re.compile(r"^(?:and )?(?:can|could|may|must|should|do|does|did|is|are|was|were|will|has|have)\b|\b(?:is it|am i|are we) (?:allowed|possible|legal|required)\b|\bwhether\b"), "能不能"),
    (re.compile(r"\b(?:list|which|what are)\b|\bwhat (?:\w+ ){1,3}(?:are|do|does|must|should|need)\b"), "有哪些"),
    (re.compile(r"\bsummar(?:y|ise|ize)\b|\bwhat (?:is|does) [\w ]+ (?:about|say)\b|\boverview\b"), "主要内容是什么"),
    (re.compile(r"\bwhat\b|\btell me\b"), "是多少"),
)  # fmt: skip
FOLLOWS = re.compile(
    r"^(?:and|what about|how about|and for|and in|and what about)\b(?! (?:when|who|how|what|where|why))"
)
"""The beginning of a follow-up."""
SILENT = frozenset(
    ["a", "an", "the", "of", "for", "in", "on", "at", "to", "by", "with", "from", "into", "about", "as", "and", "or", "is", "are", "was", "were", "be", "been", "being", "am", "do", "does", "did", "done", "has", "have", "had", "will", "would", "shall", "should", "can", "could", "may", "might", "must", "i", "you", "he", "she", "it", "we", "they", "my", "your", "his", "her", "its", "our", "their", "me", "us", "them", "this", "that", "these", "those", "there", "here", "what", "which", "who", "whom", "whose", "when", "where", "why", "how", "if", "whether", "than", "then", "so", "not", "no", "yes", "any", "some", "all", "each", "every", "per", "one", "please", "tell", "me", "know", "want", "like", "need", "get", "give", "given", "let", "us", "much", "many", "more", "most", "long", "old", "often", "far", "big", "mean", "meaning", "say", "said", "does", "according", "under", "within", "during", "between", "after", "before", "until", "till", "up", "out", "off", "over", "again", "also", "only", "just", "very", "too", "such", "same", "other", "another", "etc", "between", "both", "either", "list", "show", "find", "let's", "want's", "wants", "s", "t", "d", "re", "ve", "ll", "first", "last", "next", "take", "taken", "make", "made", "put", "set", "people", "thing", "way", "case", "kind", "type", "overall", "total", "question", "answer", "information", "detail", "say", "specific", "definition", "define", "summary", "summarise", "summarize", "overview", "reason", "money", "date", "day", "time", "month", "year", "number", "amount", "percentage", "required", "require", "start", "mention", "come", "into", "force", "go", "still", "already", "yet", "currently", "now", "effect", "part", "old", "bring"]
)  # fmt: skip
"""Words that say nothing alone, or that the words that ask have told."""
MONTHS = {
    name: n
    for n, names in enumerate(
        ["january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug", "september sep sept", "october oct", "november nov", "december dec"], 1
    )
    for name in names.split()
}  # fmt: skip
TIMES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\bthis year\b"), "今年"), (re.compile(r"\blast year\b"), "去年"), (re.compile(r"\bnext year\b"), "明年"),
    (re.compile(r"\bthis month\b"), "本月"), (re.compile(r"\bnext month\b"), "下个月"), (re.compile(r"\blast month\b"), "上个月"),
    (re.compile(r"\bthis (?:semester|term)\b"), "本学期"), (re.compile(r"\b(?:the )?first half of (?:the year )?"), "上半年 "),
    (re.compile(r"\b(?:the )?second half of (?:the year )?"), "下半年 "), (re.compile(r"\bby the end of (\d{4})\b"), r"\1年底前"),
    (re.compile(r"\bby the end of the year\b"), "年底前"),
)  # fmt: skip
"""Times said in words."""
PHRASES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\b(?:documents?|papers|materials?) (?:(?:is|are|do|does|should|must|will|have|to|i|we|one|parents) )*(?:need\w*|required?|bring|submit\w*)\b"), "材料"),
    (re.compile(r"\bnew (?:school )?places\b"), "新增学位"),
    (re.compile(r"\b(?:tasks?|work items?|things) (?:that )?(?:(?:is|are|have|to) )*due\b"), "任务"),
    (re.compile(r"\b(?:responsible|in charge)\b"), "负责"),
    (re.compile(r"\b(?:overdue|past due)\b"), "逾期"),
    (re.compile(r"\b(?:(documents?|files?))\b([\w ]{0,30}?)\b(?:in|of) (?:the|this|your|our) (?:library|system|collection|database)\b"), r"库里 文件 \2"),
)  # fmt: skip
"""Phrases that mean more than their words."""
ORDINALS = {
    word: n
    for n, word in enumerate(
        [
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
        ],
        1,
    )
}
GRADES = "一二三四五六七八九"
REGIONS = {
    "shaanxi": "陕西", "inner mongolia": "内蒙古", "tibet": "西藏", "xizang": "西藏", "hong kong": "香港", "macau": "澳门", "macao": "澳门",
    "chengdu": "成都", "shenzhen": "深圳", "chongqing": "重庆", "dongguan": "东莞", "bozhou": "亳州", "danzhou": "儋州",
    "lu'an": "六安", "luan": "六安", "luzhou": "泸州", "luohe": "漯河", "puyang": "濮阳", "bengbu": "蚌埠", "quzhou": "衢州", "xiamen": "厦门",
    "taiwan": "台湾", "xi'an": "西安", "shanxi": "山西", "suzhou": "苏州", "taizhou": "台州", "fuzhou": "福州", "yulin": "榆林", "yichun": "宜春",
    "heilongjiang": "黑龙江", "urumqi": "乌鲁木齐", "hohhot": "呼和浩特", "lhasa": "拉萨", "harbin": "哈尔滨",
}  # fmt: skip
"""Regions whose English name is not their pinyin as ``pinyin.py`` hears it, or is that of two."""
RANKS = {"province": "省", "city": "市", "county": "县", "district": "区", "municipality": "市"}
READ_AS, NOT_KNOWN = "Read as: {words}", "Words not understood: {words}"
LEAD = "From the documents, in their own words:"
SAID: tuple[tuple[re.Pattern[str], str], ...] = (
    # what the program says of itself → the same in English; words of documents stay as they are
    (re.compile(r"^您好！.*", re.S), "Hello! I answer questions from the education documents in this library; every sentence shows its source."),
    (re.compile(r"^库里还没有文件。.*", re.S), "The library holds no documents yet. Add some under “Documents”, or run python -m ingest add."),
    (re.compile(r"库中没有([^。\n]+?)的文件。"), r"The library holds no document of \1. "),
    (re.compile(r"库中没有([^。\n]+?)的内容。"), r"The library holds nothing of \1. "),
    (re.compile(r"库中的文件没有写到这个问题。"), "The documents do not say. "),
    (re.compile(r"库中的文件没有写到([^。\n]+)。"), r"The documents say nothing of \1. "),
    (re.compile(r"相近的内容没有写到([^。\n]+)。"), r"What comes near says nothing of \1. "),
    (re.compile(r"查到的文件里没有第([^。\n]+?)条。"), r"The documents found have no Article \1. "),
    (re.compile(r"前一问没有查到，这一问也就无从查起。"), "Nothing was found for the question before, which this one rests on. "),
    (re.compile(r"文件里有相关内容，但没有查到所问的数字。"), "The matter is in the documents, the number is not. "),
    (re.compile(r"文件里有相关内容，但没有查到所问的时间。"), "The matter is in the documents, the date is not. "),
    (re.compile(r"前面问的是([^，\n]+)，那里的文件没有写到；([^。\n]+?)(等地)?的文件写到了。"), r"You asked about \1 before, whose documents do not say; those of \2 do. "),
    (re.compile(r"没有查到时间在([^。\n]+?)的相关任务。"), r"No task was found in \1. "),
    (re.compile(r"库中的计划和总结有：([^。\n]+)。"), r"Plans and reports are of \1. "),
    (re.compile(r"查了 (\d+) 份文件(（[^）\n]*）)?，没有找到答案。"), r"Looked through \1 documents\2 and found no answer."),
    (re.compile(r"最接近的内容："), "Nearest passages: "),
    (re.compile(r"^另见(?=《)", re.M), "See also "),
    (re.compile(r"逾期的任务共 (\d+) 项（按 (\S+) 计）："), r"overdue tasks: \1 (as of \2)"),
    (re.compile(r"^库中共 (\d+) 份文件："), r"The library holds \1 documents:"),
    (re.compile(r"^等。其余 (\d+) 份见“文件”页。$", re.M), r"and \1 more, see “Documents”."),
    (re.compile(r"^(.*?)，?共 (\d+) 项(?:指标)?：$", re.M), r"\2 items (\1):"),
)  # fmt: skip
NOTES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"^依据的是示例（虚构）文件。$"), "The documents are samples (invented)."),
    (re.compile(r"^(《.+》)已被新文件替代，仅供参考。$"), r"\1 has been replaced by a newer document."),
    (re.compile(r"^(《.+》)已废止，仅供参考。$"), r"\1 has been repealed."),
    (re.compile(r"^库中没有查到完成情况，这里是计划或规定的数字。$"), "The library tells no results; this is the number of a plan or rule."),
    (re.compile(r"^问题没有写明地区，这里是(.+?)的；(.+?)的?(?:文件也有相近内容|另有文件)，可写明地区再问。$"), r"No place was named; this is of \1. Documents of \2 say something alike: name a place to ask for it."),
    (re.compile(r"^这里写出最近到期的 (\d+) 项，更早的 (\d+) 项见“任务清单”。$"), r"The \1 that were due last; \2 earlier ones are in the checklist."),
    (re.compile(r"^一次最多回答 (\d+) 个问题，其余 (\d+) 个请分开问。$"), r"At most \1 questions are answered at once; please ask the other \2 apart."),
)  # fmt: skip
