"""Which places a question names: those the library holds documents of, and those it does not.

Names of ranks that stand side by side are one place (南京市鼓楼区), and a chain with another parent is
another place. A name without its rank counts only where it can stand as a place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from assistant.regions import (
    CITIES,
    FREE_CITIES,
    IN_NO_NAME,
    NO_PLACE_ALONE,
    NO_RANK,
    NOT_PLACES,
    ORDINARY,
    PLACE,
    PLACE_END,
    PLACE_PART,
    PROVINCES,
    RANK_SAID,
)

if TYPE_CHECKING:
    from assistant.names import Known
    from ingest.records import Metadata

BEFORE = re.compile(
    r"(?:^|[^一-鿿]|[在到于去问年月日号的和与及跟是从把给]|关于|我们|咱们?|俺们?|今年|去年|明年|目前|现在|知道|了解)$"
)
"""What a place may stand behind."""
ORGAN = re.compile("教育局|教体局|教委|人民政府|政府")
BEHIND = re.compile(
    rf"{ORGAN.pattern}|的|有|这[边里]|那[边里]|今年|去年|明年|(?:19|20)\d\d|幼儿园|学校|中小学|小学|中学"
)
"""What stands behind a place and seldom behind the word that it also is."""
MAYBE_BEHIND = re.compile(
    r"$|[^一-鿿]|要|对|在|什么|啥|怎|多少|几|哪|全|教育|教师|老师|学生|初中|高中|招|义务"
)
"""What may stand behind any place."""


TOWN_BEHIND = re.compile(rf"{BEHIND.pattern}|中心|$|[^一-鿿]|教育|初中")
"""What stands behind the name of a town."""
NAME_BEHIND = 2
"""Characters behind a place that make a longer name of it where a title says them too."""
SHORTEST_NAME = 3
"""Characters of the shortest unknown name with its rank; 沛县 must be known."""
OF_CITY = re.compile(
    rf"(?:{'|'.join(sorted(CITIES | PROVINCES, key=len, reverse=True))})[省市]{NO_RANK}"
)
"""A city or province of the country with its rank: 盐城市 holds no 城市."""


@dataclass(frozen=True, slots=True)
class Token:
    """One rank of a place as the question says it; ``known`` is a name of the library or the country,
    ``whole`` a name with nothing before it that may be another word."""

    start: int
    end: int
    text: str
    known: bool
    whole: bool = False

    @property
    def ranked(self) -> bool:
        """Does the question say the rank?"""
        return not self.known or bool(PLACE_PART.fullmatch(self.text))


Chain = tuple[str, ...]
"""The ranks of a region, the highest first."""
Said = tuple[Token, ...]
"""The same as the question says it."""


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


def named_places(
    text: str, library: Sequence[Known]
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Places the question names: those the library has documents of, those it has not, and the words as written.

    A place of the library is held as its documents write it, with the ranks above it.
    """
    regions = _regions(tuple(dict.fromkeys(k.place for k in library if k.place)))
    titles = " ".join(k.title for k in library)
    held, absent, said = [], [], []
    for chain in _chains(text, regions):
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


# --- reading ---


@lru_cache(maxsize=8)
def _regions(places: tuple[str, ...]) -> tuple[Chain, ...]:
    """Every region of the library and those that it lies in."""
    chains = [ranks(place) for place in places]
    return tuple(dict.fromkeys(c[:size] for c in chains for size in range(len(c), 0, -1)))


@lru_cache(maxsize=8)
def _patterns(regions: tuple[Chain, ...]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Names with their rank, and names that may stand without one."""
    names = {name for region in regions for name in region}
    words = {name for name in names if name in NO_PLACE_ALONE}  # 城区: only behind its city
    behind = {
        f"(?<={re.escape(city)}){region[-1]}"
        for region in regions if len(region) > 1 and region[-1] in words
        for city in (region[-2], short_place(region[-2])) if city
    }  # fmt: skip
    full = "|".join([*behind, _any_of(names - words)])
    shorts = {short for name in names if (short := short_place(name))} | PROVINCES | CITIES
    return re.compile(full), re.compile(rf"(?:{_any_of(shorts)})(?:{RANK_SAID})?")


def _any_of(names: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(names, key=len, reverse=True))) or r"(?!)"


def _chains(text: str, regions: tuple[Chain, ...]) -> list[Said]:
    """Names of ranks in the question, those side by side together, as far as they stand for places."""
    chains: list[list[Token]] = []
    for token in _tokens(text, regions):
        if chains and chains[-1][-1].end == token.start:
            chains[-1].append(token)
        else:
            chains.append([token])
    standing = (_standing(text, tuple(chain), regions) for chain in chains)
    return [chain for chain in standing if chain]


def _tokens(text: str, regions: tuple[Chain, ...]) -> list[Token]:
    tokens: list[Token] = []

    def take(match: re.Match[str], known: bool) -> str:
        tokens.append(Token(match.start(), match.end(), match.group(), known))
        return "\0" * len(match.group())

    full, short = _patterns(regions)
    left = full.sub(lambda m: take(m, True), text)
    left = OF_CITY.sub(lambda m: take(m, True), left)
    left = NOT_PLACES.sub(
        lambda m: m.group() if short.fullmatch(m.group()) else "，" * len(m.group()), left
    )  # 新乡 is a city
    left = short.sub(lambda m: take(m, True), left)
    for match in PLACE.finditer(left):
        if named := _certain(left, match):
            tokens.append(named)
    return sorted(tokens, key=lambda token: token.start)


def _certain(left: str, match: re.Match[str]) -> Token | None:
    """An unknown name with its rank as far as it can be one; a town only where a place can stand."""
    words = match.group()
    lost = IN_NO_NAME.match(words)
    start = match.start() + (lost.end() if lost else 0)
    name = left[start : match.end()]
    if len(name) < SHORTEST_NAME or name[:-1] in NO_PLACE_ALONE:
        return None
    behind = left[match.end() :]
    stands = bool(lost or BEFORE.search(left[:start]))
    if name[-1] in "镇乡" and not (stands and TOWN_BEHIND.match(behind)):
        return None
    return Token(start, match.end(), name, False, stands)


def _standing(text: str, chain: Said, regions: Sequence[Chain]) -> Said:
    """The chain without names at its end that are no places where they stand."""
    while chain and not chain[-1].ranked and not _stands(text, chain, regions):
        chain = chain[:-1]
    return chain


def _stands(text: str, chain: Said, regions: Sequence[Chain]) -> bool:
    """Can the last name, said without its rank, be a place of the library where it stands?"""
    name, behind = chain[-1].text, text[chain[-1].end :]
    ranked = [rank for region in regions for rank in region if short_place(rank) == name]
    if not ranked:
        return False
    before = bool(BEFORE.search(text[: chain[-1].start]))
    if name in ORDINARY:
        return bool(BEHIND.match(behind) if len(chain) > 1 else before and ORGAN.match(behind))
    if len(chain) > 1 or any(rank[-1] not in "县区旗" for rank in ranked):
        return True
    return before or bool(BEHIND.match(behind) or MAYBE_BEHIND.match(behind))


# --- comparing ---


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
