"""What a question asks after: the words beside its asking word, and the kind of name that would answer; does a
sentence hold them? A passage on the matter that lacks exactly these is a near miss."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.terms import folded
from ingest.grammar import find_quantities
from ingest.grammar.units import UNITS

ASKS = re.compile(
    r"多少|(?<![一-鿿]好)几(?!乎|何)|什么时候|啥时候?|何时|什么|啥|哪些|哪|谁|怎么|咋|如何|怎样|多[大久长远高快宽重厚深早晚]"
)
"""Where a question asks."""


@dataclass(frozen=True, slots=True)
class NamedKind:
    """A kind of name: how questions ask for it, and how texts write one."""

    asks: re.Pattern[str]
    held: re.Pattern[str]


SURNAME = (
    "[王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范"
    "金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤]"
)
"""The commonest hundred surnames, of about 85 in 100 people."""
KINDS: tuple[NamedKind, ...] = (
    # a place: which counties
    NamedKind(
        re.compile(
            r"哪[几些个]?个?(?:(?:省|市|县|区|镇|乡|村)(?![级域内直属辖重场民])|街道|城市)|哪个地方|什么地方|在哪(?![些个种几家所一天年月栋幢座层间])|哪儿"
            r"|[去到]哪(?:里|儿|办|领|交|报|看|查|找|[？?]|$)|地[点址](?:在|是|为|写|有|[？?]|$)"
        ),
        re.compile(
            r"(?<![各全本我该每])[一-鿿](?<![全各本县市区乡])[省市县区镇乡村路街](?![级域内属管])|街道|[楼室厅馆]|(?<!现)场(?![合内外次所])|\d号(?!文)|窗口|大厅|中心|(?<![办各全本该级所等在类])[小中]学(?![生段教])|[学剧医]院|宫|基地|地[点址][：:]|公众号|小程序|平台|网[站址]|官网|app"
        ),
    ),
    # a building, a room
    NamedKind(
        re.compile(r"哪(?:一|个)?[栋幢座层间](?!次|接)|几(?:号楼|楼|层|号房)"),
        re.compile(r"[0-9A-Za-z一二三四五六七八九十](?:号|[栋幢座楼层])|[一-鿿][栋幢楼厅馆室]"),
    ),
    # a telephone number
    NamedKind(
        re.compile(
            r"(?:电话|号码|热线|联系方式|手机号)(?:是|为|有)?(?:多少|什么|啥|哪[个些]|几|[？?]|$)|(?:哪个|什么|啥)(?:电话|号码|热线)|打哪|怎么联系"
        ),
        re.compile(
            r"\d{3,4}[-—－ ]\d{3,4} ?\d{4}|\d{7,}|(?<!\d)1[12]\d{3}(?!\d)|(?<!\d)9[56]\d{3,4}(?!\d)"
        ),
    ),
    # an address of the network
    NamedKind(
        re.compile(
            r"(?:网址|网站|链接|公众号|小程序|邮箱|app)(?:是|叫|有)?(?:多少|什么|啥|哪|[？?]|$)|(?:哪个|什么|啥)(?:平台|系统|网站|公众号|小程序|邮箱|app)",
            re.I,
        ),
        re.compile(r"https?:|www\.|@|\.(?:cn|com)|公众号|小程序|平台|系统|网站|[一-鿿]网|app", re.I),
    ),
    # a school
    NamedKind(
        re.compile(r"哪[几些]?(?:个|所|家)?(?:学校|小学|中学|大学|高校|院校|高中|幼儿园|园(?!长)|考点|校区)"),
        re.compile(
            r"[一-鿿](?<![各全本该级中小等类办公普在施进强对的])(?:学校|小学|中学|大学|高中|幼儿园|学院|校区|考点)"
            # one that is known by whose it is: 原学区公办学校
            r"|(?:原|所在|就近|学区|片区|对口|户籍地?|居住地|转[入出]|统筹安排)[一-鿿]{0,6}(?:学校|小学|中学|初中|幼儿园)"
        ),
    ),
    # a firm
    NamedKind(
        re.compile(r"哪[几些]?(?:个|所|家)?[一-鿿]{0,4}?(?:公司|机构|医院|银行|企业|店)|(?:公司|机构|医院|银行|企业)[^，。？?]{0,4}哪[几些]?家"),
        re.compile(r"[一-鿿](?<![各全本该级等类疗训务方三级指定上地的])(?:公司|医院|银行|集团|机构|中心)"),
    ),
    # an office
    NamedKind(
        re.compile(r"哪[几些]?(?:个|所|家)?(?:单位|部门|科室?|处室?|局)"),
        re.compile(r"[一-鿿][局委厅办科处室股院校会](?![学长员分])|部门|单位|中心"),
    ),
    # who approves: an office or a head that something is sent to, or that approves
    NamedKind(
        re.compile(
            r"(?:谁|哪[个一]?(?:部门|单位|科室|领导)?|哪里|哪儿)(?:来|说了|给)?(?:批(?!评)|审批|审核|审定|签字|盖章|点头|拍板|说了算)"
            r"|找(?:谁|哪[个里儿])批(?!评)"
        ),
        re.compile(
            r"(?:由|报|经|交|送|向)[^，。；]{2,24}?(?:批准|审批|审核|审查|审定|同意|签[字署]|核准|备案|决定)"
            r"|(?:[局处院科室委部厅府会校园][长]?|主任|书记|部门|单位|机关|领导)(?:批准|审批|审核|审定|核准|同意|签[字署])"
        ),
    ),
    # a sheet, a certificate
    NamedKind(
        re.compile(r"哪[几些种个张份]{0,2}(?:表|证(?!明)|材料|证书|证件)|什么(?:表|证|材料|证书|证件)|[要须需得]带(?:上|好|齐)?(?:什么|啥|哪[些几])(?!人|孩子|学生|队|班)"),
        re.compile(r"表(?![示现演达明])|证(?!明[^书材])|材料|书(?![面记法店馆包画写])|复印件|簿|函|单(?![位独])"),
    ),
    # a person
    NamedKind(
        re.compile(
            r"(?:[校园局厅处科院会组队县市省]长|主任|书记|主持人|负责人|主席|联系人)(?:都|分别)?(?:是|叫)(?:谁|哪一?位|什么名字|啥名字?)|姓名是|叫什么名字"
        ),
        re.compile(
            rf"(?<!家)[长任记席员师人志授][：:\s]*{SURNAME}[一-鿿]{{1,2}}(?=[任为、，。；：\s（()）等同]|$)"
            rf"|(?:^|[\t\s、，：:]){SURNAME}[一-鿿]{{1,2}}(?=[\t\s、，。；（(]|同志|老师|[任为]|$)"
            # behind what names persons only, whatever the surname
            r"|(?:联系人|负责人|组长|主任|主席|总指挥)[：:]\s*[一-鿿]{2,6}(?=[、，,。；\s（(\d电]|$)"
            # behind the office, before a number that can be called: 计财科 某某某，0000-1234567
            r"|[科处股室局部办委院校心]\s+[一-鿿]{2,4}(?=[，,、；：:（(\s]*(?:联系)?(?:电话|手机)?[：:]?\s*\d{3,})"
        ),
    ),
    # a time of the day
    NamedKind(
        re.compile(r"几点"),
        re.compile(r"\d{1,2}[:：]\d{2}|[零一二三四五六七八九十\d]+[时点](?!间|候|期)"),
    ),
)  # fmt: skip


def kind_held(question: str, words: str) -> float:
    """1 where the words hold a name of the kind asked for, -1 where not, 0 where none is asked for."""
    asked = [kind for kind in KINDS if kind.asks.search(question)]
    if not asked:
        return 0.0
    if any(_holds(kind, question, words) for kind in asked):
        return 1.0
    return 0.0 if BESIDE.search(question) and len(ASKS.findall(question)) > 1 else -1.0


def _holds(kind: NamedKind, question: str, words: str) -> bool:
    """Do the words hold a name of the kind, other than those the question tells? Of two that it names one may be it."""
    match = kind.asks.search(question)
    chosen = match is not None and match.group().startswith("哪")
    return any(chosen or m.group() not in question for m in kind.held.finditer(words))


BESIDE = re.compile(r"[，,、；;]")
"""What parts two things asked at once: a sentence that answers the other one does not lack its kind."""
UNIT = re.compile(
    "(?<!哪)(?:多少|几)(?:[万亿千百]+)?个?("
    + "|".join(sorted((w for w in UNITS if w != "个"), key=len, reverse=True))
    + ")"
)
CLOCK = re.compile(r"\d{1,2}[时点:：]\d{1,2}分?")
ALIKE = ("名人位", "所家园个", "次回场", "天日", "元块", "项条个", "门科", "份张")
"""Units that count the same."""


def unit_absent(question: str, words: str) -> bool:
    """Does the question ask for so many of a unit, and do the words hold no number of it?"""
    asked = [m.group(1) for m in UNIT.finditer(question)]
    if not asked:
        return False
    held = {unit for q in find_quantities(CLOCK.sub(" ", words)) for unit in q.unit.split("/")[:1]}
    return not any(_alike(UNITS[unit].base, one) for unit in asked for one in held)


def _alike(one: str, other: str) -> bool:
    return one == other or any(one in group and other in group for group in ALIKE)


def beside(
    question: str, words: list[str], tells: list[bool] | None = None
) -> tuple[frozenset[int], frozenset[int]]:
    """Which of the question's words (in order) stand right before, and right after, where it asks; of those that
    tell something, where ``tells`` says which do."""
    text, at = folded(question), 0
    spans = []
    for word in words:
        found = text.find(word, at)
        at = found + len(word) if found >= 0 else at
        spans.append((found, at))
    before, after = set(), set()
    for match in ASKS.finditer(text):
        held = [(i, s, e) for i, (s, e) in enumerate(spans) if s >= 0 and (not tells or tells[i])]
        earlier = [i for i, _, end in held if end <= match.start()]
        later = [i for i, start, _ in held if start >= match.end()]
        before.update(earlier[-1:])
        after.update(later[:1])
    return frozenset(before), frozenset(after)
