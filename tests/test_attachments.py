from __future__ import annotations

import pytest

from ingest.grammar.attachments import Line, attachment_number, bare_title, find_attachments

NOTICE = """\
关于做好校车安全工作的通知
各学校：
请认真贯彻执行。
附件：1.青禾区校车安全任务分工表
2. 校车台账（样表）
澄州市青禾区教育局
2026年3月1日
附件1
青禾区校车安全任务分工表
一、校车检测
附件2
校车台账
（2026年度）
车牌\t驾驶人"""


def lines(text: str) -> list[Line]:
    return [Line(line.strip(), row="\t" in line) for line in text.split("\n")]


def test_the_list_under_the_text_and_the_attachments_below() -> None:
    found = find_attachments(lines(NOTICE))
    assert [(e.number, e.title) for e in found.listed] == [
        (1, "青禾区校车安全任务分工表"), (2, "校车台账（样表）"),
    ]  # fmt: skip
    assert found.list_lines == {3, 4}
    assert [(a.first, a.last, a.mark, a.title) for a in found.attached] == [
        (7, 8, "附件1", "青禾区校车安全任务分工表"), (10, 12, "附件2", "校车台账（2026年度）"),
    ]  # fmt: skip


def test_one_line_may_hold_the_whole_list() -> None:
    found = find_attachments(lines("附件：1.任务表 2.联系表 3.承诺书\n青禾区教育局\n2026年3月1日"))
    assert [(e.number, e.title) for e in found.listed] == [
        (1, "任务表"),
        (2, "联系表"),
        (3, "承诺书"),
    ]
    assert not found.attached


def test_a_table_takes_its_name_from_the_list() -> None:
    text = "附件：校车台账\n青禾区教育局\n2026年3月1日\n附件\n车牌\t驾驶人"
    (found,) = find_attachments(lines(text)).attached
    assert (found.mark, found.title) == ("附件", "校车台账")


def test_a_title_broken_over_two_lines_is_joined_where_the_text_names_it() -> None:
    text = "现将《青禾区加强学校体育工作的实施方案》印发给你们。\n青禾区教育局\n2026年3月1日\n附件\n青禾区加强学校\n体育工作的实施方案\n一、目标"
    (found,) = find_attachments(lines(text)).attached
    assert (found.title, found.last) == ("青禾区加强学校体育工作的实施方案", 5)


@pytest.mark.parametrize(
    "text",
    [
        "附件与本办法具有同等效力。",
        "附则",
        "附件材料一式三份，由学校盖章后于3月1日前报送至区教育局体卫艺科，逾期不予受理，由此产生的后果由学校自行承担，请务必重视",
    ],
)
def test_sentences_are_no_attachments(text: str) -> None:
    found = find_attachments(lines(text))
    assert not found.listed and not found.attached


@pytest.mark.parametrize(
    "name, number, rest",
    [
        ("附件1", 1, ""),
        ("附件2-分工表", 2, "分工表"),
        ("附件 3：承诺书", 3, "承诺书"),
        ("附件一 名单", 1, "名单"),
        ("附件1_2", 1, "2"),
    ],
)
def test_file_names_say_which_attachment_they_are(name: str, number: int, rest: str) -> None:
    assert attachment_number(name) == (number, rest)


def test_other_names_are_no_attachments() -> None:
    assert attachment_number("附件材料说明") is None
    assert attachment_number("2026年工作要点") is None


def test_titles_are_compared_without_shapes() -> None:
    assert bare_title("《校车台账（2025—2027年）》.docx") == bare_title("校车台账(2025―2027年)")


def test_lines_above_are_made_bare_once_however_many_attachments_follow(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told: list[str] = []

    def counted(words: str) -> str:
        told.append(words)
        return bare_title(words)

    monkeypatch.setattr("ingest.grammar.attachments.bare_title", counted)
    found = lines("\n".join(f"附件{n}\n材料清单之第{n}号\n内容之第{n}号" for n in range(1, 100)))
    assert len(find_attachments(found).attached) == 99
    assert len(told) < 4 * len(found)
