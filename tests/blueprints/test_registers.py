"""The pages of every described register: one walk for all, so that a new register is tried as soon as it is described."""

import datetime
import io
import re

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models import AuditEntry
from office import lists
from registers import records
from registers.catalogue import REGISTERS
from registers.description import CHOICE, FLAG, MANY
from tests import cases, described
from tests.described import ODD, ODD_KEPT, typed, wrong_values
from tests.pages import filled, opened, rows, send, soup
from vocab import Role

# What pages do with data is tried on both engines where the acts are; a page looks the same on either.
pytestmark = pytest.mark.one_engine

one_engine = pytest.mark.one_engine  # the acts and searches behind the pages are tried on both without them


def every_register(test):
    return one_engine(pytest.mark.parametrize("register", REGISTERS.values(), ids=REGISTERS)(test))


SECRETS = (cases.ID_NUMBER, cases.PHONE)


@pytest.fixture
def office(county, sign_in):
    described.prepare(county)
    return sign_in(Role.TOWNSHIP)


def sent(register, county, **other):
    return typed(register, **other) | {"unit": county.villages[0].id}


def entered(register, county, **other):
    return described.enter(register, cases.bureau(county), county.villages[0], **other)


def place(register, record=None, page=""):
    return "/".join(
        ["/registers", register.slug, *([str(record.id)] if record else []), *([page] if page else [])]
    )


def only(register):
    return register.model.select().get()


# ---------------------------------------------------------------- entry


@every_register
def test_a_record_goes_from_the_form_to_its_page(county, office, register):
    first = office.get(place(register, page="new"))
    page = opened(office, place(register, page="new"))
    assert {control["name"] for control in page.select("main [name]")} >= {*register.fields, "unit"}
    where = send(office, place(register, page="new"), **filled(first, **sent(register, county)))
    assert where == place(register, only(register))
    page = opened(office, where)
    for group in register.groups:
        assert group.label in page.text
    assert "东门村" in page.text
    for secret in SECRETS:
        assert secret not in page.text
    assert page.select_one(".history li").text.count("登记")


@every_register
def test_saving_and_going_on_begins_anew_at_the_same_place(county, office, register):
    where = send(office, place(register, page="new"), **sent(register, county), then="again")
    assert where == place(register, page="new")
    begun = filled(office.get(where))
    assert begun["unit"] == str(county.villages[0].id)
    if register.dated in register.fields:
        assert begun[register.dated].replace("-", "") == typed(register)[register.dated]


@every_register
def test_every_field_refused_is_told_at_its_box_and_nothing_typed_is_lost(county, office, register):
    for key, field in register.fields.items():
        for value in wrong_values(field):
            wrong = sent(register, county, **{key: value})
            page = opened(office, place(register, page="new"), 422, **wrong)
            told = page.find(id=f"{key}-error").text.strip()
            assert re.search("请|应", told), (key, value)
            links = [link["href"] for link in page.select(".error-summary a")]
            assert f"#{key}" in links
            assert page.find(id=key) is not None
            _nothing_lost(page, register, wrong)
    assert not register.model.select().exists()


def _nothing_lost(page, register, wrong):
    kept = filled_in(page)
    for key, value in wrong.items():
        if register.fields.get(key) and register.fields[key].kind in (CHOICE, MANY):
            known = lists.labels(register.fields[key].choice)
            value = [one for one in ([value] if isinstance(value, str) else value) if one in known]
        elif key in register.fields and register.fields[key].kind == FLAG:
            value = ["y"]
        assert kept.get(key, []) == [str(one) for one in (value if isinstance(value, list) else [value])] or (
            value in ([], "") and kept.get(key, [""]) == [""]
        ), key


def filled_in(page):
    """Name → every value that the main form would send."""
    found = {}
    for control in page.select_one("#record-form").select("[name]"):
        if control.get("type") == "checkbox" and not control.has_attr("checked"):
            continue
        if control.name == "select":
            chosen = control.select_one("option[selected]")
            value = chosen["value"] if chosen else ""
        else:
            value = control.get("value", "") if control.name == "input" else control.text.lstrip("\r\n")
        found.setdefault(control["name"], []).append(value)
    return found


@every_register
def test_a_unit_that_is_none_is_told_at_its_box(county, office, register):
    for unit in ("", "abc", "99999999", str(county.villages[2].id), "9" * 40):
        page = opened(office, place(register, page="new"), 422, **sent(register, county) | {"unit": unit})
        assert "请选择" in page.find(id="unit-error").text


@every_register
def test_odd_texts_are_shown_as_texts(county, office, register):
    texts = {
        key: ODD
        for key, field in register.fields.items()
        if field.kind in ("text", "long_text", "name") and key not in described.AGREED.get(register.slug, {})
    }
    where = send(office, place(register, page="new"), **sent(register, county, **texts))
    page = opened(office, where)
    assert page.select("main b") == []
    if texts:
        assert ODD_KEPT in page.text
    opened(office, place(register))
    opened(office, f"{where}/edit")


@every_register
def test_a_form_sent_twice_makes_one_record(county, office, register):
    form = filled(office.get(place(register, page="new")), **sent(register, county))
    assert send(office, place(register, page="new"), **form) == send(
        office, place(register, page="new"), **form
    )
    assert register.model.select().count() == 1


# ---------------------------------------------------------------- list


@every_register
def test_the_list_shows_its_columns_and_leads_to_each_record(county, office, register):
    record = entered(register, county)
    page = opened(office, place(register))
    heads = [cell.text for cell in page.select("thead th")]
    assert heads[1] == "所在单位"
    assert len(heads) == len(register.listed) + 1
    (line,) = rows(page)
    assert "东门村" in line[1]
    assert page.select_one("tbody a")["href"] == place(register, record)
    assert [cell["data-label"] for cell in page.select("tbody td")] == heads
    assert "共 1 条" in page.select_one(".pager").text


@every_register
def test_every_filter_of_a_list_narrows_it_and_is_told_in_words(county, office, register):
    entered(register, county)
    page = opened(office, place(register))
    for select in page.select(".filter-bar select"):
        for option in select.select("option[value]:not([value=''])")[:3]:
            narrowed = opened(office, f"{place(register)}?{select['name']}={option['value']}")
            assert option.text.strip() in narrowed.select_one(".chips").text
            chosen = narrowed.select_one(f".filter-bar select[name={select['name']}] option[selected]")
            assert chosen["value"] == option["value"]
    assert len(rows(opened(office, f"{place(register)}?from=20260101&to=20261231"))) == 1
    assert "没有符合条件" in opened(office, f"{place(register)}?to=20200101").text


@every_register
def test_a_filter_that_cannot_be_is_told_and_not_passed_over(office, register):
    for asked in ("unit=x", "from=昨天", "from=2026-02-02&to=2026-01-01", "word=" + "字" * 51):
        assert opened(office, f"{place(register)}?{asked}", 422).select_one(".notice-error"), asked


def test_a_code_that_no_list_knows_is_told(office):
    assert opened(office, "/registers/legal-aid?kind=nothing", 422).select_one(".notice-error")


def test_the_pages_of_a_list_lead_on_and_back_without_a_gap(county, office):
    register = REGISTERS["livestreams"]
    for number in range(120):
        entered(register, county, subject=f"第{number}场", held_on=f"2026-0{1 + number % 9}-1{number % 10}")
    seen, address = [], place(register)
    while address:
        page = opened(office, address)
        seen.append([line[0] + line[3] for line in rows(page)])
        onwards = page.select_one("a[rel=next]")
        back = page.select_one("a[rel=prev]")
        if back:
            assert [line[0] + line[3] for line in rows(opened(office, back["href"]))] == seen[-2]
        address = onwards and onwards["href"]
    together = [one for part in seen for one in part]
    assert [len(part) for part in seen] == [50, 50, 20]
    assert len(set(together)) == 120
    assert [one[:10] for one in together] == sorted((one[:10] for one in together), reverse=True)


def test_the_count_is_exact_up_to_a_thousand(county, office, monkeypatch):
    register = REGISTERS["livestreams"]
    monkeypatch.setattr("registers.record_search.COUNTED", 3)
    monkeypatch.setattr("blueprints.registers.routes.COUNTED", 3)
    for number, said in ((3, "3 条"), (1, "3+ 条")):
        for _ in range(number):
            entered(register, county, subject=f"第{register.model.select().count()}场")
        assert opened(office, place(register)).select_one(".page-sub").text == said


def test_a_list_asks_the_database_as_often_for_many_rows_as_for_one(county, office, counting):
    register = REGISTERS["legal-aid"]
    entered(register, county)
    office.get(place(register))
    with counting() as few:
        office.get(place(register))
    for number in range(20):
        entered(register, county, number=f"第{number}号")
    with counting() as many:
        office.get(place(register))
    assert len(many) == len(few)


# ---------------------------------------------------------------- edit, two at once, void


@every_register
def test_an_edit_begins_with_what_is_there_and_saving_it_changes_nothing(county, office, register):
    record = entered(register, county)
    page = opened(office, place(register, record, "edit"))
    for key in records.secret_keys(register):
        assert page.find(attrs={"name": key}).get("value", "") == ""
        assert "*" in page.find(attrs={"name": key})["placeholder"]
        assert "不改请留空" in page.text
    before = records.snapshot(register, record) | records.many_of(register, [record.id])[record.id]
    send(office, place(register, record, "edit"), **filled_in(page))
    after = register.model.get_by_id(record.id)
    assert records.snapshot(register, after) | records.many_of(register, [record.id])[record.id] == before
    assert after.version == 2


@every_register
def test_a_refused_edit_keeps_what_was_typed_and_stores_nothing(county, office, register):
    record = entered(register, county)
    key, field = next(iter(register.fields.items()))
    wrong = sent(register, county, **{key: wrong_values(field)[0]}) | {"version": "1"}
    page = opened(office, place(register, record, "edit"), 422, **wrong)
    assert page.find(id=f"{key}-error")
    _nothing_lost(page, register, wrong)
    assert register.model.get_by_id(record.id).version == 1


@every_register
def test_two_at_once_are_laid_side_by_side_and_nothing_is_lost(county, office, register):
    record = entered(register, county)
    form = filled_in(opened(office, place(register, record, "edit")))
    mine, theirs = form | {"unit": [str(county.villages[1].id)]}, form | {"unit": [str(county.towns[0].id)]}
    if register.slug == "subsidies":  # a payment stays where its dispute is
        mine = form | {"mediator": ["王某"]}
    send(office, place(register, record, "edit"), **theirs)
    page = opened(office, place(register, record, "edit"), 409, **mine)
    assert "已被他人改动" in page.text
    differing = [line[0] for line in rows(page)]
    assert "所在单位" in differing
    again = filled_in(page)
    assert again["version"] == ["2"]
    assert again["unit"] == mine["unit"]
    send(office, place(register, record, "edit"), **again)
    assert register.model.get_by_id(record.id).unit_id == int(mine["unit"][0])


@every_register
def test_a_record_is_voided_with_its_reason_and_leaves_the_list(county, office, register):
    record = entered(register, county)
    where = place(register, record, "void")
    version = {"version": "1"}
    assert "原因" in opened(office, where, 422, **version, reason=" ").select_one(".notice-error").text
    send(office, where, **version, reason="重复登记")
    page = opened(office, place(register, record))
    assert "重复登记" in page.text
    assert not page.select("a[href$='/edit'], a[href$='/void']")
    assert rows(opened(office, place(register))) == []
    assert len(rows(opened(office, f"{place(register)}?voided=1"))) == 1
    opened(office, place(register, record, "edit"), 422, **sent(register, county), version="2")


@pytest.mark.parametrize("version", ["0", "", "x", "²", "9" * 30])
def test_a_withdrawal_of_another_version_is_refused(county, office, version):
    register = REGISTERS["legal-aid"]
    record = entered(register, county)
    answer = office.post(place(register, record, "void"), data={"version": version, "reason": "重复登记"})
    assert answer.status_code == 409
    assert only(register).voided_at is None


# ---------------------------------------------------------------- who sees what


@every_register
def test_another_townships_record_is_not_there(county, sign_in, register):
    described.prepare(county)
    record = entered(register, county)
    other = sign_in(Role.TOWNSHIP, unit=county.towns[1])
    for page in ("", "edit", "void"):
        assert other.get(place(register, record, page)).status_code == 404
    for page in ("edit", "void", "reveal"):
        data = {**typed(register), "unit": county.villages[2].id, "version": "1", "reason": "核对"}
        assert other.post(place(register, record, page), data=data).status_code == 404
    assert rows(opened(other, place(register))) == []
    assert other.get(f"{place(register)}?unit={county.villages[0].id}").status_code == 404
    assert only(register).version == 1


@every_register
def test_a_leader_sees_no_name_no_number_and_no_free_text(county, sign_in, register):
    described.prepare(county)
    record = entered(register, county)
    leader = sign_in(Role.LEADER)
    for page in (opened(leader, place(register)), opened(leader, place(register, record))):
        for hidden in ("张建国", "说好", "120****", "990****", *SECRETS):
            assert hidden not in page.text
        assert not page.select("a[href$='/new'], a[href$='/edit'], a[href$='/void'], form[action$='/reveal']")
        assert not page.select("input[name=word]")
    assert leader.get(f"{place(register)}?word=张建国").status_code == 403
    assert leader.post(place(register, record, "reveal"), data={"reason": "核对"}).status_code == 403


@every_register
def test_a_mediator_enters_for_the_own_village(county, sign_in, register):
    described.prepare(county)
    mediator = sign_in(Role.MEDIATOR, unit=county.villages[0])
    send(mediator, place(register, page="new"), **sent(register, county))
    page = opened(mediator, place(register, only(register)))
    assert not page.select("a[href$='/void'], form[action$='/reveal']")


@every_register
def test_the_numbers_are_shown_for_a_purpose_and_it_is_logged(county, office, register):
    record = entered(register, county)
    secret = records.secret_keys(register)
    page = opened(office, place(register, record))
    assert bool(page.select("form[action$='/reveal']")) == bool(secret)
    if not secret:
        return
    where = place(register, record, "reveal")
    assert "用途" in opened(office, where, 422, reason=" ").select_one(".notice-error").text
    shown = opened(office, where, reason="电话回访")
    for key in secret:
        assert typed(register)[key] in shown.text
    entry = AuditEntry.select().where(AuditEntry.act == "record.reveal").get()
    assert "电话回访" in entry.detail
    assert cases.PHONE not in entry.detail


# ---------------------------------------------------------------- overview, menu, whatever is sent


def test_the_overview_has_a_card_for_every_register(county, office):
    entered(REGISTERS["legal-aid"], county)
    page = opened(office, "/registers")
    cards = {card.h2.get_text(strip=True): card for card in page.select(".register")}
    assert set(cards) == {register.label for register in REGISTERS.values()}
    assert "1 条" in " ".join(cards["法律援助"].get_text(" ", strip=True).split())
    assert "还没有登记过" in cards["网络直播"].text
    for register in REGISTERS.values():
        assert page.select(f"main a[href='{place(register)}']")
        assert page.select(f"main a[href='{place(register)}/new']")


def test_the_menu_stays_calm_and_knows_where_one_is(office):
    for address, marked in (
        ("/registers", "全部台账"),
        ("/registers/legal-aid", "法律援助"),
        ("/registers/videos", "全部台账"),
    ):
        page = opened(office, address)
        assert [link.get_text(strip=True) for link in page.select(".sidebar a[aria-current]")] == [marked]
    links = [link["href"] for link in page.select(".sidebar a[href^='/registers']")]
    assert len(links) == 7
    assert len(set(links)) == 7


def test_a_register_that_is_none_is_no_page(office):
    assert office.get("/registers/nothing").status_code == 404
    assert office.get("/registers/disputes/new").status_code == 404


anything = st.one_of(
    st.text(max_size=60),
    st.sampled_from(["0", "-1", "1e9", "²", "9" * 30, "2026-11-10", "=1+1", "\x00", "无", "A01", "civil"]),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_nothing_that_can_be_sent_makes_a_page_fail(county, office, data):
    register = data.draw(st.sampled_from(list(REGISTERS.values())))
    keys = st.sampled_from([*register.fields, "unit", "version", "entry_key", "then"])
    form = data.draw(st.dictionaries(keys, st.one_of(anything, st.lists(anything, max_size=3)), max_size=12))
    base = sent(register, county) if data.draw(st.booleans()) else {}
    assert office.post(place(register, page="new"), data=base | form).status_code in (303, 422)
    asked = data.draw(
        st.dictionaries(
            st.sampled_from(
                [*register.fields, "unit", "from", "to", "word", "voided", "after", "before", "due"]
            ),
            anything,
            max_size=5,
        )
    )
    assert office.get(place(register), query_string=asked).status_code in (200, 404, 422)


def test_the_title_of_a_page_tells_the_record(county, office):
    record = entered(REGISTERS["understanders"], county)
    assert soup(office.get(place(REGISTERS["understanders"], record))).h1.text == "张建国"


def test_a_clock_that_has_run_out_is_told_on_the_list_and_on_the_case(county, office):
    register = REGISTERS["legal-aid"]
    day = datetime.date.today() - datetime.timedelta(days=30)
    steps = dict.fromkeys(
        (
            "supplement_on",
            "supplemented_on",
            "decided_on",
            "assigned_on",
            "engaged_on",
            "concluded_on",
            "filed_on",
        ),
        "",
    )
    late = entered(
        register,
        county,
        **steps,
        state="",
        applied_on=day.isoformat(),
        accepted_on=day.isoformat(),
        number="甲",
    )
    entered(register, county, number="乙")
    page = opened(office, place(register))
    assert "有 1 件已超过办理期限" in page.select_one(".notice-warning").text
    narrowed = opened(office, page.select_one(".notice-warning a")["href"])
    assert [line[0] for line in rows(narrowed)] == ["甲"]
    assert "期限：已超期" in narrowed.select_one(".chips").text
    shown = opened(office, place(register, late)).select_one(".deadline").text
    assert "审查期限" in shown
    assert "已超过 23 天" in shown
    assert opened(office, f"{place(register)}?due=nothing", 422).select_one(".notice-error")
    assert opened(office, "/registers/livestreams?due=overdue", 422).select_one(".notice-error")


# ---------------------------------------------------------------- export, import, what screening finds


@every_register
def test_the_narrowed_list_goes_out_as_a_workbook(county, office, register):
    entered(register, county)
    page = opened(office, f"{place(register)}?from=20260101")
    (export,) = page.select("a[href*='export.xlsx']")
    answer = office.get(export["href"])
    assert answer.status_code == 200
    sheet = openpyxl.load_workbook(io.BytesIO(answer.data)).active
    cells = [str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell]
    assert register.label in cells
    assert not set(SECRETS) & set(cells)
    assert AuditEntry.select().where(AuditEntry.act == "record.export").count() == 1
    for link in page.select("a[href^='/imports/']"):
        assert office.get(link["href"]).status_code == 200


def test_a_leader_exports_no_names(county, sign_in):
    register = REGISTERS["understanders"]
    entered(register, county)
    answer = sign_in(Role.LEADER).get(f"{place(register)}/export.xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.data)).active
    assert "张建国" not in str([row for row in sheet.iter_rows(values_only=True)])


def test_a_leader_sees_no_side_text_of_a_register_about_people(county, sign_in):
    register = REGISTERS["adviser-services"]
    record = entered(register, county, recipient="李秀英")
    leader = sign_in(Role.LEADER)
    assert "李秀英" not in opened(leader, place(register, record)).text
    answer = leader.get(f"{place(register)}/export.xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.data)).active
    assert "李秀英" not in str([row for row in sheet.iter_rows(values_only=True)])


def test_an_export_of_what_cannot_be_asked_is_told(office):
    assert office.get("/registers/legal-aid/export.xlsx?unit=x").status_code == 422
    assert office.get("/registers/legal-aid/export.xlsx?kind=nothing").status_code == 422


def test_what_screening_found_becomes_a_case_in_one_click_and_stays_linked(county, office):
    register = REGISTERS["findings"]
    finding = entered(register, county, name="张建国、李秀英", state="open")
    (button,) = opened(office, place(register, finding)).select("form[action$='/case']")
    where = send(office, button["action"], csrf_token="x")
    opened(office, where)
    assert where.endswith("/edit")
    dispute = where.removesuffix("/edit")
    page = opened(office, place(register, finding))
    assert page.select_one(f"main a[href='{dispute}']")
    assert not page.select("form[action$='/case']")
    assert opened(office, dispute).select_one(f"main a[href='{place(register, finding)}']")
    assert send(office, button["action"], csrf_token="x") == where  # clicked twice


def test_a_round_that_found_nothing_is_a_report_of_its_own(county, office):
    register = REGISTERS["screenings"]
    nil = entered(register, county, found="0", prevented="0", resolved="0")
    assert "零报告" in rows(opened(office, place(register)))[0]
    assert "零报告" in opened(office, place(register, nil)).select_one(".page-sub").text
