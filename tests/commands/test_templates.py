"""`fill-template` on the command line: the same file as the page's, with the check list as JSON."""

import datetime
import json
from pathlib import Path

import pytest

from figures import periods
from figures.frame import Frame
from figures.templates import keeping
from figures.templates.proposing import Proposer
from models import AuditEntry
from office import access
from reports.templates import opening
from reports.templates.filling import Sheets
from tests import cases
from tests.make import make_dispute

FILE = Path(__file__).parents[1] / "reports" / "templates" / "files" / "libreoffice.xlsx"
SHEET = "调解月报"


@pytest.fixture
def template(county):
    make_dispute(county.villages[0], accepted_on=datetime.date(2026, 3, 2))
    make_dispute(county.unit, accepted_on=datetime.date(2026, 3, 3))
    content = FILE.read_bytes()
    row = keeping.add(cases.bureau(county), {"name": "市局调解月报", "year": 2026}, "月报.xlsx", content)
    frame = Frame(access.machine(), county.unit.id, periods.year(2026))
    found = Sheets(content, {}).proposals(Proposer(frame, 2026, "concluded"))
    keeping.put_many(access.machine(), row.id, {cell: one.meaning for cell, one in found.items()})
    return row


@pytest.fixture
def fill(app, template, tmp_path):
    """fill(map, …): exit code and output; the file is filled.xlsx of tmp_path."""

    def command(map_, *more, unit="青山县", year="2026"):
        asked = (
            "fill-template",
            map_,
            "--unit",
            unit,
            "--year",
            year,
            "--out",
            str(tmp_path / "filled.xlsx"),
            "--json",
            *more,
        )
        return app.test_cli_runner().invoke(args=list(asked))

    return command


def test_a_template_is_filled_by_its_name(fill, tmp_path):
    found = fill("市局调解月报", "--month", "3")
    assert found.exit_code == 0, found.stderr
    told = json.loads(found.stdout)
    assert (told["filled"], told["formulas"], told["template"], told["year"]) == (15, 8, "市局调解月报", 2026)
    assert told["empty"] == ["调解月报!D7 没有基数"]
    assert told["disagreements"][0] == {
        "cell": "调解月报!B8",
        "template": "1",
        "ours": "2",
        "of": "调结纠纷数 · 本月",
    }
    sheet = opening.load((tmp_path / "filled.xlsx").read_bytes())[SHEET]
    assert [sheet["B6"].value, sheet["B7"].value, sheet["B8"].value] == [1, 0, "=SUM(B6:B7)"]
    assert AuditEntry.select().where(AuditEntry.act == "template.fill").count() == 1


def test_by_its_id_and_for_a_later_year(fill, template):
    assert fill(str(template.id), "--month", "3").exit_code == 0
    assert fill("市局调解月报", "--month", "3", year="2027").exit_code == 0
    assert "2025年可用" in fill("市局调解月报", year="2025").stderr


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("没有这张表",), "没有名称或编号为“没有这张表”"),
        (("市局调解月报", "--month", "13"), "月份应为 1 到 12"),
        (("市局调解月报", "--basis", "other"), "统计口径"),
        (("市局调解月报", "--basis-state", "official"), "还没有锁定的月报"),
        (("市局调解月报", "--as", "nobody"), "nobody"),
    ],
)
def test_what_is_refused_is_told(fill, arguments, told):
    found = fill(*arguments)
    assert found.exit_code == 1
    assert told in found.stderr
