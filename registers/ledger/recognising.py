"""Which register a sheet is a ledger of, and what its name and title tell for all its rows."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from office import lists
from office.errors import Rejected
from office.lists import fold
from registers.catalogue import REGISTERS
from registers.description import CHOICE, Field, Register
from registers.dispute import DISPUTE
from registers.ledger import enrolling, mapping, rivals
from registers.ledger.headings import Habits
from registers.ledger.mapping import NO_LEDGER, Choices, MappedSheet
from registers.ledger.reading import Sheet
from vocab import N_

_IN_WORKBOOKS = tuple(one for key, one in enrolling.REGISTERS.items() if key != "units")
ALL: tuple[Register, ...] = (DISPUTE, *REGISTERS.values(), *_IN_WORKBOOKS)
BY_KEY = {register.key: register for register in (*ALL, *enrolling.REGISTERS.values())}
_TELLING = {
    "committee",
    "studio",
    "employment",
    "grade",
}  # a roster without one of these may be any list of people
WORKBOOK = "workbook"  # instead of a register: each sheet has its own
_PLACE = {"sequence", "township", "village"}  # every ledger has them
_WHOLE, _NAMED = 2.5, 1.5  # columns that weigh as much as having all required ones, as a name that tells
_SHORTEST = 2  # characters of a word that tells something
_FEWEST_UNNAMED = 5  # own columns of a ledger that lacks a required one and whose name tells nothing
# What offices call a ledger, beside the register's own name.
_CALLED = {
    "dispute": "调解案件 纠纷调解 调解台账 人民调解案件 调解登记",
    "legal_aid": "法律援助 法援",
    "consultation": "咨询 来访",
    "hotline_month": "热线 12348 平台",
    "service_place": "公共法律服务中心 服务站 服务室 阵地 服务网点",
    "adviser": "法律顾问 村居法律顾问 社区法律顾问 顾问聘任",
    "adviser_service": "顾问服务 法律顾问服务 顾问工作 工作日志 服务记录 服务台账",
    "understander": "法律明白人 明白人 花名册",
    "activity": "明白人活动 法律明白人活动 明白人工作",
    "training": "培训 培训班 法律明白人培训 明白人培训 调解员培训",
    "publicity": "普法 普法活动 普法宣传 法治宣传 法律进 宣传活动",
    "livestream": "直播",
    "video": "短视频 视频",
    "official_study": "领导干部 学法 干部学法",
    "screening": "排查 排查登记 纠纷排查 矛盾排查",
    "finding": "排查发现 发现纠纷 排查出",
    "subsidy": "以案定补 补贴 一案一补",
    "checkup": "法治体检 企业 体检",
    "review": "复议 行政复议",
    "litigation": "应诉 行政应诉 行政诉讼",
    "document_review": "合法性审查 合法性审核 文件审查",
    "document_clearing": "清理 文件清理",
    "committees": "调委会 调解委员会 调解组织",
    "studios": "工作室 调解室",
    "mediators": "调解员 人民调解员 调解员名册",
}


def named(slug: str) -> Register | None:
    """The register of that slug, None for "workbook"; Rejected when there is no such."""
    by_slug = {register.slug: register for register in BY_KEY.values()}
    if slug != WORKBOOK and slug not in by_slug:
        known = "、".join([WORKBOOK, *by_slug])
        raise Rejected("register", N_("没有“{slug}”这种台账，可用：{known}。"), slug=slug, known=known)
    return by_slug.get(slug)


def map_sheets(
    sheets: Sequence[Sheet], registers: Sequence[Register], habits: Mapping[str, Habits], choices: Choices
) -> list[MappedSheet]:
    """Every sheet read as a ledger of the one of `registers` that fits best; what the user chose comes first.

    `habits` are the office's, by register; choices come before them.
    """
    return [_with_assumed(_best(sheet, registers, habits, choices), choices) for sheet in sheets]


def _best(
    sheet: Sheet, registers: Sequence[Register], habits: Mapping[str, Habits], choices: Choices
) -> MappedSheet:
    chosen = BY_KEY.get(choices.registers.get(sheet.name, ""))
    candidates = [chosen] if chosen else registers
    read = [_read(sheet, one, habits, choices) for one in candidates]
    if len(read) == 1:
        return read[0]
    fitting = [mapped for mapped in read if mapped.columns and mapped.left_out != NO_LEDGER]
    best = max(filter(_convincing, fitting), key=_fitness, default=None)
    return best or replace(read[0], left_out=read[0].left_out or NO_LEDGER)


def _read(sheet: Sheet, register: Register, habits: Mapping[str, Habits], choices: Choices) -> MappedSheet:
    """The sheet read as a ledger of that register."""
    decided = {**habits.get(register.key, {}), **choices.columns.get(register.key, {})}
    mapped = mapping.map_sheet(sheet, decided, choices.skipped, register)
    return rivals.settled(mapped, decided) if register is not DISPUTE and mapped.columns else mapped


def _fitness(mapped: MappedSheet) -> tuple[float, int]:
    """How well a sheet fits its register: many columns are known, nothing required lacks, its name says so."""
    named = _named(mapped)
    return len(_own(mapped)) + (0 if _lacking(mapped) else _WHOLE) + (_NAMED if named else 0), named


def _own(mapped: MappedSheet) -> set[str]:
    return set(mapped.fields) - _PLACE


def _lacking(mapped: MappedSheet) -> set[str]:
    """The required fields without a column that the title cannot tell either."""
    required = {key for key, one in mapped.register.columns.items() if one.required}
    lacking = required - mapped.told
    return lacking - set(assumed(mapped)) if lacking else lacking


def _convincing(mapped: MappedSheet) -> bool:
    own = len(_own(mapped))
    if mapped.register.key in enrolling.REGISTERS:
        return not _lacking(mapped) and bool(_named(mapped) or _TELLING & set(mapped.fields))
    if _lacking(mapped):
        return own >= _FEWEST_UNNAMED or (bool(_named(mapped)) and own > 1)
    return own > 2 or bool(_named(mapped))


def _named(mapped: MappedSheet) -> int:
    """The length of the longest of the register's names in the sheet's name or title; 0 when none stands there."""
    text = _title(mapped)
    names = (mapped.register.label, *_CALLED.get(mapped.register.key, "").split())
    return max((len(name) for name in map(fold, map(str, names)) if name in text), default=0)


def _title(mapped: MappedSheet) -> str:
    return fold(mapped.sheet.name + (mapped.header.title if mapped.header else "")).replace(
        fold("村（居）"), "村居"
    )


# ---------------------------------------------------------------- what the title tells


def _with_assumed(mapped: MappedSheet, choices: Choices) -> MappedSheet:
    if mapped.register.model is None or not mapped.columns:
        return mapped
    decided = choices.assumed.get(mapped.sheet.name, {})
    found = {key: decided.get(key, code) for key, code in assumed(mapped).items()}
    wanted = {key: code for key, code in decided.items() if key in mapped.register.fields}
    return replace(mapped, assumed={key: code for key, code in {**found, **wanted}.items() if code})


def assumed(mapped: MappedSheet) -> dict[str, str]:
    """Field → code of the choices without a column that the sheet's name or title names: 调解员培训 → for mediators."""
    found = {key: _code_in(_title(mapped), one) for key, one in assumable(mapped).items()}
    return {key: code for key, code in found.items() if code}


def assumable(mapped: MappedSheet) -> dict[str, Field]:
    """The fields of which one code may hold for all rows of a sheet: choices every record has, without a column."""
    model = mapped.register.model
    if model is None:
        return {}
    return {
        key: one
        for key, one in mapped.register.fields.items()
        if one.kind == CHOICE
        and key not in mapped.fields
        and key != "state"
        and (one.required or not model._meta.fields[key].null)
    }


def _code_in(text: str, field: Field) -> str:
    """The code whose longest spoken name stands in the text; "" when none does, or two do equally."""
    lengths: dict[str, int] = {}
    for word, code in lists.spoken(field.choice).items():
        if len(word) >= _SHORTEST and word in text:
            lengths[code] = max(len(word), lengths.get(code, 0))
    longest = max(lengths.values(), default=0)
    codes = [code for code, length in lengths.items() if length == longest]
    return codes[0] if len(codes) == 1 else ""
