from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from ingest.chunk import LIMIT, chunk
from ingest.clean import clean
from ingest.load import load
from ingest.records import Document, Paragraph, Section
from ingest.structure import find_sections
from ingest.structure.schedules import A_MONTH, SCHEDULE_TITLE

MEASURE = """\
# 青禾县校服管理办法

## 第一章　总则

第一条　为规范校服管理，制定本办法。

第二条【适用范围】本办法适用于全县中小学。

## 第二章　采购

第三条　学校采购校服，应当公开招标。

第三条之一　小规模学校可以联合采购。
"""
COLLECTION = """\
青禾县教育局工作总结
一、主要成绩
全年建成学校3所。
青禾县教育局工作要点
一、扩大供给
1、建设学校。
年内新建学校5所。
2、新增学位。
二、提高质量
（一）教研。每学期开展教研活动8次，各校要制订计划，落实人员，保证时间，形成制度，定期检查，及时总结推广。
附件1
任务分工表
一、学校建设
"""


def of(text: str) -> Document:
    """A document of plain lines."""
    paragraphs, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            paragraphs.append(Paragraph(at, at + len(line)))
        at += len(line) + 1
    return Document("d", "a.txt", "0", "txt", text, tuple(paragraphs))


def tree(document: Document) -> list[tuple[int, str, str, str]]:
    return [(s.level, s.kind, s.number, s.title) for s in find_sections(document)]


def test_every_article_has_its_chapter(tmp_path: Path) -> None:
    path = tmp_path / "办法.md"
    path.write_text(MEASURE, encoding="utf-8")
    document = clean(load(path), document_id="d", sha256="0")
    sections = find_sections(document)
    articles = [s for s in sections if s.kind == "article"]
    assert [s.number for s in articles] == ["第一条", "第二条", "第三条", "第三条之一"]
    assert articles[1].title == "适用范围"
    assert (
        articles[2].path[:2] == ("青禾县校服管理办法", "第二章采购")
        or "第二章" in articles[2].path[1]
    )
    assert document.text[articles[2].start : articles[2].end].startswith("第三条")


def test_a_collection_keeps_its_documents_apart() -> None:
    found = tree(of(COLLECTION))
    assert (1, "title", "", "青禾县教育局工作总结") in found
    assert (1, "title", "", "青禾县教育局工作要点") in found
    assert (3, "heading", "1、", "建设学校") in found
    assert (2, "attachment", "附件1", "任务分工表") in found
    plan = next(s for s in find_sections(of(COLLECTION)) if s.title == "扩大供给")
    assert plan.path == ("青禾县教育局工作要点", "一、扩大供给")


def test_a_long_item_is_named_by_its_first_words() -> None:
    item = next(s for s in find_sections(of(COLLECTION)) if s.number == "（一）")
    assert item.title == "教研"


def test_table_rows_contents_and_running_text_are_no_headings() -> None:
    text = "目录\n一、总则……………1\n正文写到：第三条规定了收费。\n1\t一、校舍\t5"
    document = of(text)
    row = document.paragraphs[-1]
    rows = (*document.paragraphs[:-1], Paragraph(row.start, row.end, "row"))
    document = Document("d", "a", "0", "txt", text, rows)
    assert tree(document) == []


LINES = st.lists(
    st.sampled_from(
        ["一、总则", "二、任务", "（一）目标", "1. 建校。", "第一章 总则", "第三条 学校应当公开。", "", "附件1",
         "全年新建学校5所，新增学位3000个。" * 3, "各校要认真落实。", "青禾县教育局工作要点"]
    ), max_size=25,
)  # fmt: skip


@given(LINES)
def test_sections_nest_and_chunks_tile(lines: list[str]) -> None:
    document = of("\n".join(lines))
    sections = find_sections(document)
    starts = [s.start for s in sections]
    assert starts == sorted(starts)
    for section in sections:
        assert_nested(section, sections)
        assert len(section.path) == section.level
    chunks = chunk(document, sections)
    assert "".join(c.text for c in chunks) == document.text
    assert all(document.text[c.start : c.end] == c.text for c in chunks)
    assert all(len(c.text) <= LIMIT for c in chunks)
    assert len({c.id for c in chunks}) == len(chunks)


def assert_nested(section: Section, sections: tuple[Section, ...]) -> None:
    for other in sections:
        apart = other.end <= section.start or section.end <= other.start
        inside = section.start <= other.start and other.end <= section.end
        around = other.start <= section.start and section.end <= other.end
        assert apart or inside or around


ISSUING = """\
青禾县教育局关于印发《青禾县校服管理办法》的通知
各学校：
现印发给你们，请遵照执行。
附件：1.采购流程图
2.校服价格备案表
青禾县教育局
2026年3月1日
青禾县校服管理办法
第一章　总　则
第一条　为规范校服管理，制定本办法。
第二条　有下列情形的，不得采购：
（一）质量不合格的；
（二）价格明显过高的。
附件1
采购流程图
一、申请
附件2
校服价格备案表
一、填报说明
"""


def test_what_a_notice_issues_is_its_child() -> None:
    sections = find_sections(of(ISSUING))
    article = next(s for s in sections if s.number == "第二条")
    assert article.path == (
        "青禾县教育局关于印发《青禾县校服管理办法》的通知", "青禾县校服管理办法", "第一章总则", "第二条",
    )  # fmt: skip
    item = next(s for s in sections if s.number == "（二）")
    assert item.path[-2] == "第二条"


def test_attachments_carry_their_titles_and_their_own_numbers() -> None:
    sections = find_sections(of(ISSUING))
    paths = [s.path[2:] for s in sections if s.path[-1].startswith("一、")]
    assert paths == [("附件1 采购流程图", "一、申请"), ("附件2 校服价格备案表", "一、填报说明")]
    first = next(s for s in sections if s.kind == "attachment")
    assert (first.number, first.title) == ("附件1", "采购流程图")
    text = of(ISSUING).text
    assert text[first.heading.start : first.heading.end] == "附件1\n采购流程图"


def test_the_list_of_attachments_is_no_heading() -> None:
    found = tree(of(ISSUING))
    assert not any("附件：" in title or number == "2." for _, _, number, title in found)


def test_two_documents_in_one_file_stay_apart() -> None:
    text = "青禾县校服管理办法\n第一条　甲。\n青禾县校车管理办法\n第一条　乙。"
    articles = [s for s in find_sections(of(text)) if s.kind == "article"]
    assert [a.path[0] for a in articles] == ["青禾县校服管理办法", "青禾县校车管理办法"]


def test_the_contents_of_a_law_are_no_sections() -> None:
    body = "第一章　总则\n第一条　甲。\n第二章　附则\n第二条　乙。"
    text = f"青禾县学前教育条例\n目　录\n第一章　总则\n第二章　附则\n{body}"
    chapters = [s.number for s in find_sections(of(text)) if s.number.endswith("章")]
    assert chapters == ["第一章", "第二章"]


def test_parts_of_a_code_and_inserted_articles() -> None:
    text = "第一编　总则\n第一分编　通则\n第一章　一般规定\n第一百二十条之一　甲。\n第二编　分则\n第一百二十一条　乙。"
    found = [(s.level, s.number) for s in find_sections(of(text))]
    assert found == [
        (1, "第一编"), (2, "第一分编"), (3, "第一章"), (4, "第一百二十条之一"), (1, "第二编"),
        (2, "第一百二十一条"),
    ]  # fmt: skip


def test_decimal_numbers_nest_by_their_depth() -> None:
    text = "1.1 范围\n1.1.1 对象\n1.1.2 期限\n1.2 依据\n1.2.1 法律"
    assert [s.level for s in find_sections(of(text))] == [1, 2, 2, 1, 2]


def test_a_title_that_a_page_says_twice_is_one() -> None:
    text = "关于做好校车工作的通知\n关于做好校车工作的通知\n各学校：\n一、检测"
    assert [s.title for s in find_sections(of(text))] == ["关于做好校车工作的通知", "检测"]


LONG = "全年新建学校5所，新增学位3000个，投入使用后可以满足片区内适龄儿童入学，进一步缓解主城区学位紧张的状况，群众满意度持续提高。"


def test_headings_without_numbers_are_known_by_words_or_looks() -> None:
    plain = of(f"2026年青禾县政府工作报告\n过去五年工作回顾\n{LONG}\n2026年主要任务\n{LONG}")
    assert [s.title for s in find_sections(plain)][1:] == ["过去五年工作回顾", "2026年主要任务"]
    text = f"组织领导到位\n{LONG}\n制度执行有力\n{LONG}\n青禾县教育局\n2026年3月1日"
    document = of(text)
    bold = tuple(
        Paragraph(p.start, p.end, bold=p.end - p.start < 12, font_size=12.0) for p in document.paragraphs
    )  # fmt: skip
    document = Document("d", "a.docx", "0", "docx", text, bold)
    assert [s.title for s in find_sections(document)] == ["组织领导到位", "制度执行有力"]


def test_a_file_that_is_one_table_is_called_by_its_first_line() -> None:
    text = "青禾县教育局2026年重点工作任务分解表\n填报单位：办公室\n1\t建设学校\t基教科"
    document = of(text)
    first, *rest = document.paragraphs
    looks = (replace(first, centred=True), *rest)
    (title,) = find_sections(replace(document, paragraphs=looks))
    assert title.kind == "title" and title.title == "青禾县教育局2026年重点工作任务分解表"
    assert not find_sections(document)


def test_a_schedule_is_titled_by_its_term_and_no_month_is_a_title() -> None:
    assert SCHEDULE_TITLE.match("苇川区教育局2026—2027学年第一学期工作安排")
    assert not SCHEDULE_TITLE.match("三、下一步工作安排")
    assert A_MONTH.match("十二月") and A_MONTH.match("3月份") and not A_MONTH.match("三月工作要点")
