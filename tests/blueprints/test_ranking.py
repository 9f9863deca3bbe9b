"""The page of places: the order with its lists, the summary, what is refused, whom it shows what."""

import re

import pytest

from office import settings
from tests.figures.comparison.ranked import cases
from tests.make import make_unit
from tests.months import close
from vocab import Role

pytestmark = pytest.mark.one_engine
PAGE = "/compare/ranking?year=2026"
RATE = f"{PAGE}&key=dispute.success_rate"


@pytest.fixture
def towns(county):
    """The county's two towns and a third, with cases of March 2026."""
    towns = [*county.towns, make_unit("青山镇", county.unit, position=9)]
    for town, settled, failed in zip(towns, (18, 40, 4), (2, 0, 1), strict=True):
        cases(town, settled, failed)
    return towns


def cells(text, label):
    """What stands in the cells of a column, without tags."""
    found = re.findall(rf'data-label="{label}">(.*?)</td>', text, re.DOTALL)
    return [re.sub(r"\s+", "", re.sub("<[^>]+>", "", one)) for one in found]


def test_the_order_shows_places_bases_and_who_stands_apart(sign_in, towns):
    text = sign_in(Role.LEADER).get(RATE).text
    assert cells(text, "名次")[:2] == ["1", "2"]
    assert cells(text, "单位")[-3:] == ["柳河镇", "城关镇", "总体"]
    assert cells(text, "分子/分母") == ["4/5", "40/40", "18/20", "62/65"]
    assert cells(text, "调解不成功数") == ["0", "2", "3"]
    assert "基数过小，不排名" in text
    assert "威尔逊" in text


def test_every_number_and_every_bar_opens_its_list(sign_in, towns):
    client = sign_in(Role.COUNTY)
    text = client.get(RATE).text
    both = re.findall(r'data-label="分子/分母"><span>(.*?)</span>', text, re.DOTALL)[2]
    for number, href in zip(("18", "20"), re.findall('href="([^"]+)"', both), strict=True):
        assert f"共 {number} 件" in client.get(href.replace("&amp;", "&")).text
    bar = re.search(r'<a href="([^"]+)" aria-label="柳河镇', text)[1]
    assert "柳河镇" in client.get(bar.replace("&amp;", "&")).text


def test_the_summary_has_a_place_for_each_indicator_and_no_sum_of_them(sign_in, towns):
    text = sign_in(Role.LEADER).get(PAGE).text
    assert "调解成功率" in text
    assert "月报得分" in text
    assert re.search(r'<th scope="row">柳河镇</th>.*?<strong>1</strong>', text, re.DOTALL)
    assert "热线接通率" in text  # named among what ranks nobody
    assert "不合成总分" in text


def test_volume_is_offered_only_where_the_office_switched_it_on(sign_in, towns):
    client = sign_in(Role.COUNTY)
    refused = client.get(f"{PAGE}&key=dispute.accepted")
    assert (refused.status_code, "业务设置" in refused.text) == (422, True)
    assert 'name="year" value="2026"' in refused.text  # the filters stay
    assert 'value="dispute.accepted"' not in refused.text
    form = client.get("/settings").text
    assert "按数量排名" in form
    sent = settings.everything() | {"rank_volume": "yes"}
    assert client.post("/settings", data=sent).status_code == 303
    shown = client.get(f"{PAGE}&key=dispute.accepted").text
    assert cells(shown, "名次") == ["1", "2", "3", ""]
    assert "不说明好坏" in shown


def test_locked_months_rank_who_locked(sign_in, county, towns):
    close(county.unit, "2026-03")
    text = sign_in(Role.LEADER).get(f"{RATE}&part=03&state=official").text
    assert cells(text, "单位")[-3:] == ["柳河镇", "城关镇", "总体"]
    assert "审定" in text
    nothing = sign_in(Role.LEADER).get(f"{RATE}&part=04&state=official")
    assert (nothing.status_code, "没有锁定" in nothing.text) == (422, True)


def test_points_are_explained_by_the_rating(sign_in, county, towns):
    close(county.unit, "2026-03")
    client = sign_in(Role.LEADER)
    text = client.get(f"{PAGE}&part=03&key=return.score").text
    href = re.search(r'data-label="月报得分（分）"><a href="([^"]+)"', text)[1]
    assert client.get(href.replace("&amp;", "&")).status_code == 200
    assert client.get("/compare/ranking?key=return.score&from=20260301&to=20260315").status_code == 422


def test_a_village_has_nobody_to_rank(sign_in, county):
    page = sign_in(Role.COUNTY).get(f"{RATE}&unit={county.villages[0].id}")
    assert (page.status_code, "没有可以排名的下级单位" in page.text) == (200, True)


@pytest.mark.parametrize(
    "wrong", ["key=nothing", "key=dispute.share", "state=secret", "year=20x0", "unit=abc"]
)
def test_what_cannot_be_asked_is_told(sign_in, county, wrong):
    page = sign_in(Role.LEADER).get(f"/compare/ranking?{wrong}")
    assert page.status_code in (400, 422)


def test_units_two_levels_down_may_be_ranked_together(sign_in, county):
    for town in county.towns:
        cases(make_unit(f"{town.name}片区", town), 10, 2)
    client = sign_in(Role.COUNTY)
    assert 'name="below"' in client.get(RATE).text
    text = client.get(f"{RATE}&below=all").text
    assert cells(text, "单位")[-3:] == ["城关镇/城关镇片区", "柳河镇/柳河镇片区", "总体"]
