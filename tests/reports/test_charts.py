"""Charts: well-formed, truthful in their proportions, every mark with its list, safe with any text."""

from decimal import Decimal
from xml.etree import ElementTree

import pytest

from reports import charts
from reports.charts import Mark, Series, Sign

SVG = "{http://www.w3.org/2000/svg}"
MONTHS = ["1月", "2月"]


def parsed(chart):
    return ElementTree.fromstring(chart.svg)


def links(chart):
    return [a.get("href") for a in parsed(chart).iter(f"{SVG}a")]


def shapes(chart, tag, css):
    return [e for e in parsed(chart).iter(SVG + tag) if css in e.get("class", "").split()]


def numbers(element, *names):
    return [float(element.get(name)) for name in names]


def series(*values, name="邻里"):
    return Series(name, [Mark(m, v, f"/list?{m}") for m, v in zip(MONTHS, values, strict=True)])


def over_months(draw):
    return lambda marks: draw([m.label for m in marks], [Series("甲", marks)], title="图")


KINDS = {
    "stacked_bars": over_months(charts.stacked_bars),
    "line": over_months(charts.line),
    "donut": lambda marks: charts.donut(marks, title="图"),
    "heat_map": lambda marks: charts.heat_map(["城关镇"], [m.label for m in marks], [marks], title="图"),
    "bars": lambda marks: charts.bars(marks, title="图"),
}


@pytest.fixture(params=KINDS)
def draw(request):
    return KINDS[request.param]


def test_every_mark_opens_its_list(draw):
    chart = draw([Mark("1月", 3, "/list?m=1&u=2"), Mark("2月", 5, "/list?m=2")])
    assert links(chart) == ["/list?m=1&u=2", "/list?m=2"]
    assert [cell["href"] for row in chart.rows for cell in row if isinstance(cell, dict)] == links(chart)


def test_a_mark_without_a_list_is_no_link(draw):
    chart = draw([Mark("1月", 3), Mark("2月", 5)])
    assert links(chart) == []
    assert parsed(chart).get("role") == "img"


def test_links_stay_reachable_by_keyboard_and_reader(draw):
    chart = draw([Mark("1月", 3, "/a")])
    assert parsed(chart).get("role") == "group"
    assert all("3" in a.get("aria-label") for a in parsed(chart).iter(f"{SVG}a"))


@pytest.mark.parametrize("values", [[], [0], [0, 0], [1], [None], [None, 4, None], [Decimal("0.3")], [10**7]])
def test_any_values_give_a_drawing(draw, values):
    chart = draw([Mark(f"{i}月", v) for i, v in enumerate(values, 1)])
    assert parsed(chart).find(f"{SVG}title").text == "图"
    assert "nan" not in chart.svg


def test_text_is_escaped(draw):
    chart = draw([Mark("<b>&\"张'</b>", 3, '/list?q="><script>')])
    assert links(chart) == ['/list?q="><script>']
    assert "<script>" not in chart.svg
    assert not list(parsed(chart).iter(f"{SVG}b"))


def test_no_drawing_has_inline_style_or_script(draw):
    chart = draw([Mark("1月", 3, "/a"), Mark("2月", 0, "/b")])
    names = {name for e in parsed(chart).iter() for name in e.keys()}  # noqa: SIM118 - an Element is no dict
    assert not [n for n in names if n == "style" or n.startswith("on")]


def test_parts_of_a_bar_are_as_high_as_their_values():
    chart = charts.stacked_bars(MONTHS, [series(10, 20), series(30, 5)], title="图")
    heights = [float(r.get("height")) for r in shapes(chart, "rect", "mark-shape")]
    assert [h / heights[0] for h in heights] == pytest.approx([1, 3, 2, 0.5], rel=0.01)


def test_parts_of_a_bar_stand_on_each_other():
    chart = charts.stacked_bars(MONTHS, [series(10, 1), series(30, 1)], title="图")
    lower, upper = shapes(chart, "rect", "mark-shape")[:2]
    top_of_upper, height = numbers(upper, "y", "height")
    assert top_of_upper + height == pytest.approx(float(lower.get("y")), abs=0.11)


def test_a_zero_part_is_not_drawn_but_stands_in_the_table():
    chart = charts.stacked_bars(MONTHS, [series(0, 2)], title="图")
    assert len(shapes(chart, "rect", "mark-shape")) == 1
    assert [row[1]["text"] for row in chart.rows] == [0, 2]


def test_the_sum_stands_above_a_bar_and_in_the_table():
    chart = charts.stacked_bars(MONTHS, [series(10, 2), series(30, 5)], title="图")
    assert [t.text for t in shapes(chart, "text", "value-text")] == ["40", "7"]
    assert [row[-1] for row in chart.rows] == ["40", "7"]


def test_paper_shows_the_table_of_parts_that_no_number_stands_beside():
    assert charts.stacked_bars(MONTHS, [series(10, 2), series(30, 5)], title="图").prints_table
    assert not charts.stacked_bars(MONTHS, [series(10, 2)], title="图").prints_table  # its sums stand above


@pytest.mark.parametrize("most", [1, 3, 9, 47, 79, 100, 869, 6068, 1_500_000])
def test_the_axis_is_round_and_reaches_the_largest(most):
    chart = charts.line(MONTHS, [series(0, most)], title="图")
    scale = [float(t.text) for t in shapes(chart, "text", "axis-text") if t.get("text-anchor") == "end"]
    assert scale[0] == 0
    assert scale[-1] >= most > scale[-2]
    assert len(scale) <= 7


def test_a_curve_is_as_high_as_its_values():
    chart = KINDS["line"]([Mark("1", 0), Mark("2", 10), Mark("3", 20)])
    zero, half, full = (float(c.get("cy")) for c in shapes(chart, "circle", "dot"))
    assert (zero - half) * 2 == pytest.approx(zero - full, abs=0.2)


def test_a_missing_value_breaks_the_curve():
    marks = [Mark(str(i), v) for i, v in enumerate([1, 2, None, 3])]
    chart = charts.line(["1", "2", "3", "4"], [Series("甲", marks)], title="图")
    assert [len(p.get("points").split()) for p in shapes(chart, "polyline", "curve")] == [2, 1]
    assert len(shapes(chart, "circle", "dot")) == 3


def test_a_single_part_is_a_whole_ring():
    chart = charts.donut([Mark("邻里", 7, "/a"), Mark("合同", 0, "/b")], title="图")
    assert links(chart) == ["/a"]
    assert len(shapes(chart, "path", "c1")) == 2  # two half rings


def test_shares_round_half_up():
    chart = charts.donut([Mark("甲", 1), Mark("乙", 15), Mark("丙", 0)], title="图")  # 6.25 and 93.75
    assert [share for _, _, share in chart.shares] == ["6.3%", "93.8%", "0.0%"]


def test_nothing_has_no_shares():
    assert [share for _, _, share in charts.donut([Mark("甲", 0)], title="图").shares] == [None]


def test_the_darkest_cell_is_the_largest():
    marks = [Mark("a", 0), Mark("b", 1), Mark("c", 5), Mark("d", 8)]
    chart = charts.heat_map(["城关镇"], ["a", "b", "c", "d"], [marks], title="图")
    heats = [r.get("class").split()[-1] for r in shapes(chart, "rect", "mark-shape")]
    assert heats == ["heat0", "heat1", "heat3", "heat4"]


def test_a_blank_cell_is_left_out():
    chart = charts.heat_map(["城关镇"], ["a", "b"], [[None, Mark("b", 1)]], title="图")
    assert len(shapes(chart, "rect", "mark-shape")) == 1
    assert chart.rows == [["城关镇", None, {"text": 1, "href": None, "title": ""}]]


def test_lying_bars_are_as_long_as_their_values():
    chart = charts.bars([Mark("甲", 40), Mark("乙", 10), Mark("丙", 0)], title="图")
    full, quarter, none = (float(r.get("width")) for r in shapes(chart, "rect", "mark-shape"))
    assert full / quarter == pytest.approx(4, rel=0.01)
    assert none == 0


# ---------------------------------------------------------------- one number held against another


def two_years(now, before):
    return charts.years(MONTHS, series(*now, name="2026年"), series(*before, name="2025年"), title="图")


def test_two_years_stand_on_one_scale_and_open_their_lists():
    chart = two_years((10, None), (20, 5))
    (now,) = (float(c.get("cy")) for c in shapes(chart, "circle", "dot"))
    before = [float(r.get("y")) + 3 for r in shapes(chart, "rect", "dot")]
    bottom = float(shapes(chart, "line", "line-base")[0].get("y1"))
    assert (bottom - before[0]) / (bottom - now) == pytest.approx(2, rel=0.01)
    assert len(links(chart)) == 3
    assert [name for name, _ in chart.legend] == ["2026年", "2025年"]
    assert [[c["text"] for c in row[1:]] for row in chart.rows] == [[10, 20], [None, 5]]


def test_years_are_told_apart_without_colour():
    chart = two_years((10, 20), (20, 5))
    assert len(shapes(chart, "polyline", "dashed")) == 1
    assert (len(shapes(chart, "circle", "dot")), len(shapes(chart, "rect", "dot"))) == (2, 2)


def test_bars_of_now_and_before_are_as_long_as_their_values():
    now, before = series(40, 0), series(10, 20)
    chart = charts.pairs(now, before, title="图")
    filled = [float(r.get("width")) for r in shapes(chart, "rect", "c1")]
    hollow = [float(r.get("width")) for r in shapes(chart, "rect", "before")]
    assert [filled[0] / hollow[0], hollow[1] / hollow[0], filled[1]] == pytest.approx([4, 2, 0], rel=0.01)
    assert len(links(chart)) == 4


def test_bars_lean_from_the_reference_as_far_as_they_differ():
    marks = [
        Mark("甲", Decimal("98.0"), "/a"),
        Mark("乙", Decimal("90.0"), "/b"),
        Mark("丙", Decimal("94.0"), "/c"),
    ]
    chart = charts.around(marks, Mark("全县", Decimal("94.0"), "/all"), far=["乙"], title="图")
    (line,) = shapes(chart, "line", "line-reference")
    zero = float(line.get("x1"))
    above, below, _ = (numbers(r, "x", "width") for r in shapes(chart, "rect", "mark-shape"))
    assert above[0] == pytest.approx(zero)
    assert sum(below) == pytest.approx(zero, abs=0.11)
    assert above[1] == pytest.approx(below[1], abs=0.11)
    assert [t.text for t in shapes(chart, "text", "value-text")] == ["98.0", "▼90.0", "94.0"]
    assert [row[2] for row in chart.rows] == ["+4.0", "-4.0", "+0.0", None]
    assert links(chart) == ["/a", "/b", "/c"]


@pytest.mark.parametrize("values", [[], [None], [5, 5], [10**7]])
def test_leaning_bars_take_any_values(values):
    marks = [Mark(f"{i}", v) for i, v in enumerate(values)]
    assert "nan" not in charts.around(marks, Mark("全县", 5), title="图").svg
    assert "nan" not in charts.around(marks, Mark("全县", None), title="图").svg


# ---------------------------------------------------------------- states

LOCKED = Sign("1月", "锁", "已锁定", "green", "/return?m=1")
LATE = Sign("2月", "报", "已上报", "amber", "/return?m=2", note="逾期 3 天", late=True)


def grid(*cells, **more):
    return charts.state_grid(["城关镇"], MONTHS, [cells], title="图", **more)


def test_a_state_says_its_letter_its_words_and_opens_its_page():
    chart = grid(LOCKED, LATE)
    assert [t.text for t in shapes(chart, "text", "state-text")] == ["锁", "报"]
    assert links(chart) == ["/return?m=1", "/return?m=2"]
    said = [a.get("aria-label") for a in parsed(chart).iter(f"{SVG}a")]
    assert said == ["城关镇 1月：已锁定", "城关镇 2月：已上报（逾期 3 天）"]
    assert [cell["text"] for cell in chart.rows[0][1:]] == ["已锁定", "已上报"]


def test_each_state_that_occurs_is_explained_once():
    chart = grid(LOCKED, LATE, late="逾期上报")
    assert chart.legend == [("锁 已锁定", "tone-green"), ("报 已上报", "tone-amber"), ("逾期上报", "corner")]
    assert grid(LOCKED, LOCKED, late="逾期上报").legend == [("锁 已锁定", "tone-green")]


def test_a_late_return_has_a_corner_and_a_blank_place_nothing():
    chart = grid(None, LATE)
    assert len(shapes(chart, "polygon", "corner")) == 1
    assert len(shapes(chart, "rect", "mark-shape")) == 1
    assert chart.rows[0][1] is None
