"""Every page of the product, as Chromium shows it: within reach of everybody, at 390 pixels too, and asking nobody else."""

import subprocess
import sys

import pytest

from tests.browser import examples
from tests.browser.conftest import ROOT, environment, serving
from tests.browser.walking import COLOURLESS, EVERYTHING, Walk
from tests.rules.matrix import MATRIX
from vocab import ROLES

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

SEES_MOST = ("county", "admin", "auditor", "township", "mediator")
FILES = (
    "entered.evidence",
    "comparison.file",
    "exports.download",
    "figures.workbook",
    "imports.refused",
    "imports.template",
    "registers.export",
    "rosters.refused",
    "rosters.template",
    "sentences.document",
    "superior.original",
    "tables.file",
)
ELSEWHERE = ("auth.sign_in", "lists.index", "setup.index")  # who is signed in is led on; see below
# Forms in which nothing must be filled in: what is left out is left as it is.
TAKE_ALL = ("imports.mapping", "superior.compare", "superior.proposals")
AREAS = sorted({endpoint.partition(".")[0] for endpoint in MATRIX})


def of_area(site, area):
    """The pages of an area with their addresses."""
    inside = [name for name in site.addresses if name.partition(".")[0] == area and name not in ELSEWHERE]
    return [(name, site.addresses[name]) for name in inside]


def sees_most(endpoint):
    """The role that sees most of a page."""
    return next(role for role in SEES_MOST if role in MATRIX[endpoint].split())


@pytest.mark.parametrize("area", AREAS)
def test_every_page(site, walk, area):
    for endpoint, addresses in of_area(site, area):
        role = sees_most(endpoint)
        for address in addresses:
            if endpoint in FILES:
                walk.fetch(role, address)
            else:
                walk.see(role, address, options=EVERYTHING if address == addresses[0] else COLOURLESS)


@pytest.mark.parametrize("area", AREAS)
def test_every_form_that_says_what_is_lacking(site, walk, area):
    for endpoint, addresses in of_area(site, area):
        if endpoint in site.forms and endpoint not in (*FILES, *TAKE_ALL):
            walk.refuse(sees_most(endpoint), addresses[0])


@pytest.mark.parametrize("role", ROLES)
def test_every_desk(walk, role):
    walk.see(role, "/")


# What no plain address shows: who asks, where, and the code with which the page answers.
STATES = (
    ("", "/sign-in", 200),
    ("county", "/nothing", 404),
    ("county", "/disputes/999999999", 404),
    ("county", "/accounts", 403),
    ("county", "/disputes?word=无此人无此事", 200),
    ("county", "/registers/legal-aid?word=无此人无此事", 200),
    ("county", "/figures/month?month=1999-01", 200),
    ("county", "/figures/month?month={open}&state=official", 422),
    ("county", "/figures/year?year=1999&state=official", 422),
    ("county", "/figures/service?year=1999&state=official", 422),
    ("county", "/figures/bridge?month={open}", 422),
    ("county", "/figures/records?key=nothing", 422),
    ("county", "/tables/cases?year=1999&state=official", 422),
    ("county", "/tables/cases?year=1999", 200),
    ("county", "/texts?year=1999&state=official", 200),
    ("county", "/verify?code=JP3F-LY82-0000", 422),
    ("township", "/returns", 200),
    ("township", "/returns/show?unit={town}&month={before}", 200),
    ("mediator", "/returns", 200),
    ("leader", "/returns", 200),
    ("auditor", "/verify", 200),
)


@pytest.mark.parametrize("part", range(2))
def test_every_state(site, walk, part):
    for role, address, code in STATES[part::2]:
        walk.see(role, address.format(**site.words), code, options=COLOURLESS)


@pytest.fixture
def bare(tmp_path, chromium):
    """A walk through an installation in which nothing was done yet, and its folder."""
    folder = tmp_path / "data"
    flask = [sys.executable, "-m", "flask", "--app", "app", "db-upgrade"]
    subprocess.run(flask, cwd=ROOT, env=environment(folder), check=True, capture_output=True)
    with serving(folder) as base:
        walk = Walk(chromium, base)
        yield walk, folder
        walk.close()
        assert not walk.faults


EMPTY = ("/disputes", "/registers", "/registers/legal-aid", "/coverage", "/imports", "/exports", "/entered",
         "/entered/indicators", "/figures/month", "/figures/year", "/figures/service", "/figures/bridge", "/returns",
         "/returns/closing", "/returns/rating", "/returns/villages", "/texts", "/tables/cases", "/superior-templates",
         "/mediators", "/checks", "/compare", "/compare/ranking", "/compare/replay")  # fmt: skip


def test_an_office_on_its_first_day(bare):
    """The setup, the desks and the lists while there is nothing to be seen."""
    walk, folder = bare
    walk.see("", "/setup")
    walk.refuse("", "/setup")
    examples.open_office(folder)
    for role in ROLES:
        walk.see(role, "/", options=COLOURLESS)
    for address in EMPTY:
        walk.see("county", address, options=COLOURLESS)


BAD = """<!doctype html><html lang="zh-CN"><head><title>x</title><script src="http://127.0.0.2:9/x.js"></script></head>
<body><main style="width: 2000px"><h1>x</h1><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw="></main>
<script>console.error("broken")</script></body></html>"""


def test_the_walk_notices_what_is_wrong(site):
    """A page out of reach, too wide, in error and asking another host is told of as all of that."""
    walk = site.walk
    walk.faults.clear()
    walk.window("county").route("**/bad", lambda route: route.fulfill(body=BAD, content_type="text/html"))
    walk.see("county", "/bad", 418)
    told = "\n".join(map(str, walk.faults))
    for fault in ("another host", "answers 200, not 418", "broken", "wide on a telephone", "image-alt"):
        assert fault in told
