"""The first page: each role finds its own question answered, with the figures of the evaluator and links that open."""

import datetime
import re
from urllib.parse import urlsplit

import pytest

from figures import periods
from figures.evaluator import Question, evaluate
from models import Dispute
from office import access
from tests import cases, months
from tests.make import make_dispute, make_record
from tests.pages import opened, rows
from vocab import Outcome, Role

pytestmark = pytest.mark.one_engine

TODAY = cases.TODAY
DESKS = (Role.MEDIATOR, Role.TOWNSHIP, Role.COUNTY, Role.LEADER)


@pytest.fixture(autouse=True)
def today(monkeypatch):
    """The desks look at the day of the other tests' cases, and so do the pages they lead to."""
    for module in ("home", "disputes", "returns", "figures"):
        monkeypatch.setattr(f"blueprints.{module}.routes.today", lambda: TODAY)


def ago(days):
    return TODAY - datetime.timedelta(days=days)


@pytest.fixture
def busy(county):
    """Two years of cases in three villages, some open, some to be looked after, one with names, one subsidised."""
    for number, village in enumerate(county.villages[:3]):
        committee = county.committees[number]
        for days in range(3, 700, 21 + 4 * number):
            outcome = Outcome.FAILED if days % 10 == number else Outcome.SUCCEEDED
            make_dispute(village, committee=committee, accepted_on=ago(days), concluded_on=ago(days - 3), amount=1234500,
                         outcome=outcome, type=f"T{days % 17 + 1:02}")  # fmt: skip
        for days in (3, 28, 40):
            make_dispute(
                village,
                committee=committee,
                accepted_on=ago(days),
                outcome=Outcome.PENDING,
                number=f"{number}-{days}",
            )
    county.named = cases.enter(county, cases.bureau(county), accepted_on="2026-09-01", concluded_on="20260905",
                               agreed_on="2026-09-05", performance="none")  # fmt: skip
    make_record("subsidy", county.villages[0], dispute=county.named, number=county.named.number,
                approved_on=ago(30), grade="simple", amount=12000)  # fmt: skip
    return county


def figures(page):
    """Label → number of every large figure."""
    return {one.select_one(".figure-label").text: one.b.text for one in page.select(".figure")}


def links(page):
    """The addresses on a page's own part, each once."""
    return dict.fromkeys(a["href"] for a in page.select("main a[href]") if a["href"].startswith("/"))


def texts(page, css):
    return [" ".join(one.get_text(" ").split()) for one in page.select(css)]


# ---------------------------------------------------------------- all desks


@pytest.mark.parametrize("role", DESKS)
def test_every_link_of_a_desk_opens_and_every_chart_has_its_numbers_beside_it(busy, sign_in, role):
    months.submit(busy.towns[0], "2026-09")
    client = sign_in(role)
    page = opened(client, "/")
    kinds = {}
    for href in links(page):  # of many that differ in a unit or month only, some
        kinds.setdefault((urlsplit(href).path, href.count("&"), "by=" in href), []).append(href)
    for several in kinds.values():
        for href in several[:2]:
            assert client.get(href).status_code == 200, href
    assert len(links(page)) > 20
    frames = page.select(".chart-frame")
    assert len(frames) == len(page.select(".chart-data table")) >= 2
    assert all(frame.svg["aria-label"] == frame.svg.title.text for frame in frames)


@pytest.mark.parametrize("role", DESKS)
def test_the_large_figures_are_those_of_their_lists(busy, sign_in, role):
    client = sign_in(role)
    shown = [one for one in opened(client, "/").select("a.figure[href*='/figures/records']")]
    assert len(shown) >= 4
    for one in shown:
        listed = opened(client, one["href"]).select_one(".figure-value b").text
        assert listed.removesuffix("%") == one.b.text, one


@pytest.mark.parametrize("role", DESKS)
def test_what_waits_at_each_place_is_as_many_as_its_list_the_own_level_included(busy, sign_in, role):
    for days in (3, 50, 60):  # of the offices themselves, not of a village
        make_dispute(busy.towns[0], accepted_on=ago(days), outcome=Outcome.PENDING)
        make_dispute(busy.unit, accepted_on=ago(days), outcome=Outcome.PENDING)
        cases.enter(busy, cases.bureau(busy), unit=busy.towns[0].id, accepted_on="2026-09-01", concluded_on="20260905",
                    agreed_on="2026-09-05", performance="none", number=f"本级{days}")  # fmt: skip
    client = sign_in(role)
    page = opened(client, "/")
    assert not texts(page, "main .ask-units span, main td .own")
    shown = [one for one in page.select("main a[href*='due=']") if "/disputes" in one["href"]]
    for one in shown:
        told = int(re.findall(r"\d+", one.text)[-1])
        assert len(opened(client, one["href"]).select("tbody tr")) == told, one
    assert any("scope=own" in one["href"] for one in shown) == (role in (Role.TOWNSHIP, Role.LEADER))


@pytest.mark.parametrize("role", DESKS)
def test_the_number_of_queries_does_not_grow_with_the_cases(busy, sign_in, counting, role):
    client = sign_in(role)
    with counting() as few:
        opened(client, "/")
    for village in busy.villages:
        for days in range(1, 300, 4):
            make_dispute(village, accepted_on=ago(days), committee=busy.committees[0], performance="none")
    with counting() as many:
        opened(client, "/")
    assert len(many) <= len(few) + 3
    assert len(many) <= (66 if role == Role.TOWNSHIP else 40)  # the checks of the month that waits ask much


@pytest.mark.parametrize("role", DESKS)
def test_a_desk_without_a_single_case_says_how_to_begin(sign_in, county, role):
    page = opened(sign_in(role), "/")
    assert "还没有登记过案件" in page.text
    assert bool(page.select_one("main a.btn-primary[href='/disputes/new']")) == (role != Role.LEADER)
    assert not page.select(".chart")


@pytest.mark.parametrize("role", DESKS)
def test_a_desk_with_one_case_long_ago_stands(sign_in, county, role):
    make_dispute(county.villages[0], committee=county.committees[0])
    page = opened(sign_in(role), "/")
    assert "工作台" in page.h1.text


def test_types_of_equal_numbers_are_no_reason_to_show_more_of_them(county, sign_in):
    for kind in range(1, 13):
        make_dispute(county.villages[0], type=f"T{kind:02}", accepted_on=ago(5), concluded_on=ago(2))
    shown = texts(opened(sign_in(Role.COUNTY), "/"), ".shares li")
    assert len(shown) == 6
    assert shown[-1].startswith("其余类型")


def test_in_the_first_year_nothing_is_compared(county, sign_in):
    make_dispute(county.villages[0], accepted_on=ago(5), concluded_on=ago(2))
    page = opened(sign_in(Role.LEADER), "/")
    assert "同比" not in page.select_one(".lead-sentence").text
    assert "2025年（没有数）" in texts(page, ".legend li")
    assert "同比不可比：上年同期没有基数" in texts(page, ".figure-note")


# ---------------------------------------------------------------- the mediator


def test_a_mediator_sees_what_to_do_today_most_urgent_first(busy, sign_in):
    page = opened(sign_in(Role.MEDIATOR), "/")
    assert texts(page, ".task")[:3] == [
        "已超过调解期限 0-40 超期 10 天",
        "七日内到期 0-28 还有 2 天",
        f"协议未履行 {busy.named.number} 张建国、李秀英 已生效 76 天",
    ]
    assert [one["href"] for one in page.select(".task")][2] == f"/disputes/{busy.named.id}"
    assert "已超过调解期限 1" in texts(page, ".sum")


def test_a_mediators_figures_are_of_the_own_cases(busy, sign_in):
    page = opened(sign_in(Role.MEDIATOR), "/")
    own = Dispute.select().where(Dispute.committee == busy.committees[0])
    year = own.where(Dispute.accepted_on >= datetime.date(2026, 1, 1)).count()
    month = own.where(Dispute.accepted_on >= datetime.date(2026, 11, 1)).count()
    shown = figures(page)
    assert (shown["本年受理"], shown["本月受理"], shown["未结"]) == (str(year), str(month), "3")


def test_a_mediator_sees_the_subsidies_of_the_own_cases_alone(busy, sign_in):
    page = opened(sign_in(Role.MEDIATOR), "/")
    assert "本年 1 件，120 元" in page.text
    assert "以案定补" not in [
        h.text for h in opened(sign_in(Role.MEDIATOR, committee=busy.committees[1]), "/").select("main h2")
    ]


def test_a_mediator_with_nothing_to_do_is_told_so(county, sign_in):
    make_dispute(county.villages[0], committee=county.committees[0], accepted_on=ago(5), concluded_on=ago(3))
    assert (
        "没有到期、待履行、待回访的案件" in opened(sign_in(Role.MEDIATOR), "/").select_one(".all-done").text
    )


# ---------------------------------------------------------------- the township


def test_a_township_sees_the_month_that_has_not_come_and_what_stands_in_its_way(busy, sign_in):
    client = sign_in(Role.TOWNSHIP)
    page = opened(client, "/")
    box = page.select_one(".month-card")
    assert "2026年10月月报" in box.text
    assert box.select_one(".pill").text == "逾期未报"
    assert "已过 15 天" in box.text
    assert "截止 11月5日" in box.text
    assert "2 处记录还没有校核" in box.text
    assert box.select_one("a.btn-primary")["href"] == f"/returns/show?unit={busy.towns[0].id}&month=2026-10"


def test_a_township_that_has_sent_its_month_sees_the_running_one(busy, sign_in):
    months.submit(busy.towns[0], "2026-10", today=datetime.date(2026, 11, 4))
    box = opened(sign_in(Role.TOWNSHIP), "/").select_one(".month-card")
    assert "2026年11月月报" in box.text
    assert box.select_one(".pill").text == "填报中"
    assert "还有 17 天 截止 12月7日（12月5日休息，顺延）" in " ".join(box.get_text(" ").split())


def test_a_township_is_told_that_its_month_was_sent_back(busy, sign_in):
    months.submit(busy.towns[0], "2026-10")
    months.send_back(busy.towns[0], "2026-10")
    box = opened(sign_in(Role.TOWNSHIP), "/").select_one(".month-card")
    assert box.select_one(".pill").text == "退回待改"
    assert box.select_one("a.btn-primary").text == "去改正、再报"


def test_a_township_sees_what_waits_village_by_village(busy, sign_in):
    page = opened(sign_in(Role.TOWNSHIP), "/")
    (table,) = [one for one in page.select("main table") if "已超过调解期限" in one.thead.text]
    shown = {row[0]: row[1:] for row in rows(table)}
    assert set(shown) == {"东门村", "西门村"}
    assert [cells[:2] for cells in shown.values()] == [["1", "1"], ["1", "1"]]


def test_a_township_sees_the_gaps_of_its_villages(busy, sign_in):
    page = opened(sign_in(Role.TOWNSHIP), "/")
    assert "没有法律顾问 2 个" in texts(page, ".gaps a")


# ---------------------------------------------------------------- the county


def test_a_county_sees_who_has_not_sent_the_month_up(busy, sign_in):
    months.close(busy.unit, "2026-09")
    months.submit(busy.towns[0], "2026-10")
    page = opened(sign_in(Role.COUNTY), "/")
    shown = figures(page)
    assert (shown["10月月报已报"], shown["待审核"], shown["退回未改"], shown["更正申请"]) == (
        "1/2",
        "1",
        "0",
        "0",
    )
    assert "未报：柳河镇" in page.text
    assert "截止 11月5日，已过 15 天" in page.text
    grid = page.select(".chart-frame")[0]
    assert [t.text for t in grid.select(".state-text")] == ["报", "锁", "缺", "锁"]  # the newest month first
    unit = busy.towns[1].id
    assert grid.select("a")[2]["href"] == f"/returns/show?unit={unit}&month=2026-10"
    assert page.select_one("a[href^='/returns/reminder']")


def test_a_county_sees_what_was_sent_back_and_who_asks(busy, sign_in):
    months.close(busy.unit, "2026-09")
    months.ask(busy.towns[1], "2026-09")
    months.submit(busy.towns[0], "2026-10")
    months.send_back(busy.towns[0], "2026-10")
    shown = figures(opened(sign_in(Role.COUNTY), "/"))
    assert (shown["退回未改"], shown["更正申请"], shown["待审核"]) == ("1", "1", "0")


# ---------------------------------------------------------------- the leader


def test_a_leader_sees_the_years_figures_as_the_evaluator_has_them(busy, sign_in):
    page = opened(sign_in(Role.LEADER), "/")
    keys = ("dispute.accepted", "dispute.success_rate")
    now, then = (
        evaluate(access.machine(), Question(busy.unit.id, period, keys=keys)).total
        for period in (
            periods.between(datetime.date(2026, 1, 1), TODAY),
            periods.between(datetime.date(2025, 1, 1), TODAY.replace(year=2025)),
        )
    )
    shown = figures(page)
    assert shown["受理纠纷"] == str(now["dispute.accepted"].value)
    assert shown["调解成功率"] == str(now["dispute.success_rate"].value)
    difference = now["dispute.success_rate"].value - then["dispute.success_rate"].value
    assert f"{difference:+}".replace("-", "−") in page.text
    assert f"上年 {then['dispute.accepted'].value}" in page.text


def test_a_leader_reads_one_sentence_with_its_numbers_as_links(busy, sign_in):
    page = opened(sign_in(Role.LEADER), "/")
    sentence = page.select_one(".lead-sentence")
    assert sentence.text.startswith("2026年（截至11月20日），青山县受理矛盾纠纷")
    assert sentence.a.text == figures(page)["受理纠纷"]


def test_a_leader_is_shown_no_person(busy, sign_in):
    answer = sign_in(Role.LEADER).get("/").text
    for word in ("张建国", "李秀英", "赵东门", cases.PHONE, cases.ID_NUMBER, busy.named.number):
        assert word not in answer


def test_a_leader_sees_what_to_ask_after(busy, sign_in):
    make = {"committee": busy.committees[2], "accepted_on": ago(20), "concluded_on": ago(10)}
    for _ in range(30):
        make_dispute(busy.villages[2], outcome=Outcome.FAILED, **make)
        make_dispute(busy.villages[0], **make)
    months.submit(busy.towns[0], "2026-10")
    shown = dict(
        zip(
            texts(page := opened(sign_in(Role.LEADER), "/"), ".ask-head"),
            texts(page, ".ask-units"),
            strict=True,
        )
    )
    assert shown["月报逾期未报 1 份"] == "柳河镇 10月"
    assert shown["超过调解期限未结 3 件"] == "城关镇 2 柳河镇 1"
    assert shown["协议未履行 1 件"] == "城关镇 1"
    low = next(words for words in shown if words.startswith("调解成功率明显低于全县"))
    assert shown[low].startswith("柳河镇")
    assert [t.text[0] for t in page.select(".chart-bars .value-text") if t.text.startswith("▼")] == ["▼"]
