"""Which words of a question stand for places: names of the library and of the country, with their ranks or where a place can stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.no_name import is_no_name
from assistant.place_names import Chain, ranks, short_place
from assistant.regions import (
    CITIES,
    IN_NO_NAME,
    NO_PLACE_ALONE,
    NO_RANK,
    NOT_PLACES,
    ORDINARY,
    PLACE,
    PLACE_PART,
    PROVINCES,
    RANK_SAID,
)

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
SHORTEST_NAME = 3
"""Characters of the shortest unknown name with its rank; 沛县 must be known."""
BEHIND_A_RANK = re.compile(r"[\0省市县区州盟旗镇乡]$")
JOINS = "和同"
"""What joins two places, where the first has its rank: 青禾县和白河区. Names begin with it too (和平区)."""
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


Said = tuple[Token, ...]
"""The same as the question says it."""


@lru_cache(maxsize=8)
def regions_of(places: tuple[str, ...]) -> tuple[Chain, ...]:
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


def chains_in(text: str, regions: tuple[Chain, ...]) -> list[Said]:
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
        name = _of_its_office(match, regions)
        tokens.append(Token(match.start(), match.start() + len(name), name, known))
        return "\0" * len(name) + match.group()[len(name) :]

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
    if left[start] in JOINS and BEHIND_A_RANK.search(left[:start]):
        start += 1
    name = left[start : match.end()]
    if len(name) < SHORTEST_NAME or name[:-1] in NO_PLACE_ALONE:
        return None
    behind = left[match.end() :]
    if is_no_name(name[:-1], behind):
        return None
    stands = start > match.start() or bool(lost or BEFORE.search(left[:start]))
    if name[-1] in "镇乡" and not (stands and TOWN_BEHIND.match(behind)):
        return None
    return Token(start, match.end(), name, False, stands)


def _of_its_office(match: re.Match[str], regions: tuple[Chain, ...]) -> str:
    """A known name without the rank of an office in it: 西安 of 西安区教育局, where the library knows 西安市."""
    name = match.group()
    stem = name[:-1]
    office = name[-1] in "区县" and ORGAN.match(match.string, match.end())
    held = {short_place(rank) for region in regions for rank in region if rank != name}
    named = any(rank == name for region in regions for rank in region)
    return stem if office and stem in held and not named else name


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
