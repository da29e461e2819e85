"""What a heading or the title says for a line that leaves it out: the event of a bare time, the noun of a quota."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ingest.extract.actions import NOTHING, Bound
from ingest.extract.clauses import Sentence
from ingest.extract.governing import Governed, rest
from ingest.extract.guards import NUMBERING
from ingest.extract.phrases import strip_head
from ingest.extract.reading import Line
from ingest.extract.verb_phrases import Name
from ingest.extract.wording import MEASURE_END, OBJECT_VERB, PLACES, SCOPE_RUN, STAGES
from ingest.grammar.quantities import Quantity

# 关于举办全市教研活动的通知: what a notice is about.
MATTER = re.compile(
    r"^.{0,30}?关于(?P<what>.{4,50}?)(?:有关(?:工作|事项|事宜)|工作)?的?(?:补充)?(?:通知|公告|通告|函|方案|意见|公示|预告|预通知)(?:[（(].{1,8}[)）])?$"
)
YEAR = re.compile(r"(?:19|20)\d\d\s*(?:年度?|—\d{4}学年|学年)的?")
# A heading that names the time of something: 培训时间, 报名时间及地点.
TIME_HEADING = re.compile(
    r"^(?P<what>.{0,20}?)的?(?:起止|截止|具体)?(?:时间|日期|时限|期限)(?:[、及与和][\u4e00-\u9fff]{1,6}|安排|要求)*$"
)
# Words of a heading that stand for the whole: 时间安排, 工作时间, 总体时间.
WHOLE = re.compile(r"^(?:工作|总体|具体|有关|起止|进度|日程|实施|)$")
# Headings under which a time dates nothing of theirs.
NO_EVENT = re.compile(r"附件|附表|要求|事项|说明|联系|材料|其他|其它|背景|目的|依据|通知$")
LONGEST_EVENT = 16

# 名额分配表, 各县区推荐名额如下：, 招生计划: a list of quotas follows.
QUOTA_HEAD = re.compile(
    r"(?P<noun>[\u4e00-\u9fff]{0,14}?(?:名额|指标数?|限额|人数|招生计划|招聘计划|计划数|数量|学位数))"
    r"(?:[及、和与](?!时间)[\u4e00-\u9fff]{1,6})?(?:分配|安排|分解|设置|情况|明细|一览)*(?:表|方案)?(?:[（(][^（）()]{1,12}[)）])?(?:具体)?(?:如下|见下表)?\s*[：:。]?$"
)
# What opens another part: the list has ended.
PART = re.compile(
    r"^\s*(?:[一二三四五六七八九十]{1,3}[、.．]|第[一二三四五六七八九十]+[章条部]|附件)"
)
ALLOTS = re.compile(
    r"^(?:关于)?(?:各[\u4e00-\u9fff（）、]{1,6}(?:区|县|市|校|单位)|分配|下达|核定|参加|参训|参赛)的?"
)
# One line of such a list: 1.东城县教育局  15名；
ITEM = re.compile(
    r"^\s*(?P<label>[^\d，,。；;：:（）()]{2,24}?(?:[（(][^（）()\d]{1,10}[)）])?)[\s　：:—\-…·.]*(?:共计?|各|限|限报)?\s*$"
)
SUM = re.compile(r"^(?:合\s*计|总\s*计|共\s*计|小\s*计|总\s*数)$")
COUNTED = frozenset(("人", "名", "个", "位", "所", "件", "项", "篇", "支", "队", "幅", "班"))
HEAD_LENGTH = 40


def matter(title: str) -> str:
    """What a notice is about, without its year: 举办全市教研活动; empty where its title does not say."""
    told = MATTER.match(title.strip())
    return YEAR.sub("", told["what"]) if told else ""


def event_under(line: Line) -> str:
    """What a time dates that stands alone under a heading: 三、培训时间 / 10月19日至23日."""
    for depth, title in enumerate(reversed(line.section)):
        if title.strip() == line.text.strip():
            continue
        bare = NUMBERING.sub("", title).strip(" 　：:。")
        if told := TIME_HEADING.match(bare):
            what = told["what"]
            return matter(line.section[0]) if WHOLE.match(what) else what
        topmost = depth == len(line.section) - 1
        if topmost or len(bare) > LONGEST_EVENT or NO_EVENT.search(bare):
            return ""
        return "" if re.search(r"[，,：:；;\d]", bare) else bare
    return ""


# （8月2日下午报到）: the day before an event on which people arrive.
ARRIVES = re.compile(r"(?:[上下]午)?(?P<what>报到|离会|返程|签到|撤离)(?=[，,；;）)]|$)")


def arrival(governed: Governed) -> str:
    """What is done on a day in brackets behind an event: （8月2日下午|报到|）; mostly nothing."""
    if governed.before.strip() not in ("（", "("):
        return ""
    told = ARRIVES.match(rest(governed.after).strip())
    return told["what"] if told else ""


def alone(line: Line, sentence: Sentence, governed: Governed) -> Bound:
    """A time that stands alone under its heading: 三、培训时间 / 10月19日至23日，会期5天."""
    earlier = sentence.clauses[: governed.clause]
    dated = all(any(t.start == clause.start for t in line.times) for clause in earlier)
    if not dated or rest(governed.after).strip() or governed.time.recurring:
        return NOTHING
    if governed.time.precision in ("year", "plan") or sentence.end < line.end - 1:
        return NOTHING
    what = event_under(line)
    end = governed.time.end
    return (what, governed.time.start, end, "", governed.clause) if what else NOTHING


@dataclass(slots=True)
class Quotas:
    """The noun of the list of quotas that a document is in; lines are entered in order."""

    noun: str = ""

    def enter(self, line: Line) -> Line:
        """The line, with the noun that its list measures."""
        text = NUMBERING.sub("", line.text).strip()
        if PART.match(line.text):
            self.noun = ""
        tail = (
            re.split(r"[，,。；;]", text.rstrip("：:。"))[-1]
            if text.endswith(("：", ":"))
            else text
        )
        told = QUOTA_HEAD.search(tail) if len(tail) <= HEAD_LENGTH else None
        if told is not None and not line.quantities:
            self.noun = _noun(told["noun"])
            return line
        return replace(line, head=self.noun) if self.noun and line.quantities else line


def _noun(words: str) -> str:
    """全市美术教师培训名额 → 美术教师培训名额."""
    words = re.split(r"[与和及]", YEAR.sub("", words))[-1]
    words = ALLOTS.sub("", words)
    words = re.sub(rf"^(?:{PLACES})(?:的)?", "", words)
    return strip_head(words) or words


def of_list(name: Name, quantity: Quantity, line: Line) -> Name:
    """A line of a list of quotas: the list says what is counted, the line for whom."""
    if not line.head or quantity.unit not in COUNTED:
        return name
    number = NUMBERING.match(line.text)
    head = number.end() if number else 0
    item = ITEM.match(line.text[head : quantity.start - line.start])
    if item is None:
        return name
    label = re.sub(r"\s+", "", item["label"])
    if SUM.match(label):
        return Name(line.head)
    if OBJECT_VERB.search(label) or label.startswith("每") or MEASURE_END.search(label):
        return name
    return Name(line.head, label)


# 甲县：小学校长4名、初中校长3名: for whom all values of the line hold.
FOR_LABEL = re.compile(
    r"^\s*(?P<whom>[\u4e00-\u9fff]{1,10}(?:[县区市州旗镇乡局校园]|街道|学校|高校|院校)(?:[（(][^（）()]{1,8}[)）])?)[：:](?=\S)"
)


def of_label(name: Name, quantity: Quantity, line: Line) -> Name:
    """The name with the place or body that its line is about, where it has no scope of its own."""
    number = NUMBERING.match(line.text)
    head = number.end() if number else 0
    told = FOR_LABEL.match(line.text[head:])
    inside = quantity.start - line.start >= head + (told.end() if told else 0)
    if told is None or not inside or name.scope or told["whom"] in name.indicator:
        return name
    return replace(name, scope=told["whom"])


# 各县区美术教师，共|120人: who is counted stands in the clause before.
TOTAL = re.compile(r"^(?:[总合共]计?|名额(?:为|共)?|人数(?:为|约)?|计|约)*$")
WHO = re.compile(
    r"(?:教师|校长|园长|学生|人员|干部|骨干|教研员|专家|代表|负责人|班主任|学员|选手|幼儿|儿童|家长|志愿者|团员|队员|辅导员|管理者|新生|毕业生|考生|应届生|教练员|裁判员)$"
)


def counted_before(before: str, earlier: str) -> Name | None:
    """The name of a total whose people stand in the clause before: 在职美术教师，共|120人."""
    who = re.sub(r"[（(][^（）()]*[)）]$", "", NUMBERING.sub("", earlier).strip())
    if not TOTAL.match(before.strip()) or not WHO.search(who) or re.search(r"\d", who):
        return None
    run = SCOPE_RUN.match(who)
    rest = who[run.end() :] if run else who
    if run is None or not rest or re.search(rf"(?:{STAGES})$", run.group()):
        return Name(who, "", borrowed=True)
    return Name(rest, run.group().rstrip("的、"), borrowed=True)
