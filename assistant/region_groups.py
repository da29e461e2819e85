"""Groups of provinces by the names people use for them."""

from __future__ import annotations

import re

GROUPS: dict[str, tuple[str, ...]] = {
    "东北三省": ("辽宁", "吉林", "黑龙江"),
    "东三省": ("辽宁", "吉林", "黑龙江"),
    "京津冀": ("北京", "天津", "河北"),
    "长三角": ("上海", "江苏", "浙江", "安徽"),
    "江浙沪": ("江苏", "浙江", "上海"),
    "西北五省": ("陕西", "甘肃", "青海", "宁夏", "新疆"),
    "中部六省": ("山西", "安徽", "江西", "河南", "湖北", "湖南"),
    "四个直辖市": ("北京", "上海", "天津", "重庆"),
    "川渝": ("四川", "重庆"),
    "两广": ("广东", "广西"),
    "两湖": ("湖北", "湖南"),
    "粤港澳": ("广东", "香港", "澳门"),
}
"""Provinces without their rank; only those that a library holds can be meant."""
SAID = re.compile("|".join(GROUPS) + r"(?:地区)?")


def spelled_out(text: str, held: str) -> str:
    """The text with every group as its members that stand in ``held`` (the places of a library)."""

    def members(match: re.Match[str]) -> str:
        names = GROUPS[match.group().removesuffix("地区")]
        return "、".join(name for name in names if name in held) or match.group()

    return SAID.sub(members, text)
