"""What happens to records after months are locked, at random: late entries, corrections, moves, withdrawals, in any register.

Written to the rows themselves, so that also what the acts of the office would refuse is tried.
"""

import datetime
import random

import db
from models import Committee, Dispute, DisputeTag, EnteredValue, Mediator, SubsidyGrant, now
from registers.catalogue import REGISTERS
from registers.description import CHOICE, DATE, FLAG, MONTH
from registers.dispute import OVER, derived
from tests.make import OUTCOMES, _serial, make_dispute

START = datetime.date(2019, 12, 1)
WHY = ("当事人撤回，误登一件", "与另一件重复登记", "登记在别的村")


def upset(county, seed, count=60):
    """`count` random acts on disputes, as many on the records of other registers, a few on the rosters."""
    lot = random.Random(seed)
    with db.transaction():
        for _ in range(count):
            _dispute(lot, county)
            _record(lot, county)
        for _ in range(6):
            _roster(lot, county)


def _day(lot):
    return START + datetime.timedelta(days=lot.randrange(160))


def _touch(model, row, **values):
    model.update(version=model.version + 1, **values).where(model.id == row.id).execute()


def _dispute(lot, county):
    """One of what happens to disputes."""
    rows = Dispute.select().where(Dispute.voided_at.is_null()).order_by(Dispute.id)
    row = lot.choice(list(rows))
    lot.choice([_late, _withdrawn, _moved, _redate, _ended_otherwise, _sorted_otherwise, _retold])(
        lot, row, county
    )


def _late(lot, row, county):
    accepted, outcome = _day(lot), lot.choice(OUTCOMES)
    concluded = accepted + datetime.timedelta(days=lot.randrange(60)) if outcome in OVER else None
    make_dispute(lot.choice(county.units), accepted_on=accepted, outcome=outcome, concluded_on=concluded,
                 amount=lot.choice([None, 12345, 99999999]), type=f"T{lot.randrange(1, 19):02}")  # fmt: skip


def _withdrawn(lot, row, county):
    _touch(Dispute, row, voided_at=now(), void_reason=lot.choice(WHY))


def _moved(lot, row, county):
    _touch(Dispute, row, unit=lot.choice(county.units))


def _ended_otherwise(lot, row, county):
    if row.concluded_on:
        _touch(Dispute, row, outcome=lot.choice(sorted(OVER)), form=None)


def _sorted_otherwise(lot, row, county):
    DisputeTag.delete().where(DisputeTag.dispute == row.id).execute()
    _touch(Dispute, row, type=f"T{lot.randrange(1, 19):02}", source=lot.choice(["S1", "S31", "S32"]),
           amount=lot.choice([None, 0, 777]), party_count=lot.randrange(1, 9))  # fmt: skip


def _retold(lot, row, county):
    _touch(Dispute, row, summary="改写了经过")


def _redate(lot, row, county):
    accepted = _day(lot)
    over = row.concluded_on is not None
    values = {
        "accepted_on": accepted,
        "outcome": row.outcome,
        "concluded_on": accepted + datetime.timedelta(days=lot.randrange(50)) if over else None,
        "performance": row.performance,
        "confirmation_result": row.confirmation_result,
    }
    _touch(Dispute, row, **(derived(values) | values))


def _record(lot, county):
    register = lot.choice(list(REGISTERS.values()))
    model = register.model
    rows = list(model.select().where(model.voided_at.is_null()).order_by(model.id))
    if not rows:
        return
    row = lot.choice(rows)
    if lot.random() < 0.3 and not register.unique and model is not SubsidyGrant:
        again = {
            key: value for key, value in row.__data__.items() if key not in ("id", "entered_at", "entry_key")
        }
        model.create(**again | {"unit": lot.choice(county.units), "fingerprint": f"{next(_serial):032}"})
        return
    kind = lot.choice(["void", "move", "field", "field"])
    if kind == "void":
        _touch(model, row, voided_at=now(), void_reason=lot.choice(WHY))
    elif kind == "move":
        _touch(model, row, unit=lot.choice(county.units))
    else:
        _touch(model, row, **_changed(lot, register, row))


def _changed(lot, register, row):
    """A new value for each third field, with the days that are worked out from them."""
    fields = register.model._meta.fields
    values = {key: row.__data__[key] for key in register.fields if key in fields}
    for key, one in register.fields.items():
        if key not in values or values[key] is None or lot.random() > 0.35:
            continue
        if one.kind in (DATE, MONTH):
            day = _day(lot)
            values[key] = day.replace(day=1) if one.kind == MONTH else day
        elif one.kind == FLAG:
            values[key] = not values[key]
        elif one.kind != CHOICE and isinstance(values[key], int):
            values[key] = lot.randrange(1, 500)
    worked_out = register.derive(dict(values)).items()
    return values | {key: day for key, day in worked_out if key in fields and (day or fields[key].null)}


def _roster(lot, county):
    model = lot.choice([Committee, Mediator, EnteredValue])
    row = lot.choice(list(model.select().order_by(model.id)))
    if model is EnteredValue:
        _touch(model, row, amount=lot.randrange(100_00))
    elif lot.random() < 0.5:
        _touch(model, row, valid_to=_day(lot))
    else:
        _touch(
            model, row, **({"id_index": lot.choice("abc")} if model is Mediator else {"standardised": True})
        )
