"""The month's pages: through the chain by those who may, with everything typed kept when an act is refused."""

import datetime

import pytest

from figures.returns import verifying
from models import Return, ReturnStep, Unit, Verified
from office import settings
from office.access import machine
from tests import cases, months
from tests.make import make_dispute, make_unit
from tests.pages import opened, rows, send, soup
from vocab import Role, UnitKind

pytestmark = pytest.mark.one_engine  # the acts behind these pages are tried on both

MONTH = "2026-10"
DAY = datetime.date(2026, 10, 12)
REASON = "集中排查月份案件数量较多"
WHY = "东门村的案件漏登了两件"


@pytest.fixture(autouse=True)
def today(monkeypatch):
    """The office's clock stands at the day of the other tests' cases, so that deadlines stand where they are told."""
    for module in ("routes", "showing", "acts", "closing", "villages", "rating"):
        monkeypatch.setattr(f"blueprints.returns.{module}.today", lambda: cases.TODAY)


@pytest.fixture
def busy(county):
    """A case of October in the first township's village."""
    county.case = make_dispute(county.villages[0], accepted_on=DAY, committee=county.committees[0])
    return county


@pytest.fixture
def bureau(sign_in):
    return sign_in(Role.COUNTY)


@pytest.fixture
def office(sign_in):
    return sign_in(Role.TOWNSHIP)


def of(unit, month=MONTH, **more):
    return {"unit": unit.id, "month": month, **more}


def show(unit, month=MONTH):
    return f"/returns/show?unit={unit.id}&month={month}"


def board(unit, month=MONTH):
    return f"/returns?unit={unit.id}&month={month}"


def state(unit, month=MONTH):
    row = months.now(unit, month)
    return row and (row.state, row.revision)


def acts(page):
    """The addresses of the forms that a page offers."""
    return {form["action"] for form in page.select("main form[method=post]")}


# ---------------------------------------------------------------- through the chain


def test_a_month_goes_through_the_chain_by_pages(busy, office, bureau):
    town, other = busy.towns
    assert "/returns/submit" in acts(opened(office, show(town)))
    assert send(office, "/returns/submit", **of(town, reason=REASON)) == show(town)
    assert state(town) == ("submitted", 1)
    page = opened(bureau, show(town))
    assert {"/returns/accept", "/returns/send-back"} <= acts(page)
    send(bureau, "/returns/send-back", **of(town, reason=WHY))
    page = opened(office, show(town))
    assert WHY in page.select_one(".notice-warning").text
    send(office, "/returns/submit", **of(town, reason=REASON))
    send(bureau, "/returns/accept", **of(town, reason=REASON))
    send(bureau, "/returns/nil", **of(other))
    send(bureau, "/returns/accept", **of(other))
    send(bureau, "/returns/submit", **of(busy.unit, reason=REASON))
    send(bureau, "/returns/accept", **of(busy.unit, reason=REASON))
    assert send(bureau, "/returns/lock-all", **of(busy.unit)) == board(busy.unit)
    assert [state(unit) for unit in (town, other, busy.unit)] == [("locked", 1)] * 3
    told = [row[1].split()[0] for row in rows_of(opened(office, show(town)), "办理经过")]
    assert told == ["锁定", "审核", "上报", "退回", "上报"]


def rows_of(page, heading):
    """The rows of the table under a card's heading."""
    card = next(box for box in page.select(".card-box") if box.h2 and box.h2.text == heading)
    return rows(card)


def test_a_correction_is_asked_for_agreed_to_and_both_versions_stay_readable(busy, office, bureau):
    months.close(busy.unit, MONTH)
    make_dispute(busy.villages[0], accepted_on=DAY)
    send(office, "/returns/ask", **of(busy.towns[0], reason=WHY))
    assert WHY in opened(bureau, show(busy.towns[0])).select_one(".notice-warning").text
    assert "答复更正" in opened(bureau, board(busy.unit)).select_one("main").text
    send(bureau, "/returns/reopen", **of(busy.towns[0]))
    assert state(busy.towns[0]) == ("open", 2)
    old = opened(office, show(busy.towns[0]) + "&revision=1")
    accepted = next(row for row in rows_of(old, "主要数字") if row[0].startswith("受理"))
    assert accepted[1:] == ["1", "2", "+1"]
    for link in old.select(".return-body table a, .card-more"):
        assert office.get(link["href"]).status_code == 200, link["href"]
    assert not acts(old) - {"/sign-out"}
    assert office.get(show(busy.towns[0]) + "&revision=3").status_code == 404


def test_a_request_that_is_not_agreed_to_is_answered_with_a_reason(busy, office, bureau):
    months.close(busy.unit, MONTH)
    send(office, "/returns/ask", **of(busy.towns[0], reason=WHY))
    page = opened(bureau, "/returns/refuse", 422, **of(busy.towns[0], reason="不行"))
    assert page.find(id="reason-refuse").text == "不行"
    send(bureau, "/returns/refuse", **of(busy.towns[0], reason="纠纷发生在十一月，应计入下月"))
    assert months.now(busy.towns[0], MONTH).asked == ""


# ---------------------------------------------------------------- refused, with what was typed


def test_a_finding_wants_a_real_reason_and_what_was_typed_is_kept(busy, office):
    for day in range(1, 40):
        make_dispute(busy.villages[0], accepted_on=DAY, amount=day)
    page = opened(office, show(busy.towns[0]))
    fields = page.select("input[name^='explain.']")
    assert fields
    first, *others = fields
    typed = {first["name"]: "已核实", **{one["name"]: REASON for one in others}}
    page = opened(office, "/returns/submit", 422, **of(busy.towns[0], **typed))
    again = page.find("input", attrs={"name": first["name"]})
    assert again["value"] == "已核实"
    assert "没有说明原因" in page.find(id=again["aria-describedby"]).text
    assert all(page.find("input", attrs={"name": one["name"]})["value"] == REASON for one in others)
    assert state(busy.towns[0]) is None
    typed[first["name"]] = "十月集中排查，新增较多"
    send(office, "/returns/submit", **of(busy.towns[0], **typed))
    assert "十月集中排查" in opened(office, show(busy.towns[0])).text


def test_a_return_is_not_sent_back_without_a_real_reason(busy, bureau):
    months.submit(busy.towns[0], MONTH)
    page = opened(bureau, "/returns/send-back", 422, **of(busy.towns[0], reason="重报"))
    assert page.find(id="reason-send_back").text == "重报"
    assert page.select_one("details[open] #reason-send_back")
    assert state(busy.towns[0]) == ("submitted", 1)


def test_who_acts_on_what_another_has_changed_is_told_and_loses_nothing(busy, bureau):
    months.submit(busy.towns[0], MONTH)
    seen = months.now(busy.towns[0], MONTH).version
    months.accept(busy.towns[0], MONTH)
    page = opened(bureau, "/returns/send-back", 409, **of(busy.towns[0], reason=WHY, seen=seen))
    assert page.find(id="reason-send_back").text == WHY
    assert "刚被他人办理过" in page.text
    now = page.select_one("form[action='/returns/send-back'] input[name=seen]")["value"]
    send(bureau, "/returns/send-back", **of(busy.towns[0], reason=WHY, seen=now))
    assert state(busy.towns[0]) == ("returned", 1)


def test_an_act_that_no_longer_fits_the_state_says_why(busy, office):
    months.submit(busy.towns[0], MONTH)
    page = opened(office, "/returns/submit", 422, **of(busy.towns[0], reason=REASON))
    assert "现在是“上报”" in page.select_one(".error-summary").text


def test_a_month_that_is_not_over_cannot_be_sent_up(busy, office):
    page = opened(office, show(busy.towns[0], "2026-11"))
    assert "/returns/submit" not in acts(page)
    assert "还没有结束" in page.select_one("main").text
    assert office.post("/returns/submit", data=of(busy.towns[0], "2026-11")).status_code == 422


def test_a_form_that_names_no_unit_or_month_does_nothing(busy, office):
    assert office.post("/returns/submit", data={"unit": busy.towns[0].id}).status_code == 422
    assert office.post("/returns/submit", data={"month": MONTH}).status_code == 422
    assert not Return.select().exists()


@pytest.mark.parametrize("query", ["month=2026-13", "month=abc", "unit=x", "unit=99999999999"])
def test_an_address_that_cannot_be_read_is_answered_in_words(county, office, query):
    assert office.get(f"/returns?{query}").status_code == 422


# ---------------------------------------------------------------- who may


def test_outside_the_own_area_a_return_does_not_exist(busy, office):
    other = busy.towns[1]
    for path in ("", "/show", "/reminder", "/rating", "/villages"):
        assert office.get(f"/returns{path}?unit={other.id}&month={MONTH}").status_code == 404, path
        assert office.get(f"/returns{path}?unit={busy.unit.id}&month={MONTH}").status_code == 404, path
    for act in ("submit", "nil", "ask"):
        assert office.post(f"/returns/{act}", data=of(other, reason=WHY)).status_code == 404, act
    assert office.post("/returns/verify", data=of(other)).status_code == 404
    assert not Return.select().exists()


def test_a_township_decides_nothing(busy, office):
    months.submit(busy.towns[0], MONTH)
    for act in ("accept", "send-back", "lock", "reopen", "refuse", "accept-all", "lock-all"):
        assert office.post(f"/returns/{act}", data=of(busy.towns[0], reason=WHY)).status_code == 403, act
    assert state(busy.towns[0]) == ("submitted", 1)
    assert not acts(opened(office, show(busy.towns[0]))) - {"/sign-out"}


def test_the_leader_looks_and_is_offered_no_act(busy, sign_in):
    leader = sign_in(Role.LEADER)
    months.submit(busy.towns[0], MONTH)
    for path in (board(busy.unit), show(busy.towns[0])):
        assert not acts(opened(leader, path)) - {"/sign-out"}


def test_a_village_is_told_who_reports_for_it(busy, sign_in):
    mediator = sign_in(Role.MEDIATOR, unit=busy.villages[0])
    assert "乡镇（街道）" in opened(mediator, "/returns").select_one("main").text
    assert mediator.get(show(busy.towns[0])).status_code == 404


def test_a_county_under_a_prefecture_is_decided_about_by_the_prefecture(busy, bureau):
    top = make_unit("某某市", kind=UnitKind.PREFECTURE)
    for unit in Unit.select().where(Unit.path.startswith(busy.unit.path)):
        Unit.update(path=top.path + unit.path.lstrip("/")).where(Unit.id == unit.id).execute()
    Unit.update(parent=top).where(Unit.id == busy.unit.id).execute()
    months.submit(busy.unit, MONTH)
    assert not {"/returns/accept", "/returns/send-back"} & acts(opened(bureau, show(busy.unit)))
    assert bureau.post("/returns/accept", data=of(busy.unit)).status_code == 403
    assert (
        "上一级"
        in opened(bureau, f"/returns/closing?unit={busy.unit.id}&month={MONTH}").select_one("main").text
    )


# ---------------------------------------------------------------- the board


def test_the_board_shows_each_unit_with_its_state_and_counts_them(busy, bureau):
    months.submit(busy.towns[0], MONTH)
    page = opened(bureau, board(busy.unit))
    lines = {row[0]: row for row in rows(page)}
    assert (lines["城关镇"][1], lines["城关镇"][2]) == ("已上报", "1")
    assert (lines["柳河镇"][1], lines["柳河镇"][2]) == ("无记录", "无记录")
    assert [box.b.text for box in page.select(".figure")] == ["1", "1", "0", "1", "0"]
    assert not page.select("tr.stands-out")


def test_a_unit_with_records_and_no_return_stands_out_on_the_board(busy, bureau):
    page = opened(bureau, board(busy.unit))
    assert [row.td.text.strip() for row in page.select("tr.stands-out")] == ["城关镇"]
    assert "城关镇" in page.select_one(".notice-warning").text


def test_a_unit_without_records_reports_nil_in_one_tap_from_the_board(busy, bureau):
    page = opened(bureau, board(busy.unit))
    (form,) = page.select("form[action='/returns/nil']")
    sent = {
        field["name"]: field["value"] for field in form.select("input[name]") if field["name"] != "csrf_token"
    }
    assert sent["unit"] == str(busy.towns[1].id)
    assert send(bureau, "/returns/nil", **sent) == board(busy.unit)
    assert months.now(busy.towns[1], MONTH).nil


def test_a_nil_return_with_records_is_refused_and_says_how_many(busy, office):
    page = opened(office, "/returns/nil", 422, **of(busy.towns[0]))
    assert "有 1 条记录，不能零报告" in page.select_one(".error-summary").text


def test_the_board_opens_with_the_last_finished_month(busy, bureau):
    page = opened(bureau, "/returns")
    assert "2026年10月" in page.select_one(".page-sub").text
    assert "截止 11月5日" in page.select_one(".page-sub").text


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("year=2026&month=Q3", "2026年第三季度"),
        ("year=2025&month=H2", "2025年下半年"),
        ("year=2025&month=year", "2025年"),
        ("year=2026&month=02", "2026年2月"),
    ],
)
def test_the_chooser_names_any_period(county, bureau, query, words):
    assert words in opened(bureau, f"/returns?{query}").select_one(".page-sub").text


def test_a_quarter_waits_for_its_months_and_then_goes_the_same_way(busy, bureau):
    page = opened(bureau, show(busy.unit, "2026-Q3"))
    assert "2026年7月、2026年8月、2026年9月的月报还没有锁定" in page.select_one(".notice").text
    assert "/returns/submit" not in acts(page)
    months.close(busy.unit, "2026-07", "2026-08", "2026-09")
    send(bureau, "/returns/nil", **of(busy.unit, "2026-Q3"))
    assert state(busy.unit, "2026-Q3") == ("submitted", 1)


# ---------------------------------------------------------------- reminding, closing, printing


def test_the_reminder_is_a_text_to_copy_that_works_without_scripts(busy, bureau):
    page = opened(bureau, f"/returns/reminder?unit={busy.unit.id}&month={MONTH}")
    box = page.find("textarea", id="reminder")
    assert box.has_attr("readonly")
    assert "城关镇：未上报，有 1 条记录" in box.text
    assert "柳河镇" not in box.text
    assert "柳河镇" in page.select_one("main").text
    assert page.select_one("button[data-copy]").has_attr("hidden")


def test_before_the_lock_the_missing_and_the_unapproved_are_named_apart(busy, bureau):
    make_dispute(busy.towns[1], accepted_on=DAY)
    months.submit(busy.towns[0], MONTH)
    months.approve(busy.unit, MONTH)
    page = opened(bureau, f"/returns/closing?unit={busy.unit.id}&month={MONTH}")
    warning = page.select_one(".notice-warning").text
    assert "缺报 1 个单位：柳河镇" in warning
    assert "已报还没有审核 1 个单位：城关镇" in warning
    send(bureau, "/returns/accept-all", **of(busy.unit))
    assert state(busy.towns[0]) == ("accepted", 1)
    send(bureau, "/returns/lock-all", **of(busy.unit))
    page = opened(bureau, show(busy.unit))
    assert "缺报 1 个单位：柳河镇" in page.select_one(".page-foot").text
    assert state(busy.towns[1]) is None


def test_accepting_all_names_those_that_cannot_be(busy, bureau):
    months.submit(busy.towns[0], MONTH)
    make_dispute(busy.villages[0], accepted_on=DAY)  # the list is no longer the one that was sent up
    send(bureau, "/returns/accept-all", **of(busy.unit))
    page = opened(bureau, f"/returns/closing?unit={busy.unit.id}&month={MONTH}")
    assert "城关镇" in page.select_one("main").text
    assert state(busy.towns[0]) == ("submitted", 1)


def test_what_changed_since_the_approval_keeps_the_lock_back_and_names_the_unit(busy, bureau):
    months.approve(busy.towns[0], MONTH)
    months.approve(busy.unit, MONTH)
    make_dispute(busy.villages[0], accepted_on=DAY)
    page = opened(bureau, "/returns/lock-all", 422, **of(busy.unit))
    assert "城关镇" in page.select_one(".notice-error").text
    assert state(busy.unit) == ("accepted", 1)


def test_a_printed_return_has_its_version_digest_and_signatures(busy, office):
    months.close(busy.unit, MONTH)
    page = opened(office, show(busy.towns[0]))
    assert [span.text for span in page.select(".signatures span")][:3] == ["制表人：", "审核人：", "负责人："]
    foot = page.select_one(".page-foot").text
    seal = months.now(busy.towns[0], MONTH).seal
    assert "第 1 版" in foot
    assert seal[:16] in foot.replace(" ", "")
    assert "print-portrait" in page.body["class"]


# ---------------------------------------------------------------- villages, evaluation


def test_the_township_looks_through_its_villages(busy, office):
    town = busy.towns[0]
    path = f"/returns/villages?unit={town.id}&month={MONTH}"
    lines = {row[0]: row for row in rows(opened(office, path))}
    assert (lines["东门村"][1], lines["东门村"][5]) == ("1", "未校核")
    assert "矛盾纠纷 1" in lines["东门村"][2]
    assert send(office, "/returns/verify", **of(town, village=busy.villages[0].id)) == path
    assert {row[0]: row[5].split()[0] for row in rows(opened(office, path))}["东门村"] == "已校核"
    make_dispute(busy.villages[0], accepted_on=DAY)
    assert {row[0]: row[5].split()[0] for row in rows(opened(office, path))}["东门村"] == "校核后有改动"
    send(office, "/returns/verify", **of(town))
    assert [
        one.standing for one in verifying.villages(machine(), town.id, months.span(MONTH)) if one.count
    ] == ["done"]


def test_a_village_elsewhere_cannot_be_verified(busy, office):
    sent = of(busy.towns[0], village=busy.villages[2].id)
    assert office.post("/returns/verify", data=sent).status_code == 404
    assert not Verified.select().exists()


def test_where_villages_are_to_be_looked_through_first_sending_up_says_which(busy, office):
    settings.put("verify_first", "yes")
    page = opened(office, "/returns/submit", 422, **of(busy.towns[0], reason=REASON))
    assert "东门村" in page.select_one(".error-summary").text
    assert page.find(id="reason-submit").text == REASON
    assert not ReturnStep.select().exists()


def test_the_evaluation_tells_points_weights_and_a_text(busy, bureau):
    months.submit(busy.towns[0], MONTH, today=datetime.date(2026, 11, 3))
    page = opened(bureau, f"/returns/rating?unit={busy.unit.id}&month={MONTH}")
    lines = {row[0]: row for row in rows(page)}
    assert lines["城关镇"][-2:] == ["100.0 60.0 + 20.0 + 20.0", "优秀"]
    assert lines["柳河镇"][-1] == "待改进"
    assert "及时60分" in page.select_one("main").text
    assert "未报：柳河镇。" in page.find("textarea").text


def test_every_page_is_in_order(busy, bureau):
    months.close(busy.unit, "2026-09")
    for path in ("", "/show", "/reminder", "/rating", "/villages", "/closing"):
        for month in ("2026-09", MONTH, "2026-Q3", "2026"):
            page = opened(bureau, f"/returns{path}?unit={busy.unit.id}&month={month}")
            assert page.select_one(".sidebar a[aria-current]").text.strip() == "月报进度"


def test_html_in_a_reason_stays_text(busy, office, bureau):
    months.submit(busy.towns[0], MONTH)
    send(bureau, "/returns/send-back", **of(busy.towns[0], reason="<b>东门村</b>漏登两件案件"))
    assert not soup(office.get(show(busy.towns[0]))).select("main .notice b")
