"""Every page says who may open it, and the matrix is true for everybody who really signs in."""

import re

import pytest

from models import Account
from registers.catalogue import REGISTERS
from tests.rules.matrix import ALL, MATRIX
from vocab import ROLES

# Something for each kind of place in an address that is well-formed and exists nowhere.
NOBODY = {
    "IntegerConverter": 99999999,
    "UnicodeConverter": "nothing",
    "DateConverter": "2020-01-01",
    "RegisterConverter": REGISTERS["legal-aid"],
}


def rules(app):
    return {rule.endpoint: rule for rule in app.url_map.iter_rules()}


def address(app, rule):
    values = {name: NOBODY[type(kind).__name__] for name, kind in rule._converters.items()}
    with app.test_request_context():
        return rule.build(values)[1]


def ask(app, client, rule):
    """GET the page, or POST an empty form where it has no GET."""
    return client.open(address(app, rule), method="GET" if "GET" in rule.methods else "POST")


def turned_away(answer):
    return answer.status_code == 403 or "/sign-in" in answer.headers.get("Location", "")


def test_every_route_states_what_it_needs(app):
    silent = [name for name, view in app.view_functions.items() if not hasattr(view, "needs")]
    assert not silent


def test_the_matrix_names_every_page(app):
    assert set(MATRIX) == set(rules(app))


def test_the_matrix_knows_only_roles():
    assert {role for roles in MATRIX.values() for role in roles.split()} <= {*ROLES, "anyone"}
    assert set(ALL.split()) == set(ROLES)


def test_addresses_are_in_kebab_case(app):
    for rule in app.url_map.iter_rules():
        fixed = re.sub(r"<[^>]+>", "", rule.rule)
        assert re.fullmatch(r"[a-z0-9/.-]*", fixed), rule.rule


@pytest.mark.parametrize("role", ROLES)
def test_access(app, sign_in, role):
    """Whoever signed in reaches exactly the pages of the own role, and no page fails on an empty request."""
    client = sign_in(role)
    reached = set()
    for endpoint, rule in sorted(rules(app).items(), key=lambda pair: pair[0] == "auth.sign_out"):
        answer = ask(app, client, rule)
        assert answer.status_code < 500, endpoint
        if not turned_away(answer):
            reached.add(endpoint)
    reached |= {"auth.sign_out"} & set(MATRIX)  # leads to the sign-in page by itself; tested in test_auth
    assert reached == {name for name, roles in MATRIX.items() if role in roles.split() or roles == "anyone"}


def test_without_signing_in_only_the_open_pages_are_reached(app, make_account):
    make_account("admin")
    client = app.test_client()
    reached = {name for name, rule in rules(app).items() if not turned_away(ask(app, client, rule))}
    open_pages = {name for name, roles in MATRIX.items() if roles == "anyone"}
    assert reached == open_pages


@pytest.mark.parametrize("role", ROLES)
def test_a_forced_change_of_password_comes_before_everything(app, sign_in, role):
    client = sign_in(role)
    Account.update(must_change=True).execute()
    pages = rules(app)
    free = {"auth.change_password", "auth.sign_out"}
    for endpoint in [name for name, roles in MATRIX.items() if role in roles.split() and name not in free]:
        assert ask(app, client, pages[endpoint]).headers.get("Location") == "/password", endpoint
