"""Pages of report texts: numbers are links to their lists, own texts are written and tried, pasted ones marked."""

import datetime
import io
from urllib.parse import parse_qs, urlparse

import pytest
from docx import Document

from figures.sentences import own
from figures.sentences.shipped import SHIPPED
from models import AuditEntry, ReportText
from tests import cases
from tests.make import make_dispute
from tests.pages import filled, opened, send, soup
from vocab import Role

# What pages do with data is tried on both engines where the acts are; a page looks the same on either.
pytestmark = pytest.mark.one_engine

YEAR = "/texts?year=2026"
TODAY = datetime.date(2026, 11, 20)


@pytest.fixture
def bureau(sign_in, county):
    for number in range(4):
        make_dispute(
            county.villages[number % 2],
            accepted_on=datetime.date(2026, 3, 1),
            concluded_on=datetime.date(2026, 3, 9),
            outcome="succeeded" if number else "failed",
        )
    return sign_in(Role.COUNTY)


def test_every_number_of_the_page_leads_to_its_list(bureau):
    page = opened(bureau, YEAR)
    text = page.select_one("#mediation .report-text")
    assert "调结4件，其中调解成功3件，调解成功率75%（3/4）" in text.text
    links = {link.text: link["href"] for link in text.select("a")}
    listed = soup(bureau.get(links["3"]))
    assert listed.select_one(".figure-value b").text == "3"
    assert parse_qs(urlparse(links["75%"]).query)["key"] == ["dispute.success_rate"]
    assert text.select_one(".report-none")["title"].startswith("调结纠纷数：")
    assert {section["id"] for section in page.select(".report-card")} == set(SHIPPED)


def test_the_document_says_what_the_page_and_the_command_say(bureau, app, county):
    page = opened(bureau, YEAR)
    shown = {one["id"]: one.select_one(".report-text").text for one in page.select(".report-card")}
    answer = bureau.get(page.select_one(".page-actions a[download]")["href"])
    document = Document(io.BytesIO(answer.data))
    printed = [one.text for one in document.paragraphs]
    assert [text for text in shown.values() if text not in printed] == []
    done = app.test_cli_runner().invoke(
        args=["sentence", "人民调解", "--unit", county.unit.name, "--year", "2026", "--json"]
    )
    assert shown["mediation"] in done.output
    sources = [cell.text for cell in document.tables[0].column_cells(1)]
    assert sources.count("调解成功率") == 2
    assert AuditEntry.select().where(AuditEntry.act == "report.export").count() == 1


def test_a_period_without_locked_months_says_so_and_keeps_the_filters(bureau):
    page = opened(bureau, YEAR + "&state=official")
    assert "还没有锁定的月报" in page.select_one(".report-problem").text
    assert page.find("option", selected=True, value="official")


def test_an_own_text_is_previewed_then_saved_and_shown(bureau):
    form = bureau.get("/texts/new?like=mediation")
    typed = filled(form, name="一句话", text="今年调解{调结纠纷数}件。", year="2026")
    page = opened(bureau, "/texts/new", **typed | {"then": "preview"})
    assert page.select_one(".report-text").text.startswith("今年调解4件。")
    assert ReportText.select().count() == 0
    assert send(bureau, "/texts/new", **typed) == "/texts"
    row = ReportText.get()
    assert "今年调解4件。" in opened(bureau, YEAR).select_one(f"#own-{row.id} .report-text").text


def test_a_fault_names_the_place_and_keeps_what_was_typed(bureau):
    typed = filled(bureau.get("/texts/new"), name="一句话", text="今年调解{量子数}件。")
    page = opened(bureau, "/texts/new", 422, **typed)
    assert "第 5 个字起的“量子数”不是指标的名称或代码" in page.find(id="text-error").text
    assert page.find(id="text").text.strip() == "今年调解{量子数}件。"


def test_a_text_changed_meanwhile_shows_both(bureau, county):
    row = own.add(cases.bureau(county), {"name": "一句话", "text": "调解{调结纠纷数}件"}, TODAY)
    path = f"/texts/{row.id}"
    typed = filled(bureau.get(path), text="我的{调结纠纷数}")
    assert send(bureau, path, **filled(bureau.get(path), text="他的{调结纠纷数}")) == "/texts"
    page = opened(bureau, path, 409, **typed)
    assert "他的{调结纠纷数}" in page.text
    assert "第 1 版" in opened(bureau, path).text


def test_stop_and_resume(bureau, county):
    row = own.add(cases.bureau(county), {"name": "一句话", "text": "调解{调结纠纷数}件"}, TODAY)
    assert send(bureau, f"/texts/{row.id}/stop", seen="1") == "/texts"
    assert not opened(bureau, YEAR).select_one(f"#own-{row.id}")
    assert send(bureau, f"/texts/{row.id}/resume", seen="2") == "/texts"
    assert opened(bureau, YEAR).select_one(f"#own-{row.id}")


def test_a_pasted_text_is_marked_in_colour_and_words(bureau, county):
    text = "今年调解纠纷4件，成功率100%。种树300棵。<b>"
    page = opened(bureau, "/texts/check", text=text, unit=str(county.unit.id), year="2026")
    marked = [(one["class"], one.select_one(".check-mark").text) for one in page.select(".check-text mark")]
    assert marked == [
        (["check-right"], "对"),
        (["check-wrong"], "不符应为75%"),
        (["check-unknown"], "无法核对"),
    ]
    assert page.select_one(".check-text").text.endswith("<b>")
    assert page.find(id="text").text.strip() == text
    row = page.select_one("#n2").find_parent("tr")
    assert "不是全部" in row.text
    assert soup(bureau.get(row.find("a")["href"])).select_one(".figure-value b").text == "75.00%"


def test_nothing_to_check_is_told(bureau):
    page = opened(bureau, "/texts/check", 422, text=" ", unit="", year="2026")
    assert "请粘贴要核对的文字" in page.text
    page = opened(bureau, "/texts/check", 422, text="调解4件", unit="", year="二〇二六")
    assert "不是年份" in page.text
    assert page.find(id="text").text.strip() == "调解4件"


def test_a_township_sees_its_own_numbers_and_cannot_write(bureau, sign_in, county):
    town = sign_in(Role.TOWNSHIP)
    assert town.get(f"/texts?unit={county.unit.id}").status_code == 404
    page = opened(town, YEAR)
    assert not page.find("a", href="/texts/new")
    assert town.get("/texts/new").status_code == 403
