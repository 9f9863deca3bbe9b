"""黄石 2016-08 beside 2015-08 and 2016-07 as published: −159 件 −15.5 %, +29 件 +3.5 %, on page, paper and command line."""

import datetime
import io
import json
from pathlib import Path

import openpyxl
import pytest

import db
from models import Dispute, Unit
from office import access
from registers.ledger.importing import take_in
from tests.make import make_dispute
from tests.pages import opened, signed_in
from vocab import Role

LEDGER = Path(__file__).resolve().parents[2] / "shared" / "ledgers" / "huangshi-2016-08.xlsx"
TODAY = datetime.date(2016, 9, 5)
WANTED = {
    "now": 869,
    "yoy": {"from": "2015-08-01", "to": "2015-08-31", "before": 1028, "difference": -159, "percent": "-15.5", "why": ""},
    "previous": {"from": "2016-07-01", "to": "2016-07-31", "before": 840, "difference": 29, "percent": "3.5", "why": ""},
}  # fmt: skip


@pytest.fixture
def city(database):
    """The city's month as its districts wrote it, with as many cases in the two earlier months as were published."""
    if not LEDGER.is_file():
        pytest.skip("the example ledgers are not beside the project")
    take_in(access.machine(), LEDGER.name, LEDGER.read_bytes(), "黄石市", create=True, today=TODAY)
    district = Unit.get(Unit.name == "大冶市")
    for day, count in ((datetime.date(2015, 8, 3), 1028), (datetime.date(2016, 7, 4), 840)):
        several(district, day, count)
    return Unit.get(Unit.name == "黄石市")


def several(unit, day, count):
    """So many cases alike."""
    row = make_dispute(unit, accepted_on=day, concluded_on=day).__data__
    fields = [name for name in row if name != "id"]
    with db.transaction():
        copies = (
            [f"{day:%y%m}{n:028}" if name == "fingerprint" else row[name] for name in fields]
            for n in range(1, count)
        )
        db.bulk_insert(Dispute, fields, copies)


def test_the_published_comparison_comes_out_everywhere(app, city):
    client = signed_in(app, city, Role.LEADER)
    asked = "?year=2016&part=08&basis=accepted&key=dispute.accepted"
    page = opened(client, f"/compare{asked}")
    shown = ["869", "1028", "−159", "−15.5%", "840", "+29", "+3.5%", "869", "1028"]
    row = next(row for row in page.select("tbody tr") if row.td and "受理纠纷数" in row.td.text)
    assert [cell.get_text(strip=True) for cell in row.select("td")][1:8] == shown[:7]
    assert [cell.get_text(strip=True) for cell in page.select("tfoot td")][1:8] == shown[:7]
    tiles = [tile.get_text(" ", strip=True) for tile in page.select(".figures .figure")]
    assert "−159 件 −15.5%，原 1028" in tiles[1]
    assert "+29 件 +3.5%，原 840" in tiles[2]
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"/compare/file{asked}").data))
    line = next(row for row in book["对比"].iter_rows(values_only=True) if row[0] == "受理纠纷数")
    assert line[2:9] == (869, 1028, -159, -15.5, 840, 29, 3.5)
    told = app.test_cli_runner().invoke(args=["compare", "--unit", "黄石市", "--month", "2016-08", "--basis", "accepted",
                                              "--keys", "dispute.accepted", "--by", "type15", "--json"])  # fmt: skip
    found = json.loads(told.stdout)
    (figure,) = found["total"]["figures"]
    assert {name: figure[name] for name in WANTED} == WANTED
    assert sum(row["figures"][0]["now"] for row in found["rows"]) == 869
