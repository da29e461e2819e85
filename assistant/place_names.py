"""Names of places and their ranks: 澄州市青禾区 as 澄州市, 青禾区, and 青禾 as people say it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from assistant.regions import NO_PLACE_ALONE, PLACE_END, PLACE_PART, PROVINCES

if TYPE_CHECKING:
    from ingest.records import Metadata

Chain = tuple[str, ...]
"""The ranks of a region, the highest first."""


def ranks(place: str) -> Chain:
    """澄州市青禾区 as 澄州市, 青禾区."""
    return tuple(PLACE_PART.findall(place)) or ((place,) if place else ())


@lru_cache(maxsize=4096)
def short_place(place: str) -> str:
    """A place as people say it: 青禾 for 澄州市青禾区, 沛县 for 徐州市沛县; empty where that would be
    another word."""
    last = (ranks(place) or ("",))[-1]
    short = PLACE_END.sub("", last)
    if short in PROVINCES and last[-1] in "州县旗":  # 河南蒙古族自治县 is 河南县, not 河南
        short += last[-1]
    alone = short in NO_PLACE_ALONE or short.endswith("开发")
    return "" if alone or len(short) < 2 else short


def lies_in(place: str, metadata: Metadata) -> bool:
    """Is a document of this place, of one within it, or does it say so in its title or its issuer's name?"""
    if metadata.place.startswith(place):
        return True
    if ranks(place)[-1:] == ranks(metadata.place)[-1:]:  # 鼓楼区 of another city
        return False
    return place in metadata.title or place in metadata.issuer


def overlap(place: str, other: str) -> bool:
    """Is one place the other, written shorter, or does it lie in it? 青禾区, 澄州市青禾区 and 澄州市."""
    own, around = ranks(place), ranks(other)
    return bool(own and around) and (own[-1] in around or around[-1] in own)
