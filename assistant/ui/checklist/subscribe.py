"""The box under the calendar with the address to subscribe to: copy it, how to use it, make a new one."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.ui.calendar_route import CalendarKey, Choice, address, named
from assistant.ui.checklist import clicks
from assistant.ui.checklist.clicks import button
from assistant.ui.refresh import SOON, Drawing, stamp
from assistant.ui.strings.words import Words

if TYPE_CHECKING:
    from assistant import PolicyAssistant

KINDS = ("deadline", "")


def build(
    assistant: PolicyAssistant, workshop: Any, password: Any, filters: list[Any], words: Words
) -> Any:
    """Lays the box out under the filters of the month view; returns its part and what fills it."""
    tab = Subscribing(assistant, workshop, words)
    with gr.Accordion(words("subscribe"), open=False, elem_id="subscribe") as box:
        kind = gr.Radio(
            [(words("subscribe_deadlines"), "deadline"), (words("subscribe_all"), "")],
            value="deadline", label=words("subscribe_what"),
        )  # fmt: skip
        shown = gr.HTML(js_on_load=clicks.BACK, elem_classes="plan", apply_default_css=False)
    inputs, told, drawing = [kind, *filters], gr.State(""), Drawing()
    drawing.wire(lambda whole, *given: (tab.show(*given),), [*inputs, told], [shown])
    for event in (box.expand, *(control.change for control in inputs)):
        event(_nothing_told, None, [told, drawing.whole], **SOON)
    shown.click(tab.act, [password], [told, drawing.whole], **SOON)
    return shown


async def _nothing_told() -> tuple[str, str]:
    """The box as it stands; a stamp to draw it."""
    return "", stamp()


class Subscribing:
    """The box's handlers; a new address needs the password where editing does."""

    def __init__(self, assistant: PolicyAssistant, workshop: Any, words: Words) -> None:
        self.assistant = assistant
        self.workshop = workshop
        self.words = words
        self.key = CalendarKey(assistant.settings.data_dir)

    def show(self, kind: str, document: str, owner: str, state: str, told: str = "") -> str:
        """The address for what is filtered."""
        words = self.words
        sources = {d.id: d.source for d in self.assistant.documents()} if document else {}
        name = named(sources[document]) if document in sources else ""
        where = escape(address(self.key.current(), Choice(name, owner or "", state or "", kind)))
        copy = button(
            "copy", escape(words("subscribe_copy")), key="copy", kind="act primary",
            done=words("subscribe_copied"),
        )  # fmt: skip
        ways = "".join(
            f"<li>{escape(words(f'subscribe_{way}'))}</li>" for way in ("outlook", "phone", "wps")
        )
        renew = button("renew", escape(words("subscribe_renew")), key="renew")
        return (
            f"<p>{escape(words('subscribe_hint'))}</p>"
            f'<div class="address"><input type="text" readonly data-address="{where}" value="{where}" '
            f'aria-label="{escape(words("subscribe_address"))}">{copy}'
            f'<a class="act" data-webcal href="{where}">{escape(words("subscribe_open"))}</a></div>'
            f'<p role="status">{escape(told)}</p><ul class="ways">{ways}</ul>'
            f'<p class="hint" data-only-here hidden>{escape(words("subscribe_only_here"))}</p>'
            f"<details><summary>{escape(words('subscribe_leaked'))}</summary>"
            f"<p>{escape(words('subscribe_renew_hint'))}</p>{renew}</details>"
        )

    def act(self, password: str, event: gr.EventData) -> tuple[Any, Any]:
        """A click in the box: a new address; what is told of it, and a stamp to draw it."""
        if clicks.clicked(event).get("act") != "renew":
            return gr.skip(), gr.skip()
        if not self.workshop.may_edit(password or ""):
            raise gr.Error(self.words("password_needed"), print_exception=False)
        self.key.renew()
        return self.words("subscribe_renewed"), stamp()
