"""The page of highlighted facts: every fact in its place and in the list, alone in one file, inert."""

from __future__ import annotations

import hashlib
import re
import time
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from fact_page_reading import PageReader, squeezed

from ingest.pipeline import coverage, ingest_paths, open_store
from ingest.pipeline.run import corpus_dir
from ingest.records import (
    Deadline,
    Document,
    Fact,
    FactTime,
    Metadata,
    Paragraph,
    PartialDate,
    Section,
    Span,
    Target,
    Uncovered,
)
from ingest.render.fact_fields import COMPARATORS, fields
from ingest.render.fact_marks import cut, spans_of
from ingest.render.fact_page import fact_page
from ingest.settings import Settings
from ingest.store.store import Store

TEXT = "工作要点\n9月份，召开现场会，初中生均经费达到900元，小学700元。\n学校共有12所。"
EVILS = [
    "<script>alert(1)</script>", "</script><script>alert(2)</script>", "<!--<script>",
    "\"><img src=x onerror=alert(3)>", "'</mark></main></body>", "]]> &lt;b&gt; &amp; \\u003c",
    "</style></title></textarea>", "\u2028\u2029 ${x} {{7*7}} `y`",
]  # fmt: skip


def time_of(text: str, raw: str, precision: str = "month") -> FactTime:
    at = text.index(raw)
    return FactTime(
        raw, at, at + len(raw), PartialDate(2025, 9, 1), PartialDate(2025, 9, 30), "in", precision
    )  # type: ignore[arg-type]


def target(text: str, quote: str, raw: str, name: str = "t", **more: object) -> Target:
    start, at = text.index(quote), text.index(raw, text.index(quote))
    return Target(
        name, "d", ("一、经费",), quote, start, start + len(quote), Span(at, at + len(raw)),
        "生均经费", "初中", "ge", Decimal("900"), "元", raw, **more,
    )  # type: ignore[arg-type] # fmt: skip


def deadline(text: str, quote: str, raw: str, name: str = "d") -> Deadline:
    start, at = text.index(quote), time_of(text, raw)
    return Deadline(
        name, "d", ("一、经费",), quote, start, start + len(quote), Span(at.start, at.end),
        "召开现场会", "基教科", at,
    )  # fmt: skip


def document_of(text: str) -> Document:
    paragraphs, start = [], 0
    for line in text.split("\n"):
        if line:
            paragraphs.append(Paragraph(start, start + len(line)))
        start += len(line) + 1
    return Document("d", "甲/要点.txt", "0", "txt", text, paragraphs=tuple(paragraphs))


def page_of(text: str, facts: list[Fact], uncovered: list[Uncovered], **more: object) -> str:
    return fact_page(document_of(text), (), Metadata(title="要点"), facts, uncovered, **more)  # type: ignore[arg-type]


def small() -> tuple[list[Fact], list[Uncovered]]:
    """Two targets and a deadline whose clauses overlap, and a sentence that gave nothing."""
    sentence = TEXT.split("\n")[1]
    at = TEXT.index("学校共有")
    facts: list[Fact] = [
        deadline(TEXT, "9月份，召开现场会", "9月份"),
        target(TEXT, sentence, "900元", time=time_of(TEXT, "9月份")),
        target(TEXT, "初中生均经费达到900元，小学700元", "700元", "u"),
    ]
    return facts, [Uncovered("d", at, at + 8, TEXT[at : at + 8], (), "已完成的成绩或现状")]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    settings = Settings(data_dir=tmp_path_factory.mktemp("pages") / "data")
    ingest_paths([corpus_dir()], settings, read_scans=False)
    with open_store(settings) as store:
        yield store


def test_every_fact_of_the_corpus_is_marked_at_its_words_and_listed_once(library: Store) -> None:
    seen = 0
    for stored in library.documents():
        document = library.document(stored.id)
        facts = library.facts(document_id=stored.id)
        uncovered = coverage(library, stored.id)
        page = PageReader(
            fact_page(document, library.sections(stored.id), stored.metadata, facts, uncovered)
        )
        ids = [row.attributes["id"].removeprefix("fact-") for row in page.list_of("facts")]
        assert sorted(ids) == sorted(fact.id for fact in facts)
        by_id = {fact.id: fact for fact in facts}
        for index, fact in enumerate(by_id[name] for name in ids):
            wanted: dict[str, set[int]] = {}
            for role, span in spans_of(fact):
                wanted.setdefault(f"data-{role}", set()).update(range(span.start, span.end))
            for name, places in wanted.items():
                words = "".join(document.text[i] for i in sorted(places))
                assert squeezed(page.marked(name, index)) == squeezed(words), (fact, name)
        anchors = {e.attributes["id"]: e for e in page.elements if "id" in e.attributes}
        for index, link in enumerate(page.links_of("facts")):
            words = document.text[by_id[ids[index]].span.start :]
            assert words.startswith(anchors[link[1:]].text), "the link leads to the fact's words"
        assert [squeezed(page.marked("data-u", i)) for i in range(len(uncovered))] == [
            squeezed(sentence.quote) for sentence in uncovered
        ]
        assert len(page.links_of("facts")) == len(facts)
        assert len(page.links_of("uncovered")) == len(uncovered)
        assert len(page.data["facts"]) == len(facts)
        seen += len(facts)
    assert seen > 200


def test_the_whole_text_is_there_and_nothing_is_added(library: Store) -> None:
    for stored in library.documents():
        document = library.document(stored.id)
        html = fact_page(
            document, library.sections(stored.id), stored.metadata,
            library.facts(document_id=stored.id), coverage(library, stored.id),
        )  # fmt: skip
        (main,) = PageReader(re.sub(r'<div class="page">.*?</div>', "", html)).all("main")
        assert squeezed(main.text) == squeezed(document.text), document.source


def test_overlapping_facts_share_their_words() -> None:
    facts, uncovered = small()
    page = PageReader(page_of(TEXT, facts, uncovered))
    (month,) = [e for e in page.all("mark") if e.text == "9月份"]
    assert month.attributes["class"] == "d dv t tv"
    assert month.numbers("data-v") == [0, 1] and month.numbers("data-n") == [1]
    (value,) = [e for e in page.all("mark") if e.text == "900元"]
    assert value.attributes["class"] == "t tv" and value.numbers("data-q") == [1, 2]
    assert page.marked("data-q", 2) == "初中生均经费达到900元，小学700元"


def test_counts_reasons_and_lists_agree() -> None:
    facts, uncovered = small()
    page = PageReader(page_of(TEXT, facts, uncovered, sample=True))
    assert [e.text for e in page.all("label")] == ["指标2", "时间节点1", "未列入1"]
    (row,) = page.list_of("uncovered")
    assert row.text == "学校共有12所。已完成的成绩或现状"
    assert page.data["reasons"]["已完成的成绩或现状"].startswith("a past achievement")
    assert "示例（虚构）" in page.all("h1")[0].text
    empty = PageReader(page_of(TEXT, [], []))
    assert "没有找到指标或时间节点" in "".join(e.text for e in empty.all("section", id="facts"))


def test_a_fact_without_a_place_in_the_text_is_listed_and_says_so() -> None:
    facts, _ = small()
    bare = replace(document_of(TEXT), paragraphs=(Paragraph(0, 4),))
    page = PageReader(fact_page(bare, (), Metadata(), facts, []))
    assert len(page.list_of("facts")) == 3 and page.links_of("facts") == []
    assert all("正文中没有位置" in row.text for row in page.list_of("facts"))


@pytest.mark.parametrize("evil", EVILS)
def test_a_hostile_document_is_only_read(evil: str) -> None:
    text = f"{evil}9月份，召开{evil}会900元。\n{evil}12所"
    facts: list[Fact] = [
        replace(target(text, f"召开{evil}会900元", "900元"), indicator=evil, owner=evil, section=(evil,)),
        replace(deadline(text, f"9月份，召开{evil}", "9月份"), action=evil),
    ]  # fmt: skip
    at = text.index("\n") + 1
    uncovered = [Uncovered("d", at, len(text), text[at:], (evil,), evil)]
    document = replace(document_of(text), source=f"{evil}.txt")
    named = Metadata(title=evil, issuer=evil, number=evil)
    html = fact_page(
        document, (Section(0, 9, 1, "", evil, (evil,), Span(0, 9)),), named, facts, uncovered
    )
    plain = page_of("无", [], [])
    assert [e.tag for e in PageReader(html).all("script")] == ["script", "script"]
    harmless = {e.tag for e in PageReader(plain).elements} | {"mark", "li", "h2", "p"}
    assert {e.tag for e in PageReader(html).elements} <= harmless
    assert not any(a.startswith("on") for e in PageReader(html).elements for a in e.attributes)
    told = PageReader(html).data
    assert told["facts"][0]["fields"][0] == ["action", evil]
    block = html.split('id="data">')[1].split("</script>")[0]
    assert not re.search("[<>&\u2028\u2029]", block) and block.endswith("}")
    (main,) = PageReader(html).all("main")
    assert squeezed(main.text) == squeezed(text)


def test_the_page_needs_nothing_but_itself() -> None:
    facts, uncovered = small()
    html = page_of(TEXT, facts, uncovered)
    page = PageReader(html)
    assert "http://" not in html and "https://" not in html and "url(" not in html
    assert not any(a in e.attributes for e in page.elements for a in ("src", "style"))
    assert {e.tag for e in page.elements}.isdisjoint({"link", "img", "iframe", "object", "base"})
    assert all(
        e.attributes["href"].startswith("#") for e in page.all("a") if "href" in e.attributes
    )
    (policy,) = [e.attributes["content"] for e in page.all("meta") if "http-equiv" in e.attributes]
    assert policy.startswith("default-src 'none'") and "unsafe" not in policy
    for part in (page.all("style")[0].text, page.all("script")[1].text):
        digest = b64encode(hashlib.sha256(part.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy
    assert html.index('charset="utf-8"') < 200


def test_colours_can_be_read() -> None:
    """WCAG AA: 4.5 for words on every highlight, 3 for the lines that tell the kinds apart."""
    css = Path("ingest/render/fact_page.css").read_text(encoding="utf-8")
    colours = dict(re.findall(r"--(\w+): (#[0-9a-f]{3,6})", css))
    for back in ("paper", "ground", "t", "tv", "d", "dv", "u", "on"):
        assert contrast(colours["ink"], colours[back]) >= 4.5, back
    assert contrast(colours["soft"], colours["on"]) >= 4.5
    assert contrast(colours["soft"], colours["paper"]) >= 4.5
    assert min(contrast(colours[line], colours["paper"]) for line in ("tl", "dl", "ul")) >= 3
    assert "3px solid var(--tl)" in css and "3px dashed var(--dl)" in css, "not by colour alone"


def contrast(one: str, other: str) -> float:
    def light(colour: str) -> float:
        digits = colour[1:] if len(colour) == 7 else "".join(c * 2 for c in colour[1:])
        parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
        linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    dark, bright = sorted((light(one), light(other)))
    return (bright + 0.05) / (dark + 0.05)


def test_fields_are_told_as_a_reader_says_them() -> None:
    facts, _ = small()
    told = {key: (chinese, english) for key, chinese, english in fields(facts[1])}
    assert told["comparator"] == ("不低于（≥）", "at least (≥)")
    assert told["value"][0] == "900（原文：900元）" and told["unit"][0] == "元"
    assert told["time"] == ("9月份（2025-09 期间）", "9月份 (in 2025-09)"), "a month is no day"
    assert told["section"][0] == "一、经费"
    unknown = replace(
        facts[0].time, lo=None, hi=PartialDate(None, 9, 30), relation="by", precision="day"
    )  # type: ignore[arg-type, type-var]
    told = {key: (zh, en) for key, zh, en in fields(replace(facts[0], time=unknown))}
    assert told["time"] == (
        "9月份（9月30日 截止，年份不明）",
        "9月份 (by 9/30, year unknown)",
    )
    month = replace(unknown, precision="month", recurring=True)  # type: ignore[type-var]
    told |= {key: (zh, en) for key, zh, en in fields(replace(facts[0], time=month))}
    assert told["time"] == (
        "9月份（9月 截止，年份不明，每次循环）",
        "9月份 (by month 9, year unknown, recurring)",
    )
    year = replace(unknown, precision="year")  # type: ignore[type-var]
    told |= {key: (zh, en) for key, zh, en in fields(replace(facts[0], time=year))}
    assert told["time"][0] == "9月份（年份不明）"
    assert told["action"][0] == "召开现场会" and told["owner"][0] == "基教科"
    assert set(COMPARATORS) >= {"eq", "ge", "gt", "le", "lt", "approx", "range", "from_to"}


def test_pieces_tile_what_is_marked() -> None:
    facts, uncovered = small()
    pieces = cut(facts, uncovered)
    assert all(a.end <= b.start for a, b in pairwise(pieces))
    covered = {i for p in pieces for i in range(p.start, p.end)}
    spans = [s for f in facts for _, s in spans_of(f)] + [Span(u.start, u.end) for u in uncovered]
    assert covered == {i for s in spans for i in range(s.start, s.end)}


def test_time_grows_with_the_length_alone() -> None:
    """A megabyte with 25 000 facts in a few seconds; 10 MB is ten times that."""
    line = "初中生均经费达到900元，小学700元；学校共有12所。\n"
    count = 12_500
    text = line * count
    facts: list[Fact] = []
    for n in range(count):
        at = n * len(line)
        facts += [
            Target(
                f"{n}-{v}", "d", (), line[:18], at, at + 18, Span(at + v, at + v + 4), "经费", "初中",
                "eq", Decimal(900), "元", "900元",
            )
            for v in (8, 13)
        ]  # fmt: skip
    started = time.perf_counter()
    html = page_of(text, facts, [])
    assert time.perf_counter() - started < 20
    assert html.count("<li ") == 2 * count
