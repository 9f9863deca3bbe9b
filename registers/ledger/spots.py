"""Where a row of a described register belongs: its township and village columns, a venue, else what the sheet stands for."""

import re

from office.errors import Rejected
from registers import values
from registers.ledger import naming
from registers.ledger.checking import SheetCheck
from registers.ledger.entries import Place, Spot
from registers.ledger.places import Roster
from registers.ledger.rivals import VENUE
from vocab import N_

_IN_TOWN = re.compile(r"(.+?(?:街道|镇|乡|苏木))[-—/·]*(.{2,})")


def of(sheet: SheetCheck, town: str, village: str) -> Spot:
    """The spot of a row; Rejected names township or village. A venue that is no unit leaves the row with the sheet's unit."""
    base, roster = sheet.base, sheet.roster
    column = sheet.mapped.fields.get("township")
    if town and column and VENUE.search(column.heading):
        town = _venue(roster, base, town)
    if town and not village:
        town, village = _parted(roster, base, town)
    elif village and not town:
        town, village = _parted(roster, base, village, either="village")
    for field, name in (("township", town), ("village", village)):
        if values.SEVERAL.search(name) and not roster.known_below(base, name):
            raise Rejected(
                field, N_("一行只能写一个乡镇（街道）或村（社区），请把“{text}”分成几行。"), text=name
            )
        if naming.is_organisation(name) and not roster.known_below(base, name):
            raise Rejected(
                field, N_("“{text}”不是乡镇（街道）或村（社区），请改成单位名册里的名称。"), text=name
            )
    found = roster.spot(base, town, village, "")
    return Spot(found.town, found.unit, None, None)


def _venue(roster: Roster, base: Place, text: str) -> str:
    """The unit that a venue names or lies in: 丁兰街道, 丁兰街道文化广场; "" for 县人民广场."""
    if roster.known_below(base, text) or naming.tidy(text) == base.name:
        return text
    named = naming.in_sheet_name(text, base.name)
    if named and (roster.known_below(base, named) or named == naming.place(text)):
        return named
    return ""


def _parted(roster: Roster, base: Place, text: str, either: str = "township") -> tuple[str, str]:
    """Township and village of a text that names both (大研街道北门社区), else the text as the one of them it was written as."""
    alone = (text, "") if either == "township" else ("", text)
    name = naming.without(naming.place(text), base.name)
    match = _IN_TOWN.fullmatch(name)
    if match is None or roster.known_below(base, name) or naming.is_general(match[2]):
        return alone
    known = roster.known_below(base, match[1]) is not None or match[1].endswith("街道")
    return (match[1], match[2]) if known else alone
