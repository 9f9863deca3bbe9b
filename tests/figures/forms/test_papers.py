"""The code on a printed table: made from what is locked, true only here, and honest about newer revisions."""

import datetime
import itertools

import pytest

from figures import periods
from figures.forms import papers
from figures.forms.catalogue import FORMS
from models import Dispute, Return
from office import crypto
from office.errors import Rejected
from tests.figures.forms.closing import MARCH, add, close, reopen
from tests.figures.forms.filled import fill, texts
from tests.make import County, make_dispute


@pytest.fixture
def county(database):
    county = County()
    for place, unit in enumerate((county.towns[0], county.villages[0], county.towns[1])):
        make_dispute(unit, committee=county.committees[place])
    close(county, "2020-03")
    return county


@pytest.fixture
def printed(county):
    """The county's table of March as it was locked."""
    return fill("cases", county.unit, MARCH, state="official")


def test_a_code_tells_what_the_paper_is_of(county, printed):
    paper = papers.of(printed)
    assert len(papers.tidy(paper.code)) == 12
    assert set(papers.tidy(paper.code)) <= set(papers.SIGNS)
    found = papers.verify(paper.code)
    assert (found.unit, found.paper.label, found.paper.revision, found.newer) == (
        "某某县",
        "2020年3月",
        1,
        None,
    )
    assert (found.paper.form, found.paper.basis) == (FORMS["cases"], "concluded")
    assert paper.code in papers.words(printed)
    assert paper.digest.replace(" ", "") == Return.get(Return.unit == county.unit).digest[:16]


def test_on_the_day_of_the_lock_both_books_fill_the_same_tables(county):
    for name, unit in itertools.product(FORMS, (county.unit, county.towns[0], county.villages[0])):
        live, official = (fill(name, unit, MARCH, state=state) for state in ("live", "official"))
        assert told(live) == told(official), name


def told(filled):
    """Every row with its numbers, part by part."""
    return [
        [(row.label, [cell.text for cell in cells]) for row, cells in sheet.lines] for sheet in filled.sheets
    ]


def test_the_table_as_it_was_locked_is_shown_again(county, printed):
    question = papers.verify(papers.of(printed).code).paper.question
    add(county)
    again = fill("cases", period=question.period, state=question.state, revision=question.revision)
    assert texts(again) == texts(printed)
    assert texts(again)["total"] == "3"


def test_each_table_basis_unit_and_month_has_a_code_of_its_own(county):
    add(county, accepted_on=datetime.date(2020, 4, 2))
    close(county, "2020-04")
    codes = [
        papers.of(fill(form, unit, periods.month(2020, month), state="official", basis=basis)).code
        for form in ("cases", "cases-15", "composition")
        for unit in (county.unit, *county.towns)
        for month in (3, 4)
        for basis in ("concluded", "accepted")
    ]
    assert len(set(codes)) == len(codes) == 36
    for code in codes:
        assert papers.verify(code).paper.code == code


def test_a_table_without_disputes_has_one_code_whatever_the_basis(county):
    codes = {papers.of(fill("publicity", county.unit, MARCH, state="official", basis=basis)).code
             for basis in ("concluded", "accepted")}  # fmt: skip
    assert len(codes) == 1


def test_a_code_is_read_however_it_is_typed(printed):
    code = papers.of(printed).code
    for typed in (
        code.lower(),
        code.replace("-", ""),
        code.replace("-", " "),
        f"　{code}",
        code.replace("-", "—"),
    ):
        assert papers.verify(typed).paper.code == code
    misread = code.translate(str.maketrans("8652VL", "BGSZUI"))
    assert papers.verify(misread).paper.code == code


def test_what_is_no_code_is_told_apart(database):
    for typed in ("", "123", "K7QM-3FXW-9TR", "K7QM-3FXW-9TRDD", "没有的验证码啊一二三四五", "000000000000"):
        with pytest.raises(Rejected) as caught:
            papers.verify(typed)
        assert "12 位" in str(caught.value)


def test_no_code_can_be_made_up(printed):
    """Every change of one sign is found out, and so is a code of another installation."""
    code = papers.tidy(papers.of(printed).code)
    for place in range(len(code)):
        for sign in papers.SIGNS:
            if sign != code[place]:
                with pytest.raises(Rejected):
                    papers.verify(code[:place] + sign + code[place + 1 :])


def test_another_installations_key_makes_another_code(printed, tmp_path):
    code = papers.of(printed).code
    other = tmp_path / "other"
    other.mkdir()
    crypto.use_key(other)
    with pytest.raises(Rejected):
        papers.verify(code)


def test_a_newer_revision_is_told_and_the_old_paper_shows_its_own_numbers(county, printed):
    old = papers.of(printed).code
    add(county)
    reopen(county, "2020-03")
    found = papers.verify(old)
    assert (found.paper.revision, found.newer.revision) == (1, 2)
    assert texts(fill("cases", period=MARCH, state="official", revision=1))["total"] == "3"
    now = fill("cases", county.unit, MARCH, state="official")
    assert texts(now)["total"] == "4"
    assert papers.verify(papers.of(now).code).newer is None
    assert papers.of(now).code != old


def test_what_was_changed_behind_the_back_of_the_books_voids_the_code(printed, county):
    """Somebody who alters a locked return in the database makes its papers untrue."""
    code = papers.of(printed).code
    row = Return.get(Return.unit == county.unit)
    Return.update(figures=row.figures | {"dispute.accepted": 99}).where(Return.id == row.id).execute()
    with pytest.raises(Rejected):
        papers.verify(code)


def test_live_tables_say_that_they_have_no_code(county):
    filled = fill("cases", county.unit, MARCH)
    assert papers.of(filled) is None
    assert papers.words(filled) == "实时，未封存，无验证码。"


def test_what_has_no_locked_return_of_its_own_has_no_code(county):
    """A village's numbers are part of its town's return; two months are no return."""
    add(county, accepted_on=datetime.date(2020, 4, 2))
    close(county, "2020-04")
    village = fill("cases", county.villages[0], MARCH, state="official")
    both = fill(
        "cases",
        county.unit,
        periods.between(datetime.date(2020, 3, 1), datetime.date(2020, 4, 30)),
        state="official",
    )
    assert (texts(village)["total"], texts(both)["total"]) == ("1", "4")
    for filled in (village, both):
        assert papers.of(filled) is None
        assert "无验证码" in papers.words(filled)


def test_units_that_had_not_reported_are_named(database):
    county = County()
    add(county)
    close(county, "2020-03", units=(county.towns[0], county.unit))
    filled = fill("cases", county.unit, MARCH, state="official")
    assert filled.missing == ["东湖乡"]
    assert dict(filled.facts)["缺报单位"] == "东湖乡"
    assert Dispute.select().count() == 1
