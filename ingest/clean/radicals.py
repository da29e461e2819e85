"""CJK radicals → the characters they stand for; one character for one, so offsets stay."""

from __future__ import annotations

import unicodedata

# Kangxi radicals have compatibility mappings in Unicode; only this range is normalised, because
# NFKC over a whole text would also turn （）％① into ()%1.
_KANGXI = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
# CJK radicals supplement: Unicode maps two of these; the rest by their names and shapes.
_SUPPLEMENT = (
    "⺀冫⺁厂⺂乛⺃乚⺄乙⺅亻⺆冂⺇几⺈刀⺉刂⺊卜⺋㔾⺌小⺍小⺎尢⺏尣⺐尢⺑尣⺒巳⺓幺⺔彑⺕彐⺖忄⺗小⺘扌⺙攵⺛旡⺜日⺝月⺞歺⺟母⺠民"
    "⺡氵⺢氺⺣灬⺤爫⺥爪⺦丬⺧牛⺨犭⺩王⺪疋⺫目⺬示⺭礻⺮竹⺯糹⺰纟⺱罓⺲罒⺳网⺴网⺵网⺶羊⺷羊⺸羊⺹耂⺺聿⺻聿⺼肉⺽臼⺾艹⺿艹⻀艹⻁虎⻂衤"
    "⻃覀⻄西⻅见⻆角⻇角⻈讠⻉贝⻊足⻋车⻌辶⻍辶⻎辶⻏阝⻐钅⻑長⻒镸⻓长⻔门⻕阜⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞食⻟食⻠饣⻡首⻢马"
    "⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟"
)
_TABLE: dict[int, str] = _KANGXI | {
    ord(radical): plain for radical, plain in zip(_SUPPLEMENT[::2], _SUPPLEMENT[1::2], strict=True)
}


def map_radicals(text: str) -> str:
    """The text with radicals replaced; its length is unchanged."""
    return text.translate(_TABLE)
