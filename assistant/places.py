"""Which places a question names: those the library holds documents of, and those it does not.

Names of ranks that stand side by side are one place (南京市鼓楼区), and a chain with another parent is
another place. A name without its rank counts only where it can stand as a place.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.place_names import Chain, short_place
from assistant.placed_words import Said, Token, chains_in, regions_of
from assistant.regions import CITIES, FREE_CITIES, PROVINCES

if TYPE_CHECKING:
    from assistant.names import Known

NAME_BEHIND = 2
"""Characters behind a place that make a longer name of it where a title says them too."""


def named_places(
    text: str, library: Sequence[Known]
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Places the question names: those the library has documents of, those it has not, and the words as written.

    A place of the library is held as its documents write it, with the ranks above it.
    """
    regions = regions_of(tuple(dict.fromkeys(k.place for k in library if k.place)))
    titles = " ".join(k.title for k in library)
    held, absent, said = [], [], []
    for chain in chains_in(text, regions):
        if _begins_a_name(text, chain[-1], titles):
            continue
        if found := _meant(chain, regions):
            held += ["".join(region) for region in found]
            said.append(_readings(chain)[-1])
        elif len(chain) > 1 or chain[0].ranked:
            readings = _readings(chain)
            titled = [name for name in readings if name in titles][:1]
            held, said = [*held, *titled], [*said, *titled]
            absent += [] if titled else readings[-1:]
    return tuple(dict.fromkeys(held)), tuple(dict.fromkeys(absent)), tuple(dict.fromkeys(said))


def _begins_a_name(text: str, last: Token, titles: str) -> bool:
    """Is a place said without its rank the beginning of another name, as 东岭 of 东岭理工学院, that a title says?"""
    words = text[last.start : last.end + NAME_BEHIND]
    return not last.ranked and len(words) == len(last.text) + NAME_BEHIND and words in titles


def _meant(said: Said, regions: Sequence[Chain]) -> list[Chain]:
    """Regions of the library that a chain of the question is. 青禾区 alone is taken for the 青禾区 whose city
    the library knows: where that is another, none is meant."""
    named = [region for region in regions if _is_rank(said[-1], region[-1])]
    found = [region for region in named if _fits(said, region)]
    whole = [region for region in named if len(region) > 1]
    return found if not whole or any(region in found for region in whole) else []


def _fits(said: Said, region: Chain) -> bool:
    """Are the ranks above the same? Ranks that only one of them has do not part them."""
    above = region[:-1]
    for token in said[:-1]:
        same = any(_is_rank(token, rank) for rank in above)
        if not same and any(_levels(token.text) & _levels(rank) for rank in above):
            return False
    return True


def _is_rank(token: Token, rank: str) -> bool:
    """吉林 is 吉林市 and 吉林省; 吉林市 is not 吉林省; 新疆自治区 is 新疆维吾尔自治区."""
    short = short_place(rank)
    if token.text == rank or not token.ranked:
        return token.text in (rank, short)
    city = rank.endswith("特区") and token.text.endswith("市")  # 深圳市 is 深圳经济特区
    return bool(short) and short_place(token.text) == short and (city or token.text[-1] == rank[-1])


def _levels(name: str) -> set[int]:
    """Provinces 3, cities 2, districts 1; 北京 is a province and a city. Without a rank the country's table says."""
    short = short_place(name)
    if name.endswith(("省", "自治区")):
        return {3}
    if short in PROVINCES and name in (short, f"{short}市"):
        return {2, 3} if f"{short}市" in FREE_CITIES else {3} if name == short else {2}
    city = name.endswith(("市", "州", "盟", "地区", "特区")) or (name in CITIES)
    return {2} if city else {1}


def _words(chain: Said) -> str:
    return "".join(token.text for token in chain)


def _readings(chain: Said) -> list[str]:
    """把信阳市 and 信阳市 are the same place: shorter readings from the left, three characters at least; a name
    that is known is not cut."""
    cuts = 1 if chain[0].known or chain[0].whole else max(1, len(chain[0].text) - 2)
    return [_words(chain)[i:] for i in range(cuts)]
