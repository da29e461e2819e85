"""Finds who answers for a task: 责任单位, 牵头单位, 由…负责, or the subject of the sentence."""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.extract.wording import ACTION_VERBS
from ingest.records import Span

# “责任单位：教育局、财政局”, with or without brackets; lead units and helping ones follow each other.
LABELLED = re.compile(
    r"(?:责任|牵头|主责|主办|承办|实施|完成|落实|负责|组织|配合|参与|协同|协助)(?:单位|部门|科室|处室|机构|主体|股室|领导|人)(?:和责任人)?\s*[:：]\s*"
    r"(?P<owner>(?:[^。；;：:\n（(）)〔〕]|[（(〔][^（）()〔〕\n]{1,8}[)）〕]){2,120}?)"
    r"(?=[)）〕】\]。；;\n]|[，,]\s*(?:配合|参与|责任|协助|完成|时限|协同)|[ \t\u3000]+(?=[\u4e00-\u9fff]{2,8}\s*[:：])|$)"
)
# What stands between two labels that belong together: 牵头单位：…；责任单位：…
NEXT_LABEL = re.compile(r"[，,；;\s]{0,3}")
# “（省教育厅、省财政厅按职责分工负责）”, “（教育局牵头，财政局配合）”, “（市教育局，各县区政府负责）”
BRACKETED = re.compile(
    r"[（(](?P<owner>(?:[^（）()：:；;。]|[（(〔][市县区旗州、]{1,7}[)）〕]){2,80}?)"
    r"(?:牵头|等?(?:按(?:照)?职责分工)?分?别?负责)[^（）()]{0,120}[)）]"
)
# “由教育局牵头”, “由学校负责”
CHARGED = re.compile(
    r"由(?P<owner>[\u4e00-\u9fff、（）()]{2,30}?)(?:牵头|负责(?!解释)|组织(?!部)|会同|承担|主办|承办|审批|制定)(?!的)"
)
# Nouns that a body ends with: 教育局, 人民政府, 建设单位, 县（市、区）, 二职专.
BODY = (
    r"教育局|教体局|教委|行政部门|主管部门|部门|机关|机构|单位|政府|委员会|理事会|董事会|组委会|评委会|工会|协会|学会|"
    r"团工委|团委|党委|党组织|党支部|党组|中心|大学|学院|院校|高校|学校|中小学|小学|中学|高中|初中|职专|职高|中专|幼儿园|"
    r"科室|处室|股室|办公室|企业|公司|集团|医院|街道|街镇|镇街|乡镇|县区|区县|县市区|市县区|办事处|派出所|管理处|事务所|两级|三级|各级|各地|各校|各园|"
    r"各市县|各县|各区|各市|各镇|各乡|社区|基地|场馆|少年宫|托儿所|教研室|图书馆|博物馆|文化馆|美术馆|学区|支队|大队|专班|领导小组|小组|评估组|工作组|督导组|教研组|评审组|专家组|检查组|课题组|项目组|代表队|参赛队|中心校|秘书处|"
    r"[局委厅办院校]|[（(](?:[市县区旗州、]{1,7}|单位|班|园)[)）]"
)
# Nouns that people who act end with: 校长, 监护人, 幼儿园工作人员.
PEOPLE = (
    r"人员|负责人|责任人|监护人|举办者|经营者|提供者|处理者|申请人|所有人|校长|园长|院长|班主任|教师|家长|学生|"
    r"考生|新生|学员|营员|选手|参赛者|作者|主持人|志愿者|(?:获奖|录取|入选|带队|参赛|参会|参训)代表|督学|专家|当事人|代表人|人选"
)
# Words that follow an acting subject.
ACTS = (
    r"必须|务必|应当|确保|力争|争取|努力|计划|预计|要(?![求点素件])|应(?![急用届])|须|将(?!来)|拟|可(?!持)|需(?!求)|不(?:再|得|具备)|负责|负有|组[织成建]|抽调|联合|会同|牵头|结合|根据|依据|依托|依法|依照|统一|及时|认真|定期|每|至少|"
    r"[在于自按对向把到以视从凭持][\u4e00-\u9fff0-9]|开展|制定|撰写|上交|上报|召开|举办|举行|承办|完成|填写|填报|上报|报送|提交|推荐|编制|收到|接到|取得|进行|实施|"
    r"公布|发布|公示|启动|出台|印发|建立|成立|设立|设(?=优|置|有|奖)|深化|进一步|继续|积极|基本|全部|全面|普遍|分别|也|均|都|共同|参加|安排|"
    r"严格|择优|高度重视|登录|汇总|选派|选送|遴选|审核|审查|验收|开[齐足]|配[齐备足]|建成|使|"
    r"(?:上半|下半)?年(?!级|度)|20\d\d年|\d{1,2}月|发现|发生|认为|自己|违反|未(?!来|成年)|有下列|有本|具有"
)
# The acting subject at the head of a clause: “各学校要…”, “教育工会组织…”
SUBJECT = re.compile(
    rf"^(?:[一二三四五六七八九十]是|请|由|其中|同时)?"
    rf"(?P<owner>(?:[\u4e00-\u9fff、（）()]{{0,56}}?)(?:{BODY}))(?=(?:{ACTS}))"
)
# People act where they are obliged or where the sentence says what they do to an office.
PERSON = re.compile(
    rf"^(?:请)?(?P<owner>[\u4e00-\u9fff、（）()]{{0,24}}?(?:{PEOPLE}))(?=必须|应当|应(?![急用届])|须|要(?![求点素件])|[向凭持是不]|取得|于\d|在\d)"
)
# “每学期对校外培训机构开展检查”: the office is what something is done to.
DONE_TO = re.compile(
    r"^每(?![所个名校园])|(?<![针面])[对向把给使让由](?![外口接])|的?要求$|(?:建设|发展|管理|改革|教育|加强|推进|支持)(?:学校|中小学)$"
)
# A subject that only looks like one.
NOT_SUBJECT = re.compile(
    r"^(?:鼓励|支持|引导|要求|督促|指导|推动|其中|使|让|通过|依托|保证|确保|保障|帮助|组织|召开|开展|举办|举行|加强|建设|完善|启动|做好|深入|进一步|"
    r"倡导|大力|对|以|按|在(?!校|职)|为|由|与|和|把|将|向|从|到|联合|会同|协同|配合|面向|结合|根据|依据|围绕|凡|经|因|除|新建|改扩?建|创建|争创|"
    r"继续|积极|形成|打造|培育|提高|提升|促进|推进|实施|落实|建立|健全|成立|组建|选派|选聘|遴选|评选|表彰|重点|着力|全面|充分|发挥|整合|统筹|努力|"
    r"要|可|仍|即|及时|具体|转(?![入出学])|因地制宜|坚持|抓好|本(?:条例|办法|规定|法|细则|方案|意见|通知)|需|应当?|须|不|没有|已|前|后|上(?!海|饶|级|一级)|下(?!级)|满足|完成|接受|同意|报|送|交(?!通|警)|并|且|或)"
    r"(?!单位|部门|主体|机构|方|局|者|委员会|中心|小组|行政)"
)
# 接受申诉的|部门: what a body does tells which is meant.
DOING = re.compile(
    r"^(?:接受|举办|开展|实施|承办|招收|提供|设立|建立)[^，,、对向由]{1,20}的(?:[\u4e00-\u9fff]{0,4})(?:部门|机关|机构|单位|学校|幼儿园|组织|企业)$"
)
# 上岗前应当到学校|进行: an obligation lies inside.
OBLIGES = re.compile(r"应当|必须|不得")
# Bodies that set and answer for a target; schools are whom it holds for.
OFFICE = re.compile(
    r"政府|部门|机关|委员会|办公室|教委|团委|工会|协会|中心|单位|[局厅委科处室]$|[局厅委](?=[、和及（(])|办$|[县区]$|两级|三级|各级|县[^，]{0,6}[）)]$|县市区|[县区市镇乡]和|各[市县区州]"
)
# A verb at the head is no subject, unless it names the body: 建成|基地, but 承办|单位.
VERB_HEAD = re.compile(rf"(?:{ACTION_VERBS}|新增|年内|改善|达到)+")
BODY_ONLY = re.compile(
    r"(?:[\u4e00-\u9fff]{0,4}(?:单位|部门|机关|机构|主体|学校|院校|中心|小组|组|委员会|政府|局|厅|者|人员|负责人|人))"
)
# A clause that leaves out its subject: it stands in the clause or sentence before.
ELLIPTIC = re.compile(r"^(?:[，,、\s]|并|且|还|同时)*(?:应当?|必须|须|要)(?![求点素急用])")


def stated(text: str) -> tuple[str, tuple[int, int]] | None:
    """The owner that a paragraph names outright, with its place in ``text``."""
    return _named(text, (LABELLED, BRACKETED, CHARGED))


def labelled(text: str, start: int = 0) -> str:
    """The owners that a label or a bracket names for what stands before it.

    责任单位：…, （…负责）; labels side by side (牵头单位：…；配合单位：…) are joined. ``start``: where the
    sentence begins; of several groups the first behind it counts, else the last.
    """
    groups: list[tuple[int, int, str]] = []
    for match in LABELLED.finditer(text):
        owner = match.group("owner").strip(" \t　、")
        if groups and NEXT_LABEL.fullmatch(text, groups[-1][1], match.start()):
            groups[-1] = (groups[-1][0], match.end(), f"{groups[-1][2]}；{owner}")
        else:
            groups.append((match.start(), match.end(), owner))
    if groups:
        return next((one[2] for one in groups if one[0] >= start), groups[-1][2])
    found = _named(text[start:], (BRACKETED,)) or _named(text, (BRACKETED,))
    return found[0] if found else ""


def charged(text: str) -> str:
    """The body that a sentence charges with what it says: 由区教育局牵头."""
    found = _named(text, (CHARGED,))
    return found[0] if found else ""


def _named(text: str, patterns: tuple[re.Pattern[str], ...]) -> tuple[str, tuple[int, int]] | None:
    for pattern in patterns:
        match = pattern.search(text)
        if match and not re.search(
            r"全面|分工明确|共同|专人|专门|[由以为][^，,]*[，,]", match.group("owner")
        ):
            owner = re.sub(r"(?:统一|具体|分别|定期)+$", "", match.group("owner"))
            return owner.strip(" \t　、"), match.span("owner")
    return None


@lru_cache(maxsize=1024)
def subject(clause: str) -> str:
    """The acting subject at the head of a clause; empty where there is none."""
    for pattern in (SUBJECT, PERSON):
        match = pattern.match(clause)
        if match and _acts(match.group("owner")):
            return match.group("owner")
    return ""


def is_office(owner: str) -> bool:
    """Whether a body answers for others, rather than being a school."""
    return bool(OFFICE.search(owner))


def _acts(owner: str) -> bool:
    if owner.count("（") + owner.count("(") != owner.count("）") + owner.count(")"):
        return False
    verb = VERB_HEAD.match(owner)
    if verb and not BODY_ONLY.fullmatch(owner[verb.end() :]):
        return False
    if OBLIGES.search(owner):
        return False
    return (bool(DOING.match(owner)) or not NOT_SUBJECT.match(owner)) and not DONE_TO.search(owner)


def only_owner(text: str) -> bool:
    """Whether a line does nothing but name owners: it then speaks for the lines above it."""
    match = LABELLED.search(text) or BRACKETED.search(text)
    return match is not None and match.start() <= 4 and len(text.strip()) - len(match.group()) < 60


def shifted(found: tuple[str, tuple[int, int]] | None, start: int) -> tuple[str, Span | None]:
    """An owner with its place in the document."""
    if found is None:
        return "", None
    owner, (left, right) = found
    return owner, Span(start + left, start + right)
