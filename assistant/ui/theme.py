"""How the page looks: our colours on Gradio's variables, and system fonts only, so that no request leaves the machine."""

from __future__ import annotations

from typing import Any

from assistant.ui import look, look_cards
from assistant.ui.chat import look as chat_look
from assistant.ui.checklist import look as checklist_look
from assistant.ui.checklist import month_look
from assistant.ui.documents import look as documents_look
from assistant.ui.palette import COLOURS
from assistant.ui.scoping import inside

FONTS = ["system-ui", "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", "sans-serif"]

STYLES: tuple[str, ...] = (
    look.CSS,
    look_cards.CSS,
    inside(chat_look.CSS, "#area-chat"),
    inside(month_look.CSS, "#area-checklist"),
    inside(checklist_look.CSS, "#area-checklist"),
    inside(documents_look.CSS, "#area-documents"),
)
"""The shared style, then that of each tab, a line each; a tab's own stays inside it."""
CSS = "".join(STYLES)

ACCENTS = (
    "#f2f8fa", "#e0eff4", "#c3dfe8", "#9bcbda", "#5fa9c0", "#14607a", "#12566e", "#0f4c61", "#0d4154",
    "#0b3647", "#07242f",
)  # fmt: skip
GREYS = (
    "#f7f8f7", "#eaeeec", "#dfe5e2", "#d3dad7", "#8a96a0", "#66717a", "#515c65", "#3a444b", "#262e33",
    "#1c2226", "#14181b",
)  # fmt: skip
"""From the lightest to the darkest, as Gradio counts them: 50 to 950."""

SIZES = ("0.75rem", "0.82rem", "0.92rem", "1rem", "1.1rem", "1.25rem", "1.6rem")
"""Sizes of text from xxs to xxl; a base of 16 px that follows what the browser is set to."""

USED: dict[str, str] = {
    "body_background_fill": "ground",
    "body_text_color": "ink",
    "body_text_color_subdued": "quiet",
    "background_fill_primary": "surface",
    "background_fill_secondary": "sunken",
    "border_color_primary": "line",
    "border_color_accent": "accent",
    "color_accent_soft": "accent-soft",
    "link_text_color": "accent",
    "link_text_color_hover": "accent",
    "link_text_color_active": "accent",
    "link_text_color_visited": "accent",
    "block_background_fill": "surface",
    "block_border_color": "line",
    "block_label_background_fill": "surface",
    "block_label_text_color": "quiet",
    "block_title_background_fill": "ground",
    "block_title_text_color": "ink",
    "block_info_text_color": "quiet",
    "accordion_text_color": "ink",
    "input_background_fill": "surface",
    "input_background_fill_focus": "surface",
    "input_border_color": "edge",
    "input_border_color_focus": "accent",
    "input_placeholder_color": "quiet",
    "checkbox_background_color": "surface",
    "checkbox_background_color_selected": "fill",
    "checkbox_border_color": "edge",
    "checkbox_border_color_selected": "fill",
    "checkbox_label_background_fill": "surface",
    "checkbox_label_background_fill_hover": "sunken",
    "checkbox_label_background_fill_selected": "accent-soft",
    "checkbox_label_border_color": "edge",
    "checkbox_label_text_color": "ink",
    "checkbox_label_text_color_selected": "ink",
    "table_text_color": "ink",
    "table_border_color": "line",
    "table_even_background_fill": "surface",
    "table_odd_background_fill": "surface",
    "table_row_focus": "accent-soft",
    "button_primary_background_fill": "fill",
    "button_primary_background_fill_hover": "fill-hover",
    "button_primary_text_color": "on-fill",
    "button_primary_text_color_hover": "on-fill",
    "button_primary_border_color": "fill",
    "button_secondary_background_fill": "surface",
    "button_secondary_background_fill_hover": "sunken",
    "button_secondary_text_color": "ink",
    "button_secondary_text_color_hover": "ink",
    "button_secondary_border_color": "edge",
    "button_cancel_background_fill": "surface",
    "button_cancel_background_fill_hover": "bad-soft",
    "button_cancel_text_color": "bad",
    "button_cancel_text_color_hover": "bad",
    "button_cancel_border_color": "bad",
    "error_background_fill": "bad-soft",
    "error_text_color": "bad",
    "error_border_color": "bad",
    "error_icon_color": "bad",
    "loader_color": "accent",
    "slider_color": "fill",
    "stat_background_fill": "accent-soft",
    "panel_background_fill": "surface",
    "panel_border_color": "line",
}
"""Gradio's name of a place → our name of its colour."""
PLAIN: dict[str, str] = {
    "color_accent": "var(--accent)",  # has no dark twin in Gradio
    "block_border_width": "0px",
    "block_shadow": "none",
    "block_label_shadow": "none",
    "block_label_border_width": "0px",
    "block_title_padding": "0px",
    "block_title_text_weight": "600",
    "input_border_width": "1px",
    "input_shadow": "none",
    "input_shadow_focus": "none",
    "checkbox_label_border_width": "1px",
    "checkbox_label_shadow": "none",
    "button_border_width": "1px",
    "button_primary_shadow": "none",
    "button_secondary_shadow": "none",
    "layout_gap": "1rem",
}


def theme() -> Any:
    """A calm theme with the fonts every office computer has."""
    import gradio as gr
    from gradio.themes.utils import colors, sizes

    found = gr.themes.Base(
        primary_hue=colors.Color(*ACCENTS),
        secondary_hue=colors.Color(*ACCENTS),
        neutral_hue=colors.Color(*GREYS),
        text_size=sizes.Size(*SIZES),
        font=FONTS,
        font_mono=["monospace"],
    )
    light = {place: COLOURS[name][0] for place, name in USED.items()}
    dark = {f"{place}_dark": COLOURS[name][1] for place, name in USED.items()}
    return found.set(**light, **dark, **PLAIN)
