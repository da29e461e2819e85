"""Everybody's page: axe-core on every view, the keyboard alone, 200 % and a narrow phone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from browser_app import App, ask, last_answer, open_page

TABS = ("checklist", "documents", "evaluation")
QUESTION = "初中生均公用经费是多少？"
SERIOUS = ("serious", "critical")
FIELD = "#question textarea"


def findings(page: Any, view: str, **options: Any) -> list[str]:
    """Serious and critical findings of axe-core in what is shown, one line a node."""
    from axe_playwright_python.sync_playwright import Axe

    ran = Axe().run(page, options={"resultTypes": ["violations"], **options})
    return [
        f"{view}: {rule['id']} {node['target']} {node['html'][:160]} {node['failureSummary'][:200]}"
        for rule in ran.response["violations"]
        if rule["impact"] in SERIOUS
        for node in rule["nodes"]
    ]


def light_and_dark(page: Any, view: str) -> list[str]:
    """All rules in the light look; in the dark one that of contrast, the only one colours touch."""
    found = findings(page, view)
    page.evaluate("document.body.classList.add('dark')")
    page.wait_for_timeout(150)
    found += findings(page, f"{view}, dark", runOnly=["color-contrast"])
    page.evaluate("document.body.classList.remove('dark')")
    return found


def sticks_out(page: Any) -> list[str]:
    """What is wider than the window and shown, where the page scrolls sideways."""
    return list(
        page.evaluate(
            """() => document.documentElement.scrollWidth <= innerWidth ? [] :
            [document.documentElement.scrollWidth + ' > ' + innerWidth,
             ...[...document.querySelectorAll('main *')]
              .filter(e => e.offsetParent && e.getBoundingClientRect().right > innerWidth + 1).slice(-3)
              .map(e => e.tagName + '#' + e.id + '.' + e.className + ' ' + e.innerText.slice(0, 30))]"""
        )
    )


def views(page: Any) -> Iterator[str]:
    """Every tab after the chat, and every view inside it, once it is at rest."""
    for tab in TABS:
        page.locator(f"[role=tab][data-tab-id={tab}]").first.click()
        settle(page)
        yield tab
        inner = page.locator("[role=tabpanel] [role=tab]").locator("visible=true")
        for number in range(1, inner.count()):
            inner.nth(number).click()
            settle(page)
            yield f"{tab} {number + 1}"


def settle(page: Any) -> None:
    """Until the page has not changed for a while; a page that never rests is looked at after four seconds."""
    page.evaluate(
        """() => new Promise(done => {
          let timer = setTimeout(done, 300);
          setTimeout(done, 4000);
          new MutationObserver(() => { clearTimeout(timer); timer = setTimeout(done, 300); })
            .observe(document.querySelector('main'), {subtree: true, childList: true, characterData: true});
        })"""
    )


def test_axe_finds_nothing_serious_on_any_view(browser: Any, app: App) -> None:
    page = browser.new_page(
        viewport={"width": 1360, "height": 900}, reduced_motion="reduce", locale="zh-CN"
    )
    page.set_default_timeout(20_000)
    open_page(page, app)
    ask(page, QUESTION)
    settle(page)
    found = light_and_dark(page, "chat")
    page.locator("a.cite").last.click()
    page.frame_locator("#viewer iframe").locator("#here").wait_for()
    found += light_and_dark(page, "reader")
    page.keyboard.press("Escape")
    for view in views(page):
        found += light_and_dark(page, view)
    page.close()
    assert found == []


def test_the_keyboard_alone_asks_opens_a_source_and_comes_back(page: Any, app: App) -> None:
    open_page(page, app)
    first = "document.querySelector('a[href], button, input, textarea')"
    assert page.evaluate(f"{first}.className") == "skip", "the first stop leads past the head"
    page.locator(".skip").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.getAttribute('role')") == "tabpanel"
    tab_to(page, "e.matches('#question textarea')")
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    page.wait_for_selector("#chat-live .turn[aria-busy=false]")
    settle(page)
    assert "900" in last_answer(page)
    tab_to(page, "e.matches('a.see')")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid", (
        "focus is seen"
    )
    page.keyboard.press("Enter")
    page.frame_locator("#viewer iframe").locator("#here").wait_for()
    assert page.evaluate("document.activeElement.closest('#viewer') !== null")
    page.keyboard.press("Tab")  # into the document
    page.wait_for_timeout(200)  # its keys are listened to while its pictures come
    page.keyboard.press("Escape")
    page.locator("#viewer").wait_for(state="hidden")
    assert page.evaluate("document.activeElement.matches('a.see')"), "focus is where it was"


def test_arrow_keys_go_from_tab_to_tab_and_the_look_is_chosen(page: Any, app: App) -> None:
    open_page(page, app)
    chat = page.locator("[role=tab][data-tab-id=chat]")
    chat.focus()
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.dataset.tabId") == "checklist"
    page.locator("[role=tab][data-tab-id=checklist][aria-selected=true]").wait_for()
    page.keyboard.press("End")
    page.locator("[role=tab][data-tab-id=evaluation][aria-selected=true]").wait_for()
    page.click("#look-switch")
    assert page.evaluate("document.body.classList.contains('dark')")
    page.reload()
    page.wait_for_selector(FIELD)
    assert page.evaluate("document.body.classList.contains('dark')"), "kept for the next visit"
    assert page.get_by_role("button", name="浅色").is_visible()


def tab_to(page: Any, wanted: str, most: int = 60) -> None:
    """Presses Tab until the focused element is the one wanted (JavaScript over ``e``)."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate(f"(e => {wanted})(document.activeElement)"):
            return
    raise AssertionError(f"the keyboard never reaches {wanted}")


SIZES = {"200%": (680, 450), "phone": (390, 844), "narrow": (320, 640)}
"""A window of 1360 by 900 enlarged twice, a phone, a small one."""


NO_COLOURS = {"rules": {"color-contrast": {"enabled": False}}}


def test_nothing_sticks_out_sideways_and_the_english_page_names_its_parts(
    browser: Any, app: App
) -> None:
    page = browser.new_page(viewport={"width": 680, "height": 450}, reduced_motion="reduce")
    page.set_default_timeout(20_000)
    open_page(page, app, "/en/")
    ask(page, QUESTION)
    found, in_english = at_every_size(page, "chat"), findings(page, "chat", **NO_COLOURS)
    for view in views(page):
        in_english += findings(page, view, **NO_COLOURS)
        found |= at_every_size(page, view)
    page.locator("[role=tab][data-tab-id=chat]").click()
    page.locator("#chat-live a.see").first.click()
    reader = page.frame_locator("#viewer iframe")
    reader.locator("#here").wait_for()
    over = "document.documentElement.scrollWidth - innerWidth"
    assert reader.locator("html").evaluate(over) <= 0
    page.close()
    assert found == {} and in_english == []


def at_every_size(page: Any, view: str) -> dict[str, list[str]]:
    """What sticks out of a view, by size."""
    found = {}
    for name, (width, height) in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_timeout(120)
        if wide := sticks_out(page):
            found[f"{view} {name}"] = wide
    return found
