"""Parties: what is read from a row, how a name is found, how numbers are kept and shown."""

import pytest

from models import Dispute, Party
from office import audit
from office.errors import NotAllowed, Rejected
from registers import parties
from tests import cases
from tests.cases import enter, party
from vocab import Role


def fault(**raw):
    with pytest.raises(Rejected) as caught:
        parties.read(2, {"role": "applicant", **raw})
    return caught.value.field


@pytest.mark.parametrize(
    ("raw", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "甲" * 51}, "name"),
        ({"name": "张三", "id_number": "990101197003071239"}, "id_number"),
        ({"name": "张三", "id_number": 990101197003071238.0}, "id_number"),
        ({"name": "某厂", "id_number": "91110000MA00000000", "id_kind": "credit"}, "id_number"),
        ({"name": "张三", "phone": "打听一下"}, "phone"),
        ({"name": "张三", "born_on": "1970-02-30"}, "born_on"),
        ({"name": "张三", "sex": "other"}, "sex"),
        ({"name": "张三", "kind": "ghost"}, "kind"),
        ({"name": "张三", "role": "judge"}, "role"),
    ],
)
def test_a_fault_names_its_box(raw, field):
    assert fault(**raw) == f"parties-2-{field}"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("张建国", "person"),
        ("王村", "person"),
        ("某某建材有限公司", "organisation"),
        ("石桥村村委会", "organisation"),
    ],
)
def test_the_kind_follows_from_the_name_unless_chosen(name, kind):
    assert parties.read(0, party("applicant", name))["kind"] == kind
    assert parties.read(0, party("applicant", name, kind="person"))["kind"] == "person"


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        ("990101197003071238", "resident"),
        ("99010119700307123８", "resident"),
        ("990101700307123", "resident"),
    ],
)
def test_an_identity_number_tells_its_kind(number, kind):
    read = parties.read(0, party("applicant", "张三", id_number=number))
    assert read["id_kind"] == kind
    assert read["id_number"].isascii()


def test_other_papers_are_taken_as_written():
    read = parties.read(0, party("applicant", "张三", id_number="军字第0012号", id_kind="other"))
    assert (read["id_number"], read["id_kind"]) == ("军字第0012号", "other")


@pytest.mark.parametrize("text", ["建国", "zhangjianguo", "ZJG", "张 建国", "jg"])
def test_a_name_is_found_by_two_characters_pinyin_or_initials(county, text):
    made = enter(county, cases.office(county))
    enter(county, cases.office(county), people=cases.parties("王海", "赵强"))
    assert [row.id for row in Dispute.select().where(parties.by_name(text))] == [made.id]


@pytest.mark.parametrize("text", ["%", "_", "张_国", "\\"])
def test_signs_of_the_query_language_are_only_signs(county, text):
    enter(county, cases.office(county))
    assert not list(Dispute.select().where(parties.by_name(text)))


@pytest.mark.parametrize("text", [cases.PHONE, "120 1234 5678", cases.ID_NUMBER])
def test_a_whole_number_is_found_and_a_part_is_not(county, text):
    made = enter(county, cases.office(county))
    assert [row.id for row in Dispute.select().where(parties.by_number(text))] == [made.id]
    assert not list(Dispute.select().where(parties.by_number(text[:-1])))


def test_the_clear_numbers_are_shown_for_a_purpose_which_is_kept(county):
    office = cases.office(county)
    made = enter(county, office)
    shown = parties.reveal(office, made, "核对协议书")
    assert [(one["id_number"], one["phone"]) for one in shown] == [
        (cases.ID_NUMBER, cases.PHONE),
        (None, None),
    ]
    last = audit.history("dispute", made.id)[-1]
    assert (last.act, "核对协议书" in last.detail) == ("dispute.reveal", True)


@pytest.mark.parametrize("reason", ["", "  ", "x", "因" * 201])
def test_without_a_purpose_nothing_is_shown_or_logged(county, reason):
    office = cases.office(county)
    made = enter(county, office)
    with pytest.raises(Rejected):
        parties.reveal(office, made, reason)
    assert [entry.act for entry in audit.history("dispute", made.id)] == ["dispute.enter"]


def test_a_leader_is_shown_no_number(county):
    made = enter(county, cases.office(county))
    with pytest.raises(NotAllowed):
        parties.reveal(cases.actor_of(Role.LEADER, county.unit), made, "核对协议书")


def test_parties_of_many_cases_come_in_their_order(county):
    office = cases.office(county)
    people = [party("applicant", f"张{sign}") for sign in "一二三"]
    first, second = enter(county, office, people=people), enter(county, office)
    found = parties.of([first.id, second.id])
    assert [one.name for one in found[first.id]] == ["张一", "张二", "张三"]
    assert [one.name for one in found[second.id]] == ["张建国", "李秀英"]
    assert Party.select().count() == 5
