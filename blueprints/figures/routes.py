"""The pages of figures. Each asks the evaluator; none counts by itself."""

import datetime
from typing import Any

from flask import render_template, request, url_for
from flask_babel import gettext as _

from blueprints.choosing import unit_choices
from blueprints.figure_links import Links
from blueprints.figures import asking, bp, lists, presenting
from blueprints.figures.asking import Wanted
from blueprints.guard import actor, needs
from blueprints.outgoing import give
from figures import periods, wording
from figures.breakdowns import label
from figures.disputes import DISPUTES
from figures.indicators import PRINTED, date_words, find
from figures.records import Records
from figures.records import records as records_of
from figures.service import COLUMNS as SERVICE_COLUMNS
from figures.service import Service
from figures.tables import MONTH_COLUMNS, STUDIO_COLUMNS, UNIT_COLUMNS, Tables
from office.calendar import today
from vocab import BASES, OUTCOMES

SHOWN = [
    key for key in PRINTED if key != "dispute.share"
]  # a share is of a row; of the whole it says nothing


def _tables(wanted: Wanted) -> Tables:
    return Tables(
        actor(), wanted.unit, wanted.period, wanted.basis, today=today(), predecessors=wanted.predecessors
    )


@bp.get("/figures/month")
@needs("figures.read")
def month() -> str:
    """A month of a unit: units, types, sources, bodies."""
    wanted = asking.month(request.args, today())
    tables = _tables(wanted)
    args = {"unit": tables.frame.unit.id, "month": wanted.period.key, "basis": wanted.basis, **_with(wanted)}
    near = (periods.month(*_before(wanted)), periods.month(wanted.period.end.year, wanted.period.end.month))
    before, after = (url_for("figures.month", **(args | {"month": one.key})) for one in near)
    return render_template(
        "figures/month.html",
        before=before,
        after=after,
        **_shown(tables, "figures.month", args),
        months=[(number, _("%(n)s月", n=number)) for number in range(1, 13)],
    )


def _before(wanted: Wanted) -> tuple[int, int]:
    last = wanted.period.start - periods.DAY
    return last.year, last.month


@bp.get("/figures/year")
@needs("figures.read")
def year() -> str:
    """A statistical year (or any days between two) of a unit: the same, and month by month."""
    wanted = asking.year(request.args, today())
    tables = _tables(wanted)
    args = {"unit": tables.frame.unit.id, "basis": wanted.basis, **_named(wanted), **_with(wanted)}
    shown = _shown(tables, "figures.year", args)
    months = tables.main.rows("month")
    before, after = _near(wanted, "figures.year", args)
    return render_template(
        "figures/year.html",
        before=before,
        after=after,
        year=wanted.number,
        matrix=presenting.matrix(tables, shown["links"]),
        month_heads=presenting.heads(_("月份"), MONTH_COLUMNS),
        month_rows=presenting.rows(months, MONTH_COLUMNS, shown["links"], "month"),
        month_total=presenting.total(tables.main.total, MONTH_COLUMNS, shown["links"]),
        workbook=url_for("figures.workbook", **args) if actor().may("report.export") else None,
        **shown,
    )


def _named(wanted: Wanted) -> dict[str, Any]:
    if wanted.number:
        return {"year": wanted.number}
    return {"from": wanted.period.start.isoformat(), "to": wanted.period.last.isoformat()}


def _with(wanted: Wanted) -> dict[str, Any]:
    return {"predecessors": 1} if wanted.predecessors else {}


@bp.get("/figures/service")
@needs("figures.read")
def service() -> str:
    """Every register of public legal service in a year (or between two days) of a unit."""
    wanted = asking.year(request.args, today())
    found = Service(
        actor(), wanted.unit, wanted.period, wanted.basis, today=today(), predecessors=wanted.predecessors
    )
    args = {"unit": found.frame.unit.id, **_named(wanted), **_with(wanted)}
    links = Links(found.frame.unit.id, found.period, wanted.basis, predecessors=wanted.predecessors)
    before, after = _near(wanted, "figures.service", args)
    return render_template(
        "figures/service.html",
        service=found,
        before=before,
        after=after,
        year=wanted.number,
        units=unit_choices(found.frame),
        disputes=url_for("figures.year", **args),
        unit_heads=presenting.heads(_("单位"), SERVICE_COLUMNS),
        unit_rows=presenting.unit_rows(found.units.rows(), SERVICE_COLUMNS, links, "figures.service", **args),
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


def _shown(tables: Tables, page: str, args: dict[str, Any]) -> dict[str, Any]:
    """What a month and a year have in common."""
    links = Links(tables.frame.unit.id, tables.period, tables.basis, predecessors=tables.frame.predecessors)
    sorts = tables.sort_columns
    return {
        "tables": tables,
        "links": links,
        "args": args,
        "service": url_for("figures.service", **_of_service(tables, args)),
        "total": tables.main.total,
        "wording": wording,
        "bases": [(code, _(words)) for code, words in BASES.items()],
        "units": unit_choices(tables.frame),
        "unit_heads": presenting.heads(_("单位"), UNIT_COLUMNS),
        "unit_rows": presenting.unit_rows(tables.main.rows("unit"), UNIT_COLUMNS, links, page, **args),
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
    kept: dict[str, Any] = {key: args[key] for key in ("unit", "year", "predecessors") if key in args}
    if "year" in args:
        return kept
    return kept | {"from": tables.period.start.isoformat(), "to": tables.period.last.isoformat()}


@bp.get("/figures/records")
@needs("figures.read")
def records() -> str:
    """The list behind one figure, as many cases as it says."""
    question, key, part = asking.list_of(request.args)
    listed = records_of(actor(), question, key, part)
    cases, after = listed.page(request.args.get("after", ""))
    links = Links(listed.frame.unit.id, listed.question.period, question.basis,
                  predecessors=question.predecessors)  # fmt: skip
    by = question.by[0] if question.by and part is not None and not listed.base_is_whole else ""
    base = listed.base_key
    return render_template(
        "figures/records.html",
        listed=listed,
        count=listed.measure()[0],
        cases=cases,
        name=_(listed.one.name),
        stated=_stated(listed, question.by, part),
        base=base and {"name": _(find(base).name), "href": links.to(base, by=by, part=part or "")},
        numerator={"name": _(listed.indicator.name)},
        adds=lists.adds(listed),
        beside=presenting.unit_beside(listed.figure),
        table=None if listed.indicator.source is DISPUTES else lists.table(listed, cases),
        first=_list_again("") if "after" in request.args else None,
        more=after and _list_again(after),
        people=actor().may("dispute.people"),
        outcomes=OUTCOMES,
        case_url=url_for("disputes.show", dispute_id=0).removesuffix("0"),
        wording=wording,
    )


def _stated(listed: Records, by: tuple[str, ...], part: str | None) -> str:
    """The question in words: 江干区 · 2020年 · 邻里纠纷 · 按结案日期."""
    question = listed.question
    row = (
        label(listed.frame, listed.indicator.source.breakdowns[by[0]], part)
        if by and part is not None and by[0] != "month"
        else ""
    )
    merged = wording.WITH_PREDECESSORS if listed.frame.shows_merged else ""
    ways = listed.indicator.source.breakdowns
    crossed = [label(listed.frame, ways[by_], part_) for by_, part_ in listed.table.where]
    words = (listed.frame.unit.name, merged, question.period.label, *crossed, row,
             date_words(listed.one, question.basis))  # fmt: skip
    return " · ".join(_(word) for word in words if word)


def _list_again(after: str) -> str:
    """The same list from another place on."""
    given: dict[str, Any] = request.args.to_dict() | {"after": after}
    return url_for("figures.records", **{key: value for key, value in given.items() if value})


@bp.route("/figures/workbook", methods=["GET", "POST"])
@needs("report.export")
def workbook() -> Any:
    """The yearly workbook, to be kept and printed."""
    from reports import yearly  # openpyxl takes long to load and only this page writes it

    tables = _tables(asking.year(request.args, today()))
    made_at, name = datetime.datetime.now(), yearly.file_name(tables)
    return give(
        lambda target, told: yearly.write(tables, target, made_at=made_at, told=told),
        rows=int(tables.main.total[tables.base].value or 0),
        label=name.removesuffix(".xlsx"),
        file_name=name,
        back=url_for("figures.year", **request.args.to_dict()),
    )
