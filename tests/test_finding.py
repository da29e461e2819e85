"""Passages for a question, through the real store with the bundled model."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import PolicyAssistant, finding, ordering
from assistant.aim import Documents
from assistant.finding import Found, find, hits, is_bare_title, says_heading
from assistant.fusion import Wanted, _sureness, fuse, z_scores
from assistant.library import Library
from assistant.question import read_question
from assistant.records import Query
from assistant.rewording import Rewording
from ingest.errors import EmbeddingError
from ingest.records import Chunk
from ingest.settings import Settings

LAW = """# 东江省学校安全条例

## 第一章 总则

第一条 为了保障学校安全，制定本条例。

第二条 本条例所称学校，是指中小学校和幼儿园。学校应当建立门卫制度，来访人员凭证件登记后进入校园。

第三条 学校食堂应当取得食品经营许可，每餐每样食品留样不少于一百二十五克，保存四十八小时以上。
"""
NOTICE = """# {place}关于做好幼儿园招生工作的通知

## 一、招生范围

小班招收年满三周岁的幼儿，优先招收本{rank}户籍。

## 二、收费标准

保教费每生每月{fee}元，按月收取，不得跨学期预收。

## 三、时间安排

{month}月10日至20日网上登记，逾期不予受理。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PolicyAssistant]:
    from ingest.pipeline import ingest_paths

    folder: Path = tmp_path_factory.mktemp("near")
    settings = Settings.from_env(data_dir=folder / "data", env={"PARSE_WORKERS": "1", "OCR": "off"})
    (folder / "条例.md").write_text(LAW, encoding="utf-8")
    for n, name in enumerate(("云山县", "石泉县", "柳溪县", "竹溪县")):
        text = NOTICE.format(place=name, rank="县", fee=300 + 50 * n, month=5 + n)
        (folder / f"通知{n}.md").write_text(text, encoding="utf-8")
    ingest_paths([folder], settings)
    with PolicyAssistant.open(settings) as opened:
        yield opened


def test_the_article_asked_for_comes_first(assistant: PolicyAssistant) -> None:
    for question in ("东江省学校安全条例第三条", "学校安全条例第3条说了什么"):
        assert "留样" in assistant.search(question, k=3)[0].chunk.text


def test_near_duplicates_are_told_apart_by_the_place(assistant: PolicyAssistant) -> None:
    for name, fee in (("云山", "300"), ("石泉", "350"), ("柳溪县", "400"), ("竹溪", "450")):
        first = assistant.search(f"{name}幼儿园一个月多少钱", k=3)[0]
        assert name in first.document_title and fee in first.chunk.text


def test_other_documents_follow_the_one_singled_out(assistant: PolicyAssistant) -> None:
    titles = [hit.document_title for hit in assistant.search("云山幼儿园招生", k=12)]
    assert "云山" in titles[0] and any("石泉" in title for title in titles)


def test_everyday_words_find_the_passage_that_shares_none_of_them(
    assistant: PolicyAssistant,
) -> None:
    best = assistant.search("外人能不能随便进来接娃", k=2)
    assert any("门卫" in hit.chunk.text for hit in best)


def test_one_hit_a_section_but_each_group_of_short_ones(assistant: PolicyAssistant) -> None:
    found = assistant.search("云山幼儿园招生范围收费时间", k=20)
    spans = [(h.chunk.document_id, h.chunk.start) for h in found]
    assert len(spans) == len(set(spans))
    own = [(h.chunk.document_id, h.chunk.section) for h in found if len(h.chunk.section) > 1]
    assert len(own) == len(set(own))


def test_inside_given_documents_only(assistant: PolicyAssistant) -> None:
    law = next(d for d in assistant.documents() if "条例" in d.metadata.title)
    found = assistant.search("幼儿园收费", k=5, documents=[law.id])
    assert found and {hit.chunk.document_id for hit in found} == {law.id}


def test_scores_fall(assistant: PolicyAssistant) -> None:
    library = assistant.library
    scope = library.in_scope(None)
    scores = [hit.score for hit in hits(library, "食堂留样", scope, 8)]
    assert scores == sorted(scores, reverse=True)
    assert find(library, read_question("食堂留样"), {}, 3) == []


OURS = (
    "放学没人接，孩子能在学校多待会儿吗", "老师工资啥时候发", "教室太黑了看不清黑板", "娃被同学欺负了找谁说",
    "学费太贵能不能少交点", "评职称要几篇论文", "食堂饭菜不干净", "转学手续咋办", "几岁能上幼儿园", "寒假哪天放",
)  # fmt: skip
OTHERS = (
    "股票怎么买", "手机没电了", "这台服务器的内核编译参数怎么写", "红烧肉怎么做好吃", "北京到上海高铁多久",
    "信用卡逾期了会怎样", "明天会下雨吗", "房贷利率是多少", "电脑蓝屏怎么修", "世界杯谁赢了", "感冒吃什么药",
)  # fmt: skip


def test_written_questions_lend_words_to_questions_of_education() -> None:
    rewording = Rewording()
    assert rewording.words(OURS[0]).tokens.get("课后", 0) > 0
    ours = [rewording.words(question).trust for question in OURS]
    others = [rewording.words(question).trust for question in OTHERS]
    assert min(ours) > 0.8
    assert sum(others) / len(others) < 0.5


def test_the_dense_side_counts_more_where_it_is_sure_and_words_fail() -> None:
    assert Wanted("问", matched=1.0).unmatched == 0.0
    assert Wanted("问", matched=0.0).unmatched == 1.0
    flat, peaked = z_scores([1.0] * 5 + [1.1] * 5), z_scores([5.0] + [0.0] * 30)
    assert _sureness(flat) == 1.0 < _sureness(peaked) <= 2.0
    assert list(z_scores([2.0, 2.0])) == [0.0, 0.0]


def test_nothing_to_look_in_finds_nothing(assistant: PolicyAssistant) -> None:
    store, embedder = assistant.store, assistant.library.embedder
    assert fuse(store, embedder, Wanted("食堂"), documents=()) == []


def test_headings_and_bare_titles() -> None:
    def chunk(text: str, *section: str) -> Chunk:
        return Chunk("c", "d", text, 0, len(text), section, None)

    body = "保教费每生每月三百元，按月收取，不得跨学期预收，也不得收取书本费以外的任何费用。"
    assert says_heading("幼儿园的收费标准", chunk(body, "某通知", "二、收费标准"))
    assert says_heading("幼儿园的收费标准", chunk(f"二、收费标准\n{body}", "某通知"))
    assert not says_heading("幼儿园", chunk(body, "某通知", "二、收费标准"))
    assert is_bare_title(chunk("某通知\n各幼儿园：", "某通知"))
    assert not is_bare_title(chunk(f"某通知\n{body}", "某通知"))


def test_no_hits_asked_for_none_given(assistant: PolicyAssistant) -> None:
    assert assistant.search("食堂", k=0) == assistant.search("食堂", k=-1) == ()


def test_a_document_that_changed_meanwhile_is_left_out(assistant: PolicyAssistant) -> None:
    scope = assistant.library.in_scope(None)
    law = next(i for i, d in scope.items() if "条例" in d.metadata.title)
    without = {i: d for i, d in scope.items() if i != law}
    found = hits(assistant.library, "食堂留样", without, 8)
    assert found and law not in {hit.chunk.document_id for hit in found}


def test_this_year_is_the_year_of_today(
    assistant: PolicyAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Query] = []

    def listening(library: Library, query: Query, documents: Documents, k: int) -> Found:
        asked.append(query)
        return find(library, query, documents, k)

    monkeypatch.setattr(finding, "find", listening)
    assistant.search("今年的招生", today=dt.date(2027, 3, 1))
    assistant.search("今年的招生")
    assert [query.years for query in asked] == [(2027,), (dt.date.today().year,)]


def test_a_short_notice_is_no_bare_title() -> None:
    text = "关于周五放假的通知\n学校每周五下午放假。"
    assert not is_bare_title(Chunk("c", "d", text, 0, len(text), ("关于周五放假的通知",), None))


def test_a_damaged_bundled_model_lends_nothing_and_stops_no_search(
    assistant: PolicyAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(question: str) -> None:
        raise EmbeddingError("损坏。", "请重新安装。")

    monkeypatch.setattr(assistant.library.rewording, "words", fails)
    assert assistant.search("外人能不能随便进来接娃", k=2)


def test_the_best_passages_change_places_and_scores_fall_all_through(
    assistant: PolicyAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ordering, "TOP", 4)
    question = "每样食品留样多少克？"
    before = assistant.passages(question)
    assert len(before) == 4 and before[0].signals["fused"] == 0.0
    assert all(set(one.signals) == set(ordering.weights()) for one in before)
    found = assistant.search(question, k=8)
    scores = [hit.score for hit in found]
    assert scores == sorted(scores, reverse=True) and "留样" in found[0].chunk.text
