"""Good cells for every register's ledger, made from its description: days in the order of the form, first words of lists."""

from models import Dispute
from office import lists
from registers.description import CHOICE, MANY
from tests import ledgers
from tests.cases import bureau, enter

DAYS = [f"2026-0{month}-1{day}" for month in range(1, 10) for day in range(9)]
FITTING = {
    "checkup": {"kind": "法律顾问"},
    "review": {"result": "撤回申请"},
}  # words that agree with a row filled whole


def valid(field, day, serial):
    """A good cell for a field: the day of that number, the first word of a list, an invented number."""
    if field.kind in (CHOICE, MANY):
        return next(iter(lists.choosable(field.choice).values()))
    return {
        "date": DAYS[day], "month": f"2026-0{serial}", "count": 2, "money": 1200.5, "hours": 1.5, "flag": "是",
        "id_number": ledgers.id_number(serial), "phone": f"1200000000{serial}", "name": f"甲某{serial}",
    }.get(field.kind, f"{field.label[:8]}{serial}")  # fmt: skip


def examples(register, county, serial=1):
    """Key → good cell of every field of a register."""
    fields = enumerate(register.fields.values(), 1)
    row = {field.key: valid(field, day, serial) for day, field in fields}
    return row | FITTING.get(register.key, {}) | named(register, county, serial)


def named(register, county, serial=1):
    """What a row of the register must name: a subsidy the file number of a concluded case."""
    if register.key != "subsidy":
        return {}
    days = {"accepted_on": "2026-01-02", "concluded_on": "2026-01-05", "agreed_on": "2026-01-05"}
    place = 0 if serial == 1 else 2
    people = [{"role": "applicant", "name": f"申请人{serial}"}, {"role": "respondent", "name": "被申请人"}]
    case = enter(county, bureau(county), place, people=people, **days)
    Dispute.update(number=f"(2026){serial}号").where(Dispute.id == case.id).execute()
    return {"number": f"(2026){serial}号"}
