"""The macros of templates/components: what a screen reader, a keyboard and a phone need of them."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask_babel import Babel
from flask_wtf import CSRFProtect
from jinja2 import StrictUndefined
from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    DateField,
    FieldList,
    Form,
    FormField,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired
from wtforms.widgets import CheckboxInput, ListWidget

from blueprints.assets import bp
from reports import charts
from reports.charts import Mark, Series

# What pages do with data is tried on both engines where the acts are; a page looks the same on either.
pytestmark = pytest.mark.one_engine

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"


class Party(Form):
    name = StringField("姓名", validators=[InputRequired("请填写姓名")])


class Sample(Form):
    version = HiddenField(default="3")
    place = StringField("地点", render_kw={"datalist": ["城关镇", "<青山>"]})
    accepted = DateField("受理日期", description="不晚于今天", validators=[InputRequired("请填写受理日期")])
    kind = SelectField("类型", choices={"a": "婚姻家庭", "b": "邻里"})
    source = RadioField("来源", choices={"1": "主动", "2": "申请"}, validators=[InputRequired("请选来源")])
    tags = SelectMultipleField(
        "标记",
        choices={"c": "涉疫", "p": "民营企业"},
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    text = TextAreaField("简要情况")
    cross = BooleanField("跨调委会")
    parties = FieldList(FormField(Party), "当事人", min_entries=2)


@pytest.fixture(scope="module")
def app():
    app = Flask(__name__, static_folder=None, template_folder=str(TEMPLATES))
    app.secret_key = "test"
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.register_blueprint(bp)
    Babel(app, default_locale="zh_Hans_CN")
    CSRFProtect(app)
    return app


@pytest.fixture
def render(app):
    def render(source, **values):
        with app.test_request_context("/"):
            template = app.jinja_env.from_string(source)
            return BeautifulSoup(template.render(values), "html.parser")

    return render


@pytest.fixture
def field(render):
    def field(f, extra=""):
        source = f"{{% from 'components/field.html' import field %}}{{{{ field(f{extra}) }}}}"
        return render(source, f=f)

    return field


def refused():
    form = Sample(MultiDict({"kind": "a", "parties-0-name": "李某", "parties-1-name": ""}))
    assert not form.validate()
    return form


@pytest.mark.parametrize("name", ["place", "accepted", "kind", "text", "cross"])
def test_a_control_has_its_label(field, name):
    page = field(Sample()[name])
    control = page.find(id=name)
    assert control.name in ("input", "select", "textarea")
    assert page.find("label", attrs={"for": name}).text.strip().startswith(str(Sample()[name].label.text))


@pytest.mark.parametrize("name", ["source", "tags"])
def test_choices_stand_in_a_group_with_a_name(field, name):
    page = field(Sample()[name])
    assert page.fieldset.legend.text.startswith(str(Sample()[name].label.text))
    boxes = page.find_all("input")
    words = [page.find("label", attrs={"for": box["id"]}).text.strip() for box in boxes]
    assert words == list(Sample()[name].choices.values())


def test_a_required_field_says_so_in_words_and_to_the_eye(field):
    label = field(Sample().accepted).label
    assert "必填" in label.text
    assert label.find(class_="required")["aria-hidden"] == "true"


def test_help_and_error_belong_to_the_control(field):
    page = field(refused().accepted)
    control = page.find(id="accepted")
    told = " ".join(page.find(id=part).get_text(strip=True) for part in control["aria-describedby"].split())
    assert told == "不晚于今天 请填写受理日期"
    assert control["aria-invalid"] == "true"


def test_a_field_without_fault_claims_none(field):
    control = field(Sample().accepted).find(id="accepted")
    assert not control.has_attr("aria-invalid")
    assert control["aria-describedby"] == "accepted-hint"


def test_suggestions_are_offered_and_escaped(field):
    page = field(Sample().place)
    offered = page.find("datalist", id=page.find("input")["list"])
    assert [option["value"] for option in offered.find_all("option")] == ["城关镇", "<青山>"]


def test_further_attributes_reach_the_control(field):
    control = field(Sample().place, ", autofocus=True, hx_get='/names', class_='short'").find("input")
    assert control.has_attr("autofocus")
    assert (control["hx-get"], control["class"]) == ("/names", ["form-control", "short"])


def test_a_bare_field_keeps_its_label_for_readers(field):
    assert "visually-hidden" in field(Sample().kind, ", bare=True").label["class"]


FORM = """{% from 'components/form.html' import post_form, group, buttons %}
{% from 'components/field.html' import field %}
{% call post_form(action='/save', form=form) %}{% call group('受理') %}{{ field(form.accepted) }}{% endcall %}
{{ field(form.source) }}{% for party in form.parties %}{{ field(party.form.name) }}{% endfor %}
{{ buttons() }}{% endcall %}"""


def test_a_form_carries_its_token_and_hidden_fields_once(render):
    page = render(FORM, form=Sample())
    assert len(page.find_all("input", attrs={"name": "csrf_token"})) == 1
    assert page.find("input", attrs={"name": "version"})["value"] == "3"


def test_the_summary_leads_to_every_fault(render):
    page = render(FORM, form=refused())
    faults = page.find(class_="error-summary").find_all("a")
    assert [fault.text for fault in faults] == [
        "受理日期：请填写受理日期",
        "来源：请选来源",
        "当事人 2 姓名：请填写姓名",
    ]
    assert all(page.find(id=fault["href"][1:]) for fault in faults)


def test_a_fault_of_the_whole_form_is_in_the_summary(render):
    form = Sample()
    form.form_errors.append("已由别人修改")
    assert "已由别人修改" in render(FORM, form=form).find(class_="error-summary").text


def table_of(render, columns, rows, **more):
    source = "{% from 'components/table.html' import table %}{{ table(columns, rows, **more) }}"
    return render(source, columns=columns, rows=rows, more=more)


def test_every_cell_names_its_column_for_the_phone(render):
    page = table_of(render, ["编号", {"label": "金额", "num": True}], [["1", 20]])
    assert [cell["data-label"] for cell in page.tbody.find_all("td")] == ["编号", "金额"]
    assert "num" in page.tbody.find_all("td")[1]["class"]


def test_cells_are_links_pills_notes_and_dashes(render):
    row = [
        {"text": 7, "href": "/list?a=1&b=2"},
        {"text": "受理中", "code": "pending"},
        None,
        {"text": "甲", "note": "乙"},
        0,
        "<b>",
    ]
    columns = ["数", {"label": "状态", "pill": True}, "无", "名", "零", "字"]
    cells = table_of(render, columns, [row]).tbody.find_all("td")
    assert cells[0].a["href"] == "/list?a=1&b=2"
    assert "pill-amber" in cells[1].span["class"]
    assert [cell.get_text(" ", strip=True) for cell in cells[2:]] == ["—", "甲 乙", "0", "<b>"]


def test_an_empty_table_says_so(render):
    page = table_of(render, ["编号"], [], empty_text="本月没有纠纷。")
    assert page.table is None
    assert "本月没有纠纷。" in page.text


def test_a_total_stands_at_the_foot(render):
    page = table_of(render, ["单位", "件"], [["甲", 1]], total=["合计", 1])
    assert [cell.text for cell in page.tfoot.find_all("td")] == ["合计", "1"]


def test_a_matrix_scrolls_in_a_frame_the_keyboard_reaches(render):
    frame = table_of(render, ["单位", "1月"], [["甲", 1]], cards=False).find(class_="table-matrix")
    assert frame["tabindex"] == "0"
    assert frame["role"] == "region"


FIGURE = "{% from 'components/figure.html' import figure, number %}"


def test_a_figure_opens_its_list(render):
    page = render(FIGURE + "{{ figure(687, '件', '本年受理', '/list') }}")
    assert page.a["href"] == "/list"
    assert page.get_text(" ", strip=True) == "本年受理 687 件"


@pytest.mark.parametrize("call", ["figure(none, '%', '成功率')", "number(none)", "number(none, '/list')"])
def test_no_value_is_a_dash_without_unit_or_link(render, call):
    page = render(FIGURE + "{{ " + call + " }}")
    assert "—" in page.text
    assert "%" not in page.text
    assert page.a is None


def test_zero_is_a_number(render):
    assert render(FIGURE + "{{ number(0, '/list') }}").a.text == "0"


def test_the_pager_shows_which_way_there_is(render):
    page = render("{% from 'components/pager.html' import pager %}{{ pager(none, '/list?after=9') }}")
    assert [a["rel"] for a in page.find_all("a")] == [["next"]]
    assert page.find(attrs={"aria-disabled": "true"}).text == "上一页"


def test_a_chart_has_the_same_links_beside_it(render):
    drawn = charts.stacked_bars(["1月"], [Series("邻里", [Mark("1月", 4, "/list?t=2")])], title="图")
    page = render("{% from 'components/chart.html' import chart %}{{ chart('各月', drawn) }}", drawn=drawn)
    assert page.find("svg", class_="chart").a["href"] == page.details.table.a["href"] == "/list?t=2"
    assert page.h2.text == "各月"
    assert "邻里" in page.find(class_="legend").text


def test_the_parts_of_a_donut_are_listed_with_their_share(render):
    drawn = charts.donut([Mark("邻里", 3, "/a"), Mark("合同", 1, "/b")], title="图")
    page = render("{% from 'components/chart.html' import chart %}{{ chart('构成', drawn) }}", drawn=drawn)
    assert [li.get_text(" ", strip=True) for li in page.find(class_="shares").find_all("li")] == [
        "邻里 3 75.0%",
        "合同 1 25.0%",
    ]


def test_an_error_page_needs_nobody_signed_in(app):
    with app.test_request_context("/"):
        text = app.jinja_env.get_template("errors/page.html").render(code=404, heading="没有找到")
    page = BeautifulSoup(text, "html.parser")
    assert page.h1.text == "没有找到"
    assert page.title.text.startswith("没有找到")
    assert page.nav is None
