"""小学什么时候报名 asks how pupils are enrolled: the notices of enrolment are meant, and no contest one can sign up for."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.case import Case

STAGE = r"(?:小学|初中|幼儿园|一年级|七年级|初一|小班|幼升小|小升初|新生|上学|入学|入园)"
SIGN_UP = r"(?:报名|登记|信息采集|报到|录取|派位|摇号)"
ASKS = re.compile(rf"{STAGE}[^，。？?]{{0,8}}{SIGN_UP}|{SIGN_UP}[^，。？?]{{0,4}}{STAGE}")
"""Questions for the enrolment of a stage."""
OTHER = re.compile(
    r"比?赛|[艺体科读]?[术育技书]?节|考试|中考|体测|培训|研修|招聘|教师|老师|课后|托管|研学|夏令营|社团|资助|助学|补助|体检|兴趣|研究生|大学|高职|自考"
)
"""What else one can sign up for."""
NOTICE = re.compile(r"招生|入学|入园|新生")
KINDERGARTEN = re.compile(r"幼儿园|入园|学前|小班")


def of_enrolment(case: Case) -> Case:
    """The case with the notices of enrolment of the stage asked for alone; as it is where the question asks for
    anything else, chooses its documents, or where no passage of such a notice was found."""
    text = case.query.text
    if case.query.documents or not ASKS.search(text) or OTHER.search(text):
        return case
    young = bool(KINDERGARTEN.search(text))
    notices = {i: d for i, d in case.documents.items() if NOTICE.search(d.metadata.title)}
    kept = {
        i: d for i, d in notices.items() if bool(KINDERGARTEN.search(d.metadata.title)) == young
    } or notices
    found = tuple((chunk, fused) for chunk, fused in case.found if chunk.document_id in kept)
    return replace(case, documents=kept, found=found) if found else case
