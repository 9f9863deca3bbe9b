"""Pages of committees and studios."""

import pytest

from models import Committee, Studio
from tests.pages import filled, soup
from vocab import Role

# What pages do with data is tried on both engines where the acts are; a page looks the same on either.
pytestmark = pytest.mark.one_engine


@pytest.fixture
def office(sign_in):
    return sign_in(Role.TOWNSHIP)


def names(answer):
    return [row.a.text for row in soup(answer).select("tbody tr")]


def test_the_list_has_the_area_and_nothing_else(office, county):
    assert names(office.get("/committees")) == ["东门村人民调解委员会", "西门村人民调解委员会"]


def test_the_list_is_narrowed_by_name_unit_and_kind(sign_in, county):
    client = sign_in(Role.COUNTY)
    assert names(client.get("/committees?q=柳南")) == ["柳南村人民调解委员会"]
    assert len(names(client.get(f"/committees?unit={county.towns[1].id}"))) == 2
    assert "没有符合条件" in client.get("/committees?kind=social").text
    assert client.get("/committees?unit=99999999").status_code == 404


def test_the_list_is_narrowed_by_trade_and_rating(sign_in, office, county):
    place = f"/committees/{county.committees[0].id}"
    typed = filled(office.get(f"{place}/edit"), trade="H04", standardised="y")
    office.post(f"{place}/edit", data=typed)
    assert "规范化" in soup(office.get(place)).select_one(".facts").text
    client = sign_in(Role.COUNTY)
    for narrowed in ("trade=H04", "standardised=1", "trade=H04&standardised=1"):
        assert names(client.get(f"/committees?{narrowed}")) == ["东门村人民调解委员会"]
    untouched = {
        key: value for key, value in filled(office.get(f"{place}/edit")).items() if key != "standardised"
    }
    office.post(f"{place}/edit", data=untouched)
    assert "没有符合条件" in client.get("/committees?standardised=1").text


def test_a_long_list_goes_on_after_the_last_row(sign_in, county):
    for number in range(60):
        Committee.create(unit=county.towns[1], kind="township", name=f"第{number}调委会")
    client = sign_in(Role.COUNTY)
    first = client.get("/committees?kind=township")
    assert "共 60 个" in first.text
    following = soup(first).select_one("a[rel=next]")["href"]
    assert not set(names(first)) & set(names(client.get(following)))
    second = client.get(following)
    assert len(names(first)) + len(names(second)) == 60
    assert names(client.get(soup(second).select_one("a[rel=prev]")["href"])) == names(first)


def test_a_committee_is_added_and_its_fault_told(office, county):
    village = county.villages[0].id
    form = office.get(f"/committees/new?unit={village}")
    typed = filled(form, name="东门商圈人民调解委员会", kind="social", trade="H04", prefix="东商调字")
    assert office.post("/committees/new", data=typed).location == f"/units/{village}"
    row = Committee.get(Committee.name == "东门商圈人民调解委员会")
    assert (row.kind, row.trade_id, row.prefix) == ("social", "H04", "东商调字")
    answer = office.post("/committees/new", data=typed)
    assert answer.status_code == 422
    assert "已有名为" in soup(answer).find(id="name-error").text
    assert soup(answer).find("input", id="prefix")["value"] == "东商调字"


def test_a_unit_of_another_township_is_not_on_offer(office, county):
    values = {option["value"] for option in soup(office.get("/committees/new")).select("#unit_id option")}
    assert str(county.villages[2].id) not in values
    typed = {"unit_id": county.villages[2].id, "name": "越界调委会", "kind": "village"}
    assert office.post("/committees/new", data=typed).status_code == 422
    assert not Committee.select().where(Committee.name == "越界调委会").exists()


def test_a_committee_is_changed_and_closed(office, county):
    committee = county.committees[0]
    place = f"/committees/{committee.id}"
    typed = filled(office.get(f"{place}/edit"), name="东门村调委会", prefix="东调字")
    assert office.post(f"{place}/edit", data=typed).location == place
    assert "东门村调委会" in office.get(place).text
    assert office.post(f"{place}/edit", data=typed | {"prefix": "别"}).status_code == 409
    assert "工作室 1 个一并撤销" in office.get(f"{place}/close").text
    assert (
        office.post(f"{place}/close", data=filled(office.get(f"{place}/close"), on="2026-11-01")).location
        == place
    )
    assert "已于 2026-11-01 撤销" in office.get(place).text
    assert Studio.get_by_id(county.studio.id).valid_to.isoformat() == "2026-11-01"


def test_a_studio_is_added_changed_and_closed_under_its_committee(office, county):
    place = f"/committees/{county.committees[1].id}"
    form = office.get(f"{place}/studios/new")
    typed = filled(form, name="老李调解工作室", kind="personal", valid_from="2020-05-01")
    assert office.post(f"{place}/studios/new", data=typed).location == place
    studio = Studio.get(Studio.name == "老李调解工作室")
    change = f"/studios/{studio.id}/edit"
    answer = office.post(change, data=filled(office.get(change), name="李大姐调解工作室"))
    assert answer.location == place
    close = f"/studios/{studio.id}/close"
    office.post(close, data=filled(office.get(close), on="2026-11-01"))
    page = office.get(place).text
    assert "李大姐调解工作室" in page
    assert "2026-11-01 撤销" in page


def test_other_peoples_committees_and_studios_do_not_exist(office, county):
    other = county.committees[2].id
    for address in (f"/committees/{other}", f"/committees/{other}/edit", f"/committees/{other}/studios/new"):
        assert office.get(address).status_code == 404


def test_a_leader_reads_and_changes_nothing(sign_in, county):
    leader = sign_in(Role.LEADER)
    page = leader.get(f"/committees/{county.committees[0].id}").text
    assert "东门调解工作室" in page
    assert "撤销" not in page
    assert leader.post("/committees/new", data={}).status_code == 403
