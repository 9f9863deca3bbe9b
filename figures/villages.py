"""Places as a source of figures: the units themselves, so that a coverage is a rate of two counts of villages."""

from typing import Any

from figures.breakdowns import Fixed
from figures.dating import AS_OF, stock
from figures.sources import Source, places
from models import Unit
from office import access
from registers.description import CHOICE, Field
from vocab import N_, UnitKind

VILLAGES = (UnitKind.VILLAGE, UnitKind.COMMUNITY)
TOWNS = (UnitKind.TOWNSHIP, UnitKind.SUBDISTRICT)

UNITS = Source(
    key="unit",
    label=N_("单位"),
    model=Unit,
    rows=access.units,
    unit=Unit.id,
    dates={AS_OF: stock(Unit.valid_from, end=Unit.valid_to)},
    breakdowns={
        way.key: way for way in (*places(Unit.id), Fixed("kind", N_("单位类别"), Unit.kind, "unit_kind"))
    },
    shown=(Field("name", N_("名称")), Field("kind", N_("类别"), CHOICE, choice="unit_kind")),
)


def is_village() -> Any:
    """The condition that a unit is a village or community."""
    return Unit.kind.in_(VILLAGES)
