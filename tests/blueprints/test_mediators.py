"""Pages of mediators: found by two characters, numbers masked until somebody asks for them."""

import pytest

from models import AuditEntry, Mediator
from office import mediators
from tests.pages import filled, send, soup
from vocab import Role

# What pages do with data is tried on both engines where the acts are; a page looks the same on either.
pytestmark = pytest.mark.one_engine

ID_NUMBER = "990101197003071238"


def names(answer):
    return [row.a.text for row in soup(answer).select("tbody tr")]


@pytest.fixture
def office(sign_in):
    return sign_in(Role.TOWNSHIP)


@pytest.fixture
def typed(office, county):
    """The form of a new mediator, filled in."""
    return filled(
        office.get(f"/mediators/new?committee={county.committees[0].id}"),
        name="欧阳秀英", sex="female", employment="full", phone="120 1234 5678", id_number=ID_NUMBER,
        valid_from="2026-01-01", valid_to="2029-01-01",
    )  # fmt: skip


@pytest.mark.parametrize("text", ["东门", "zhaodong", "zdm", "赵东"])
def test_the_list_is_searched_by_characters_pinyin_and_initials(office, county, text):
    assert names(office.get(f"/mediators?q={text}")) == ["赵东门"]


def test_ethnic_group_education_grade_and_commendation_are_kept_shown_and_filtered(office, typed):
    more = {
        "ethnic_group": "06",
        "education": "college",
        "grade": "M02",
        "commended": "2025年市优秀人民调解员",
    }
    office.post("/mediators/new", data=typed | more)
    made = Mediator.get(Mediator.name == "欧阳秀英")
    page = soup(office.get(f"/mediators/{made.id}")).select_one(".facts").text
    assert all(word in page for word in ("苗族", "大专", "二级", "2025年市优秀人民调解员"))
    assert names(office.get("/mediators?grade=M02")) == ["欧阳秀英"]
    office.post(f"/mediators/{made.id}/edit", data=filled(office.get(f"/mediators/{made.id}/edit"), grade=""))
    kept = Mediator.get_by_id(made.id)
    assert (kept.grade_id, kept.education, kept.ethnic_group) == (None, "college", "06")


def test_the_list_has_the_area_with_masked_phones(office, county):
    page = office.get("/mediators")
    assert names(page) == ["赵东门", "赵西门"]
    assert "120******01" in page.text
    assert "12000000001" not in page.text


def test_a_search_by_exact_phone_finds_and_by_half_a_phone_does_not(office, county):
    where = send(office, "/mediators/find", q="120-0000-0001", unit="")
    assert "120-0000-0001" not in where
    assert "12000000001" not in where
    assert names(office.get(where)) == ["赵东门", "赵西门"]
    assert "没有符合条件" in office.get("/mediators?q=12000000", follow_redirects=True).text


def test_words_stay_words_in_the_address(office, county):
    assert send(office, "/mediators/find", q="zdm", past="1", exact="") == "/mediators?q=zdm&past=1"


def test_a_mediator_is_added_searched_and_shown(office, county, typed):
    assert office.post("/mediators/new", data=typed).status_code == 303
    assert names(office.get("/mediators?q=秀英")) == ["欧阳秀英"]
    made = Mediator.get(Mediator.name == "欧阳秀英")
    page = office.get(f"/mediators/{made.id}").text
    for text in ("120******78", "990*************38", "2026-01-01 至 2029-01-01", "东门村人民调解委员会"):
        assert text in page


def test_after_one_mediator_the_next_of_the_same_committee_is_typed(office, county, typed):
    answer = office.post("/mediators/new", data=typed | {"then": "again"})
    page = soup(office.get(answer.location))
    assert page.select_one("#committee_id option[selected]")["value"] == str(county.committees[0].id)
    assert page.select_one("#unit_id option[selected]")["value"] == str(county.villages[0].id)


@pytest.mark.parametrize(
    ("field", "value", "why"),
    [
        ("id_number", "990101197003071230", "校验位"),
        ("id_number", "12345", "18 位"),
        ("phone", "十二", "电话号码"),
        ("valid_to", "2025-01-01", "日期应晚于"),
        ("name", "", ""),
    ],
)
def test_a_fault_stands_beside_its_field_and_the_rest_stays_typed(office, county, typed, field, value, why):
    answer = office.post("/mediators/new", data=typed | {field: value})
    assert answer.status_code == 422
    page = soup(answer)
    assert why in page.find(id=f"{field}-error").text
    kept = "phone" if field == "id_number" else "id_number"
    assert page.find("input", id=kept)["value"].replace(" ", "") == typed[kept].replace(" ", "")
    assert Mediator.select().count() == 4


def test_a_reveal_shows_the_numbers_once_and_is_written_down(office, county):
    place = f"/mediators/{county.mediators[0].id}"
    revealed = office.post(f"{place}/reveal")
    assert "12000000001" in revealed.text
    assert revealed.headers["Cache-Control"] == "no-store"
    assert "12000000001" not in office.get(place).text
    last = AuditEntry.select().order_by(AuditEntry.id.desc()).first()
    assert (last.act, last.account_id) == ("mediator.reveal", office.account.id)
    assert office.get(f"{place}/reveal").status_code == 405


def test_a_leader_sees_no_numbers_at_all(sign_in, county):
    leader = sign_in(Role.LEADER)
    for address in ("/mediators", f"/mediators/{county.mediators[0].id}"):
        page = leader.get(address).text
        assert "赵东门" in page
        assert "120***" not in page
    assert leader.post(f"/mediators/{county.mediators[0].id}/reveal").status_code == 403


def test_a_change_keeps_numbers_that_are_left_blank(office, county):
    mediator = county.mediators[0]
    place = f"/mediators/{mediator.id}"
    assert "120******01" in office.get(f"{place}/edit").text
    sent = filled(office.get(f"{place}/edit"), name="欧阳秀英", employment="full")
    assert (sent["phone"], sent["id_number"]) == ("", "")
    answer = office.post(f"{place}/edit", data=sent)
    assert answer.location == place
    row = Mediator.get_by_id(mediator.id)
    assert (row.name, row.employment) == ("欧阳秀英", "full")
    assert mediators.masked(row).phone == "120******01"


def test_a_change_that_meets_another_shows_both(office, county):
    place = f"/mediators/{county.mediators[0].id}/edit"
    mine = filled(office.get(place), name="赵东")
    office.post(place, data=mine | {"employment": "invited"})
    answer = office.post(place, data=mine)
    assert answer.status_code == 409
    assert "专兼职“特邀”" in answer.text


def test_an_ended_term_is_shown_and_leaves_the_list(office, county):
    place = f"/mediators/{county.mediators[0].id}"
    sent = filled(office.get(f"{place}/end"), on="2026-11-01")
    assert office.post(f"{place}/end", data=sent).location == place
    assert "已离任" in office.get(place).text
    assert names(office.get("/mediators")) == ["赵西门"]
    assert names(office.get("/mediators?past=1")) == ["赵东门", "赵西门"]


def test_other_townships_mediators_do_not_exist(office, county):
    other = county.mediators[2].id
    assert office.get(f"/mediators/{other}").status_code == 404
    assert office.post(f"/mediators/{other}/reveal").status_code == 404
    assert not AuditEntry.select().where(AuditEntry.act == "mediator.reveal").exists()
