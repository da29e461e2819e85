"""The teacher: asks, looks at the source, asks on, is refused, says what is wrong, comes back, takes it away."""

from __future__ import annotations

from docx import Document

from eval.bench.app.stories import chosen
from eval.bench.app.stories.walk import Walk, expect, squeezed

NOWHERE = "火星基地潜水艇补贴是多少？"
"""What no document holds."""
SOON = 3000
"""Milliseconds after an answer within which suggestions come."""
TRIES = 3
"""Number questions asked; one of them may fail."""


def opens(walk: Walk) -> str:
    """The page greets and offers questions."""
    walk.open()
    offered = walk.page.locator("#chat-hello .begin .ask")
    offered.first.wait_for()
    return f"{offered.count()} 个示例问题"


def clicks_an_example(walk: Walk) -> str:
    """Each example that is offered has an answer; the first is clicked."""
    button = walk.page.locator("#chat-hello .begin .ask").first
    question = str(button.inner_text())
    told = walk.answered(button.click)
    refused = walk.page.locator("#chat-live .verdict.refused").count()
    expect(told and not refused, "答出自己提供的示例问题", f"{question} → {told}")
    expect(walk.page.locator("#chat-live a.cite, #chat-live a.see").count(), "有出处", told)
    walk.kept["example"] = question
    return question


def asks_for_numbers(walk: Walk) -> str:
    """Questions about targets of the library; the figure must stand in the answer."""
    rows = walk.get("checklist", kinds="target", limit=1000)["items"]
    asked = chosen.questions(rows, TRIES)
    expect(asked, "有可以问的指标", f"{len(rows)} 个指标")
    wrong, walk.kept["answered"] = [], []
    for question, figure, row in asked:
        told = walk.ask(question)
        offered = walk.page.locator("#chat-live .options .ask:visible", has_text=question)
        if place := _of(row["fact"]["document"], offered.all_inner_texts(), question):
            told = walk.answered(offered.filter(has_text=place).first.click)
        if figure not in squeezed(told).replace(",", ""):
            wrong.append(f"{question}（{row['fact']['raw']}）→ {told}")
        else:
            walk.kept["question"] = question
            walk.kept["answered"].append(question)
    expect(len(wrong) <= len(asked) // 3, "答出库里写着的数", "；".join(wrong))
    return f"{len(asked) - len(wrong)}/{len(asked)} 答对" + "".join(f"；{w[:150]}" for w in wrong)


def _shelf(walk: Walk) -> None:
    """On a phone the conversations are behind a button."""
    shut = not walk.page.locator("#chat-talks .fresh").is_visible()
    button = walk.page.locator("#shelf-button")
    if shut and button.is_visible():
        button.click()
        walk.page.locator("#chat-talks .fresh").wait_for()


def _of(title: str, offered: list[str], question: str) -> str:
    """Of the questions that are offered with a place before them the place that the document's title names."""
    places = (text.removesuffix(question) for text in offered)
    return next((place for place in places if place and place in title), "")


def opens_the_citation(walk: Walk) -> str:
    """The document opens beside the answer; its marked words are the cited ones."""
    walk.ask(walk.kept["question"])
    place = walk.page.locator("#chat-live .source:visible").first
    quote = squeezed(place.locator("mark").first.inner_text())
    place.locator("a.see").click()
    reader = walk.page.frame_locator("#viewer iframe")
    reader.locator("#here").wait_for()
    seen = reader.locator("#here").bounding_box()
    expect(0 <= seen["y"] < 1000, "打开就看到原句", f"原句在 {seen['y']:.0f} 像素处")
    if reader.locator("i#here").count() == 0:
        marked = squeezed("".join(reader.locator("mark").all_inner_texts()))
        expect(quote in marked, f"亮出“{quote}”", marked)
    walk.close_viewer()
    return quote


def asks_on(walk: Walk) -> str:
    """A suggested question is clicked and answered."""
    offered = walk.page.locator("#chat-live .next .ask:visible")
    for asked in [walk.kept["example"], *walk.kept["answered"]]:
        walk.ask(asked)
        walk.page.wait_for_timeout(SOON)
        if offered.count():
            break
    expect(offered.count(), "有一次建议接着问什么", walk.kept["answered"])
    question = str(offered.first.inner_text())
    told = walk.answered(offered.first.click)
    refused = walk.page.locator("#chat-live .verdict.refused").count()
    expect(told and not refused, "答出自己建议的问题", f"{question} → {told}")
    return question


def asks_what_no_document_holds(walk: Walk) -> str:
    """The answer says that nothing was found."""
    told = walk.ask(NOWHERE)
    verdict = walk.page.locator("#chat-live .verdict.refused")
    expect(verdict.count(), "直说没有找到", told)
    return str(verdict.inner_text())


def says_what_is_wrong(walk: Walk) -> str:
    """没用 with a reason."""
    walk.page.click("#chat-live [data-act=down]")
    walk.page.click("#chat-live [data-reason=没找到]")
    walk.page.fill("#chat-live .why input", "想问的是别的")
    walk.page.keyboard.press("Enter")
    thanks = walk.page.locator("#chat-live .thanks", has_text="已记下")
    thanks.wait_for()
    return str(thanks.inner_text())


def comes_back(walk: Walk) -> str:
    """A new conversation, a reload, and the old one is there with its answers and what was said of them."""
    page = walk.page
    turns = page.locator("#chat .turn").count()
    _shelf(walk)
    page.click("#chat-talks .fresh")
    page.locator("#chat-hello .begin .ask").first.wait_for()
    expect(page.locator("#chat .turn").count() == 0, "是一段空的对话", "还有旧的回答")
    page.reload()
    page.locator("#chat-talks .open").first.wait_for(state="attached")
    _shelf(walk)
    page.locator("#chat-talks .open").first.click()
    page.wait_for_selector("#chat-live .turn")
    page.wait_for_function("n => document.querySelectorAll('#chat .turn').length >= n", arg=turns)
    pressed = page.locator("#chat-live [aria-pressed=true]").all_inner_texts()
    expect(pressed == ["没用", "没找到"], "还记着“没用、没找到”", pressed)
    return f"{turns} 轮都在"


def deletes_and_undoes(walk: Walk) -> None:
    """A deleted conversation comes back with one click."""
    page = walk.page
    _shelf(walk)
    page.locator("#chat-talks [data-act=drop]").first.click()
    page.locator("#chat-talks .undo", has_text="已删除").wait_for()
    expect(page.locator("#chat .turn").count() == 0, "清空对话", "还有回答")
    _shelf(walk)
    page.click("#chat-talks [data-act=restore]")
    page.wait_for_selector("#chat-live .turn")


def takes_it_away(walk: Walk) -> str:
    """The conversation as Word; it opens and holds the question and its sources."""
    question = walk.kept["question"]
    _shelf(walk)
    path = walk.download("#export-docx", "问答.docx")
    words = "\n".join(paragraph.text for paragraph in Document(str(path)).paragraphs)
    expect(question in words and NOWHERE in words, f"写着“{question}”", words)
    return f"{len(words)} 字"


STEPS = (
    ("打开页面", opens),
    ("点一个示例问题", clicks_an_example),
    ("问数字", asks_for_numbers),
    ("打开出处", opens_the_citation),
    ("接着问", asks_on),
    ("问没有的", asks_what_no_document_holds),
    ("点没用", says_what_is_wrong),
    ("新对话、重新打开", comes_back),
    ("删除、撤销", deletes_and_undoes),
    ("导出Word", takes_it_away),
)
