"""An example of every page: what the demonstration lacks, made through the pages, and the addresses to be looked at.

A page with an argument for which there is no example here has no address, and the walk through all pages fails.
"""

import io
import re
import time
from contextlib import contextmanager
from itertools import product
from pathlib import Path

from peewee import fn

from app import create_app
from config import Config
from demo.filling import PASSWORD
from figures.forms.catalogue import FORMS
from figures.returns import spans
from models import (
    Account,
    CheckRule,
    Committee,
    Dispute,
    EnteredIndicator,
    EnteredValue,
    Export,
    ImportBatch,
    Mediator,
    ReportText,
    Return,
    Studio,
    Template,
    Unit,
)
from office import access, accounts, calendar, exports
from registers.catalogue import REGISTERS
from tests import engines, ledgers
from tests.browser import walking
from tests.county import make_county
from tests.pages import filled, soup
from vocab import ROLES, TERM_LISTS, TYPE, Role

NO_PAGES = ("assets.file", "health.healthz")  # parts of every page, and a word for machines
TEMPLATES = Path(__file__).parents[1] / "reports" / "templates" / "files"
ROSTER = "某某县调解员名册\r\n姓名,单位,专兼职\r\n欧阳建国,城关街道,专职\r\n王某某,无此村,兼职\r\n"


@contextmanager
def application(folder):
    """The application on the data of a folder, in this process; its forms need no token."""
    config = Config(
        data_dir=folder,
        database_url=f"sqlite:///{folder / 'fengqiao.db'}",
        secret_key="examples",
        testing=True,
        flask={"WTF_CSRF_ENABLED": False},
    )
    with engines.connected(config.database_url):
        yield create_app(config)


def of_everything(folder, monkeypatch):
    """Put into the demonstration of a folder what its pages need to be seen; gives what is known of them.

    `addresses` by endpoint, the endpoints that are `forms`, the `words` of queries.
    """
    with application(folder) as app:
        client = app.test_client()
        posted(client, "/sign-in", username="county", password=PASSWORD)
        monkeypatch.setattr(exports, "LONG", 1)
        known = arguments({name: act(client) for name, act in MADE.items()})
        words = asked_for(client)
        return {
            "addresses": {rule.endpoint: list(addresses(rule, known, words)) for rule in pages(app)},
            "forms": {rule.endpoint for rule in pages(app) if "POST" in rule.methods},
            "words": words,
        }


def open_office(folder):
    """A county in which nothing happened yet, with an account of each role under the demonstration's password."""
    with application(folder):
        made = make_county()
        for role in ROLES:
            values = {"username": walking.NAMES.get(role, role), "name": "某某", "role": role,
                      "unit_id": (made.towns[0] if role == Role.TOWNSHIP else made.unit).id,
                      "committee_id": made.committees[0].id}  # fmt: skip
            accounts.create(access.machine(), values, PASSWORD)


def pages(app):
    """The rules of the pages that are opened, not only sent to."""
    return [
        rule for rule in app.url_map.iter_rules() if "GET" in rule.methods and rule.endpoint not in NO_PAGES
    ]


# ---------------------------------------------------------------- what the demonstration lacks


def posted(client, path, **data):
    answer = client.post(path, data=data)
    assert answer.status_code == 303, (path, answer.text[:3000])
    return answer.headers["Location"]


def sent(client, path, **typed):
    """The form at a path, sent with something typed."""
    return posted(client, path, **filled(client.get(path), **typed))


def uploaded(client):
    """A ledger that waits to be imported."""
    content = ledgers.xlsx({"城关街道": ledgers.table(ledgers.record(), ledgers.record(身份证号="123"))})
    file = io.BytesIO(content), "台账.xlsx"
    place = posted(client, "/imports/new", unit_id=top(), file=file)
    sent(client, place)
    return int(place.split("/")[2])


def imported(client):
    """A ledger that was imported, with a refused row."""
    number = uploaded(client)
    wait_until_gone(client, posted(client, f"/imports/{number}/start"), "正在导入")
    return ImportBatch.get_by_id(number).id


def wait_until_gone(client, path, words):
    end = time.monotonic() + 60
    while words in client.get(path).text:
        assert time.monotonic() < end, path
        time.sleep(0.1)


def roster(client):
    file = io.BytesIO(ROSTER.encode("gb18030")), "名册.csv"
    return int(posted(client, "/rosters/import", key="mediators", file=file).rpartition("/")[2])


def template(client):
    """A template with last year's, filled in part from its headings."""
    content = (TEMPLATES / "libreoffice.xlsx").read_bytes()
    typed = {"name": "市局调解月报", "note": ""}
    path = "/superior-templates/new"
    for year in ("2025", "2026"):
        posted(client, path, **typed, year=year, file=(io.BytesIO(content), "月报.xlsx"))
        path += f"?previous={Template.get().id}"
    newest = Template.select().order_by(Template.id.desc()).get().id
    proposed = soup(client.get(f"/superior-templates/{newest}/proposals")).select("[name=cell]")
    cells = [box["value"] for box in proposed[::2]]
    posted(client, f"/superior-templates/{newest}/proposals", cell=cells)
    return newest


def export(client):
    wait_until_gone(client, posted(client, "/registers/trainings/export.xlsx"), "正在生成")
    return Export.get().id


def indicator(client):
    path = "/entered/indicators/new"
    sent(client, path, name="证明事项办理", measure="件", kind="flow", reported_by="county")
    return EnteredIndicator.get().id


def value(client):
    """A month's number with its evidence."""
    one = EnteredIndicator.get().id
    path = f"/entered/{top()}/2026-01"
    evidence = {f"file_{one}": (io.BytesIO(b"%PDF-1.7 ..."), "说明.pdf")}
    posted(client, path, **filled(client.get(path), **{f"number_{one}": "3"}) | evidence)
    return EnteredValue.get().id


def rule(client):
    sent(client, "/checks/new", name="结案不宜过少", left="2×调结纠纷数", right="受理纠纷数@上月 + 1")
    return CheckRule.get().id


def text(client):
    sent(client, "/texts/new?like=mediation", name="一句话", text="今年调解{调结纠纷数}件。")
    return ReportText.get().id


MADE = {
    "uploaded": uploaded,
    "imported": imported,
    "roster": roster,
    "template": template,
    "export": export,
    "indicator": indicator,
    "value": value,
    "rule": rule,
    "text": text,
}


def top():
    return Unit.get(Unit.parent.is_null()).id


# ---------------------------------------------------------------- addresses

# The list of an address is one register's, or one of the lists; for the others one example stands for all.
OF_ALL_REGISTERS = ("registers.index", "registers.new", "registers.show")


def arguments(made):
    """Name of an argument, or endpoint and name where it differs → the values for which the page is looked at."""
    town = Unit.get(Unit.name == "城关街道")
    dispute = Dispute.select().where(Dispute.voided_at.is_null()).order_by(Dispute.id.desc()).get()
    return {
        "account_id": [Account.get(Account.role == Role.TOWNSHIP).id],
        "batch_id": [made["imported"]],
        "imports.mapping batch_id": [made["uploaded"]],
        "imports.check batch_id": [made["uploaded"]],
        "rosters.show batch_id": [made["roster"]],
        "rosters.refused batch_id": [made["roster"]],
        "choice": [TYPE],
        "code": ["T03"],
        "committee_id": [Committee.get(Committee.unit == town).id],
        "dispute_id": [dispute.id],
        "export_id": [made["export"]],
        "indicator_id": [made["indicator"]],
        "key": ["mediators"],
        "kind": ["xlsx", "docx"],
        "list_": list(TERM_LISTS),
        "lists.edit list_": [TYPE],
        "lists.new list_": [TYPE],
        "mediator_id": [Mediator.select().order_by(Mediator.id.desc()).get().id],
        "month": ["2026-01"],
        "name": list(FORMS),
        "tables.file name": ["cases"],
        "rule_id": [made["rule"]],
        "studio_id": [Studio.get().id],
        "template_id": [made["template"]],
        "text_id": [made["text"]],
        "unit_id": [town.id],
        "entered.sheet unit_id": [top()],
        "value_id": [made["value"]],
    }


# What a page is asked for besides its arguments: locked and open are months, of returns that are locked or not yet.
BOTH = ("?unit={top}&month={locked}&state=official", "?unit={town}&month={open}")
OFFICIAL_TABLE = "?unit={top}&year={year}&part={part}&state=official"
DIFFERENT = "?a_unit={top}&a_month={locked}&a_state=official&b_unit={top}&b_month={locked}"
QUERIES = {
    "figures.month": BOTH,
    "figures.year": ("", "?unit={town}&year={year}&state=official"),
    "figures.service": ("", "?unit={town}&year={year}&state=official"),
    "figures.records": (
        "?key=dispute.accepted&from={first}&to={last}",
        "?key=dispute.succeeded&from={first}&to={last}&state=official",
        "?key=aid.accepted&from={first}&to={last}",
    ),
    "figures.bridge": ("", "?unit={town}&month={locked}"),
    "figures.explain": ("", DIFFERENT + "&key=dispute.accepted"),
    "returns.board": ("", "?unit={top}&month={locked}"),
    "returns.show": (
        "?unit={top}&month={locked}",
        "?unit={town}&month={locked}",
        "?unit={town}&month={before}",
    ),
    "returns.reminder": ("?unit={top}&month={before}",),
    "tables.show": (OFFICIAL_TABLE, "?unit={town}"),
    "tables.file": (OFFICIAL_TABLE,),
    "tables.verify": ("", "?code={code}"),
    "superior.cell": ("?sheet=1&cell=C6",),
    "sentences.index": ("", "?year={year}&state=official"),
    "disputes.index": ("", "?type=T03"),
    "imports.template": ("", "?register=trainings"),
    "registers.index": ("", "?word=某某"),
}


def addresses(rule, known, words):
    """Where a page is looked at: each choice of its arguments with each of its questions."""
    for given in given_to(rule, known):
        place = rule.build(given)[1]
        yield from (place + query.format(**words) for query in QUERIES.get(rule.endpoint, ("",)))


def given_to(rule, known):
    """The choices of a page's arguments."""
    if "register" in rule.arguments:
        return of_registers(rule)
    names = sorted(rule.arguments)
    chosen = [known.get(f"{rule.endpoint} {name}") or known[name] for name in names]
    return [dict(zip(names, values, strict=True)) for values in product(*chosen)]


def of_registers(rule):
    """Each register with a record of it; of pages that look alike for all, the one with the most fields."""
    chosen = REGISTERS.values() if rule.endpoint in OF_ALL_REGISTERS else [REGISTERS["legal-aid"]]
    for register in chosen:
        given = {"register": register}
        if "record_id" in rule.arguments:
            model = register.model
            given["record_id"] = model.select().where(model.voided_at.is_null()).get().id
        yield given


def asked_for(client):
    """The words of the queries: the last locked month, the ones that are not locked, and the code of a locked table."""
    locked = spans.of_day(
        Return.select(fn.max(Return.start)).where(Return.state == "locked").scalar(), "12-31"
    )
    words = {
        "top": top(),
        "town": Unit.get(Unit.name == "城关街道").id,
        "locked": locked.key,
        "year": locked.year,
        "part": f"{locked.number:02}",
        "first": locked.period.start,
        "last": locked.period.last,
        "open": spans.of_day(calendar.today(), "12-31").key,
        "before": spans.of_day(calendar.today(), "12-31").before.key,
    }
    proof = soup(client.get("/tables/cases" + OFFICIAL_TABLE.format(**words))).select_one(".form-proof").text
    return words | {"code": re.search(r"验证码[：:]?\s*([\w-]+)", proof)[1]}
