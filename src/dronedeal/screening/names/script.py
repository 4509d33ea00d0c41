"""Writing made comparable: case, width, accents, Cyrillic in Latin letters, spelling folded. Not translation: see ``generic_words``."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

__all__ = ["LONGEST", "fold", "is_native", "latin", "normal", "stem"]

LONGEST = 300
"""Characters of a name that are read; more than any register prints, and few enough to answer at once."""

_ACCENTS = re.compile("[\u0300-\u036f]")
_UNSEEN = re.compile(r"['’‘ʼʹʺ`´\u00ad\u200b-\u200f\u2060\ufeff]")
_DOTTED = re.compile(r"(?<![^\W\d_])(?:[^\W\d_]\.\s?){2,}(?:[^\W\d_](?![^\W_]))?")
_SEPARATORS = re.compile(r"[\W_]+")
_NATIVE = re.compile("[\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u3400-\u9fff\uac00-\ud7af]")

_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ə": "a", "ħ": "h"}
)

_LOOKALIKES = str.maketrans("авекмнорстухіѕјԁԛԝ", "abekmhopctyxisjdqw")
"""Cyrillic letters that look like Latin ones, lower case."""

_CYRILLIC = str.maketrans(
    dict(
        zip(
            "абвгдезийклмнопрстуфыэіґєўқғәөұүһң",
            "abvgdeziiklmnoprstufyeigeukgaouuhn",
            strict=True,
        )
    )
    | {"ё": "e", "ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ю": "yu", "я": "ya", "ї": "i"}
    | {"ъ": "", "ь": "", "ј": "j", "љ": "lj", "њ": "nj", "ђ": "dj", "ћ": "c", "џ": "dz"}
)
"""Russian, Ukrainian, Belarusian, Kazakh and Serbian letters, after BGN/PCGN where it does not need apostrophes."""

_TRADITIONAL = (
    "亞倉備儀億優儲凱創劃動務勝區協員國圍圓團學實寧寶導島嶼廠廣應揚時會東業榮機權歐測滬漢潔潤澤濟濱灣為無"
    "營環產療發碼礦積範紅紐絡經綠維網線緯練縣縫總織繩羅聯聲與華萊萬藍藥蘇處號術衛裝製視觀計訊設試誠護豐財"
    "貿資購賽車軌軟輸農連進運過達遙遠選遼邁還邊鄉醫針銀銅銷鋁鋒鋰鋼錄錢錦鎖鎢鎮鏈鏡鐘鐵長門開間關陝陰陽際"
    "險雲電霧靈頂項順須領頻題額願類顧顯風飛飯飾館馬馳駿騰驅驕驗體魚魯鳥鴻鵬鷹麗黃點齊齡龍"
)
_SIMPLIFIED = (
    "亚仓备仪亿优储凯创划动务胜区协员国围圆团学实宁宝导岛屿厂广应扬时会东业荣机权欧测沪汉洁润泽济滨湾为无"
    "营环产疗发码矿积范红纽络经绿维网线纬练县缝总织绳罗联声与华莱万蓝药苏处号术卫装制视观计讯设试诚护丰财"
    "贸资购赛车轨软输农连进运过达遥远选辽迈还边乡医针银铜销铝锋锂钢录钱锦锁钨镇链镜钟铁长门开间关陕阴阳际"
    "险云电雾灵顶项顺须领频题额愿类顾显风飞饭饰馆马驰骏腾驱骄验体鱼鲁鸟鸿鹏鹰丽黄点齐龄龙"
)
_SIMPLER = str.maketrans(_TRADITIONAL, _SIMPLIFIED)

_SPELLINGS = (
    ("shch", "sh"),
    ("sch", "sh"),
    ("tch", "ch"),
    ("kh", "h"),
    ("ph", "f"),
    ("zh", "z"),
    ("ck", "k"),
    ("tz", "c"),
    ("ts", "c"),
    ("y", "i"),
    ("j", "i"),
    ("w", "v"),
    ("x", "ks"),
    ("q", "k"),
    ("ie", "e"),
    ("oe", "o"),
    ("ae", "a"),
    ("ue", "u"),
)
"""Ways of writing one sound, and the way kept: of romanised Russian, German and English alike."""

_DOUBLED = re.compile(r"(.)\1+")
_ENDING = re.compile("(?:ogo|ego|omu|emu|aia|uiu|ami|oi|ei|ih|im|ah|ov|ev|es|s|[aeiou]+)$")
_LOCAL = re.compile("(?:ovskogo|ovskaia|ovski|skogo|skomu|skaia|skoi|skih|skim|ski|sko|ske)$")
_SHORTEST_STEM = 4


def normal(text: str) -> str:
    """A name in its own script: compatible characters as one, no case, no accents, no punctuation, simplified Chinese.

    Notes
    -----
    Read no further than ``LONGEST`` characters. Letters parted by dots (``S.A.``) are put together. Control characters are blanks.
    """
    text = text[:LONGEST]
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)[:LONGEST].translate(_SIMPLER)
    text = text.casefold()
    if not text.isascii():
        text = unicodedata.normalize("NFC", _ACCENTS.sub("", unicodedata.normalize("NFKD", _kept(text))))
    text = _UNSEEN.sub("", text)
    if "." in text:
        text = _DOTTED.sub(lambda found: re.sub(r"[.\s]", "", found[0]) + " ", text)
    return _SEPARATORS.sub(" ", text).strip()


def _kept(text: str) -> str:
    """Letters that lose more than an accent when decomposed, replaced by what is read for them."""
    return text.translate(_LETTERS)


@lru_cache(maxsize=65_536)
def latin(word: str) -> str:
    """A normal word with its Cyrillic letters in Latin ones; Chinese, Japanese and Korean stay as they are."""
    if word.isascii():
        return word
    if any(sign.isascii() and sign.isalpha() for sign in word):
        word = word.translate(_LOOKALIKES)  # letters of two scripts in one word: it is meant to look like the one
    return word.translate(_CYRILLIC)


@lru_cache(maxsize=65_536)
def fold(word: str) -> str:
    """A word with ways of writing one sound made one: ``Yevgeniy`` and ``Evgeny``, ``Mueller`` and ``Müller``."""
    word = latin(word)
    if not word.isascii():
        return word
    for written, kept in _SPELLINGS:
        if written in word:
            word = word.replace(written, kept)
    return _DOUBLED.sub(lambda found: found[1], word)


def stem(folded: str) -> str:
    """A folded word without the ending of its case or number, or of the adjective made of a place (``Muromsky``)."""
    for ending in (_LOCAL, _ENDING):
        cut = ending.sub("", folded)
        if cut != folded and len(cut) >= _SHORTEST_STEM:
            return cut
    return folded


def is_native(word: str) -> bool:
    """Whether a word is written in Chinese, Japanese or Korean."""
    return not word.isascii() and _NATIVE.search(word) is not None
