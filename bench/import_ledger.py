"""How long a ledger's import takes, beside reading its cells and inserting as many bare rows.

    python bench/import_ledger.py ../shared/ledgers/jianggan-2020.xlsx [runs]

Both are measured in turns in one process on SQLite files with the product's own pragmas; printed are the
medians and their ratio (the bound is 6). Time is processor time as well as wall time: on a busy machine
only the first means anything.
"""

import datetime
import io
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import db
from office import access, crypto, lists
from registers.ledger.importing import take_in


def fresh(folder: Path, name: str) -> None:
    """An empty installation in a new file."""
    if db.database.obj is not None:
        db.database.close()
        db.database.initialize(None)
    db.init(f"sqlite:///{folder / name}").connect()
    db.upgrade()
    lists.seed()


def cells(content: bytes) -> list[list[object]]:
    """Every cell of the workbook, by the fastest reader alone."""
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return [row for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python()]


def bare(content: bytes, imported: int) -> None:
    """Read the same cells and insert as many bare rows as cases, in one transaction."""
    rows = [[str(cell) for cell in row] for row in cells(content)][-imported:]
    width = max(map(len, rows))
    names = ", ".join(f"c{i} text" for i in range(width))
    db.database.execute_sql(f"create table if not exists bare (id integer primary key, {names})")
    rows = [row + [""] * (width - len(row)) for row in rows]
    marks = ", ".join("?" * width)
    with db.transaction():
        db.database.cursor().executemany(
            f"insert into bare ({', '.join(f'c{i}' for i in range(width))}) values ({marks})", rows
        )


def timed(act) -> tuple[float, float]:
    """Processor seconds and wall seconds of `act`."""
    cpu, wall = time.process_time(), time.perf_counter()
    act()
    return time.process_time() - cpu, time.perf_counter() - wall


def main() -> None:
    """Measure in turns and print."""
    path = Path(sys.argv[1])
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    content = path.read_bytes()
    counts = []

    def whole() -> None:
        outcome = take_in(
            access.machine(), path.name, content, "县市", create=True, today=datetime.date.today()
        )
        counts.append(outcome.imported)

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        crypto.use_key(folder)
        wholes, bares = [], []
        for run in range(runs + 1):  # the first warms up and is not counted
            fresh(folder, f"whole{run}.db")
            wholes.append(timed(whole))
            bares.append(timed(lambda: bare(content, counts[0])))
        db.database.close()
    print(f"{path.name}: {counts[0]} rows, median of {runs} runs")
    for label, part in (("processor", 0), ("wall", 1)):
        import_, plain = (
            statistics.median(run[part] for run in part_runs[1:]) for part_runs in (wholes, bares)
        )
        print(
            f"  {label:9} import {import_:.3f} s   read + bare insert {plain:.3f} s   ratio {import_ / plain:.2f}"
        )
    first = wholes[0]
    print(f"  first import of a process: {first[0]:.3f} s processor, {first[1]:.3f} s wall")


if __name__ == "__main__":
    main()
