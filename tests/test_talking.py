"""The chat's parts: what an answer looks like, what its handlers keep, whose a conversation is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import gradio as gr
import pytest
from answer_library import open_assistant

from assistant import PolicyAssistant
from assistant.records import Answer, ChecklistRow, Opinion
from assistant.ui import handover
from assistant.ui.chat import rows
from assistant.ui.chat.beside import by_document
from assistant.ui.chat.filters import chip, scope_of, year_choices
from assistant.ui.chat.keeping import Keeping
from assistant.ui.chat.prose import inline, said, titles
from assistant.ui.chat.shelf import shelf_html, when
from assistant.ui.chat.talking import OUTPUTS, Talking
from assistant.ui.chat.turn import Shown, plain, turn_html
from assistant.ui.chat.welcome import welcome
from assistant.ui.strings.words import Words
from ingest.store.rows import Conversation

TODAY = dt.date(2026, 6, 1)
WORDS = Words("zh")
PLAN = """\
柳溪县教育局2026年工作要点

一、经费
1. 2026年，初中生均公用经费达到930元、小学生均公用经费达到710元。
二、活动
2. 9月份，召开劳动教育现场会。（责任科室：基础教育科）
3. 9月20日前，完成<b>新教师</b>培训。
4. 9月底前，举办合唱节。
"""
OLD = """\
柳溪县教育局2024年工作要点

1. 2024年，初中生均公用经费达到880元。
"""


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PolicyAssistant]:
    files = {"要点2026.md": PLAN, "要点2024.md": OLD}
    with open_assistant(tmp_path_factory.mktemp("talking"), files) as assistant:
        yield assistant


@pytest.fixture(scope="module")
def september(county: PolicyAssistant) -> Answer:
    answer = county.ask("9月份有哪些工作？", today=TODAY)
    assert answer.mode == "structured" and len(answer.rows) == 3
    return answer


def event(**data: object) -> Any:
    return SimpleNamespace(_data=data)


# --- how it looks -----------------------------------------------------------------------------


def test_words_become_paragraphs_and_lists_and_nothing_runs() -> None:
    told = said("甲<img onerror=x>[1]：\n3. 乙\n4. **丙**[9]\n- 丁\n末", {1: "<a>[1]</a>"})
    assert told == (
        "<p>甲&lt;img onerror=x&gt;<a>[1]</a>：</p>"
        '<ol><li value="3">乙</li><li value="4"><strong>丙</strong>[9]</li></ol><ul><li>丁</li></ul><p>末</p>'
    )


def test_a_long_title_is_cut_on_the_screen_only() -> None:
    long = "《关于印发《" + "某" * 20 + "办法》的通知》"
    assert titles(f"按{long}和《短》") == [(1, 1 + len(long)), (len(long) + 2, len(long) + 5)]
    assert f"{long[1:-1]}</cite>》办" in inline(f"按{long}办", {})
    assert "<cite" not in inline("按《短》和《没有写完", {})


def test_rows_are_read_from_the_lines_that_say_them(september: Answer) -> None:
    table = rows.read(september)
    assert table is not None and "共 3 项" in table.lead
    assert {e.row.fact_id for e in table.entries} == {r.fact_id for r in september.rows}
    for entry in table.entries:
        line = next(t for t in september.text.split("\n") if f"[{entry.marks[0]}]" in t)
        assert entry.row.headline in line
    strange = replace(september, text=september.text + "\n9. 没有这一项")
    assert rows.read(strange) is None, "a line without a row: the text stays as it is"
    assert rows.read(replace(september, mode="extractive")) is None


def test_two_values_of_one_sentence_are_two_rows(county: PolicyAssistant) -> None:
    citation = county.ask("2026年初中生均公用经费是多少？", today=TODAY).citations[0]
    row = next(r for r in county.checklist(today=TODAY) if "930" in r.fact.quote)
    other = replace(row, fact_id="other", fact=replace(row.fact, scope="", indicator="别的"))
    place = replace(citation, start=row.fact.start, end=row.fact.end)
    text = f"共 2 项：\n1. 别的：[1]\n2. {row.headline}：[1]"
    table = rows.read(Answer(text, "structured", (place,), (row, other)))
    assert table is not None
    assert [e.row.fact_id for e in table.entries] == ["other", row.fact_id]


def test_a_table_folds_its_length_and_escapes_its_words(
    county: PolicyAssistant, september: Answer
) -> None:
    html = turn_html(county, Shown(2, "9月？", september, 7), WORDS)
    assert html.count('<th scope="row"') == 3 and "责任单位" in html and "基础教育科" in html
    assert "<b>新教师" not in html and 'data-act="list"' in html and 'data-act="rows"' in html
    assert "later" not in html
    row = september.rows[0]
    many = tuple(replace(row, fact_id=str(n)) for n in range(12))
    entries = tuple(rows.Entry(r, (1,)) for r in many)
    long = rows.table_html(rows.Table("", entries, ""), september, WORDS, {}, 12)
    assert long.count('class="later" hidden') == 2 and "显示全部 12 项" in long


def test_an_answer_says_how_it_ended(county: PolicyAssistant) -> None:
    answer = Answer("没有。", "refused", notes=("一。", "二。", "三。"), options=("甲？",))
    html = turn_html(county, Shown(1, "问<i>", answer, 3), WORDS)
    assert "没有找到答案" in html and "还有 1 条说明" in html and "问&lt;i&gt;" in html
    assert 'data-text="甲？"' in html and "再问一次" not in html
    stopped = turn_html(county, Shown(1, "问？", answer, 3, ended="stopped"), WORDS)
    assert "已停止" in stopped and "再问一次" in stopped and "有用" not in stopped
    waiting = turn_html(county, Shown(1, "问？", doing="正在查找"), WORDS)
    assert 'aria-busy="true"' in waiting and 'role="status"' in waiting
    rated = turn_html(
        county, Shown(1, "问？", answer, 3, opinion=Opinion("down", "没找到", '"x')), WORDS
    )
    assert rated.count('aria-pressed="true"') == 2 and 'value="&quot;x"' in rated


def test_each_document_stands_once_beside_an_answer(county: PolicyAssistant) -> None:
    answer = county.ask("2026年初中生均公用经费是多少？", today=TODAY)
    one = answer.citations[0]
    three = (one, replace(one, marker=2, document_id="x"), replace(one, marker=3))
    assert [[c.marker for c in own] for own in by_document(three)] == [[1, 3], [2]]
    assert plain(answer, WORDS).startswith(answer.text) and "《" in plain(answer, WORDS)


def test_an_empty_conversation_says_what_can_be_asked(county: PolicyAssistant) -> None:
    assert "2 份文件" in welcome(county, WORDS, ("甲？",)) and 'data-text="甲？"' in welcome(
        county, WORDS, ("甲？",)
    )
    assert "正在从文件里找" in welcome(county, WORDS, None)
    empty: Any = SimpleNamespace(documents=tuple, model_state=county.model_state)
    assert "还没有文件" in welcome(empty, WORDS, None) and 'data-act="documents"' in welcome(
        empty, WORDS, None
    )
    sample: Any = SimpleNamespace(
        documents=lambda: [SimpleNamespace(sample=True)], model_state=county.model_state
    )
    assert "示例（虚构）" in welcome(sample, WORDS, ())


# --- where is asked ---------------------------------------------------------------------------


def test_documents_and_a_year_narrow_where_is_asked(county: PolicyAssistant) -> None:
    held = {d.metadata.plan_year: d.id for d in county.documents()}
    assert [y for _, y in year_choices(county, WORDS)] == ["", "2026", "2024"]
    assert scope_of(county, [], "", WORDS).documents is None
    one = scope_of(county, [], "2024", WORDS)
    assert one.documents == (held[2024],) and "2024 年的文件（1 份）" in one.said
    assert scope_of(county, [held[2026]], "2024", WORDS).documents == ()
    assert scope_of(county, ["gone"], "", WORDS).documents is None
    assert "只看：" in chip(one, WORDS) and chip(scope_of(county, [], "", WORDS), WORDS) == ""


def test_a_question_is_asked_of_the_documents_chosen(county: PolicyAssistant) -> None:
    states = list(Talking(county, WORDS).answer("初中生均公用经费是多少？", "b9", "", [], "2024"))
    assert {len(state) for state in states} == {OUTPUTS}
    assert "880" in states[-1][1] and "930" not in states[-1][1] and "只看：" in states[-1][1]
    nothing = [d.id for d in county.documents() if d.metadata.plan_year == 2026]
    states = list(Talking(county, WORDS).answer("多少？", "b9", "", nothing, "2024"))
    assert "没有 2024 年的" not in states[0][1] and "请换一个年份" in states[-1][1]


# --- what is kept -----------------------------------------------------------------------------


class _Quick:
    """An assistant that says a long answer at once, or fails; remembers what was kept."""

    def __init__(self, fails: bool = False) -> None:
        self.kept: list[tuple[str, str, str]] = []
        self.fails = fails

    def conversation_of(self, browser: str, identity: str) -> tuple[object, ...]:
        return ()

    def told_before(self, turns: object) -> list[tuple[str, str]]:
        return []

    conversations = documents = lambda self, *_: ()

    def rows_by_id(self, ids: object) -> tuple[ChecklistRow, ...]:
        return ()

    def stream(self, question: str, **more: object) -> Iterator[str | Answer]:
        if self.fails:
            raise OSError("磁盘已满")
        yield from ("甲。" for _ in range(50))
        yield Answer("甲。" * 50, "extractive")

    def remember(self, conversation: str, question: str, answer: Answer, **more: str) -> int:
        self.kept.append((question, answer.text, more["ended"]))
        return len(self.kept)


def test_what_is_there_at_once_is_drawn_once() -> None:
    quick: Any = _Quick()
    states = list(Talking(quick, WORDS).answer("问？", "b", "c", [], ""))
    assert len(states) == 2  # searching, the answer: not one for each of 50 pieces
    assert "甲。" * 50 in states[1][1]
    assert quick.kept == [("问？", "甲。" * 50, "")]


def test_what_may_follow_is_found_behind_the_answer(county: PolicyAssistant) -> None:
    talking = Talking(county, WORDS)
    states = list(talking.answer("初中生均公用经费是多少？", "b10", "", [], "2026"))
    conversation = states[0][5]
    assert 'class="next"' not in states[-1][1], "the answer does not wait for it"
    told = talking.follow("b10", conversation)
    message = county.conversation(conversation)[-1].id
    assert told.startswith(f'<div data-for="{message}">') and 'data-act="ask"' in told
    kept = county.conversation(conversation)[-1].answer
    assert kept is not None and kept.suggestions, "they are there after a reload"
    assert talking.follow("b10", conversation) == gr.skip() == talking.follow("b11", conversation)


def test_a_fault_is_said_and_can_be_tried_again() -> None:
    quick: Any = _Quick(fails=True)
    states = list(Talking(quick, WORDS).answer("问？", "b", "c", [], ""))
    assert "磁盘已满" in states[-1][1] and "再问一次" in states[-1][1]
    assert quick.kept[0][2] == "failed"


def test_what_was_said_before_a_stop_is_kept_once(county: PolicyAssistant) -> None:
    talking = Talking(county, WORDS)
    states = talking.answer("初中生均公用经费是多少？", "b1", "", [], "")
    first = next(states)
    states.close()
    run = replace(first[6], so_far="经费是[1]")
    live, _, left = talking.stop(run, "b1", run.conversation)
    assert left is None and "已停止" in live and "经费是[1]" in live
    again = talking.stop(run, "b1", run.conversation)[0]
    assert "已停止" in again and len(county.conversation_of("b1", run.conversation)) == 2
    assert county.told_before(county.conversation(run.conversation)) == [], (
        "no follow-up leans on it"
    )


def test_only_its_browser_sees_a_conversation(county: PolicyAssistant) -> None:
    county.remember("c2", "问？", Answer("答。", "extractive"), browser="b2")
    keeping = Keeping(county, WORDS, Talking(county, WORDS))
    assert len(county.conversation_of("b2", "c2")) == 2
    for browser, conversation in (("b3", "c2"), ("", "c2"), ("b2", "unknown"), ("b2", "")):
        assert county.conversation_of(browser, conversation) == ()
    assert not county.rename_conversation("b3", "c2", "别人的")
    assert not county.delete_conversation("b3", "c2")
    assert "答。" not in keeping.open("b3", None, event(id="c2"))[1]
    keeping.drop("b3", "", None, event(id="c2"))
    assert keeping.bring_back("b3", None, event(id="c2"))[1] == ""
    assert "答。" in keeping.open("b2", None, event(id="c2"))[1]
    states = list(Talking(county, WORDS).answer("初中？", "b3", "c2", [], ""))
    assert states[0][5] != "c2", "nobody writes into another's conversation"


def test_a_deleted_conversation_comes_back_whole(county: PolicyAssistant) -> None:
    for question in ("头一个？", "后一个？"):
        county.remember("c4", question, Answer("答。", "extractive"), browser="b4")
    keeping = Keeping(county, WORDS, Talking(county, WORDS))
    assert [c.title for c in county.conversations("b4")] == ["头一个？"]
    assert "经费<i>" not in keeping.rename("b4", "c4", event(id="c4", title=" 经费<i> "))
    past, live, shelf, conversation, _ = keeping.drop("b4", "c4", None, event(id="c4"))
    assert (past, live) == ("", "") and "已删除“经费&lt;i&gt;”" in shelf and conversation != "c4"
    assert county.conversations("b4") == () and keeping.restore("b4", "c4")[0] == gr.skip()
    past, live, shelf, conversation, _ = keeping.bring_back("b4", None, event(id="c4"))
    assert "头一个" in past and "后一个" in live and conversation == "c4"
    county.delete_conversation("b4", "c4")
    assert county.store.forget_deleted("9999") >= 1
    assert not county.restore_conversation("b4", "c4") and county.conversation("c4") == ()


def test_a_judgement_can_be_changed_and_taken_back(county: PolicyAssistant) -> None:
    message = county.remember("c5", "问？", Answer("答。", "extractive"), browser="b5")

    def held() -> Opinion | None:
        return county.conversation_of("b5", "c5")[-1].opinion

    assert county.judge("b5", "c5", message, Opinion("down", "数字错误", "是910"))
    assert held() == Opinion("down", "数字错误", "是910")
    assert county.judge("b5", "c5", message, Opinion("up")) and held() == Opinion("up")
    assert county.judge("b5", "c5", message, None) and held() is None
    for browser, one, opinion in (
        ("b6", message, Opinion("up")), ("b5", message - 1, Opinion("up")), ("b5", message, Opinion("x")),
        ("b5", message, Opinion("down", "因为")),
    ):  # fmt: skip
        assert not county.judge(browser, "c5", one, opinion)
    assert [f.rating for f in county.store.feedback("c5")] == ["down", "up", "withdrawn"]


def test_rows_come_back_after_a_reload_and_go_to_the_checklist(
    county: PolicyAssistant, september: Answer, tmp_path: Path
) -> None:
    talking = Talking(county, WORDS)
    keeping = Keeping(county, WORDS, talking)
    message = county.remember("c7", "9月？", september, browser="b7")
    _, live, shelf, conversation = keeping.restore("b7", "")
    assert conversation == "c7" and "<table" in live and "9月？" in shelf
    text, _ = keeping.hand_over("b7", "c7", event(message=str(message)))
    handed = handover.read(text)
    assert list(handed.ids) == [r.fact_id for r in september.rows] and "9月" in handed.said
    assert keeping.rows_file("b7", "c7", event(message=str(message))).endswith(".xlsx")
    with pytest.raises(gr.Error):
        keeping.rows_file("b8", "c7", event(message=str(message)))
    turn = county.conversation("c7")[-1]
    gone = replace(turn, row_ids=(*turn.row_ids, "gone"))
    (shown,) = talking.shown([county.conversation("c7")[0], gone])
    assert shown.answer is not None and shown.answer.rows == (), (
        "of such an answer the text is left"
    )
    assert handover.read("[1]") == handover.read("{") == handover.Handed()


def test_options_and_suggestions_survive_a_reload(county: PolicyAssistant) -> None:
    answer = Answer("请选择：", "clarify", options=("甲？", "乙？"), suggestions=("丙？",))
    county.remember("c8", "问？", answer, browser="b8")
    live = Keeping(county, WORDS, Talking(county, WORDS)).restore("b8", "c8")[1]
    assert all(f'data-text="{one}"' in live for one in ("甲？", "乙？", "丙？"))
    new = Keeping(county, WORDS, Talking(county, WORDS)).restore("", "")
    assert new[:2] == (gr.skip(), gr.skip()), (
        "a question asked while the page loads is not wiped away"
    )


def test_the_list_of_conversations_says_when(county: PolicyAssistant) -> None:
    now = dt.datetime(2026, 6, 1, 12, tzinfo=dt.UTC)
    at = {days: (now - dt.timedelta(days=days)).isoformat() for days in (0, 1, 40, 400)}
    told = {days: when(one, now, WORDS) for days, one in at.items()}
    assert told[1] == "昨天" and ":" in told[0] and told[40].count("-") == 1
    assert told[400].startswith("2025-") and when("?", now, WORDS) == ""
    entries = [Conversation(f"c{n}", "b", f"第{n}个", at[1], at[1]) for n in range(11)]
    html = shelf_html(entries, "c3", WORDS, now=now)
    assert html.count("<li") == 11 and 'type="search"' in html
    assert 'type="search"' not in shelf_html(entries[:10], "", WORDS, now=now)
