"""What a browser would do with a page: read it, and send its form as it stands."""

from collections import Counter

from bs4 import BeautifulSoup

from office import access, accounts
from tests.county import PASSWORD


def signed_in(app, unit, role, committee=None):
    """A client signed in as a new account of that role in a unit."""
    values = {"username": role, "name": "某某", "role": role, "unit_id": unit.id}
    accounts.create(
        access.machine(), values | ({"committee_id": committee.id} if committee else {}), PASSWORD
    )
    client = app.test_client()
    assert client.post("/sign-in", data={"username": role, "password": PASSWORD}).status_code == 303
    return client


def soup(answer):
    """The parsed page of an answer."""
    return BeautifulSoup(answer.text, "html.parser")


def filled(answer, **typed):
    """Everything the page's main form would send, with `typed` in the place of what stands there."""
    form = soup(answer).select_one("main form[method=post]")
    sent = {}
    for field in form.select("input[name], select[name], textarea[name]"):
        if field.get("type") in ("radio", "checkbox") and not field.has_attr("checked"):
            continue
        if field.name == "select":
            chosen = field.select_one("option[selected]") or field.select_one("option")
            sent[field["name"]] = chosen["value"] if chosen else ""
        else:
            sent[field["name"]] = field.get("value", "") if field.name == "input" else field.text
    assert set(typed) <= {field["name"] for field in form.select("[name]")}
    return sent | typed


def opened(client, path, status=200, **data):
    """The page at `path` (POSTed when there is `data`), parsed and checked for what it owes its reader."""
    answer = client.post(path, data=data) if data else client.get(path)
    assert answer.status_code == status, (answer.status_code, answer.text[:2000])
    page = soup(answer)
    check(page)
    return page


def check(page):
    """One heading, with which the title begins; ids given once; controls labelled; forms with a token; no inline code."""
    (heading,) = page.find_all("h1")
    assert page.title.text.startswith(heading.text.strip())
    twice = [
        name for name, times in Counter(tag["id"] for tag in page.find_all(id=True)).items() if times > 1
    ]
    assert not twice
    for form in page.find_all("form", method="post"):
        assert form.find("input", attrs={"name": "csrf_token"}), form.get("action")
    for control in page.find_all(["input", "select", "textarea"]):
        if control.get("type") not in ("hidden", "submit"):
            assert _label(page, control), control
        assert control.get("type") not in ("date", "month"), "a browser shows these in a language of its own"
    assert not page.find_all(style=True), "style attributes are forbidden by the content security policy"
    assert not page.find_all("script", src=False), "scripts within the page are forbidden"


def _label(page, control):
    if control.get("aria-label") or control.find_parent("label"):
        return True
    return bool(control.get("id")) and page.find("label", attrs={"for": control["id"]}) is not None


def send(client, path, **data):
    """POST a form that is expected to go through; gives where it leads."""
    answer = client.post(path, data=data)
    assert answer.status_code == 303, answer.text[:3000]
    return answer.headers["Location"]


def rows(page):
    """The texts of a table's body, row by row."""
    return [
        [cell.get_text(" ", strip=True) for cell in row.find_all("td")] for row in page.select("tbody tr")
    ]
