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
    (re.compile(r"换个?专业|换个?系(?!统)"), "转专业"),  # another course of studies
    (re.compile(r"(?:压根|根本|完全)?([换转报考读评])不了"), r"不能\1"),  # is not allowed
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
            r"((?:警告|记过|处分|留校察看)[^。？?]{0,24}?)(?:给)?(?:撤[掉了销]|[消销][掉了]|去掉|抹掉|拿掉|消除)(?:处分)?(?=[？?，,。呢啊吗]|$)"
        ),
        r"\1解除处分",
    ),  # 背了警告，怎么申请撤掉
    (
        re.compile(
            r"(?:跟|和|向|给)(?:谁|哪个?(?:部门|单位|领导)|哪里|哪儿)(?:去)?(?:说|讲|汇报|上报|报)(?=[？?，,。呢啊吗的\s]|$)"
        ),
        "向谁报告",
    ),  # whom to tell
    (
        re.compile(r"(?:还)?(?:能|可以|该)?走(?:哪几|哪些?|什么|啥)(?:条)?(?:路子?|渠道|途径)"),
        "有哪些途径解决",
    ),  # which ways are open
    (
        re.compile(
            r"(?:去|上|到)?(?:找)?(?:哪儿?|哪里|谁|什么地方)(?:去)?(?:说理|评理|讨(?:个)?说法|讲理)"
        ),
        "向谁申请处理",
    ),  # where to seek one's right
    (
        re.compile(r"(?:谈|协商|商量)(?:崩|不拢|不成|不下来|不好|掰)了?"),
        "协商不成有争议",
    ),  # no agreement
    (
        re.compile(
            r"(?:觉得|感觉|认为|都说)(?:很|太|挺|有点)?(?:冤枉?|委屈|不公平?|不合理|不对)(?=[^一-鿿]|想|要|怎|能|可以|$)"
        ),
        "有异议",
    ),  # do not agree
    (
        re.compile(
            r"((?:没|未|不)(?:被|能)?(?:录|考|报)[上取到]?[^。？?]{0,10}?)补的?那[趟次批回轮]"
        ),
        r"\1补录",
    ),  # the round for those who were not taken
    (
        re.compile(
            r"(?:普通|一般|正常|平常)的?(?:岗位|岗|人员|考生|情况下?|人)(?=的?(?:年龄|学历|最|要|上限|条件|是|能|多少|几))"
        ),
        "",
    ),  # who falls under no exception: the rule does not name them
    (re.compile(r"(?:打下手|打个?下手|搭把手|打配合|帮衬|敲边鼓)(?:配合)?"), "配合"),  # joins in
    (
        re.compile(r"(?<=[一-鿿])(?:挑头|打头|领头)(?=的|哪|几|有|多少|[？?，,。\s]|$)"),
        "牵头",
    ),  # leads
    (
        re.compile(r"(?<=[一两二三四五六七八九十半几\d])个?(?:礼拜|星期)(?![一二三四五六日天末])"),
        "周",
    ),  # a week
    (
        re.compile(
            r"([两二三四五六七八九十\d])个?人(?:一起)?住的?(?:那[种个间]|这[种个间]|房间|寝室|宿舍|屋)?"
        ),
        r"\1人间",
    ),  # a dormitory by how many live in a room
    (
        re.compile(
            r"(?:全部?|都|一起|通通|统统)*(?:(?:加|归|算|凑|合)(?:拢来?|到一[起块]|一[起块]堆)|归总|打总|通共|满打满算|拢共|共总)(?:起来|一下)?(?:一共)?"
        ),
        "一共",
    ),  # all in all
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
