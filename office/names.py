"""How names are made findable: the name itself, its pinyin and its initials."""

import os
from functools import lru_cache

# Readings that a surname has and the dictionary does not put first.
_SURNAMES = {
    "单": "shan", "仇": "qiu", "曾": "zeng", "解": "xie", "翟": "zhai", "朴": "piao", "查": "zha", "区": "ou",
    "盖": "ge", "乐": "yue", "任": "ren", "葛": "ge", "尉": "yu", "缪": "miao", "覃": "qin", "重": "chong",
}  # fmt: skip


@lru_cache(maxsize=4096)
def _reading(character: str) -> str:
    # Imported when first needed, and without the dictionary of phrases, which takes longest: names are read by character.
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    from pypinyin import Style, lazy_pinyin

    return lazy_pinyin(character, style=Style.NORMAL)[0]


@lru_cache(maxsize=65536)
def search_key(name: str) -> str:
    """What a search box is matched against: "张建国|zhangjianguo|zjg", lower case."""
    name = "".join(name.split()).lower()
    readings = list(map(_reading, name))
    if name[:1] in _SURNAMES:
        readings[0] = _SURNAMES[name[0]]
    return f"{name}|{''.join(readings)}|{''.join([reading[:1] for reading in readings])}"[:400]
