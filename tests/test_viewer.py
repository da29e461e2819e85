"""The reader's page over HTTP: opens at the quote, says what it cannot show, runs nothing."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from functools import partial
from typing import Any
from urllib.parse import unquote

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant import PolicyAssistant
from assistant.ui.documents import about
from assistant.ui.routes import add_documents
from assistant.ui.strings.words import Words
from assistant.ui.viewer import read_spans, view_address
from ingest.errors import SettingsError
from ingest.pipeline import corpus_dir, document_page, ingest_paths
from ingest.records import Span
from ingest.settings import Settings

EVIL = "青禾县教育局通知<script>alert(1)</script>：口令每季度更换一次。"


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PolicyAssistant]:
    folder = tmp_path_factory.mktemp("view")
    settings = Settings(data_dir=folder / "data")
    (folder / "脚本.txt").write_text(EVIL, encoding="utf-8")
    pdf = next(corpus_dir().glob("*培训工作计划*.pdf"))
    docx = next(corpus_dir().glob("*近视*.docx"))
    ingest_paths([pdf, docx, folder / "脚本.txt"], settings)
    with PolicyAssistant.open(settings) as opened:
        yield opened


@pytest.fixture(scope="module")
def client(assistant: PolicyAssistant) -> TestClient:
    app = FastAPI()
    add_documents(app, assistant)
    return TestClient(app)


def document(assistant: PolicyAssistant, suffix: str) -> Any:
    return next(d for d in assistant.documents() if d.source.endswith(suffix))


def opened(client: TestClient, assistant: PolicyAssistant, suffix: str, words: str) -> str:
    identity = document(assistant, suffix).id
    start = assistant.document_text(identity).index(words)
    address = view_address(identity, [Span(start, start + len(words))], [], Words("zh"))
    answer = client.get(address)
    assert answer.status_code == 200 and "script" not in answer.headers["content-security-policy"]
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    return answer.text


def test_a_docx_opens_at_its_words(client: TestClient, assistant: PolicyAssistant) -> None:
    page = opened(client, assistant, ".docx", "近视")
    assert '<mark class="quote" id="here">近视</mark>' in page and 'class="text"' in page


def test_a_pdf_opens_as_pages_with_a_box_where_the_words_are(
    client: TestClient, assistant: PolicyAssistant
) -> None:
    page = opened(client, assistant, ".pdf", "区级骨干教师")
    (box,) = re.findall(r'<i id="here" style="left:([\d.]+)%;top:([\d.]+)%', page)
    before, _ = page.split('id="here"', 1)
    assert before.count('class="sheet"') == 2, "the table stands on page 2"
    assert 5 < float(box[0]) < 60 and 60 < float(box[1]) < 95
    address = re.findall(r'src="([^"]+2\.png)"', page)[0]
    assert f'<link rel="preload" as="image" fetchpriority="high" href="{address}">' in page
    picture = client.get(address)
    assert picture.headers["content-type"] == "image/png" and len(picture.content) > 5_000
    (as_text,) = re.findall(r'href="(\?[^"]*layout=text[^"]*)#here"', page)
    address = f"/documents/{document(assistant, '.pdf').id}/view{as_text.replace('&amp;', '&')}"
    text = client.get(address)
    assert '<mark class="quote" id="here">区级骨干教师</mark>' in text.text
    assert "第 2 页" in text.text


def test_the_first_source_of_an_answer_is_drawn_before_anybody_opens_it(
    assistant: PolicyAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn, go_on, done = [], threading.Event(), threading.Event()

    def draw(identity: str, page: int) -> bytes:
        drawn.append((identity, page))
        assert go_on.wait(5)
        done.set()
        return b""

    monkeypatch.setattr(assistant._viewing, "page_image", draw)
    pdf, docx = document(assistant, ".pdf").id, document(assistant, ".docx").id
    assistant._viewing.draw_ahead([(docx, 1), (pdf, None)])
    assistant._viewing.draw_ahead([(docx, 1), (pdf, 2), (pdf, 1)])
    assistant._viewing.draw_ahead([(pdf, 1)])  # while another is being drawn
    go_on.set()
    assert done.wait(5) and drawn == [(pdf, 2)]


def test_document_text_is_only_text(client: TestClient, assistant: PolicyAssistant) -> None:
    page = opened(client, assistant, ".txt", "每季度")
    assert "<script" not in page and "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_what_cannot_be_shown_is_said(client: TestClient, assistant: PolicyAssistant) -> None:
    identity = document(assistant, ".docx").id
    gone = client.get("/documents/nothing/view?q=1-2")
    assert gone.status_code == 404 and "已从库里移除" in gone.text
    bad = client.get(f"/documents/{identity}/view?q=5-2")
    assert bad.status_code == 400 and "无法识别" in bad.text
    assert client.get(f"/documents/{identity}/view?q=<script>").status_code == 400
    far = client.get(f"/documents/{identity}/view?q=1-99999999")
    assert far.status_code == 200 and "超出了这份文件的正文" in far.text
    assert client.get(f"/documents/{identity}/pages/1.png").status_code == 404
    pdf = document(assistant, ".pdf").id
    assert client.get(f"/documents/{pdf}/pages/99.png").status_code == 404
    assert client.get(f"/documents/{pdf}/pages/99.png").text.startswith("“")


def test_a_pdf_without_its_file_is_shown_as_text(
    client: TestClient, assistant: PolicyAssistant
) -> None:
    identity = document(assistant, ".pdf").id
    path = assistant.store.original_path(identity)
    assert path is not None
    hidden = path.with_suffix(".away")
    path.rename(hidden)
    try:
        page = client.get(f"/documents/{identity}/view?q=0-4").text
    finally:
        hidden.rename(path)
    assert "原文件没有保存在库里" in page and '<mark class="quote"' in page


def test_the_page_of_facts_is_a_download(assistant: PolicyAssistant) -> None:
    app = FastAPI()
    add_documents(app, assistant, partial(document_page, assistant.store))
    client = TestClient(app)
    stored = document(assistant, ".docx")
    answer = client.get(f"/documents/{stored.id}/facts.html?lang=en")
    assert answer.status_code == 200 and answer.headers["content-type"].startswith("text/html")
    told = answer.headers["content-disposition"]
    assert told.startswith("attachment") and unquote(told).endswith(f"{stored.source}.html")
    assert 'data-start="en"' in answer.text
    for fact in assistant.store.facts(document_id=stored.id):
        assert f'id="fact-{fact.id}"' in answer.text
    assert client.get("/documents/nothing/facts.html").status_code == 404
    card = about.card(assistant.outcomes()[0], stored, "", Words("en"))
    assert f'<a href="/documents/{stored.id}/facts.html?lang=en" download>' in card


def test_spans_of_an_address() -> None:
    assert read_spans("3-5,7-9") == (Span(3, 5), Span(7, 9)) and read_spans("") == ()
    with pytest.raises(SettingsError):
        read_spans(",".join(["1-2"] * 500))


def test_every_citation_and_fact_can_be_opened(assistant: PolicyAssistant) -> None:
    """Each fact of each document has words to mark, and in a pdf a box on the right page."""
    for stored in assistant.documents():
        text = assistant.document_text(stored.id)
        for fact in assistant.store.facts(document_id=stored.id):
            view = assistant.view(stored.id, [Span(fact.start, fact.end)], fact.context)
            assert view.notice == "" and text[fact.start : fact.end] == fact.quote
            if view.layout == "pages":
                page = assistant.library.document(stored.id).page_at(fact.span.start)
                assert page is not None
                assert page.number in {p.number for p in view.pages if p.quotes}
