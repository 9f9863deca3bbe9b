"""Pages of the unit tree: what is shown, and each act from its form to the page that follows."""

import re

import pytest
from werkzeug.datastructures import MultiDict

from models import Unit, UnitName
from office import access, committees, unit_changes, units
from tests.county import TODAY
from tests.pages import filled, opened, soup
from vocab import Role

# What pages do with data is tried on both engines where the acts are; a page looks the same on either.
pytestmark = pytest.mark.one_engine


def again(unit):
    return Unit.get_by_id(unit.id)


@pytest.fixture
def bureau(sign_in):
    return sign_in(Role.COUNTY)


def test_the_tree_shows_every_unit_with_what_its_branch_holds(bureau, county):
    rows = {
        row.a.text: [cell.text for cell in row.find_all("td")[1:]]
        for row in soup(bureau.get("/units")).select("tbody tr")
    }
    assert list(rows) == ["城关镇", "东门村", "西门村", "柳河镇", "柳南村", "柳北村"]
    assert rows["城关镇"] == ["乡镇", "2", "2"]
    assert rows["柳北村"] == ["村", "1", "1"]


def test_a_township_sees_its_own_branch_and_no_buttons_of_the_bureau(sign_in, county):
    client = sign_in(Role.TOWNSHIP)
    page = client.get("/units").text
    assert "东门村" in page
    assert "柳南村" not in page
    assert "新设单位" not in page
    assert client.get(f"/units/{county.villages[2].id}").status_code == 404
    assert client.get("/units/new").status_code == 403


def test_a_unit_is_found_by_its_former_name(bureau, county):
    unit_changes.rename(access.machine(), county.towns[0].id, 1, "城关街道", TODAY, today=TODAY)
    page = soup(bureau.get("/units?q=城关镇"))
    assert [link.text for link in page.select("tbody a")] == ["城关街道"]
    assert "没有找到" in bureau.get("/units?q=不存在").text


def test_the_page_of_a_village_shows_its_rosters(bureau, county):
    page = bureau.get(f"/units/{county.villages[0].id}").text
    for text in ("东门村人民调解委员会", "东门调解工作室", "赵东门", "青山县", "城关镇"):
        assert text in page
    assert "12000000001" not in page


def test_a_new_unit_is_added_and_what_was_typed_is_kept_when_it_cannot_be(bureau, county):
    town = county.towns[1].id
    sent = filled(bureau.get(f"/units/new?parent={town}"), name="柳东村", code="990199")
    answer = bureau.post("/units/new", data=sent)
    assert (answer.status_code, answer.location) == (303, f"/units/{town}")
    assert units.find(access.machine(), "柳东村").kind == "village"
    refused = bureau.post("/units/new", data=sent | {"code": "77"})
    assert refused.status_code == 422
    assert "已有名为“柳东村”的单位" in refused.text
    assert soup(refused).find("input", id="code")["value"] == "77"


def test_one_unit_after_the_other_is_typed_without_choosing_the_parent_again(bureau, county):
    town = county.towns[1].id
    answer = bureau.post("/units/new", data={"parent": town, "name": "柳东村", "kind": "", "then": "again"})
    page = soup(bureau.get(answer.location))
    assert page.select_one("#parent option[selected]")["value"] == str(town)


def test_a_rename_is_shown_with_the_day_it_began(bureau, county):
    place = f"/units/{county.towns[0].id}"
    sent = filled(bureau.get(f"{place}/rename"), name="城关街道", on="2026年1月1日")
    answer = bureau.post(f"{place}/rename", data=sent)
    assert answer.location == place
    page = bureau.get(place).text
    assert "城关街道" in page
    assert "城关镇（2026-01-01 前）" in page
    assert UnitName.get().valid_to.isoformat() == "2026-01-01"


def test_a_faulty_day_is_told_beside_its_field(bureau, county):
    answer = bureau.post(
        f"/units/{county.towns[0].id}/rename", data={"seen": 1, "name": "城关街道", "on": "明年"}
    )
    assert answer.status_code == 422
    assert "不是有效的日期" in soup(answer).find(id="on-error").text
    assert soup(answer).find("input", id="name")["value"] == "城关街道"


def test_a_correction_that_meets_another_shows_both(bureau, county):
    place = f"/units/{county.villages[0].id}"
    mine = filled(bureau.get(f"{place}/edit"), code="99010101")
    bureau.post(f"{place}/edit", data=mine | {"code": "99010109"})
    answer = bureau.post(f"{place}/edit", data=mine)
    assert answer.status_code == 409
    assert "区划代码“99010109”" in answer.text
    assert bureau.post(f"{place}/edit", data=filled(answer)).status_code == 303
    assert again(county.villages[0]).code == "99010101"


def test_closing_says_first_what_goes_with_it(bureau, county):
    place = f"/units/{county.villages[0].id}"
    assert "调委会 1 个、工作室 1 个、调解员聘任 1 人" in bureau.get(f"{place}/close").text
    sent = filled(bureau.get(f"{place}/close"), on="2026-11-01")
    assert bureau.post(f"{place}/close", data=sent).location == place
    assert "已于 2026-11-01 撤销" in bureau.get(place).text
    assert "东门村" not in bureau.get("/units").text
    assert "东门村" in bureau.get("/units?past=1").text


def test_closing_a_town_with_villages_is_refused_with_the_reason(bureau, county):
    answer = bureau.post(f"/units/{county.towns[0].id}/close", data={"seen": 1, "on": "2026-11-01"})
    assert answer.status_code == 422
    assert "还有下级单位" in soup(answer).find(id="on-error").text


def test_a_merge_is_previewed_then_done(bureau, county):
    town, into = county.towns
    place = f"/units/{town.id}/merge"
    assert bureau.get(place).status_code == 200
    preview = bureau.get(f"{place}?into={into.id}&on=2026-11-01")
    assert preview.status_code == 200
    text = re.sub(r"\s+", "", soup(preview).main.text)
    assert "2个下级单位转到“柳河镇”下" in text
    assert "东门村、西门村" in text
    assert "调委会2个（含工作室1个）、调解员2人" in text
    assert again(town).valid_to is None
    answer = bureau.post(place, data=filled(preview))
    assert (answer.status_code, answer.location) == (303, f"/units/{into.id}")
    page = bureau.get(answer.location).text
    assert "城关镇" in page
    assert "东门村" in page
    assert "柳河镇" in bureau.get(f"/units/{town.id}").text


def test_a_merge_that_makes_no_sense_is_refused_before_the_preview(bureau, county):
    town = county.towns[0]
    answer = bureau.get(f"/units/{town.id}/merge?into={county.villages[0].id}&on=2026-11-01")
    assert answer.status_code == 422
    assert "上级不能并入下级" in soup(answer).find(id="into-error").text
    early = bureau.get(f"/units/{town.id}/merge?into={county.towns[1].id}&on=2099-01-01")
    assert "不能晚于今天" in soup(early).find(id="on-error").text


def test_a_merge_of_what_changed_since_the_preview_is_not_done(bureau, county):
    town, into = county.towns
    answer = bureau.post(f"/units/{town.id}/merge", data={"into": into.id, "on": "2026-11-01", "seen": 9})
    assert answer.status_code == 409
    assert again(town).successor_id is None


def words(page):
    return re.sub(r"\s+", "", page.main.text)


def test_a_split_is_previewed_then_done(bureau, county):
    town, (east, west, *_others) = county.towns[0], county.villages
    place = f"/units/{town.id}/split"
    assert f'href="{place}"' in bureau.get(f"/units/{town.id}").text
    form = opened(bureau, place)
    assert [box["value"] for box in form.select("[name=moved]")] == [str(east.id), str(west.id)]
    assert not form.select("[name=committees]")
    preview = opened(bureau, f"{place}?name=东山镇&kind=&on=2026-11-01&moved={east.id}&seen=1")
    assert "1个下级单位转到“东山镇”下，原单位同时撤销：东门村" in words(preview)
    assert "调委会1个（含工作室1个）、调解员1人、账号0个" in words(preview)
    assert again(east).valid_to is None
    chosen = opened(bureau, next(a["href"] for a in preview.select("main a") if a.text == "重新选择"))
    assert chosen.find(id="name")["value"] == "东山镇"
    assert [box["value"] for box in chosen.select("[name=moved][checked]")] == [str(east.id)]
    sent = [(field["name"], field["value"]) for field in preview.select("main form[method=post] input")]
    answer = bureau.post(place, data=MultiDict(sent))
    new = Unit.get(Unit.name == "东山镇")
    assert (answer.status_code, answer.location) == (303, f"/units/{new.id}")
    assert "东门村" in words(opened(bureau, answer.location))
    assert new.kind == "township"


def test_a_committee_of_the_town_itself_can_go_along(bureau, county):
    town = county.towns[0]
    own = committees.add(access.machine(), {"unit_id": town.id, "name": "城关镇商会调委会", "kind": "social"})
    asked = f"/units/{town.id}/split?name=东山镇&on=2026-11-01&moved={county.villages[0].id}&seen=1"
    assert "随同划出的本级调委会：城关镇商会调委会" in words(opened(bureau, f"{asked}&committees={own.id}"))
    assert "商会" not in words(opened(bureau, asked))


def test_a_split_that_makes_no_sense_is_refused_before_the_preview_with_all_that_was_typed(bureau, county):
    east, west = county.villages[:2]
    place = f"/units/{county.towns[0].id}/split"
    none = opened(bureau, f"{place}?name=东山镇&kind=other&on=2026-11-01&seen=1", 422)
    assert "至少一个" in none.find(id="moved-error").text
    assert none.find(id="name")["value"] == "东山镇"
    assert none.select_one("#kind option[selected]")["value"] == "other"
    all_ = opened(bureau, f"{place}?name=东山镇&on=2026-11-01&moved={east.id}&moved={west.id}&seen=1", 422)
    assert "不能全部划出" in all_.find(id="moved-error").text
    assert len(all_.select("[name=moved][checked]")) == 2
    namesake = opened(bureau, f"{place}?name=柳河镇&on=2026-11-01&moved={east.id}&seen=1", 422)
    assert "已有名为“柳河镇”" in namesake.find(id="name-error").text
    odd = opened(bureau, f"{place}?name=东山镇&on=2026-11-01&moved=abc&seen=1", 422)
    assert odd.find(id="moved-error")


def test_what_changed_since_the_preview_of_a_split_stops_it(bureau, county):
    town, east = county.towns[0], county.villages[0]
    place = f"/units/{town.id}/split"
    sent = {"name": "东山镇", "kind": "", "on": "2026-11-01", "moved": east.id}
    assert bureau.post(place, data=sent | {"seen": 9}).status_code == 409
    unit_changes.close(access.machine(), east.id, 1, TODAY, today=TODAY)
    answer = opened(bureau, place, 422, **sent, seen=1)
    assert "已撤销或不属于“城关镇”" in answer.find(id="moved-error").text
    assert not Unit.select().where(Unit.name == "东山镇").exists()
