"""The words of questions that are answered by counting, adding, comparing or setting versions side by side."""

from __future__ import annotations

import re
from typing import Literal

from assistant.question_words import DATE, LISTING, NUMBER
from assistant.region_groups import SAID as GROUP

ComputedKind = Literal[
    "sum", "count", "comparison", "version", "documents", "tasks", "status", "overview"
]

MUCH = r"(?:多少|(?<!哪)几|多大)"
REGIONS = r"(?:省(?:份|市|区)?|市(?!场)|自治区|直辖市|地方|地区|区县|县区?|区(?!别)|城市)"
PAPERS = r"(?:文件|通知|办法|规定|政策|方案|意见|条例|法规|法律|报告|要点|细则)"
SAYS = r"(?:出台|制定|印发|发布|出过|说了?|提到|涉及|提出|讲到?|规定|说到?|写到?|要求|明确|有)"

WHICH_PLACES = rf"(?:哪些|哪几个?|哪个|几个|多少个)(?:{REGIONS}|省市|地方)+"
"""Which places."""
TITLED = re.compile(
    rf"{WHICH_PLACES}(?:份|的|都|也|已经?|分别)*(?:有|出台|制定|印发|发布|出)?(?:了|过)?(?:自己的|本地的)?"
    rf"(?P<name>[一-鿿《》〈〉]{{2,18}}{PAPERS})(?:[》的]*(?:可以?|能)(?:查|看)[到得]?)?(?:了|的)?[呢啊呀吗？?。]*$"
)
"""A question for places by the title of what they have."""
TITLED_LAST = re.compile(
    rf"(?P<name>[一-鿿《》〈〉]{{2,18}}{PAPERS})[》，, ]*(?:这?(?:个|些)?库[里中]|这里|里面?|目前|现在)*(?:都|一共|总共|共)?(?:有|收了?|存了?|放了?|是)?{WHICH_PLACES}"
    r"(?:的|都?(?:有|出台|制定|出)(?:了|过)?(?:的)?)?[呢啊呀吗？?。]*$"
)
"""The same with the title said first: 学校安全条例，库里有哪几个省的."""
SUM = re.compile(
    rf"(?:一共|总共|合计|总计|共计|拢共|拢总|统共|加起来|合起来|加在一起|加一起|加一块儿?|凑(?:在)?一[起块]儿?|凑起来|总的)[^，。？?]{{0,24}}{MUCH}|(?:合计|总计|总和|加起来|加在?一起)(?=$|[？?。])|{MUCH}[^，。？?]{{0,12}}(?:加在?一[起块]|加起来|合起来|合计|总共)|总(?:投资|投入|金额|额|数|量|和|面积|规模)[^，。？?]{{0,6}}(?:是|有|为)?(?:多少|几)"
)
"""一共要建多少所, 总投资多少."""
COUNTS_PAPERS = re.compile(
    rf"(?<![交填写带备递])(?:{MUCH}(?:份|部|件|篇)(?:地方(?:性)?)?{PAPERS}|{MUCH}(?:个)?(?:地方(?:性)?)?(?:文件|条例|法规|法律|通知))"
)
"""有多少份文件."""
COUNTS_REGIONS = re.compile(rf"{MUCH}(?:个)?{REGIONS}(?![长县])")
"""几个省提到."""
COUNTS_PARTS = re.compile(
    rf"{MUCH}(?:个)?(?:章(?!节)|条(?![件款路河线裤街例])|部分|方面|附件)(?:$|[^一-鿿]|的|呢|啊|呀|内容|规定|任务|措施|要求)"
)
"""第三章有几条, 分几个方面."""
WHICH_PARTS = re.compile(
    r"哪(?:几|[二两三四五六七八九十])(?:大|个|项)*(?:方面|部分|块|章|任务|举措)"
)
"""哪六个方面."""
COUNTS_ITEMS = re.compile(
    r"(?:任务|措施|工作|举措|内容|原则|要求|条件|情形|职责|步骤|环节|阶段|材料|行动|工程|实事|项目|方面|部分|条款|章节)(?:一共|总共|共|分为|分成|分|有|包括|是)*(?:多少|几)(?:大)?(?:项|条|件|个|点|种|类|步|章|份)?(?:方面|部分)?(?:$|[？?。，啊呀呢])"
)
"""主要任务有几项, 实施意见分几个部分."""
COUNTS_NAMED = re.compile(
    r"(?:多少|(?<!哪)几)(?:大|个|项|条|类|步|种)+(?:重点|重大|主要|专项|具体|突出)?(?:工程|行动|举措|措施|机制|问题|环节|步骤|阶段|原则|体系|亮点)(?:$|[？?。，啊呀呢])|(?:重点|重大|主要|专项)(?:工程|行动)(?:都|一共|共|分别|有|是|包括)*(?:哪些|哪几[个项大]?)(?=$|[？?。，啊呀呢])|哪(?:些|几[个项大]?)(?:重点|重大|主要|专项)(?:工程|行动)"
)
"""列了几个重大工程, 几大行动: parts with names."""
COUNTS_TASKS = re.compile(
    rf"{MUCH}(?:项|个|件|条|场|次)?(?:重点|主要|具体|重要)?(?:工作(?!日)|任务|会议|会(?=[，。？?要]|$)|活动|事项|培训|检查|比赛|指标|目标|时间节点)"
)
"""几项任务在9月; 多少次培训 of a person is no count of rows, which the rest of the question tells."""
REGIONS_LAST = re.compile(
    rf"(?:的|中)?(?:{REGIONS}|省区)(?:份)?(?:一共|总共|共)?(?:有|是)(?:哪|几|多少)"
)
"""提出…的省有几个."""
NAMES_PAPERS = re.compile(
    rf"(?:提到|涉及|讲到|写到|说到|写进|列入|纳入|规定|要求|提出)[^，。？?]{{0,24}}的(?:[^，。？?]{{0,2}}(?:{PAPERS}|{REGIONS}|单位|地方|地区))?都?(?:有哪些|有哪几|是哪些|是哪几|有几)|(?:提到|涉及|讲到|写到|写进|列入|纳入|出现在|在)了?(?:哪些|哪几[份个部])[^，。？?]{{0,14}}?{PAPERS}|(?:哪几份|哪几部|哪份)[^，。？?]{{0,12}}?(?:{PAPERS}|{SAYS})"
)
"""提到…的有哪些, 哪几份实施意见."""
DUTIES = re.compile(
    r"(?<!谁)(?<!谁来)(?:负责|牵头|承担|参与|主抓)(?:的)?(?:什么|哪些|啥|几项|任务|工作|事)"
)
"""What an office is responsible for."""
MUCH_ASKED = re.compile(MUCH)
OVERVIEW_SAID = re.compile(
    r"主要(?:规定|讲|说|写|管|内容)(?:了|的)?(?:是|有)?(?:什么|啥|哪些)|大概(?:讲|说|写|内容)|大致(?:内容|讲|说)|讲的?是?个?啥|是讲什么的|简要?介绍|概述|概要|说了哪几"
)
"""What a document is about as a whole."""
OVERDUE = re.compile(
    r"(?:过|超)了?(?:规定的?|完成的?|办理的?)*(?:时限|期限|截止|规定时间)|已经?(?:过期|超期|逾期)|(?:时限|期限|截止(?:时间|日期)?)(?:都|也|已经?)*(?:到|过)了?(?=$|[的，。？?])"
)
NAMES_REGIONS = re.compile(rf"(?:哪些|哪几个|哪个|有没有){REGIONS}[^，。？?]{{0,8}}{SAYS}")
"""哪些省提到."""
ASKED_REGIONS = re.compile(rf"(?:哪些|哪几个|哪个|哪几|几个|多少个?|各个?|每个?){REGIONS}")
"""哪些省 and 各市 name no place."""
EACH_REGION = re.compile(rf"各个?{REGIONS}")
LEAST_MOST = re.compile(r"最(?:高|低|多|少|大|小|快|慢|长|短|早|晚)")
WHICH_IS_MORE = re.compile(
    rf"(?:哪个|哪一个|哪边|谁|哪里|哪儿)(?:{REGIONS}|学段|年|文件|版本)?[^，。？?]{{0,16}}(?:更|最)?(?:高|低|多(?!少)|(?<!多)少|大|小|快|慢|长|短|便宜|贵|划算|合算|实惠|省钱)(?:一?些|一点)?(?:$|[？?，。啊呀呢一])"
)
"""哪个高, 哪个省目标最高."""
DIFFERENCE = re.compile(
    r"相?(?<![就只还才])差(?:了)?(?:多少|几|多大)|差距|差额|(?<![最至])多出?(?:了)?多少|(?<![最至])少(?:了)?多少(?=$|[？?，。元万亿个名人])|(?<!最)高(?:出|了)?多少|(?<!最)低(?:了)?多少"
)
"""差多少."""
AGAINST = re.compile(
    r"(?:(?<![占之师生环同对配类无性])比(?![例赛率重如照值分拼对方])|较(?=20\d\d|去年|上年|上一年))[^，。？?]{1,14}?(?:高|低|多|少|提高|增加|增长|减少|降低|下降|上涨|涨|降|提前|推迟|扩大|缩小)(?:了|出)?(?:$|[多几吗么没？?])|(?:相比|对比|和去年比|跟去年比|同比)"
)
"""比去年提高多少."""
ROSE = re.compile(r"(?:提高|增加|涨|降|降低|减少|下降)了(?:多少|几)")
"""提高了多少: a value and the one before it."""
TWO_SIDES = re.compile(
    r"(?:各|分别)(?:是|为|有|要)?(?:多少|几|多长|多久|多大|多高)|区别|不同|不一样|差别|对比|比较一?下"
)
"""Two sides set beside each other, without a difference being asked for."""
EACH_MUCH = re.compile(
    r"(?:各|分别)(?!种|类|项|级)[^，。？?]{0,6}?(?:多少|几|多[长久大高远早晚快宽重])"
)
"""各收多少, 分别计划招多少人."""
SAME = re.compile(
    r"(?:一样|相同|同样|一致|统一)(?:长|多|高|大)?(?:吗|么|不|否|没)|一不一样|(?:涨|降|提高|降低|增加|减少|变|改)了?(?:没有?|吗|么|不)(?=$|[？?，。])|还是一样"
    r"|同(?:一(?:天|日|时间|个月|年)|时)[^，。？?]{0,6}(?:吗|么|不|否|没)"
)
"""一样不, 涨了没, 是同一天出来吗."""
BETTER = re.compile(
    r"(?:哪里|哪儿|哪边|哪个|哪家|哪一个|谁)(?:的|要)?(?:更|最|比较|要)?"
    r"(?:(?:贵|便宜|严格?|宽松?|早|晚|远|近|重|轻|划算)(?:一?些|一点)?|(?:先|后|早|晚)(?:一?些|一点)?(?:开始|结束|截止|报名|开?考试?|开学|放假|举行|举办|完成)"
    r"|(?:开始|结束|截止|报名|开?考|开学|放假|举行|举办|完成)得?(?:更|比较)?(?:早|晚)(?:一?些|一点)?)(?=$|[，。？?])"
)
"""哪里贵, 谁更严."""
THIS_AND_LAST = re.compile(
    r"(?:今年|20\d\d年?|现在)[^。？?]{0,16}?(?:跟|和|与|比|同)(?:去年|上一?年|前年|原来|以前)|(?:去年|上一?年|20\d\d年?)[^。？?]{0,4}(?:跟|和|与|比)[^。？?]{0,4}(?:今年|20\d\d)"
)
"""今年…跟去年."""
HOW_MUCH = re.compile(r"差|多少|几|多[长久大高远早晚]|比|原来|一样|[不没吗]$|变化|区别|不同")
AND = re.compile(r"[一-鿿\d](?:和|与|跟|同|、|以及|还是)[一-鿿\d]")
CHANGED = re.compile(
    r"(?:改|修改|修订|变|调整|变动|更新|增加|删)了?(?:哪些|什么|啥|哪里|哪儿|些什么|些啥)|(?:哪些|什么|啥)[^，。？?]{0,4}(?:变化|改动|变动|修改|调整|变了|改了)|(?:哪些|什么|啥)(?:地方)?(?:不同|不一样|区别|差别)|(?:区别|不同|变化|差别)(?:在哪|是什么|有哪)"
)
"""What changed, not how much."""
VERSIONS = re.compile(
    r"新旧|旧版|老版|新版|上一?版|两[版个]|[版修]本|试行|原来|原先|以前|之前|修订|修正|[旧老新原](?:的|办法|规定|标准|法|条例|文件|方案)|去年|上年"
)
"""An earlier version, or the same document of another year."""
SHARE_OF = re.compile(r"占(?![地用])[^，。；]{1,14}|比重|份额")
"""A share of something is another thing than the thing: the sea's part in the product is not the product."""
TWO_YEARS = re.compile(r"20\d\d.*20\d\d")


def computed_kind(text: str) -> ComputedKind | None:
    """The kind of a question whose answer is computed from rows; None of every other question."""
    if CHANGED.search(text) and (VERSIONS.search(text) or TWO_YEARS.search(text)):
        return "version"
    if OVERDUE.search(text) and LISTING.search(text):
        return "status"
    if OVERVIEW_SAID.search(text) and not MUCH_ASKED.search(text):
        return "overview"
    if _counts_regions(text):
        return "count"
    if _asks_comparison(text):
        return "comparison"
    counting = (COUNTS_PAPERS, COUNTS_PARTS, COUNTS_ITEMS, COUNTS_NAMED, WHICH_PARTS)
    if any(p.search(text) for p in counting):
        return "count"
    if SUM.search(text):
        return "count" if COUNTS_TASKS.search(text) else "sum"
    if COUNTS_TASKS.search(text) and not _of_somebody(text):
        return "count"
    if NAMES_REGIONS.search(text) or NAMES_PAPERS.search(text):
        return None if DATE.search(text) else "documents"
    return "tasks" if DUTIES.search(text) else None


def _asks_comparison(text: str) -> bool:
    if DIFFERENCE.search(text) or AGAINST.search(text) or ROSE.search(text):
        return True
    if EACH_REGION.search(text) and NUMBER.search(text) and not SUM.search(text):
        return True
    several = AND.search(text) or GROUP.search(text) or LEAST_MOST.search(text)
    if WHICH_IS_MORE.search(text) and several:
        return True
    if THIS_AND_LAST.search(text) and HOW_MUCH.search(text) and not SUM.search(text):
        return True
    told = (TWO_SIDES, EACH_MUCH, SAME, BETTER)
    return bool(AND.search(text) and any(p.search(text) for p in told))


def _counts_regions(text: str) -> bool:
    return bool(
        (COUNTS_REGIONS.search(text) or REGIONS_LAST.search(text)) and re.search(SAYS, text)
    )


def _of_somebody(text: str) -> bool:
    """教师每年参加几次培训 asks for a norm: it has a duty's words and no list's."""
    return bool(re.search(r"每(?:年|学年|学期|月|周|人|名|个)|至少|最少|应当|必须", text)) and not (
        LISTING.search(text) and re.search(r"安排|计划", text)
    )
