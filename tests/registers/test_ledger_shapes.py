"""Every register's ledger in the shapes that offices give it: any known heading, any order, titles, totals, unit columns or sheets."""

import random

import pytest

from models import Unit
from office import access
from office.lists import fold
from registers.catalogue import REGISTERS
from registers.ledger.importing import take_in
from tests import ledgers
from tests.county import TODAY
from tests.registers.filling import examples

EACH = pytest.mark.parametrize("register", REGISTERS.values(), ids=REGISTERS)
PLACED = {"township": ("城关镇", "柳河镇"), "village": ("东门村", "柳南村")}


def heading(lot, register, key):
    """One of the headings by which a field is known, written as offices write it."""
    field = register.columns[key]
    known = [text for text in (field.label, *field.headings) if register.headings.get(fold(str(text))) == key]
    text = str(lot.choice(known))
    return lot.choice(
        [text, f" {text} ", f"{text}*", text.replace("(", "（").replace(")", "）"), "\n".join(text)]
    )


def odd(lot, register, rows, *, placed):
    """A sheet of the rows (dicts by key) in an odd shape."""
    keys = list(rows[0])
    lot.shuffle(keys)
    keys = ["sequence", *(key for key in placed), *keys]
    heads = [heading(lot, register, key) for key in keys]
    made = [[f"青山县2024年{register.label}"], [""]] if lot.random() < 0.7 else []
    made += [[""] * lot.randrange(3)] if made else []
    made.append(heads)
    for number, row in enumerate(rows):
        place = {key: PLACED[key][number % 2] for key in placed}
        made.append([({"sequence": number + 1} | place | row)[key] for key in keys])
        made += [[]] if lot.random() < 0.2 else []
    return [*made, ["合计", "", *[""] * len(keys)][: len(keys)]] if lot.random() < 0.5 else made


def take(content, register, name="台账.xlsx", into="青山县"):
    return take_in(access.machine(), name, content, into, create=False, today=TODAY, register=register)


@EACH
@pytest.mark.parametrize("seed", range(3))
def test_a_ledger_in_an_odd_shape_comes_in_whole_and_once(county, register, seed):
    lot = random.Random(f"{register.key} {seed}")
    rows = [examples(register, county, serial) for serial in (1, 2)]
    content = ledgers.xlsx({"台账": odd(lot, register, rows, placed=("township", "village"))})
    outcome = take(content, register)
    assert [(problem.column, problem.message) for problem in outcome.problems] == []
    assert outcome.imported == 2
    found = register.model.select(register.model, Unit).join(Unit).order_by(register.model.id)
    assert [record.unit.name for record in found] == ["东门村", "柳南村"]
    assert (take(content, register).imported, take(content, register).duplicates) == (0, 2)


@EACH
def test_a_sheet_for_each_township_or_a_csv_of_one(county, register):
    lot = random.Random(register.key)
    first, second, third = (examples(register, county, serial) for serial in (1, 2, 3))
    sheets = {
        "1.城关镇": odd(lot, register, [first], placed=()),
        "柳河镇2024": odd(lot, register, [second], placed=()),
    }
    assert take(ledgers.xlsx(sheets), register).problems == []
    text = ledgers.as_csv(odd(lot, register, [third], placed=()), "gb18030")
    assert take(text, register, "台账.csv", "青山县/柳河镇").problems == []
    found = register.model.select(register.model, Unit).join(Unit).order_by(register.model.id)
    assert [record.unit.name for record in found] == ["城关镇", "柳河镇", "柳河镇"]
