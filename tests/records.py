"""Random records of every register and roster, made from their descriptions: the same for the same seed."""

import datetime
import random

import db
from models import Committee, EnteredIndicator, EnteredValue, Mediator, RecordChoice, Studio
from office import lists
from registers.catalogue import REGISTERS
from registers.description import CHOICE, DATE, FLAG, ID_NUMBER, MANY, MONTH, NAME, PHONE
from tests.make import _serial

START = datetime.date(2019, 6, 1)
LEASTS = {"persons": 1}


def scatter_records(units, register, count=25, seed=1):
    """`count` random records of a described register in `units`, over two years about 2020."""
    lot = random.Random(f"{register.key}{seed}")
    with db.transaction():
        for _ in range(count):
            _record(lot, register, lot.choice(units))


def _record(lot, register, unit):
    row = {key: _value(lot, register.model, one) for key, one in register.fields.items()}
    columns = {
        key: value
        for key, value in (row | register.derive(dict(row))).items()
        if key in register.model._meta.fields
    }
    record = register.model.create(
        unit=unit,
        fingerprint=f"{next(_serial):032}",
        voided_at=lot.choice([None] * 7 + [datetime.datetime(2020, 1, 1)]),
        **columns,
    )
    for key, one in register.fields.items():
        for code in row[key] if one.kind == MANY else ():
            RecordChoice.create(register=register.key, record=record.id, field=key, code=code)


def _value(lot, model, one):
    column = model._meta.fields.get(one.key)
    if one.kind in (ID_NUMBER, PHONE):
        return None
    if one.kind == MANY:
        return lot.sample(sorted(lists.choosable(one.choice)), lot.randrange(3))
    if column is None or (column.null and not one.required and lot.random() < 0.3):
        return None
    return _filled(lot, one)


def _filled(lot, one):
    if one.kind == CHOICE:
        return lot.choice(sorted(lists.choosable(one.choice)))
    if one.kind in (DATE, MONTH):
        day = START + datetime.timedelta(days=lot.randrange(730))
        return day.replace(day=1) if one.kind == MONTH else day
    if one.kind == FLAG:
        return lot.random() < 0.5
    if one.kind == NAME:
        return f"试{lot.choice('甲乙丙丁')}"
    return f"第{lot.randrange(5)}项" if one.kind in ("text", "long_text") else lot.randrange(1, 500)


def scatter_everything(county, count=25, seed=1):
    """Records of every register, and rosters with people on two of them."""
    for register in REGISTERS.values():
        scatter_records(county.units, register, count, seed)
    scatter_rosters(county, seed)
    scatter_entered(county.units, seed)


def scatter_rosters(county, seed=1):
    """Committees, studios and mediators that came and went."""
    lot = random.Random(seed)
    for _ in range(12):
        unit = lot.choice(county.units)
        body = Committee.create(unit=unit, name=f"会{next(_serial)}", kind=lot.choice(["village", "township", "social"]),
                                trade=lot.choice([None, "H01", "H02"]), standardised=lot.random() < 0.5,
                                **_held(lot))  # fmt: skip
        Studio.create(
            committee=body,
            name=f"室{next(_serial)}",
            kind=lot.choice(["personal", "brand", "court"]),
            **_held(lot),
        )
        for _ in range(2):
            Mediator.create(unit=unit, committee=lot.choice([None, body]), name=f"人{next(_serial)}",
                            employment=lot.choice(["full", "part", "invited"]), sex=lot.choice([None, "male", "female"]),
                            ethnic_group=lot.choice([None, "01", "06", "97"]), education=lot.choice([None, "college", "master"]), grade=lot.choice([None, "M01", "M02"]),
                            id_index=lot.choice([None, "a", "b", "c"]), **_held(lot))  # fmt: skip


def _held(lot):
    begin = lot.choice([None, START + datetime.timedelta(days=lot.randrange(730))])
    return {
        "valid_from": begin,
        "valid_to": lot.choice([None, (begin or START) + datetime.timedelta(days=lot.randrange(1, 400))]),
    }


def scatter_entered(units, seed=1):
    """A flow and a stock that the bureau defined, filled in by some units in some months."""
    lot = random.Random(seed)
    for key, kind, name in (
        ("entered.1", "flow", "甲"),
        ("entered.2", "stock", "乙"),
        ("entered.3", "flow", "法律援助目标任务"),
    ):
        one = EnteredIndicator.create(key=key, name=name, kind=kind)
        for unit in units:
            for month in lot.sample(range(1, 13), 5):
                EnteredValue.create(unit=unit, indicator=one, month=datetime.date(2020, month, 1),
                                    amount=lot.randrange(100_00), fingerprint=f"{next(_serial):032}")  # fmt: skip
