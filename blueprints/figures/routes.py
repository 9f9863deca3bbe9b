"""The pages of figures. Each asks the evaluator; none counts by itself."""

import datetime
from typing import Any

from flask import render_template, request, url_for
from flask_babel import gettext as _

from blueprints.figure_links import Links
from blueprints.figures import asking, bp, presenting, switching
from blueprints.figures.asking import Wanted
from blueprints.guard import actor, needs
from blueprints.outgoing import give
from figures import wording
from figures.indicators import PRINTED
from figures.returns import spans
from figures.service import COLUMNS as SERVICE_COLUMNS
from figures.service import Service
from figures.tables import MONTH_COLUMNS, STUDIO_COLUMNS, UNIT_COLUMNS, Tables
from office.calendar import today

SHOWN = [
    key for key in PRINTED if key != "dispute.share"
]  # a share is of a row; of the whole it says nothing


def _tables(wanted: Wanted) -> Tables:
    return Tables(actor(), wanted.unit, wanted.period, wanted.basis, today=today(),
                  predecessors=wanted.predecessors, state=wanted.state, revision=wanted.revision)  # fmt: skip


@bp.get("/figures/month")
@needs("figures.read")
def month() -> Any:
    """A month of a unit: units, types, sources, bodies."""
    wanted = asking.month(request.args, today())
    tables = _tables(wanted)
    args = {"unit": tables.frame.unit.id, "month": wanted.month, "basis": wanted.basis, **wanted.kept}
    if fault := switching.refusal(tables):
        return switching.explained(tables, wanted, "figures.month", args, fault)
    number = spans.read(wanted.month, "12-31")
    after = spans.of_day(number.period.end, "12-31")
    return render_template(
        "figures/month.html",
        before=url_for("figures.month", **(args | {"month": number.before.key})),
        after=url_for("figures.month", **(args | {"month": after.key})),
        wanted=wanted,
        **_shown(tables, wanted, "figures.month", args),
    )


@bp.get("/figures/year")
@needs("figures.read")
def year() -> Any:
    """A statistical year (or any days between two) of a unit: the same, and month by month."""
    wanted = asking.year(request.args, today())
    tables = _tables(wanted)
    args = {"unit": tables.frame.unit.id, "basis": wanted.basis, **wanted.days, **wanted.kept}
    if fault := switching.refusal(tables):
        return switching.explained(tables, wanted, "figures.year", args, fault)
    shown = _shown(tables, wanted, "figures.year", args)
    months = tables.main.rows("month")
    before, after = _near(wanted, "figures.year", args)
    return render_template(
        "figures/year.html",
        before=before,
        after=after,
        wanted=wanted,
        matrix=presenting.matrix(tables, shown["links"]),
        month_heads=presenting.heads(_("月份"), MONTH_COLUMNS),
        month_rows=presenting.rows(months, MONTH_COLUMNS, shown["links"], "month"),
        month_total=presenting.total(tables.main.total, MONTH_COLUMNS, shown["links"]),
        workbook=url_for("figures.workbook", **args) if actor().may("report.export") else None,
        **shown,
    )


@bp.get("/figures/service")
@needs("figures.read")
def service() -> Any:
    """Every register of public legal service in a year (or between two days) of a unit."""
    wanted = asking.year(request.args, today())
    found = Service(actor(), wanted.unit, wanted.period, wanted.basis, today=today(),
                    predecessors=wanted.predecessors, state=wanted.state, revision=wanted.revision)  # fmt: skip
    args = {"unit": found.frame.unit.id, **wanted.days, **wanted.kept}
    if fault := switching.refusal(found):
        return switching.explained(found, wanted, "figures.service", args, fault)
    links = Links(found.frame.unit.id, found.period, wanted.basis, **wanted.books)
    before, after = _near(wanted, "figures.service", args)
    return render_template(
        "figures/service.html",
        service=found,
        wanted=wanted,
        before=before,
        after=after,
        **switching.chooser(found, wanted),
        disputes=url_for("figures.year", **args),
        bridge=switching.bridge(found, wanted, "service"),
        unit_heads=presenting.heads(_("单位"), SERVICE_COLUMNS),
        unit_rows=presenting.unit_rows(
            found.units.rows(), SERVICE_COLUMNS, links, "figures.service", found.standing, **args
        ),
        unit_total=presenting.total(found.units.total, SERVICE_COLUMNS, links),
        groups=[
            {"label": _(label), "rows": presenting.told(found.total, keys, links, wanted.basis)}
            for label, keys in found.groups
        ],
    )


def _near(wanted: Wanted, page: str, args: dict[str, Any]) -> list[str | None]:
    """The addresses of the year before and after; none for days of one's own."""
    steps = [wanted.number + step if wanted.number else None for step in (-1, 1)]
    return [url_for(page, **(args | {"year": step})) if step else None for step in steps]


def _shown(tables: Tables, wanted: Wanted, page: str, args: dict[str, Any]) -> dict[str, Any]:
    """What a month and a year have in common."""
    links = Links(tables.frame.unit.id, tables.period, tables.basis, **wanted.books)
    sorts = tables.sort_columns
    return {
        "tables": tables,
        "links": links,
        "args": args,
        "service": url_for("figures.service", **_of_service(tables, args)),
        "bridge": switching.bridge(tables, wanted),
        **switching.chooser(tables, wanted),
        "total": tables.main.total,
        "wording": wording,
        "unit_heads": presenting.heads(_("单位"), UNIT_COLUMNS),
        "unit_rows": presenting.unit_rows(
            tables.main.rows("unit"), UNIT_COLUMNS, links, page, tables.standing, **args
        ),
        "unit_total": presenting.total(tables.main.total, UNIT_COLUMNS, links),
        "sort_heads": lambda first: presenting.heads(first, sorts),
        "sort_rows": lambda by: presenting.rows(tables.sorts.rows(by), sorts, links, by),
        "source_rows": presenting.source_rows(tables.sources(), sorts, links),
        "sort_total": presenting.total(tables.sorts.total, sorts, links),
        "kind_rows": presenting.rows(tables.bodies.rows("orgkind"), sorts, links, "orgkind"),
        "kind_total": presenting.total(tables.bodies.total, sorts, links),
        "studio_heads": presenting.heads(_("工作室"), STUDIO_COLUMNS),
        "studio_rows": presenting.rows(tables.bodies.rows("studio"), STUDIO_COLUMNS, links, "studio"),
        "indicators": presenting.indicators(tables.main.total, SHOWN, links, tables.basis),
    }


def _of_service(tables: Tables, args: dict[str, Any]) -> dict[str, Any]:
    """What the page of public legal service is asked for the same unit and days."""
    kept: dict[str, Any] = {
        key: args[key] for key in ("unit", "year", "predecessors", "state", "revision") if key in args
    }
    if "year" in args:
        return kept
    return kept | {"from": tables.period.start.isoformat(), "to": tables.period.last.isoformat()}


@bp.route("/figures/workbook", methods=["GET", "POST"])
@needs("report.export")
def workbook() -> Any:
    """The yearly workbook, to be kept and printed."""
    from reports import yearly  # openpyxl takes long to load and only this page writes it

    tables = _tables(asking.year(request.args, today()))
    made_at, name = datetime.datetime.now(), yearly.file_name(tables)
    asked: dict[str, Any] = request.args.to_dict()
    return give(
        lambda target, told: yearly.write(tables, target, made_at=made_at, told=told),
        rows=int(tables.main.total[tables.base].value or 0),
        label=name.removesuffix(".xlsx"),
        file_name=name,
        back=url_for("figures.year", **asked),
    )
