"""Targets through the years as a picture: what is drawn, what can be reached, what is escaped."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import Any

from test_alignment import series, target, when

from assistant.alignment import Series
from assistant.ui.checklist.compare import UNFOLDED, offers_html, series_html
from assistant.ui.checklist.plot import can_be_drawn, draw
from assistant.ui.strings.words import Words

ZH = Words("zh")


def year(number: int, last: int | None = None) -> Any:
    return when(f"{number}年", f"{number}-01-01", f"{last or number}-12-31")


def one(*facts: Any) -> Series:
    (found,) = series(*facts, asked="智慧校园覆盖率")
    return found


def rate(document: str, value: str, time: Any, **more: Any) -> Any:
    return target(document, "智慧校园覆盖率", value, unit="%", time=time, **more)


def test_each_value_stands_at_its_year_with_its_number_and_leads_to_its_words() -> None:
    html = draw(one(rate("a", "80", year(2024)), rate("a", "90", year(2026))), ZH)
    assert re.findall(r'class="see pt" href="([^"?]+)', html) == ["/documents/a/view"] * 2
    lefts = [float(x) for x in re.findall(r'class="see pt"[^>]*style="left:([\d.]+)%', html)]
    tops = [float(y) for y in re.findall(r'class="see pt"[^>]*top:([\d.]+)px', html)]
    assert lefts[0] < lefts[1] and tops[0] > tops[1], "later to the right, more higher up"
    assert html.count('class="trend"') == 1
    assert ">2025</text>" in html and "80%" in html and "竖轴不从 0 起" in html
    assert "<desc>2024：80%；2026：90%</desc>" in html and 'aria-label="2026：90%' in html


def test_bounds_ranges_and_years_are_drawn_as_such() -> None:
    most = rate("a", "5", year(2025), comparator="le")
    least = rate("b", "9", year(2026, 2030), comparator="ge")
    between = replace(
        rate("c", "7", year(2027)), comparator="range", lo=Decimal(6), hi=Decimal(8), value=None
    )
    grows = replace(rate("a", "6", year(2028)), comparator="from_to", value_from=Decimal(4))
    html = draw(one(most, least, between, grows), ZH)
    for kind in ("bound", "years", "range", "start"):
        assert f'class="{kind}"' in html, kind
    assert "pt down" in html and "pt up" in html
    for said in ("▲ 表示不少于", "▼ 表示不超过", "竖条表示区间", "横线表示"):
        assert said in html


def test_labels_of_one_year_do_not_lie_on_each_other() -> None:
    html = draw(one(*(rate(d, v, year(2025)) for d, v in zip("abc", ("80", "81", "82"), strict=True)),
                    rate("a", "90", year(2026))), ZH)  # fmt: skip
    tops = [float(y) for y in re.findall(r'class="value"[^>]*top:([\d.]+)px', html)][:3]
    assert all(abs(a - b) >= 18 for n, a in enumerate(tops) for b in tops[n + 1 :])


def test_nothing_is_drawn_without_two_years_and_what_has_no_year_is_counted() -> None:
    assert not can_be_drawn(one(rate("b", "80", year(2026)), rate("c", "81", year(2026))))
    dated = one(rate("a", "80", year(2025)), rate("a", "90", year(2026)))
    without = replace(dated, points=(*dated.points, replace(dated.points[0], years=None)))
    assert "另有 1 个数值没有写年份" in draw(without, ZH)


def test_the_first_indicators_stand_open_and_every_word_is_escaped() -> None:
    bad = "<b>智慧校园覆盖率"
    many = series(
        *(
            target("a", f"{bad}{n}", "8", unit="%", time=year(y))
            for n in range(5)
            for y in (2025, 2026)
        )
    )
    html = series_html(many, "", ZH)
    assert html.count("<details") == 5 and html.count(" open>") == UNFOLDED
    assert series_html(many, "智慧校园覆盖率", ZH).count(" open>") == 5
    assert "<b>" not in html + offers_html(many, "", ZH) + draw(many[0], ZH)
    offered = offers_html(many, many[1].name, ZH)
    assert "全部指标" in offered and offered.count("act on") == 1
