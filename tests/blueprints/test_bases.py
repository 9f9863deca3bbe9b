"""实时 and 审定 on the pages of figures: the switch, the lists as they were sealed, the bridge, the explanation."""

import datetime
import io
from urllib.parse import parse_qs, urlsplit

import openpyxl
import pytest

from figures.returns import chain
from models import Dispute, now
from office import settings
from tests import months
from tests.make import make_dispute, make_record
from tests.pages import opened, rows
from vocab import Outcome, Role

MARCH = "from=2020-03-01&to=2020-03-31"
OFFICIAL = "state=official"
LIST = f"/figures/records?key=dispute.concluded&{MARCH}&{OFFICIAL}"


@pytest.fixture
def locked(county, monkeypatch):
    """Three cases of the first town in March 2020; the county has locked the month without the second town."""
    monkeypatch.setattr(chain, "run", lambda *asked, **more: [])
    first, second = county.towns
    county.cases = [
        make_dispute(county.villages[0], number="甲1号", committee=county.committees[0], amount=1234500),
        make_dispute(first, number="甲2号"),
        make_dispute(first, number="甲3号", outcome=Outcome.FAILED),
    ]
    make_dispute(second, number="乙1号")
    make_record("publicity", first, held_on=datetime.date(2020, 3, 5), subject="宪法进村", audience=120)
    for unit in (first, county.unit):
        months.approve(unit, "2020-03")
    months.lock(county.unit, "2020-03")
    return county


def changed(case, **values):
    Dispute.update(version=case.version + 1, **values).where(Dispute.id == case.id).execute()


def sub(page):
    return page.select_one(".page-sub").text


def shown(page):
    """What the list says has happened to its records since: number → mark."""
    heads = [head.text for head in page.select("thead th")]
    place = heads.index("锁定后变动")
    return {row[0]: row[place] for row in rows(page)}


# ---------------------------------------------------------------- the switch


@pytest.mark.parametrize(
    ("page", "number"),
    [
        ("/figures/month?month=2020-03", "3"),
        (f"/figures/year?{MARCH}", "3"),
        (f"/figures/service?{MARCH}", ""),
    ],
)
def test_every_page_says_from_which_books_it_is_and_who_is_missing(sign_in, locked, page, number):
    make_dispute(locked.towns[0], number="甲4号")
    client = sign_in(Role.COUNTY)
    live, official = opened(client, page), opened(client, f"{page}&{OFFICIAL}")
    today = datetime.datetime.now(datetime.UTC).date()
    assert "实时" in sub(live)
    assert "实时（截止 2020-03-31）" in live.select_one(".page-foot").text
    assert "审定" in sub(official)
    foot = official.select_one(".page-foot").text
    assert "缺报 1 个单位：柳河镇" in foot
    assert "第 1 版" in foot
    assert f"{today:%Y-%m}" in foot
    if number:
        values = [one.select_one("b").text for one in official.select(".figures .figure")]
        assert values[1] == number
        assert [one.select_one("b").text for one in live.select(".figures .figure")][1] == "5"


@pytest.mark.parametrize(
    "page", ["/figures/month?month=2020-03", f"/figures/year?{MARCH}", f"/figures/service?{MARCH}"]
)
def test_every_number_of_an_official_page_opens_its_official_list(sign_in, locked, page):
    client = sign_in(Role.COUNTY)
    links = opened(client, f"{page}&{OFFICIAL}").select("main td a[href*='/figures/records']")
    assert len(links) > 20
    for link in links[::9]:
        assert parse_qs(urlsplit(link["href"]).query)["state"] == ["official"]
        page_ = opened(client, link["href"])
        told = page_.select_one(".figure-value b").text
        assert link.text in told, link["href"]
        if link.text.isdigit() and "每人只计一次" not in page_.text and not page_.select("th.num"):
            assert len(rows(page_)) == int(link.text), link["href"]


def test_where_nothing_is_locked_the_page_explains_and_keeps_what_was_chosen(sign_in, locked):
    client = sign_in(Role.COUNTY)
    town = locked.towns[0].id
    for page in ("month?month=2020-05", "year?year=2019", "service?year=2019"):
        page = opened(client, f"/figures/{page}&{OFFICIAL}&unit={town}&basis=accepted", 422)
        assert "还没有锁定的月报" in page.select_one(".empty").text
        assert page.select_one("[name=state] option[selected]")["value"] == "official"
        assert page.select_one("[name=unit] option[selected]")["value"] == str(town)
        assert OFFICIAL not in page.select_one(".empty a")["href"]
        opened(client, page.select_one(".empty a")["href"])


def test_days_that_are_no_whole_months_have_no_official_figure(sign_in, locked):
    page = opened(sign_in(Role.COUNTY), f"/figures/year?from=2020-03-01&to=2020-03-15&{OFFICIAL}", 422)
    assert "按整月封存" in page.select_one(".empty").text


def test_a_mediator_is_told_where_the_official_figures_are(sign_in, locked):
    page = opened(sign_in(Role.MEDIATOR), f"/figures/month?month=2020-03&{OFFICIAL}", 422)
    assert "调解员请看实时数" in page.select_one(".empty").text


def test_a_state_that_there_is_not_is_refused(sign_in, locked):
    assert "实时" in opened(sign_in(Role.COUNTY), "/figures/month?month=2020-03&state=final", 422).text


def test_an_older_version_can_be_looked_at(sign_in, locked):
    make_dispute(locked.towns[0])
    months.correct(locked.towns[0], "2020-03")
    client = sign_in(Role.COUNTY)
    newest, first = (
        opened(client, f"/figures/month?month=2020-03&{OFFICIAL}{more}") for more in ("", "&revision=1")
    )
    assert [page.select(".figures .figure b")[1].text for page in (newest, first)] == ["4", "3"]
    assert "第 2 版" in newest.text
    assert "第 1 版" in first.text


def test_the_pages_of_months_before_and_after_keep_the_state(sign_in, locked):
    page = opened(sign_in(Role.COUNTY), f"/figures/month?month=2020-03&{OFFICIAL}")
    assert all(OFFICIAL in page.select_one(f"a[rel={way}]")["href"] for way in ("prev", "next"))


def test_the_row_of_a_missing_unit_says_so(sign_in, locked):
    page = opened(sign_in(Role.COUNTY), f"/figures/month?month=2020-03&{OFFICIAL}")
    told = {
        row.select_one("a").text: row.select_one("td").text
        for row in page.select("tbody tr")
        if row.select_one("a")
    }
    assert told["柳河镇"].endswith("缺报")
    assert "缺报" not in told["城关镇"]


def test_what_months_do_not_tell_stands_empty_with_the_reason(sign_in, locked):
    for month in ("2020-01", "2020-02"):
        months.close(locked.unit, month)
    page = opened(sign_in(Role.COUNTY), f"/figures/service?from=2020-01-01&to=2020-03-31&{OFFICIAL}")
    row = next(row for row in page.select("tbody tr") if "未达最低服务标准" in row.text)
    assert "不是各月之和" in row.text
    assert row.select("td")[1].text.strip() == "—"


def test_what_holds_at_the_end_is_not_known_before_the_last_month_is_locked(sign_in, locked):
    page = opened(sign_in(Role.COUNTY), f"/figures/year?year=2020&{OFFICIAL}")
    row = next(row for row in page.select("tbody tr") if row.text.strip().startswith("未结纠纷数"))
    assert "期末的月份还没有锁定" in row.text
    assert "1月至2月、4月至12月未锁定" in page.select_one(".page-foot").text
    assert next(row for row in rows(page) if row[0] == "2020-04")[1:] == ["—"] * 6
    assert "None" not in page.select_one("main").text


def test_a_statistical_month_may_end_on_another_day(sign_in, county, monkeypatch):
    monkeypatch.setattr(chain, "run", lambda *asked, **more: [])
    settings.put("year_end", "12-25")
    for day in ("2020-02-25", "2020-02-26", "2020-03-25", "2020-03-26"):
        concluded = datetime.date.fromisoformat(day)
        make_dispute(county.towns[0], accepted_on=datetime.date(2020, 2, 1), concluded_on=concluded)
    for month in ("2020-02", "2020-03"):
        months.close(county.unit, month)
    client = sign_in(Role.COUNTY)
    page = opened(client, f"/figures/month?month=2020-03&{OFFICIAL}")
    assert "2020-02-26至2020-03-25" in sub(page)
    assert page.select(".figures .figure b")[1].text == "2"
    both = opened(client, f"/figures/year?from=2020-01-26&to=2020-03-25&{OFFICIAL}")
    assert both.select(".figures .figure b")[1].text == "3"
    for link in both.select("td a[href*='/figures/records']")[::7]:
        assert link.text in opened(client, link["href"]).select_one(".figure-value b").text
    assert "2020-02-26至2020-03-25" in sub(opened(client, "/figures/bridge"))


# ---------------------------------------------------------------- lists


def test_a_locked_list_shows_each_case_as_it_counted_and_what_has_happened_since(sign_in, locked):
    one, two, three = locked.cases
    changed(one, concluded_on=datetime.date(2020, 4, 5), amount=7)
    changed(two, summary="改写了经过")
    changed(three, unit=locked.towns[1].id)
    page = opened(sign_in(Role.COUNTY), LIST)
    assert shown(page) == {"甲1号": "已更正", "甲2号": "有改动（不影响数字）", "甲3号": "移至柳河镇"}
    assert "2020-03-19" in next(row for row in rows(page) if row[0] == "甲1号")
    changed(Dispute.get_by_id(two.id), voided_at=now(), void_reason="登记错误")
    assert shown(opened(sign_in(Role.COUNTY), LIST))["甲2号"] == "已作废"


def test_what_a_case_added_is_what_was_sealed(sign_in, locked):
    changed(locked.cases[0], amount=7)
    page = opened(sign_in(Role.COUNTY), f"/figures/records?key=dispute.amount&{MARCH}&{OFFICIAL}")
    assert page.select_one(".figure-value b").text == "1.23"
    assert next(row for row in rows(page) if row[0] == "甲1号")[-1] == "12345.00"


def test_a_township_may_not_open_what_has_moved_away(sign_in, locked):
    changed(locked.cases[1], unit=locked.towns[1].id)
    page = opened(sign_in(Role.TOWNSHIP), LIST)
    assert shown(page)["甲2号"] == "移至柳河镇"
    links = {a.text for a in page.select("tbody a")}
    assert links == {"甲1号", "甲3号"}


def test_records_of_other_registers_are_listed_as_they_counted(sign_in, locked):
    page = opened(sign_in(Role.COUNTY), f"/figures/records?key=publicity.audience&{MARCH}&{OFFICIAL}")
    assert page.select_one(".figure-value b").text == "120"
    assert "宪法进村" in rows(page)[0]


def test_a_leader_sees_no_persons_in_a_locked_list(sign_in, locked):
    page = opened(sign_in(Role.LEADER), LIST)
    assert "当事人" not in [head.text for head in page.select("thead th")]


def test_a_long_locked_list_goes_on(sign_in, county, monkeypatch):
    monkeypatch.setattr(chain, "run", lambda *asked, **more: [])
    for _ in range(53):
        make_dispute(county.unit)
    months.close(county.unit, "2020-03")
    client = sign_in(Role.COUNTY)
    page = opened(client, LIST)
    second = opened(client, page.select_one("a[rel=next]")["href"])
    assert (len(rows(page)), len(rows(second))) == (50, 3)


def test_a_list_leads_to_the_other_books(sign_in, locked):
    changed(locked.cases[0], voided_at=now(), void_reason="登记错误")
    client = sign_in(Role.COUNTY)
    page = opened(client, LIST)
    live = opened(client, next(a["href"] for a in page.select("a") if a.text == "看实时清单"))
    assert [page.select_one(".figure-value b").text, live.select_one(".figure-value b").text] == ["3", "3"]
    again = opened(client, next(a["href"] for a in live.select("a") if a.text == "看审定清单"))
    assert sub(again) == sub(page)


# ---------------------------------------------------------------- workbook


def test_the_official_workbook_says_so_on_every_sheet(sign_in, locked):
    changed(locked.cases[0], voided_at=now(), void_reason="登记错误")
    answer = sign_in(Role.COUNTY).get(f"/figures/workbook?{MARCH}&{OFFICIAL}")
    book = openpyxl.load_workbook(io.BytesIO(answer.data))
    for sheet in book.worksheets[:-1]:
        assert "审定" in sheet["A2"].value, sheet.title
        assert "缺报 1 个单位：柳河镇" in sheet["A2"].value
    towns = [cell.value for cell in book["分乡镇"]["A"]]
    assert "柳河镇（缺报）" in towns
    notes = [str(cell.value) for row in book["说明"] for cell in row]
    assert any("取自锁定的月报" in text for text in notes)
    cases = [[cell.value for cell in row] for row in book["案件清单"].iter_rows(min_row=3)]
    place = cases[0].index("锁定后变动")
    assert {row[1]: row[place] for row in cases[1:]}["甲1号"] == "已作废"
    assert len(cases) == 4


def test_the_command_line_writes_either_workbook(app, locked, tmp_path):
    def write(state):
        file = tmp_path / f"{state}.xlsx"
        asked = [
            "export",
            "yearly",
            "--unit",
            "青山县",
            "--year",
            "2020",
            "--basis-state",
            state,
            "--out",
            str(file),
        ]
        return file, app.test_cli_runner().invoke(args=asked)

    for state, word in (("live", "实时（"), ("official", "审定（")):
        file, answer = write(state)
        assert answer.exit_code == 0, answer.stderr
        assert word in openpyxl.load_workbook(file)["汇总"]["A2"].value
    file, answer = write("final")
    assert (answer.exit_code, file.exists()) == (1, False)
    assert "数据状态应为" in answer.stderr


# ---------------------------------------------------------------- bridge and explanation


def test_the_bridge_leads_from_the_official_to_the_live_figures(sign_in, locked):
    changed(locked.cases[0], voided_at=now(), void_reason="登记错误")
    make_dispute(locked.towns[0])
    client = sign_in(Role.COUNTY)
    page = opened(client, f"/figures/month?month=2020-03&{OFFICIAL}")
    page = opened(client, next(a["href"] for a in page.select("main a") if a.text == "实时与审定对照"))
    heads = [head.text for head in page.select("thead th")]
    row = next(row for row in rows(page) if row[0].startswith("调结纠纷数"))
    told = dict(zip(heads, row, strict=True))
    assert told == {
        "指标": "调结纠纷数（件）",
        "审定": "3",
        "补录": "+1",
        "作废": "−1",
        "未锁定、缺报": "+1",
        "实时": "4",
    }


def test_each_number_of_the_bridge_opens_its_records(sign_in, locked):
    changed(locked.cases[0], voided_at=now(), void_reason="登记错误")
    client = sign_in(Role.COUNTY)
    page = opened(client, "/figures/bridge?month=2020-03")
    links = [a for a in page.select("td a") if a.text[0] in "+−"]
    assert links
    for link in links:
        listed = opened(client, link["href"])
        assert listed.select_one("tfoot td.num").text == link.text, link["href"]


def test_the_bridge_of_a_month_that_is_not_locked_explains(sign_in, locked):
    page = opened(sign_in(Role.COUNTY), "/figures/bridge?year=2020&month=05", 422)
    assert "还没有锁定" in page.select_one(".empty").text
    assert page.select_one("[name=month] option[selected]")["value"] == "05"


def test_the_bridge_opens_on_the_newest_locked_month(sign_in, locked):
    assert "2020年3月" in sub(opened(sign_in(Role.COUNTY), "/figures/bridge"))


def test_the_bridge_of_the_services(sign_in, locked):
    page = opened(sign_in(Role.COUNTY), "/figures/bridge?month=2020-03&of=service")
    assert any(row[0] == "受众人次（人次）" and row[1] == "120" for row in rows(page))


def explained(client, **asked):
    sides = {
        f"{name}_{key}": value
        for name in "ab"
        for key, value in {"from": "2020-03-01", "to": "2020-03-31"}.items()
    }
    query = "&".join(f"{key}={value}" for key, value in (sides | {"a_state": "official"} | asked).items())
    return opened(client, f"/figures/explain?{query}")


def test_the_explanation_lists_the_records_and_adds_them_up(sign_in, locked):
    changed(locked.cases[0], voided_at=now(), void_reason="登记错误")
    make_dispute(locked.towns[0], number="甲4号")
    page = explained(sign_in(Role.COUNTY))
    records = page.select("table")[-1]
    told = [[cell.get_text(strip=True) for cell in row.select("td")] for row in records.select("tbody tr")]
    assert {(row[0], row[1], row[-1]) for row in told} == {
        ("甲4号", "补录", "+1"), ("甲1号", "作废", "−1"), ("乙1号", "未锁定或缺报", "+1"),
    }  # fmt: skip
    assert [cell.text for cell in records.select("tfoot td")][-1] == "+1"
    assert all(row.select_one("a[href*='/disputes/']") for row in records.select("tbody tr"))
    assert "后者与前者相比多1件" in page.text


def test_the_explanation_of_a_rate_shows_both_counts(sign_in, locked):
    make_dispute(locked.towns[0])
    page = explained(
        sign_in(Role.COUNTY), key="dispute.success_rate", b_unit=locked.towns[0].id, a_unit=locked.towns[0].id
    )
    assert [one.text for one in page.select(".figures .figure b")] == ["66.67%", "75.00%", "+8.33个百分点"]
    assert [one.text for one in page.select(".figure-note")] == ["2/3", "3/4", "分子 +1，分母 +1"]


def test_what_cannot_be_compared_keeps_the_form(sign_in, locked):
    page = opened(
        sign_in(Role.COUNTY),
        f"/figures/explain?a_from=2020-05-01&a_to=2020-05-31&a_state=official&b_{MARCH.replace('&', '&b_')}",
        422,
    )
    assert "还没有锁定" in page.select_one(".empty").text
    assert page.select_one("[name=a_from]")["value"] == "2020-05-01"
    assert page.select_one("[name=b_to]")["value"] == "2020-03-31"


def test_the_explanation_begins_with_an_empty_form(sign_in, locked):
    page = opened(sign_in(Role.COUNTY), "/figures/explain")
    assert "选好两个数字" in page.text
    assert page.select_one("[name=a_unit] option[selected]").text.strip("　") == "青山县"


def test_a_type_is_named_by_its_word(sign_in, locked):
    page = explained(
        sign_in(Role.COUNTY), a_by="type", a_part="邻里纠纷", b_by="type15", b_part="邻里纠纷", a_state="live"
    )
    assert "邻里纠纷" in page.select_one(".figures").text


def test_a_list_leads_to_the_explanation_of_its_own_figure(sign_in, locked):
    changed(locked.cases[0], voided_at=now(), void_reason="登记错误")
    client = sign_in(Role.COUNTY)
    page = opened(client, f"{LIST}&by=type&part=T02")
    page = opened(client, next(a["href"] for a in page.select("main a") if a.text == "差异说明"))
    assert [one.text for one in page.select(".figures .figure b")][:2] == ["3件", "3件"]


def test_a_long_explanation_goes_on(sign_in, locked):
    for _ in range(105):
        make_dispute(locked.towns[0])
    client = sign_in(Role.COUNTY)
    page = explained(client)
    assert len(page.select("table")[-1].select("tbody tr")) == 100
    second = opened(client, page.select_one("a[rel=next]")["href"])
    assert len(second.select("table")[-1].select("tbody tr")) == 6
