"""The words around the names of documents: what ends them, parts them and makes other names of them. Tables only."""

from __future__ import annotations

import re

QUOTED = re.compile(r"《([^《》]{2,60})》")
"""A name in its own marks."""
TITLE_END = re.compile(
    r"[一-鿿0-9—\-]{4,40}?(?:办法|条例|规定|方案|细则|规程|计划|要点|总结|通知|意见|规划|章程|工作报告)"
)
"""Words that may name a document by the end of its title."""
ARTICLE_NUMBER = r"第[0-9〇零一二三四五六七八九十百]+\s*条"
"""第三条."""
BEFORE_ARTICLE = re.compile(
    rf"((?:(?!{ARTICLE_NUMBER})[一-鿿]){{2,24}}(?:法|法典|条例|办法|规定|细则|规程|章程))(?:的|里的?|中的?)?\s*{ARTICLE_NUMBER}"
)
"""A law named before the number of its article."""
PARTING = re.compile(
    r"请问|想问|一下|我国|现行|最新|修订后|修改后|关于|根据|依据|依照|按照|遵照|违反|遵守|贯彻|落实|执行|学习|宣传|了解|知道"
    r"|熟悉|引用|适用|运用|应用|使用|对照|参照|符合|以及|还有|比如|例如|哪些|怎么|如何|我们|咱们|老师|家长|教育部|国务院|全国人大"
    r"|上述|前述|这个|那个|这部|那部|[的了在和与及或按据看问查讲说新旧老是把被那这该此本找]|(?:法|条例|办法|规定|细则)(?!实施)(?=.{3})"
)
"""What parts a law's name from the words before it."""
FIELDS = re.compile(
    r"(?:义务|高等|职业|学前|家庭|特殊|民办|终身|国防|老年|继续|成人|社区|网络|安全|体育|科技|法治|民族|残疾人?|职工|幼儿|劳动"
    r"|艺术|健康|心理|师范|普通|基础|远程|青少年|儿童|未成年人|教师|中小学|小学|学生|校外|农村|专业|公民|爱国主义|预备役|非全日制)$"
)
"""Words that make another law of the name behind them: 义务 before 教育法."""
AFTER_NAME = re.compile(r"$|[^一-鿿]|讲|说|里|中|规定|第|的|有哪|是什么|主要")
"""What stands behind the name of a law and not behind a clause that ends in it."""
GOES_ON = re.compile(r"》?的?(?:实施)?(?:办法|细则|条例)")
"""What makes another law of the name before it: 教育法实施办法."""
LAW_GOES_ON = re.compile(r"[律治制院]|学(?![校生前习])|规(?!定)")
"""What makes another word of a law's name: 教育法律, 教育法治."""
NATIONAL = re.compile(r"(?:(?<!办)法|条例)$")
"""Names that become another law's with words before them."""
RULES_FOR = re.compile(r"实施(.{2,30}?法)(办法|细则|条例|规定)")
"""上海市实施教师法办法, which people call 上海市教师法实施办法."""
OF_LAW = re.compile(r"(?<!办)法(?:实施(?:办法|细则|条例|规定))?$")
"""A law's name, or that of the rules for it, which no longer name may hold: 教育法 is not 职业教育法."""
PLACE_OR_PARTING = re.compile(rf"{PARTING.pattern}|国家|[省市县区州]")
"""The same, and a region: 北京市幼儿园管理条例 is called after the country's."""
PLACE_BEFORE = re.compile(r"^([一-鿿]{2,7}?)(?:自治区|自治州|省|市|县|区)")
"""The region that a name begins with, without its rank."""
NO_NAME = re.compile(r"(?:实施|管理|暂行|试行)*(?:法|法典|条例|办法|规定|细则|规程|章程)")
"""Ends of names that name nothing alone."""
ANY_TITLE = re.compile(
    r"(?:实施|管理|工作|暂行|试行|若干|行动|的)*(?:办法|条例|规定|方案|细则|规程|计划|要点|总结|通知|意见|规划|章程)"
)
"""Ends of titles that many have: 管理实施细则 of 学籍管理实施细则 names no other document that ends so."""
STATE = "中华人民共和国"
"""What people leave out of a law's title."""
TRIAL = re.compile(r"(?:试行|暂行|修订|修正)$")
"""What stands in brackets behind a title."""
SHORTEST, WHOLE = 3, 10
"""Characters of the shortest short title (教师法), and of one that is no part of a longer one."""
LONGEST_BEFORE = 4
"""Characters before a title that may make it the name of another law."""
ALIKE = 0.8
"""Share of a quoted name's character pairs that a title must hold to be meant by it."""
MARKS = re.compile(r"[\s《》“”\"〔〕\[\]（）()【】]")
"""What titles are compared without."""
