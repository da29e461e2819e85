"""Characters that are typed for one another: they sound alike, nearly alike or look alike."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Final

from assistant.pinyin import common, readings, slurred

ALIKE: Final = "alike"
"""The same syllable without its tone, or the same strokes at a glance."""
NEAR: Final = "near"
"""A syllable that some regions speak the same: zh and z, n and l, in and ing."""
SHAPES = (
    "口囗 己已巳 未末 人入 土士 日曰 壬王 候侯 辨辩辫 拨拔 券卷 戌戍戊 晴睛 即既 微徵 籍藉 茶荼 贷货 贫贪 准淮 眯咪 折拆 "
    "孤弧 弛驰 徒徙 陪倍 账帐 竞竟 幻幼 仓仑 享亨 今令 刺剌 治冶 刀力 免兔 幕墓慕 粱梁 宜宣 密蜜 育肓 历厉 侍待 俭检"
)
"""Look-alikes, each group parted by a blank."""


@cache
def likeness(character: str) -> Mapping[str, str]:
    """The characters that may be meant by one, each with how they are alike; without itself."""
    found: dict[str, str] = {}
    for syllable in readings(character):
        found |= dict.fromkeys(_slurring().get(slurred(syllable), ()), NEAR)
    for syllable in readings(character):
        found |= dict.fromkeys(_sounding().get(syllable, ()), ALIKE)
    for group in SHAPES.split():
        if character in group:
            found |= dict.fromkeys(group, ALIKE)
    found.pop(character, None)
    return MappingProxyType(found)


@cache
def _sounding() -> Mapping[str, str]:
    """Each syllable's characters."""
    return _grouped({character: readings(character) for character in common()})


@cache
def _slurring() -> Mapping[str, str]:
    """The characters of all syllables that are spoken the same somewhere."""
    return _grouped({c: tuple(slurred(syllable) for syllable in readings(c)) for c in common()})


def _grouped(of: Mapping[str, tuple[str, ...]]) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for character, syllables in of.items():
        for syllable in syllables:
            found[syllable] = found.get(syllable, "") + character
    return found
