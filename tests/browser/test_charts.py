"""Charts in Chromium: told to a screen reader, walked by keyboard, whole and legible on paper."""

import re

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

PAGES = (("leader", "/"), ("county", "/"), ("township", "/"), ("mediator", "/"), ("leader", "/compare"))
PAPER = 1015  # the width of A4 landscape between its margins, in pixels
# The frame of each chart with the links in it: what a reader hears of them, and the role of the drawing.
TOLD = """() => [...document.querySelectorAll('.chart-frame')].map(frame => {
    const drawing = frame.querySelector('svg');
    return {
        name: drawing.getAttribute('aria-label'),
        title: drawing.querySelector('title').textContent,
        role: drawing.getAttribute('role'),
        links: [...drawing.querySelectorAll('a')].map(link => link.getAttribute('aria-label')),
        table: frame.parentElement.querySelectorAll('.chart-data td').length,
    };
})"""
FOCUSED = """() => {
    const link = document.activeElement;
    const shape = link.querySelector('.mark-shape, .dot');
    return {
        href: link.getAttribute('href'),
        stroke: shape && getComputedStyle(shape).stroke,
        words: [...link.querySelectorAll('text')].map(text => getComputedStyle(text).textDecorationLine),
    };
}"""
PRINTED = """() => [...document.querySelectorAll('.chart-card')].map(card => ({
    right: Math.max(0, ...[...card.querySelectorAll('svg.chart')].map(one => one.getBoundingClientRect().right)),
    width: document.documentElement.clientWidth,
    tables: [...card.querySelectorAll('.chart-printed .sheet')].map(one => one.getBoundingClientRect().height),
}))"""


@pytest.fixture(params=PAGES, ids=str)
def page(request, walk):
    """A page with charts; the walk watches over errors and other hosts."""
    role, address = request.param
    page = walk.window(role)
    page.goto(address)
    return page


def test_every_mark_is_told_and_stands_in_a_table(page):
    told = page.evaluate(TOLD)
    assert told
    for one in told:
        assert one["name"] == one["title"] != ""
        assert one["role"] == ("group" if one["links"] else "img")
        assert one["table"] >= len(one["links"])
        for words in one["links"]:
            assert re.search(r"：\S", words), words


def test_the_marks_are_walked_by_keyboard_and_open_their_lists(page):
    frame = page.locator(".chart-frame:has(a)").first
    frame.focus()
    page.keyboard.press("Tab")
    focused = page.evaluate(FOCUSED)
    assert focused["href"] == frame.locator("a").first.get_attribute("href")
    assert focused["stroke"] in ("rgb(242, 163, 58)", "rgb(184, 107, 0)") or "underline" in focused["words"]
    with page.expect_navigation() as opened:
        page.keyboard.press("Enter")
    assert opened.value.status == 200
    assert "/figures/" in page.url or "/returns" in page.url or "/disputes" in page.url


def test_charts_are_whole_on_paper(page):
    page.emulate_media(media="print")
    page.set_viewport_size({"width": PAPER, "height": 700})
    for one in page.evaluate(PRINTED):
        assert one["right"] <= one["width"] + 1
        assert all(height > 50 for height in one["tables"])
    page.emulate_media(media="screen")
    page.set_viewport_size({"width": 1366, "height": 768})
