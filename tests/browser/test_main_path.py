"""The main path of a clerk: sign in, enter a case by keyboard, find it, see the month rise, open the number, export."""

import datetime
import re

import openpyxl
import pytest
from axe_playwright_python.sync_playwright import Axe

from demo.filling import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]
WIDTHS = (1366, 390)
OFFICE = datetime.timezone(datetime.timedelta(hours=8))  # by which the server keeps its days
APPLICANT, RESPONDENT = "欧阳晓岚", "司徒文远"


@pytest.fixture(params=WIDTHS)
def page(request, visit):
    """A clerk of a township who has just signed in, typing only."""
    page = visit(request.param)
    page.goto("/sign-in")
    page.locator("[name=username]").focus()
    page.keyboard.type("township")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/(?!sign-in)$"))
    look(page)
    return page


def look(page):
    """What every page owes its visitor: no sideways scrolling, nothing seriously out of reach."""
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= page.viewport_size["width"], page.url
    found = Axe().run(page).response["violations"]
    serious = [
        (one["id"], [node["html"][:160] for node in one["nodes"][:3]])
        for one in found
        if one["impact"] in ("serious", "critical")
    ]
    assert not serious, page.url


def at(page):
    """The name of the box in which one is typing."""
    return page.evaluate("document.activeElement.name || ''")


def go_on_to(page, name):
    """Enter until the box `name`: past what is left as it is."""
    for _ in range(60):
        if at(page) == name:
            return
        page.keyboard.press("Enter")
    pytest.fail(f"Enter does not lead to {name}")


def enter_case(page):
    """A settled case of today, by keyboard alone."""
    today = datetime.datetime.now(OFFICE).strftime("%Y%m%d")
    page.goto("/disputes")
    page.locator(".page-actions a", has_text="登记纠纷").press("Enter")
    page.wait_for_url("**/disputes/new")
    look(page)
    assert at(page) == "accepted_on"
    page.keyboard.type(today)
    page.keyboard.press("Enter")
    assert at(page) == "type"
    page.keyboard.type("02")
    page.keyboard.press("Enter")
    assert at(page) == "source"
    page.keyboard.type("02")
    for name in ("unit", "committee", "mediators"):
        go_on_to(page, name)
        page.keyboard.press("ArrowDown")
    go_on_to(page, "parties-0-name")
    page.keyboard.insert_text(APPLICANT)
    go_on_to(page, "parties-1-name")
    page.keyboard.insert_text(RESPONDENT)
    go_on_to(page, "outcome")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.keyboard.type(today)
    page.keyboard.press("Control+Enter")
    page.wait_for_url(re.compile(r"/disputes/\d+$"))
    look(page)
    return page.locator("h1").inner_text()


def month_count(page):
    """The number of cases accepted in the present month, as the month page links it."""
    page.goto("/figures/month?basis=accepted")
    link = page.locator('main a[href*="key=dispute.accepted"]').first
    return link, int(link.locator("b").inner_text().replace(",", ""))


def test_the_main_path_by_keyboard(page, tmp_path):
    _, before = month_count(page)
    number = enter_case(page)
    assert re.fullmatch(r"〔\d{4}〕.+第\d+号", number)
    find_by_two_characters(page, number)
    link, after = month_count(page)
    assert after == before + 1
    look(page)
    link.press("Enter")
    page.wait_for_url("**/figures/records?*")
    look(page)
    assert page.locator("table").get_by_text(number).is_visible()
    export_year(page, number, tmp_path)


def find_by_two_characters(page, number):
    page.goto("/disputes")
    page.keyboard.press("/")
    page.keyboard.insert_text("晓岚")
    page.keyboard.press("Enter")
    page.wait_for_url("**/disputes?*word=*")
    look(page)
    assert page.locator("tbody a").all_inner_texts() == [number]


def export_year(page, number, folder):
    """The yearly workbook, with the new case in its list."""
    page.goto("/figures/year?basis=accepted")
    look(page)
    with page.expect_download() as download:
        page.locator('main a[href*="workbook"]').first.press("Enter")
    path = folder / "year.xlsx"
    download.value.save_as(path)
    book = openpyxl.load_workbook(path, read_only=True)
    try:
        cells = {cell for row in book["案件清单"].iter_rows(values_only=True) for cell in row}
    finally:
        book.close()
    assert number in cells


def test_a_draft_waits_for_its_writer_without_numbers_and_goes_once_saved(page):
    page.goto("/disputes/new")
    page.locator("[name=subject]").fill("院墙排水")
    page.locator("[name=parties-0-name]").fill(APPLICANT)
    page.locator("[name=parties-0-phone]").fill("12012345678")
    page.wait_for_timeout(800)  # the draft is kept when typing pauses
    kept = page.evaluate("JSON.stringify(localStorage)")
    assert "院墙排水" in kept
    assert "12012345678" not in kept
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto("/disputes/new")
    look(page)
    page.locator("[data-draft-restore]").click()
    assert page.locator("[name=subject]").input_value() == "院墙排水"
    assert page.locator("[name=parties-0-name]").input_value() == APPLICANT
    enter_case(page)
    assert page.evaluate("localStorage.length") == 0


def test_a_likely_double_is_told_while_typing(page):
    enter_case(page)
    page.goto("/disputes/new")
    page.locator("[name=parties-0-name]").fill(APPLICANT)
    page.locator("[name=parties-1-name]").press_sequentially(RESPONDENT)
    page.locator("#similar [type=checkbox]").wait_for()
    assert "仍要登记" in page.locator("#similar").inner_text()
    look(page)


def test_a_row_for_another_party_is_added_in_place(page):
    page.goto("/disputes/new")
    page.locator("[data-add-row]").press("Enter")
    assert at(page) == "parties-3-role"
    assert page.url.endswith("/disputes/new")
    page.locator("[data-drop-row]").last.click()
    assert page.locator("[data-row]").count() == 3
