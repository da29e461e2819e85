"""Finds who answers for a task: 责任单位, 牵头单位, 由…负责, or the subject of the sentence."""

from __future__ import annotations

import re

from ingest.records import Span

# “责任单位：教育局、财政局”, with or without brackets; lead units before helping ones.
LABELLED = re.compile(
    r"(?:责任|牵头|主责|主办|承办|实施|完成|落实|负责|组织)(?:单位|部门|科室|处室|机构|主体|股室|领导|人)(?:和责任人)?\s*[:：]\s*"
    r"(?P<owner>[^。；;：:\n]{2,120}?)(?=[)）。；;\n]|[，,]\s*(?:配合|参与|责任|协助|完成|时限|协同)|$)"
)
# “（省教育厅、省财政厅按职责分工负责）”, “（教育局牵头，财政局配合）”
BRACKETED = re.compile(
    r"[（(](?P<owner>[^（）()：:，,；;。]{2,80}?)(?:牵头|等?(?:按(?:照)?职责分工)?分?别?负责)[^（）()]{0,120}[)）]"
)
# “由教育局牵头”, “由学校负责”
CHARGED = re.compile(
    r"由(?P<owner>[\u4e00-\u9fff、（）()]{2,30}?)(?:牵头|负责|组织|会同|承担|主办|承办|审批|制定)"
)
# The acting subject at the head of a clause: “各学校要…”, “教育工会组织…”
SUBJECT = re.compile(
    r"^(?:请)?(?P<owner>(?:各|市|县|区|省|州|镇|教育|团|学校|幼儿园|乡|街|有关|相关|受理|建设|承办|主办|公安|财政|发展|人力|组织|民办|入选|推荐|申报)?"
    r"[\u4e00-\u9fff、（）()]{0,24}?"
    r"(?:教育局|教体局|教委|教育厅|教育部门|行政部门|主管部门|有关部门|部门|单位|人民政府|政府|委员会|中心|工会|团工委|团委|学校|高校|院校|职业院校|幼儿园|科室|处室"
    r"|[局委厅办院]|办公室|县区|区县|[（(]市、区[)）]|[（(]县、区[)）]|[（(]区[)）]|[（(]市[)）]|各地|各校|各园|各县|各区|各市|机构))"
    r"(?=[要应须将拟于在按每可需自]|必须|负责|组织|联合|会同|牵头|结合|根据|统一|及时|认真|开展|制定|召开|举办|定期|至少|完成|填写|上报|报送|编制|收到|接到|\s*$)"
)
# “每学期对校外培训机构开展检查”: the office is what something is done to.
DONE_TO = re.compile(r"^每(?![所个名校园])|(?<![针面])[对向把](?![外口接])")
# A subject that only looks like one.
NOT_SUBJECT = re.compile(
    r"^(?:鼓励|支持|引导|要求|督促|指导|推动|其中|使|让|通过|依托|保证|确保|帮助|组织|召开|开展|举办|组织|加强|建设|完善|启动|做好|深入|进一步|对|以|按|在|为|由|与|和|把|将|向|从)"
)


def stated(text: str) -> tuple[str, tuple[int, int]] | None:
    """The owner that a paragraph names outright, with its place in ``text``."""
    for pattern in (LABELLED, BRACKETED, CHARGED):
        match = pattern.search(text)
        if match and not re.search(r"全面|分工明确|共同", match.group("owner")):
            return match.group("owner").strip(" \t　、"), match.span("owner")
    return None


def subject(clause: str) -> str:
    """The acting subject at the head of a clause; empty where there is none."""
    match = SUBJECT.match(clause)
    if (
        match is None
        or NOT_SUBJECT.match(match.group("owner"))
        or DONE_TO.search(match.group("owner"))
    ):
        return ""
    return match.group("owner")


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
