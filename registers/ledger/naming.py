"""Reading the names that ledgers give to places and bodies: extra words, offices and numbers around a name taken off."""

import re
import unicodedata

from office import units
from vocab import UnitKind

_PLACE = re.compile(
    r"[\u4e00-\u9fff]{1,15}(?:街道办事处|街道|苏木|嘎查|社区|居委会|村委会|管委会|开发区|[镇乡村区县市旗])"
)
# What a sheet or column says of all places together, or of none in particular.
_GENERAL = re.compile(r"(?:全|各|本|城|辖)?(?:[乡镇村居区县市旗小辖地]|街道|社区)+")
_ORGANISATION = re.compile(
    r"(?:事务所|律所|服务所|公司|集团|企业|厂|学校|小学|中学|大学|医院|法院|检察院|公安局|派出所|协会|联合会|商会|中心|工作站|工作室|调解室"
    r"|司法局|.局|委员会|政府|.办|大队|支队|银行)$"
)
_WORDS = re.compile(
    r"法律|法治|法制|普法|宣讲|宣传|顾问|调解|援助|培训|活动|进[社乡村农校学企机单]|台账|登记|排查|纠纷|直播|咨询|服务|公共"
)
_OFFICE = re.compile(r"(?:人民政府|司法所|司法局|综治中心|综治办)$")
_NUMBERED_GROUP = re.compile(r"第?[\d一二三四五六七八九十]+(?:村民)?小?组$")
_BODY = re.compile(r"(?:人民)?(?:调解委员会|调委会)$")
_STUDIO = re.compile(r"(?:工作室|调解室|工作站|调解中心)$")


def tidy(text: str) -> str:
    """A name without white space, brackets and signs in one width."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def place(text: str) -> str:
    """A place's plain name: 丁兰街道办事处 → 丁兰街道, 北银村村委会 → 北银村, 泰桥社区居委会 → 泰桥社区."""
    name = _OFFICE.sub("", tidy(text))
    name = re.sub(r"街道办(?:事处)?$", "街道", name)
    name = re.sub(r"村?(?:村民委员会|村委会)$", "村", name)
    name = re.sub(r"社区(?:居民委员会|居委会|居)$", "社区", name)
    return _NUMBERED_GROUP.sub("", name) or name


def without(name: str, above: str) -> str:
    """`name` without the name of the unit above it in front: 孝昌县花园镇 → 花园镇."""
    return name.removeprefix(above) if above and name != above else name


def is_organisation(text: str) -> bool:
    """Whether a text names a firm, school, office …, and no place: 云南古城三律师事务所; a 司法所 or 村委会 stands for its place."""
    name = tidy(text)
    return bool(_ORGANISATION.search(name)) and place(name) == name


def at_head(title: str, above: str) -> str:
    """The township with which a ledger's title begins: 七河镇2024年法律明白人花名册 → 七河镇; "" when with none."""
    name = without(tidy(title), above)
    match = re.match(r"[\u4e00-\u9fff]{1,6}?(?:街道|苏木|[镇乡])(?=$|\d{4}|[^村社区镇]{2})", name)
    return "" if match is None or is_general(match[0]) or _WORDS.search(match[0]) else match[0]


def is_plain(name: str) -> bool:
    """Whether a name holds none of the words of the work: 法律进社区 is no community."""
    return not _WORDS.search(name)


def is_general(name: str) -> bool:
    """Whether a name means all places together: 全县, 各乡镇."""
    return bool(_GENERAL.fullmatch(name))


def in_sheet_name(text: str, above: str) -> str:
    """The longest plausible unit name in a sheet's name: 1.丁兰街道2020 → 丁兰街道; "" when there is none."""
    name = without(place(re.sub(r"\d{4}年?(?:\d{1,2}月)?", "", tidy(text))), above)
    found = (without(place(match), above) for match in _PLACE.findall(name))
    return max((text for text in found if not is_general(text)), key=len, default="")


def in_title(title: str, name: str) -> str:
    """The full name of a unit that a sheet calls only by its stem: 花园 under 孝昌县花园镇2019年…台账 → 花园镇."""
    stem = re.escape(tidy(name))
    if not re.fullmatch(r"[\\\u4e00-\u9fff]{2,}", stem):
        return ""
    match = re.search(stem + r"(?:街道|苏木|社区|[镇乡村])", tidy(title))
    return match[0] if match else ""


def village_in_address(text: str) -> str:
    """The village at the head of an address: 新湖村3组12号 → 新湖村; "" when it names none."""
    match = re.match(r"[\u4e00-\u9fff]+?(?:村|社区|嘎查)(?!委|民|组)", tidy(text))
    return match[0] if match else ""


def body_stem(name: str) -> str:
    """What two spellings of a committee have in common: without 人民调解委员会, 调委会."""
    return place(_BODY.sub("", tidy(name)))


def full_body(name: str) -> str:
    """A committee's name written out: 东村调委会 and 东村 → 东村人民调解委员会; one that says 调解 stays."""
    stem = _BODY.sub("", tidy(name))
    return tidy(name) if "调" in stem else f"{stem}人民调解委员会"


def is_studio(name: str) -> bool:
    """Whether a body is a studio or a stationed room, not a committee."""
    return bool(_STUDIO.search(tidy(name)))


def kind_below(name: str, parent_kind: str) -> str:
    """The kind of a new unit: its ending's, but a 区 inside a county is no county (开发区)."""
    kind = units.kind_of(name)
    inside = parent_kind != UnitKind.PREFECTURE and kind in (UnitKind.COUNTY, UnitKind.PREFECTURE)
    return UnitKind.OTHER if inside else kind


_LEVELS = ((UnitKind.PREFECTURE,), (UnitKind.COUNTY,), (UnitKind.TOWNSHIP, UnitKind.SUBDISTRICT),
           (UnitKind.VILLAGE, UnitKind.COMMUNITY))  # fmt: skip


def may_stand_below(kind: str, above: str) -> bool:
    """Whether a unit of this kind can lie below one of that: no street in a street, no town in a village."""
    levels = {name: level for level, names in enumerate(_LEVELS) for name in names}
    return kind not in levels or above not in levels or levels[kind] > levels[above]
