"""How long a styled list takes to write beside openpyxl with a style per cell, and how much memory a long one needs.

    python bench/write_list.py [runs]

Time: 6,000 rows of 25 columns, both in turns in one process; printed are the medians and their ratio (the bound is
10). Memory: the yearly workbook with 6,000 and with 100,000 cases, of the living records and of the locked months, made
as the background makes it (read from the database, masked, written, encrypted, stored), each in a process of its own;
printed are the highest resident sizes and their ratio (the bound is 1.3).
"""

import datetime
import io
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import db
from figures import periods
from figures.returns import chain, spans
from figures.tables import Tables
from models import Account, Dispute, Export, ExportPart, Party, Unit, now
from office import access, crypto, exports, lists
from registers import parties
from reports import yearly
from reports.sheets import Book
from reports.streaming import COUNT, DAY, MONEY, Column
from vocab import LIVE, OFFICIAL

ROWS, WIDTH = 6000, 25
SHORT, LONG = 6000, 100_000
_AT_ONCE = 5000


def row(number: int) -> list[object]:
    """A line as long lists have it: numbers, days, money, identity numbers and texts of some length."""
    day = datetime.date(2020, 1, 1) + datetime.timedelta(days=number % 366)
    one = [number, f"（2020）调字第{number:05}号", "990101199001011234", day, 1234500 + number]
    return [*one, *(f"邻里纠纷，双方自愿达成协议 {number}-{column}" for column in range(WIDTH - len(one)))]


COLUMNS = [
    Column("序号", COUNT),
    Column("卷宗号"),
    Column("证件号码"),
    Column("日期", DAY),
    Column("金额（元）", MONEY),
]
COLUMNS += [Column(f"说明{number}", width=40) for number in range(WIDTH - len(COLUMNS))]


def product() -> None:
    """As reports/ writes it."""
    book = Book()
    book.listing("清单", COLUMNS, ("清单", "单位"), (row(number) for number in range(1, ROWS + 1)))
    book.save(io.BytesIO())


def styled_cells() -> None:
    """As most programs write it: openpyxl with a font, a border and an alignment for every cell."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Border, Font, Side

    book = Workbook()
    sheet = book.active
    formats = {COUNT: "0", DAY: "yyyy-mm-dd", MONEY: "#,##0.00"}
    for number in range(1, ROWS + 1):
        for place, (column, value) in enumerate(zip(COLUMNS, row(number), strict=True), 1):
            cell = sheet.cell(number, place, value)
            side = Side(style="thin", color="808080")
            cell.font = Font(name="宋体", size=10)
            cell.border = Border(left=side, right=side, top=side, bottom=side)
            cell.alignment = Alignment(vertical="center", wrap_text=True)
            cell.number_format = formats.get(column.kind, "@")
    book.save(io.BytesIO())


def timed(act) -> tuple[float, float]:
    """Processor seconds and wall seconds of `act`."""
    cpu, wall = time.process_time(), time.perf_counter()
    act()
    return time.process_time() - cpu, time.perf_counter() - wall


def times(runs: int) -> None:
    """Measure in turns and print."""
    product()  # the first warms up
    measured = [(timed(product), timed(styled_cells)) for _ in range(runs)]
    print(f"{ROWS} rows × {WIDTH} columns, median of {runs} runs")
    for label, part in (("processor", 0), ("wall", 1)):
        own, plain = (statistics.median(pair[which][part] for pair in measured) for which in (0, 1))
        print(
            f"  {label:9} list {own:.3f} s   openpyxl, a style per cell {plain:.3f} s   ratio {plain / own:.1f}"
        )


# ---------------------------------------------------------------- memory


def fill(folder: Path, count: int) -> None:
    """An installation with one county and so many settled cases of 2020, each with two parties, every month locked."""
    crypto.use_key(folder)
    db.init(f"sqlite:///{folder / 'list.db'}").connect()
    db.upgrade()
    lists.seed()
    county = Unit.create(name="某某县", kind="county")
    county.path = f"/{county.id}/"
    county.save()
    Account.create(username="bench", name="试用", role="county", unit=county, password_hash="-")
    day = datetime.date(2020, 1, 1)
    same = {
        "unit": county.id,
        "type": "T02",
        "source": "S1",
        "outcome": "succeeded",
        "form": "written",
        "entered_at": str(now()),
        "changed_at": str(now()),
    }
    fields = ("number", "fingerprint", "accepted_on", "concluded_on", "amount")
    plain = db.defaults_of(Dispute, {*fields, *same})
    with db.transaction():
        for first in range(0, count, _AT_ONCE):
            numbers = range(first, min(first + _AT_ONCE, count))
            days = [day + datetime.timedelta(days=number % 360) for number in numbers]
            rows = (
                (f"（2020）{n}号", f"{n:032}", on, on, 12345 + n) for n, on in zip(numbers, days, strict=True)
            )
            db.bulk_insert(Dispute, fields, ([str(x) if isinstance(x, datetime.date) else x for x in r] for r in rows),
                           same | plain)  # fmt: skip
            people = (
                parties.row(n + 1, place, {"role": role, "name": "张某某", "id_number": "990101199001011234"})
                for n in numbers
                for place, role in enumerate(("applicant", "respondent"))
            )
            db.bulk_insert(Party, parties.FIELDS, people)
    lock(county.id)
    db.database.close()


def lock(unit_id: int) -> None:
    """Lock the twelve months."""
    chain.run = lambda *asked, **more: []  # nothing is to be found in invented cases
    for number in range(1, 13):
        span = spans.month(2020, number)
        chain.submit(access.machine(), unit_id, span, today=datetime.date(2021, 1, 5))
        chain.accept(access.machine(), unit_id, span, today=datetime.date(2021, 1, 5))
        chain.lock(access.machine(), unit_id, span)


def export(folder: Path, state: str) -> None:
    """Make the yearly workbook as the background does; print its cases and the highest resident size in MB."""
    crypto.use_key(folder)
    db.init(f"sqlite:///{folder / 'list.db'}").connect()
    account = Account.get()
    actor, today = access.actor_of(account), datetime.date(2021, 1, 5)
    tables = Tables(actor, None, periods.year(2020), "concluded", today=today, state=state)
    made = Export.create(account=account, role=actor.role, unit=actor.unit_id, label="年报", file_name="年报.xlsx",
                         address="/", expected=SHORT, expires_at=now() + exports.KEPT)  # fmt: skip
    began = time.perf_counter()
    exports.run(made.id, lambda target, told: yearly.write(tables, target, made_at=now(), told=told))
    took = time.perf_counter() - began
    done = Export.get_by_id(made.id)
    assert done.state == exports.DONE, done.message
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(tables.main.total["dispute.concluded"].value, peak, took, done.size, ExportPart.select().count())


def memory() -> None:
    """Export both, each in a process of its own, and print."""
    peaks: dict[str, list[float]] = {LIVE: [], OFFICIAL: []}
    for count in (SHORT, LONG):
        with tempfile.TemporaryDirectory() as name:
            step("fill", name, str(count))
            for state, words in ((LIVE, "living"), (OFFICIAL, "locked")):
                cases, peak, took, size, parts = step("export", name, state).split()[-5:]
                peaks[state].append(float(peak))
                print(f"  {cases} {words} cases: {float(peak):.0f} MB at most, {float(took):.1f} s, "
                      f"{int(size) / 1e6:.1f} MB in {parts} encrypted parts")  # fmt: skip
    for state, (short, long_) in peaks.items():
        print(f"  ratio of memory, {state}: {long_ / short:.2f}")


def step(*words: str) -> str:
    """A step in a process of its own; gives what it prints."""
    command = [sys.executable, __file__, *words]
    return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout


def main() -> None:
    """Both measurements, or one step of the second."""
    asked = sys.argv[1] if len(sys.argv) > 1 else "5"
    if asked == "fill":
        fill(Path(sys.argv[2]), int(sys.argv[3]))
    elif asked == "export":
        export(Path(sys.argv[2]), sys.argv[3])
    else:
        memory()  # first: a process is told to be as large as the one that began it was
        times(int(asked))


if __name__ == "__main__":
    main()
