"""Colours that everybody can read, and one style for the whole page."""

from __future__ import annotations

import pkgutil
import re
from collections import Counter
from importlib import import_module

import pytest

from assistant.ui import palette, strings, theme
from assistant.ui.head import SIGN, masthead
from assistant.ui.scoping import inside
from assistant.ui.scripts import page_script
from assistant.ui.strings.words import TEXT, Words


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("rule", palette.ON, ids=lambda rule: f"{rule[0]}-on-{rule[1]}")
def test_words_and_edges_stand_out_from_their_ground(
    rule: tuple[str, str, float], dark: bool
) -> None:
    what, ground, least = rule
    found = palette.contrast(palette.COLOURS[what][dark], palette.COLOURS[ground][dark])
    assert found >= least, f"{what} on {ground}: {found:.2f}"


def test_contrast_is_that_of_wcag() -> None:
    assert palette.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert palette.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_every_colour_a_style_names_exists() -> None:
    ours = set(re.findall(r"var\(--([a-z]+(?:-[a-z]+)?)\)", theme.CSS))
    gradios = {"border-color", "block-background", "body-text", "color-accent", "background-fill"}
    defined = set(re.findall(r"--([a-z-]+):", theme.CSS))
    unknown = {n for n in ours - defined if not n.startswith(tuple(gradios))}
    assert unknown == set(), "a name nobody defines shows as nothing"
    assert theme.CSS.count("{") == theme.CSS.count("}")


def test_the_head_escapes_nothing_away_and_names_the_other_language() -> None:
    html = masthead(Words("zh"), "/en/", "不用语言模型")
    assert '<a href="/en/" lang="en"' in html and "不用语言模型" in html and 'class="skip"' in html
    assert 'lang="zh-CN"' in masthead(Words("en"), "/")
    assert SIGN.startswith("<svg") and "http://www.w3.org/2000/svg" in SIGN


def test_the_script_speaks_the_language_of_its_page() -> None:
    assert "WORDS" not in page_script(Words("zh")).split("*/", 1)[1]
    assert TEXT["close_viewer"][0] in page_script(Words("zh"))
    assert TEXT["close_viewer"][1] in page_script(Words("en"))


def test_a_tabs_style_stays_in_its_tab() -> None:
    css = """.tick, td:is(.a, .b) { top: 0 } /* .x { } */ #list .tick { left: 0 } .dark .plan { color: red }
@media (max-width: 9rem) { .pager { top: 1px } } @keyframes turn { from { top: 0 } 50% { top: 1px } }"""
    kept = " ".join(inside(css, "#area-a").split())
    assert ":where(#area-a) .tick, :where(#area-a) td:is(.a, .b){" in kept
    assert "#list .tick{" in kept and "where(#area-a) #list" not in kept
    assert ".dark .plan{" in kept and "where(#area-a) .dark" not in kept
    assert "@media (max-width: 9rem) {:where(#area-a) .pager{" in kept
    assert "from{" in kept and "50%{" in kept and "where(#area-a) from" not in kept


def test_no_area_of_the_page_takes_the_words_of_another() -> None:
    areas = [
        table
        for found in pkgutil.iter_modules(strings.__path__)
        for name, table in vars(import_module(f"{strings.__name__}.{found.name}")).items()
        if name.endswith("_TEXT") and found.name != "words"
    ]
    said = Counter(key for area in areas for key in area)
    assert len(areas) > 5 and not [key for key, count in said.items() if count > 1]
