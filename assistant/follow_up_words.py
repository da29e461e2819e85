"""The words by which a question leans on the one before it. Tables only."""

from __future__ import annotations

import re

PRONOUN = re.compile(
    r"^(?:那么?(?!些|个|里|边)|还有|然后|另外|再问一下|顺便问一下|对了|哦|好的?|嗯)[，,。 ]*(?:那么?(?!些|个|里|边))?|(?:的那个|的那种|的)?呢(?=[？?。！\s]*$)"
)
"""What joins a question to the one before it and says nothing."""
FOLLOW = re.compile(
    r"^(?:那(?!些|里|边|个(?!呢))|还有|然后|另外|再(?!次|就业|生)|它|其|这个|这项|那个|这些|上面|刚才|前面|呢|对了|嗯|哦)|呢[？?。！\s]*$|(?:的呢|呢)[，,]"
    r"|^(?:为什么|为啥|什么时候|啥时候|多少|谁负责|谁管|谁来|在哪|依据|出处|几号|哪天|何时|怎么办|有哪些要求|具体)[^，。]{0,6}$"
    r"|^(?:最高|最低|最多|最少|其余|剩下|别的|总共|一共|分别)|那[档种类项条次部][^，。]{0,4}(?:是|有|要|能|可)"
    r"|[一-鿿]的(?:有|是|要|能|收|给)?(?:多少|几[个名所人]|哪些|谁|什么时候)"
)
"""Words with which a follow-up begins or ends."""
ANOTHER_TOPIC = re.compile(
    r"^(?:那|好[的吧]?|行[了吧]?|嗯|哦)?[，,。 ]*(?:算了|先不(?:说|管|问)(?:这个|那个)?了?|不问(?:这个|那个)了)?[，,。 ]*"
    r"(?:换(?:个|一个)(?:问题|话题|事)|(?:再|另外)?(?:请?问|说)(?:你)?(?:个|一个|件)?(?:别的|个别的|另一?个|另一?件)(?:问题|事情?)?|(?:再|另外|还)问(?:个|一个|你个)(?:其他的?|另外的?)?(?:问题|事情?)|不说这个了?)(?:哈|啊|了|吧)?[，,。：: ]*"
    r"|^(?:那|好[的吧]?|行[了吧]?|嗯)?[，,。 ]*(?:算了|先不(?:说|管|问)(?:这个|那个)?了?|(?:算了)?[，, ]?不(?:问|说|聊|管)[^，,。？?]{2,8}了)[吧啊哈]?[，,。：: ]+"
)
"""Words that leave what was talked about."""
BY_THE_WAY = re.compile(
    r"^(?:那|好的?|嗯|哦)?[，,。 ]*(?:对了|另外|顺便|还想|再)(?:(?:再|想)?(?:请?问|打听)(?:一下|下|个事)?)?[，,。：: ]+"
    r"|^(?:另外|顺便|还想|再)(?:再)?(?:请?问|打听)(?:一下|下|个事)[，,。：: ]*"
)
"""Words that may leave it: they do before a question that says enough by itself."""
CONDITION = re.compile(
    r"^(?:那)?(?:要是|如果|假如|假使|万一|若是|倘若|换成|改成|轮到)|^(?:刚|已经)?(?:满|过|不满|未满|没满|不到|没到|超过)了?\s*[\d一二两三四五六七八九十百]+[^，。]{0,3}(?:[了呢]|又|咋|怎|的话)"
)
"""Another case of what was asked."""
ANOTHER_CASE = re.compile(r"呢(?:[，,]|[？?。\s]*$)")
"""那外地来的呢，……: the same of somebody else."""
DOCUMENT_WORDS = (
    r"(办法|文件|通知|规定|方案|条例|细则|意见|计划|要点|总结|法律|政策|制度|标准|规划|报告)"
)
THIS_DOCUMENT = re.compile(
    rf"(?:这|该|此|上述|前述|上面那?|刚才那?|前面那?|那)(?:个|份|部|项|篇|条)?(?:的)?{DOCUMENT_WORDS}"
)
"""The document of the answer before."""
OF_DOCUMENT = re.compile(
    r"^(?:那么?|请问)?[，, ]?(?:(?:是|从)?(?:什么时候|啥时候?|何时|哪天|哪年|谁|哪个(?:部门|单位)|哪里|多久|多少|什么)?(?:开始|起|正式)?(?:施行|实施|执行|生效|有效期?|印发|发布|出台|发文|废止|失效|制定|文号|发的|还有效)(?:的|是)?(?:时间|日期|单位|机关|部门|多久|多少|什么时候|吗|呢|到什么时候)*)[？?。\s]*$"
)
"""A question about a document as a whole: when it took effect, who issued it."""
ITSELF = re.compile(
    rf"^(?:那么?|请问)?[，, ]?(?:(?:{THIS_DOCUMENT.pattern}|它|这个|该|其)(?:的|是)?)?(?:(?:发文)?(?:文号|字号)(?:是)?(?:多少|什么|啥|几号)?"
    r"|(?:依据|根据)(?:的)?(?:是)?(?:什么|哪个|哪份|哪些|啥)(?:文件|规定|法律?|政策)?(?:制定|定|出台|来)?的?"
    r"|哪一?年(?:的|出的?|发的?|印发的?|出台的?|颁布的?|制定的?|定的?)(?:文件|规定|政策)?"
    r"|(?:谁|哪个(?:单位|部门|机关)|哪儿|哪里)(?:印发|发布|出台|制定|颁布|发|出)(?:出来)?的|发文(?:单位|机关)(?:是谁|是哪个|是什么)?"
    r"|(?:现在|目前|如今)?还?(?:有效|管用|算数|作数)(?:吗|不|没有?|么))[呢呀啊]*[？?。\s]*$"
)
"""A question for what stands at a document's head: its number, its basis, its year, its issuer, is it in force."""
REFERS = re.compile(
    rf"{THIS_DOCUMENT.pattern}|(?<![一-鿿])里[面头](?!的?[师学])|其中|文[中里](?!心)|^它|(?:上面|刚才|前面|上一条)(?:你)?(?:说|提|写|讲)"
)
"""Words that point to the document or the words of the answer before."""
ALIKE = re.compile(
    r"(?:也|还|都)?(?:是|要|得|能)?(?:不是)?(?:这样|一样|这么[一-鿿]{0,2}|同样|如此|这个(?:标准|价|数|规定|要求))(?:的)?(?:吗|么|嘛|不|没有?|吧)[？?。\s]*$"
)
"""The same asked of something else: 青石区也是这样吗."""
WHAT_THEN = re.compile(
    r"(?:怎么办|咋办|咋整|怎么处[理罚分]|如何处[理罚]|什么后果|啥后果|会怎么?样|会咋样)[呢啊呀了]?[？?。\s]*$"
)
"""Asks what is to be done or what follows, whatever was asked before."""
MORE = re.compile(
    r"^(?:那)?(?:还有(?:没有)?(?:别的|其他|其它|什么|哪些|啥|吗|呢|么)(?:的)?(?:了|吗|呢|么)?|没有?(?:别的|其他)了?吗|就这些(?:吗|了吗)?|还有吗|其他的呢|别的呢|除此之外呢?|(?:继续|全部|都)(?:列出来?|说说)?)[？?。\s]*$"
)
"""Words that ask for the rest of an answer."""
ORDINAL_ITEM = re.compile(r"第\s*([0-9一二三四五六七八九十]+)\s*[项个点条款件类种](?!规定)")
"""An item of the list told before."""
FIRST_ITEM = re.compile(rf"(?:那么?)?{ORDINAL_ITEM.pattern}")
"""A question that begins with it."""
ANOTHER_ARTICLE: tuple[tuple[re.Pattern[str], int], ...] = (
    (re.compile(r"下一?条|后一?条"), 1),
    (re.compile(r"(?:上一?条|这一?条|该条|此条)(?:里|中)?(?:面)?(?:说|讲|写|提|的|具体|是|指)"), 0),
    (re.compile(r"上一?条|前一?条"), -1),
)
"""Words for an article by where it stands, and how many articles on."""
TASKS_SAID = re.compile(r"任务|工作|事项|活动|会议|事情")
"""What a list of a time is of."""
GENERIC = re.compile(
    r"申请|报名|登记|办理|收费|费用|标准|要求|条件|材料|时间|地点|上限|下限|期限|对象|范围|流程|程序|手续|部门|单位|处罚|奖励|名额|人数|数量|金额|比例|分档|档次?|结果"
    r"|施行|实施|执行|生效|开始|结束|截止|负责|牵头|年龄|学历|原因|依据|出处|目的|理由|意思|内容|方式|办法|措施|目标|指标|任务|规定|文件|通知|方案|联系|电话|地址"
    r"|大[一二三四]|[一二三四五六七八九]年级|[小中大]班|今年|明年|去年|后年|本月|下个?月|上半年|下半年|[0-9]+年?|[一二三四五六七八九十]+[月日号]"
    r"|补|罚|免|退|交|收|领|发|查|报(?!到)|办|算|给|去|来|管|审|批|找|花|拿|做|写|说|讲|看|行|钱|人|男|女|天|次|岁|月|日|号|最?[高低多少早晚]|每|全|另外?|其[他余它]|剩下|别的?|总共?|一共|呢|吗|各"
)
"""Words that are no matter of their own: a question of nothing else leans on the one before."""
