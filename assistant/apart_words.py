"""What a question that sets two documents side by side asks of each of them: its matter without the words that only
compare, the kind of value, and which way round the sides are to be ordered."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.measure import Measure, asked_measure
from assistant.question_words import SCOPES
from ingest.grammar import find_quantities

Kind = Literal["time", "number", ""]

MUCH = r"(?:多少|几|多[大久长远])"
OF = r"(?:个|份|家|地|所|边|版|处|方|者|座|年)?"
HEADS = r"(?:区县|县区|[省市区县]|地方|地区|学校|学区|城市|文件|通知|方案|办法|版本|规定|政策|年)?"
UNITS = r"(?:[万亿千百]?(?:个|名|位|所|元|块|钱|人|天|年|月|日|岁|分|倍|次|百分点|班|家|件|节|学位|小时|分钟)*)"
JOIN = r"(?:和|与|跟|同|以及|及|还是|或者?|、|比起?|到|对比?|vs|VS)"
MORE = r"(?:早|晚|先|后|高|低|多|少|大|小|快|慢|长|短|贵|便宜|严|宽|松|紧|远|近|轻|重|划算|容易|难)"
STAGE = re.compile("|".join(map(re.escape, sorted(SCOPES, key=len, reverse=True))))
LEVEL = re.compile(r"小学|初中|高中|幼儿园|学前|中职|职业|高校|大学")
SIDE = "\0"
"""Stands where the name of a side stood."""
PAPER = r"(?:那|这)?(?:一)?(?:版|份|年)?(?:修订|印发|出台|发布)?的?(?:办法|规定|方案|细则|文件|通知|版本?|意见|条例|(?:要点|计划|报告)(?=[里中的和与跟比，,])|(?<=新|旧|老)的?)?(?:里面?|中)?(?:的|对(?!口|象))?"
BETWEEN = re.compile(
    rf"[，,、 ]*(?:请)?(?:对比|比较|相比|对照)?(?:一下)?{JOIN}?{SIDE}[省市区县]?{PAPER}(?:{JOIN}?{SIDE}[省市区县]?{PAPER})*(?:{JOIN})?(?:这?两{OF}{HEADS})?"
)
"""The names of sides with what ties them."""
COMPARES = re.compile(
    rf"(?:请|麻烦|帮我|帮忙|想)?(?:问(?!卷|答|题)|对比|比较|比一?比|对照|说说|讲讲|说一?下|告诉我)(?:一?下)?(?!例)"
    rf"|(?:这|那|上述|以上)?[两二三四]{OF}{HEADS}(?:之间|里面?)?(?=的|都|各|分别|相?差|谁|哪|是|[，,]|一样|有|在|要求|$|\s*(?:会不会|能不能|要不要|让不让|管不管|认不认|可不可以|卡不卡))的?"
    rf"|(?:哪(?:一)?(?:个|边|家|里|儿|份|版|年|头|(?=[省市区县])){HEADS}|谁(?:家)?)(?:的|要求得?|要|会|定得|卡得|管得|给得|来得|执行得?)*(?:更|最|比较|相对)*(?=[^，。？?]{{0,12}}{MORE})"
    r"|先(?=开始|报|启动|公布|出|办|考|招|放|登)"
    rf"|相?差(?:了|得|距|额|别)*(?:是|有)?{MUCH}{UNITS}"
    rf"|(?:多|少|高|低|早|晚|长|短|大|小|快|慢|贵|便宜|[上下]?[涨降升]|提高|增加|增长|减少|下降|上升|提前|推迟|延长|缩短|扩大|缩小)(?:出|了|过|招收?|收|建|发|给|交|拿|用|安排|开|办|到|至)*{MUCH}{UNITS}"
    r"|(?:[上下]?[涨降升]|提高|增加|减少|降低|提前|推迟|变|改|多|少|高|低)了?(?:没有?|吗|么|不)?(?=$|[，。？?呀啊呢])|原来(?:是)?(?:多少|几[一-鿿]{0,2})?(?=$|[，。？?呀啊呢])"
    r"|(?:有|存在)?(?:什么|啥|哪些|何|多大)(?:地方)?的?(?:区别|不同|不一样|差别|变化|改变|差异|改动|调整|变动)(?:之处|的?地方)?"
    r"|有?(?:区别|差别|不同|变化|差异)(?:在哪里?|是什么|大[吗不]大?|吗|没有?)?(?=$|[，。？?])"
    r"|(?:是不是|是否|[都也还]|要求)?(?:是)?(?:不?一样|相同|同样|一致|同一[天个]?|统一)(?:[长多高大早])?的?(?:吗|么|不|否|没有?)?(?=$|[ ，。？?呀啊呢])"
    r"|(?:是|会)?(?:多|少|高|低|涨|降|早|晚|长|短|严|松|贵|便宜)了?(?:一?些|一?点)?还是(?:多|少|高|低|涨|降|早|晚|长|短|严|松|贵|便宜)了?(?:一?些|一?点)?"
    r"|一不一样|相比|相同(?=$|[，。？?])|各自|分别|各(?=是|多|几|为|有|要|招|收|$|[，。？?])|比起来|改了(?:什么|多少|啥|没)|变了(?:没|吗|多少)?"
    r"|(?:更|最|比较|得)?(?:早|晚|先|后|高|低|多|少|大|小|快|慢|长|短|贵|便宜|严格?|宽松?|松|紧|远|近|轻|重|划算|容易|难)(?:一?些|一?点儿?)?(?=$|[，。？?啊呀呢嘛 ])"
)
"""Words that compare and name no matter."""
LEFT = re.compile(r"^[\s，,、。；;：:？?的对比是在]+|[\s，,、。；;：:？?的啊呀呢吧吗是]+$")
TIME = re.compile(
    r"什么时[候间]|啥时|何时|哪一?[天日]|几[月号日点](?!龄)|日期|(?<!长)时间|截止|(?:更|谁|哪[个边家里儿一]?[区县市校]?)[^，。？?]{0,10}[早晚先](?:一?些|一?点|开始|报|出|办)?|相?差多[久远]|提前|推迟|同一天|早(?:了)?几天|晚(?:了)?几天|[早晚](?:几|多少)天|先(?:开始|报|启动|公布|出)|开始得?早|最[早晚迟]"
)
"""Words that ask for a day."""
LONG = re.compile(
    r"多[久长](?!才)|几年|几个?月(?!份)|多少[年天个]|时长|年限|期限(?:是)?(?:多|几)|多长时间|满多|几天"
)
"""Words that ask how long."""
NUMBER = re.compile(
    rf"{MUCH}|人数|名额|标准|比例|次数|金额|上限|下限|价|费用?|[率数量]|[高低贵]|便宜"
)
"""Words that ask for a number."""
WHETHER = re.compile(r"会不会|能不能|要不要|让不让|管不管|认不认|可不可以|卡不卡|允不允许")
"""Words that ask of each side whether something is so: whatever it says of it is told."""
ENDS = re.compile(r"截止|结束|最[晚迟]|到哪天|到几号|期限|前(?:交|完成)|关闭")
BEGINS = re.compile(r"先|开始|几号起|启动")
"""Words that mean the end of a stretch of days, where it is its begin else."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked of each side. ``measure`` is the kind of number, where the words tell; ``end``: the end of a
    stretch of days is compared, not its begin; ``unlike``: it is asked in what the sides differ, by whatever that is told."""

    matter: str
    kind: Kind
    measure: Measure | None = None
    end: bool = False
    unlike: bool = False

    @property
    def several(self) -> bool:
        """Are several things asked of each side, or of several stages?"""
        return bool(LISTED.search(self.matter)) or len(levels_in(self.matter)) > 1

    @property
    def things(self) -> list[Wanted]:
        """Each of the things that are asked of a side, with its own kind of value; one where there is one."""
        listed = LISTED.search(self.matter)
        if listed is None:
            return [self]
        pieces = [self.matter[: listed.start("of")], self.matter[listed.end("of") :]]
        if any(len(piece) < SHORTEST_THING for piece in pieces):
            return [self]
        return [wanted_of(piece, ()) for piece in pieces]

    @property
    def thing(self) -> str:
        """What is asked about, without the words that say how it is measured: 外聘人员 of 外聘人员占比上限."""
        last = re.split("[，,]", self.matter)[-1]
        runs = re.findall(r"[一-鿿]{2,}", MEASURED.sub(" ", last))
        return max(runs, key=len, default="")

    @property
    def asks(self) -> str:
        """The matter as a question."""
        if not self.kind or ASKED.search(self.matter):
            return self.matter
        if self.kind == "time":
            return f"{self.matter}是什么时间"
        long = self.measure is not None and self.measure.family == "时长"
        return f"{self.matter}{'是多长时间' if long else '是多少'}"


LISTED = re.compile(r"[一-鿿]{2}(?P<of>和|与|及|以及|、|还有)[一-鿿]{2}")
"""居住证和社保年限."""
UNLIKE = re.compile(r"区别|不同|不一样|差别|变化|改变|差异|改动|调整|对比|比较一|要求(?!高|低)")
"""Words that ask in what the sides differ."""
SHORTEST_THING = 3
MEASURED = re.compile(
    rf"占比|比例|百分比|上限|下限|最[高低多少大小早晚长短]|标准|规定|要求|限制|条件|数量|人数|总数|金额|期限|时间|年限|不得?超过|不低于|{MUCH}[个人元天月年岁]?"
    r"|什么|怎么样?|有何|如何|各自|分别|各|是|的|有|对|方面|上|里|为"
)
"""Words that say how a thing is measured or that it is ruled on, and name no thing."""
COUNTED = re.compile(
    r"(?:多少|几)(?P<behind>[一-鿿]{1,3})|(?P<before>[次人班所项节])数(?=$|[^学据字量额位])"
)
NAME = r"(?:(?:(?!的)[一-鿿]){2,8}[区县市省校学园版]|(?:(?!的)[一-鿿]){2,4})"
TWO_NAMES = re.compile(rf"那?{NAME}{JOIN}{NAME}|这?[两二三][个省市区县校园家处]{{1,3}}")
ASKED = re.compile(rf"{MUCH}|什么|哪|怎|如何|是否|吗|啥|谁")


def stages_in(text: str) -> list[str]:
    """School stages and groups in their order; the longer word wins."""
    return list(dict.fromkeys(STAGE.findall(text)))


def levels_in(text: str) -> list[str]:
    """Levels of schools alone: 公办初中 is of one."""
    return [stage for stage in stages_in(text) if LEVEL.search(stage)]


def compares(text: str) -> bool:
    """Does a question say that things are compared at all?"""
    return bool(COMPARES.search(text))


def only_compares(text: str) -> bool:
    """Does a clause only set two sides beside each other, whose matter stands before it: 甲区跟乙区哪边松一点?"""
    left = COMPARES.sub("", text).strip(" ，,。？?啊呀呢")
    return compares(text) and (not left or bool(TWO_NAMES.fullmatch(left)))


def wanted_of(text: str, said: Sequence[str]) -> Wanted:
    """What is asked of each side.

    Args:
        said: The names of all sides as the question says them.
    """
    kind: Kind = ""
    measure = asked_measure(text) or _counted(text)
    long = bool(LONG.search(text)) or (measure is not None and measure.family == "时长")
    if WHETHER.search(text):
        return Wanted(_matter(text, said), "", None, False, bool(UNLIKE.search(text)))
    if TIME.search(text) and not (measure and not long):
        kind = "time"
    elif measure or NUMBER.search(text) or long:
        kind = "number"
    return Wanted(
        _matter(text, said),
        kind,
        measure,
        bool(ENDS.search(text) and not BEGINS.search(text)),
        bool(UNLIKE.search(text)),
    )


def _counted(text: str) -> Measure | None:
    """The unit that stands behind 几 or 多少, or before 数: 几项, 次数."""
    for match in COUNTED.finditer(text):
        word = match["behind"] or match["before"]
        for end in range(len(word), 0, -1):
            read = find_quantities(f"3{word[:end]}")
            if len(read) == 1 and read[0].end == end + 1:
                return Measure(frozenset({read[0].unit.split("/")[0]}))
    return None


def _matter(text: str, said: Sequence[str]) -> str:
    for name in sorted(said, key=len, reverse=True):
        text = text.replace(name, SIDE)
    words = COMPARES.sub("", BETWEEN.sub("，", text)).replace(SIDE, "")
    words = COMPARES.sub("", words)
    clauses = [LEFT.sub("", clause) for clause in re.split(r"[，,。？?！!；;]", words)]
    return "，".join(dict.fromkeys(clause for clause in clauses if len(clause) > 1))
