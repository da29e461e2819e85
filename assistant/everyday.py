"""Everyday and local ways to ask, said as the rest of the rooms read them: 咋整 is 怎么办, 三等嘞 is 三等呢."""

from __future__ import annotations

import re

from assistant.groups_said import with_groups

SAID: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(
            r"^(?:您好|你好|老师好?|请教|麻烦)?[，,。！! ]*(?:先|再|想)?(?:请?问|打听|请教|咨询|了解)(?:一?下|[一两几]?个?)?(?:事情?|问题)?(?:哈|啊|呀)?[，,：: ]+"
        ),
        "",
    ),  # 先问个事，
    (
        re.compile(r"(?:几[号月]|哪天|什么时候|啥时候?|何时|多会儿)放(?=[？?。，,\s啊呀呢]|$)"),
        r"\g<0>假",
    ),
    (
        re.compile(r"(?:咋|怎么|怎)(?:整|弄|搞|个?弄法|着办)(?=[？?。，,！!\s]|$)"),
        "怎么办",
    ),  # how to go about it
    (re.compile(r"(?:啷个|咋个|咋子|哪样办|点样|乍)"), "怎么"),  # how, in the south-west and south
    (re.compile(r"(?:啥子|么子|嘛子|啥玩意儿?|乜嘢?|什么子)"), "什么"),  # what
    (
        re.compile(
            r"好多(?=[个钱块元岁天年次人名所分节级小月钟亿万斤米平字课]|(?:[啊呀嘛呢钱]*)?(?:[？?，,。！!\s]|$))|几多"
        ),
        "多少",
    ),  # how many
    (re.compile(r"(?:莫得|冇得?|么得|木有|没得(?=[？?。，,\s]|$))"), "没有"),  # have not
    (re.compile(r"(?<=[一-鿿])[嘞咧哩哈噻](?=[？?。，,！!\s]|$)"), "呢"),  # a particle at the end
    (re.compile(r"(?<=[一-鿿])[嘞嘅](?=[一-鿿])"), "的"),  # the same between words: 的
    (
        re.compile(
            r"(?:系咪|得唔得|中不中|中不(?=[？?，,。！!\s]|$)|要得不|得行不|得不得行|成不成|使得不|[阔口]以不|行不行得通)"
        ),
        "可以吗",
    ),  # is it allowed
    (re.compile(r"[阔口]以"), "可以"),  # as some regions say it
    (
        re.compile(
            r"(?<=[归由找跟问给该])哪个(?=来?(?:管|负责|批|审|定|申诉|告|反映|出钱|交钱|说了算|盖章)|[？?，,。！!\s]|$)"
        ),
        "谁",
    ),  # who
    (
        re.compile(r"(?:经费|钱)(?:是?从|打|由)?哪(?:儿|里|个)?(?:来|出)"),
        "经费怎么保障",
    ),  # who funds it
    (
        re.compile(
            r"(?<=[一-鿿]{2})(?<![们这那哪别靠])[那这](?:边|头|块儿?)(?=多少|几|怎|咋|什么|啥|谁|的?呢|收|要|[？?，,]|$)"
        ),
        "",
    ),  # 青禾那边多少
    (
        re.compile(
            r"(?:交|递|报|送)(?:上去|过去|进去|上来|了)(?:的?(?:材料|申请|申请表|报告))?(?:以后|之后|后)?[，,]?(?=(?:要|得|一般|最[快慢晚]|大概)*等?(?:多久|几天|多长时间|多少天|几个工作日)[^，。]{0,5}(?:准[话信]|答复|回[复音话]|结果|下来|下文|信儿?|批|审|办))"
        ),
        "受理之日起",
    ),  # 交上去以后多久给准话
    (
        re.compile(
            r"(?<=[久天日间候])(?:之?内)?(?:才|能|会|可以|得|要)*(?:(?:给|有|出|来)个?(?:准[话信]|回[音话]|信儿|说法|下文)|批(?:得|能)?下来|批好|能批)(?=[？?，,呢啊吗]|$)"
        ),
        "作出决定",
    ),  # 多久能批下来
    (
        re.compile(
            r"((?:警告|记过|处分|留校察看)[^。？?]{0,16}?)(?:撤[掉了]|消[掉了]|去掉|抹掉|拿掉|消除)(?:处分)?(?=[？?，,。呢啊吗]|$)"
        ),
        r"\1解除处分",
    ),  # 背了警告，怎么申请撤掉
    (re.compile(r"筹(?=了?(?:多少|几))"), "筹措"),  # how much is raised
    (
        re.compile(
            r"(?:该|要)?[打拨](?:打)?(?:哪个|哪一个|哪|什么|啥|多少)(?:电话|热线)(?:号码?)?(?:去|来)?(投诉|举报|咨询|反映|报名|求助|报修|查询)?"
        ),
        r"\1电话是多少",
    ),  # which number to call: 打电话 stands in no document
    (
        re.compile(
            r"(?:(?<=[，,。 ])|^)(?:联系)?(电话|号码|网址|地址|邮箱)(?:也|都)?(?:给|发|报|留)(?:我|俺)?(?:一个|个|一下|下|一份)?[吧呗]?(?=[？?。，,！!\s]|$)"
        ),
        r"\1是多少",
    ),  # 电话给一个
    (re.compile(r"(?<=[一-鿿])倒(?=[不没])(?<=[拖放看等闹占压欠]倒)"), "着"),  # 拖倒不交
    (re.compile(r"(?<!不晓得)(?:弄啥|整啥|搞啥)(?!地方)"), "做什么"),  # do what
    (re.compile(r"专门(?:管(?!理)|(?=[讲说]|针对|规定))"), ""),  # what a document is about
    (re.compile(r"(?:俺|咱)(?:们)?(?=[家娃县市区省乡镇村校这])"), "我们"),  # we
    (re.compile(r"(?:介绍下|讲讲|唠唠|叨叨)(?=[^一-鿿]|$)"), ""),  # tell me
    (
        re.compile(
            r"(?:(?<=[，,。？?、 那到从在跟和与比是])|^)(?=2[1-9]年(?:的|那|打算|计划|准备|春|秋|[上下]半|招|以[前后]|[底初末]|新|开|[我这]|\d{1,2}月))"
        ),
        "20",
    ),  # a year by its last two digits: 25年打算招几个
    (
        re.compile(
            r"([一二两三四五六七八九十]|1?\d)个?人(?:(?:住|睡)?(?:[一1]个?)?(?:间(?!隔|距|接)|屋|房间?)(?:的|那种)*(?=寝室|宿舍|房|[住一要收多哪，,？? ]|$)|(?:住|睡)?的(?=寝室|宿舍))"
        ),
        r"\1人间",
    ),  # 六个人一间的寝室
    (
        re.compile(
            r"(?:寝室|宿舍|床铺)(?=的?(?:住)?(?:一?个?(?:学期|学年|年|月))?(?:要|得|收|交)*(?:多少|几|便宜|贵|哪[一]?[个边所家种]?(?:更|要)?(?:便宜|贵)))(?!(?:住|收|要|能住)?(?:多少|几)(?:个?人|间|张|个))"
        ),
        "住宿费",
    ),  # what a bed costs
)
"""What is said, and what is read for it; each with its meaning."""


ASKED = re.compile(r"哪|谁|什么|啥|多少|怎|咋|如何|吗|呢|[不没]|几[天时点号](?!都)")
"""What asks, so that 那 need not."""
THAT = re.compile(r"(?<=[一-鿿]{2})那(?=几[所个条种类项门家区县市省年月天样]|些)")
"""那 before a count, typed for 哪."""


TELL_ME = re.compile(
    r"[，,。 ](?:把)?(?:具体|详细|大概|整个)?的?(?:流程|步骤|手续|程序|过程|做法|情况)?(?:也)?(?:跟我|给我|帮我|麻烦)?(?:说|讲|介绍|解释|讲解|告知)(?:说|讲)?(?:一?下|一声|清楚|明白|给我听听?)[吧呗哈啊]?[。！!]?$"
)
"""A clause behind a question that only asks to be told: ，流程说下."""


def plainly_said(question: str) -> str:
    """The question with local words as they are written everywhere."""
    for said, read in SAID:
        question = said.sub(read, question)
    question = with_groups(question)
    told = TELL_ME.search(question)
    if told and ASKED.search(question[: told.start()]):
        question = question[: told.start()]
    return question if ASKED.search(question) else THAT.sub("哪", question)
