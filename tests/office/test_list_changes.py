"""Extending the lists: codes given by the system, dates of validity, words that lead to one entry only."""

import datetime
import json

import pytest

from models import Alias
from office import access, audit, list_changes, lists
from office.access import Actor
from office.errors import NotAllowed, NotVisible, Rejected
from vocab import ROLES, SOURCE, TAG, TRADE, TYPE, TYPE15, Role

COUNTY = Actor(role=Role.COUNTY, name="县局")
DAY = datetime.date(2026, 1, 1)


def entry(name, **changed):
    return {"name": name, "parent": None, "valid_from": None, "valid_to": None} | changed


def test_a_new_entry_takes_the_next_code_and_the_last_place(database):
    term = list_changes.add(COUNTY, TYPE, entry("网络侵权纠纷", parent="P06", valid_from=DAY))
    assert term.code == "T19"
    assert lists.terms(TYPE)[-1].code == "T19"
    assert "T19" in lists.leaves(TYPE, DAY)
    assert "T19" not in lists.leaves(TYPE, DAY - datetime.timedelta(days=1))


@pytest.mark.parametrize("list_", [TYPE15, TAG, TRADE])
def test_lists_without_levels_take_no_parent(database, list_):
    assert list_changes.add(COUNTY, list_, entry("新增一项")).parent_id is None
    with pytest.raises(Rejected) as refused:
        list_changes.add(COUNTY, list_, entry("再增一项", parent="P06"))
    assert refused.value.field == "parent"


def test_a_type_needs_one_of_the_fifteen_above_it(database):
    for parent in (None, "T01", "S1"):
        with pytest.raises(Rejected) as refused:
            list_changes.add(COUNTY, TYPE, entry("新纠纷", parent=parent))
        assert refused.value.field == "parent"


def test_a_source_that_cases_carry_does_not_become_a_heading(database):
    assert set(list_changes.parents(SOURCE)) == {"S3"}
    assert list_changes.add(COUNTY, SOURCE, entry("妇联", parent="S3")).code == "S36"
    with pytest.raises(Rejected):
        list_changes.add(COUNTY, SOURCE, entry("夜间排查", parent="S1"))


@pytest.mark.parametrize("name", ["", "  ", "婚姻家庭纠纷", "讨薪", "长" * 41])
def test_a_name_that_is_empty_or_means_something_else_already_is_refused(database, name):
    with pytest.raises(Rejected) as refused:
        list_changes.add(COUNTY, TYPE, entry(name, parent="P06"))
    assert refused.value.field == "name"


def test_an_entry_is_renamed_and_ended_but_keeps_its_code(database):
    changed = list_changes.change(COUNTY, TAG, "G01", entry("涉疫情", valid_to=DAY))
    assert (changed.code, changed.name, changed.valid_to) == ("G01", "涉疫情", DAY)
    assert "G01" not in lists.leaves(TAG, DAY)
    assert lists.labels(TAG)["G01"] == "涉疫情"


def test_an_entry_may_keep_its_own_name_but_not_end_before_it_begins(database):
    list_changes.change(COUNTY, TAG, "G01", entry("涉疫", valid_from=DAY))
    with pytest.raises(Rejected) as refused:
        list_changes.change(
            COUNTY, TAG, "G01", entry("涉疫", valid_from=DAY, valid_to=datetime.date(2025, 1, 1))
        )
    assert refused.value.field == "valid_to"


def test_an_entry_of_another_list_is_not_visible(database):
    with pytest.raises(NotVisible):
        list_changes.get(COUNTY, TAG, "T01")


def test_a_word_is_learnt_and_forgotten(database):
    list_changes.add_alias(COUNTY, TYPE, "相邻 通行", "T02")
    assert lists.spoken(TYPE)["相邻通行"] == "T02"
    alias = Alias.get(Alias.text == "相邻通行")
    list_changes.remove_alias(COUNTY, alias.id)
    assert "相邻通行" not in lists.spoken(TYPE)
    with pytest.raises(NotVisible):
        list_changes.remove_alias(COUNTY, alias.id)


def test_a_word_learnt_again_changes_its_meaning(database):
    list_changes.add_alias(COUNTY, "outcome", "调了", "succeeded")
    list_changes.add_alias(COUNTY, "outcome", "调了", "failed")
    assert lists.spoken("outcome")["调了"] == "failed"


@pytest.mark.parametrize(
    ("text", "code"), [("", "T02"), ("婚姻家庭纠纷", "T02"), ("相邻通行", "T99"), ("字" * 61, "T02")]
)
def test_a_word_that_misleads_is_refused(database, text, code):
    with pytest.raises(Rejected):
        list_changes.add_alias(COUNTY, TYPE, text, code)


@pytest.mark.parametrize("role", [role for role in ROLES if role != Role.COUNTY])
def test_only_the_county_extends_the_lists(database, role):
    actor = Actor(role=role, name="某人", unit_path=access.NOWHERE)
    for act in (
        lambda: list_changes.add(actor, TAG, entry("新增")),
        lambda: list_changes.change(actor, TAG, "G01", entry("新名")),
        lambda: list_changes.add_alias(actor, TYPE, "新词", "T01"),
        lambda: list_changes.remove_alias(actor, 1),
        lambda: list_changes.aliases(actor, TYPE),
    ):
        with pytest.raises(NotAllowed):
            act()


# ---------------------------------------------------------------- what stands for an ended entry


def ended(code, successor, **changed):
    name = lists.labels(TYPE)[code]
    return entry(name, parent="P04", valid_to=DAY, successor=successor) | changed


def refused_for(code, values, list_=TYPE):
    with pytest.raises(Rejected) as refused:
        list_changes.change(COUNTY, list_, code, values)
    assert refused.value.field == "successor"
    return str(refused.value)


def test_an_ended_entry_names_the_one_that_stands_for_it(database):
    changed = list_changes.change(COUNTY, TYPE, "T04", ended("T04", "T05"))
    assert changed.successor_id == "T05"
    last = audit.latest("list.change")
    assert json.loads(last.detail)["changes"]["successor"] == [None, "T05"]
    again = list_changes.change(COUNTY, TYPE, "T04", ended("T04", None))
    assert again.successor_id is None


@pytest.mark.parametrize("successor", ["T04", "P05", "S1", "X99"])
def test_only_another_entry_that_records_bear_can_stand_for_one(database, successor):
    assert refused_for("T04", ended("T04", successor))


def test_an_entry_in_use_is_not_stood_for(database):
    assert "停用日期" in refused_for("T04", ended("T04", "T05", valid_to=None))


def test_a_heading_is_not_stood_for(database):
    assert list_changes.successors(SOURCE, "S3") == {}
    assert "分别指定" in refused_for("S3", entry("接受移送", valid_to=DAY, successor="S1"), SOURCE)


def test_what_ended_no_later_cannot_stand_for_an_entry(database):
    list_changes.change(COUNTY, TYPE, "T05", ended("T05", None))
    assert str(DAY) in refused_for("T04", ended("T04", "T05"))


def test_entries_do_not_stand_for_each_other(database):
    later = DAY + datetime.timedelta(days=30)
    list_changes.change(COUNTY, TYPE, "T04", ended("T04", "T05", valid_to=later))
    assert "互相" in refused_for("T05", ended("T05", "T04"))


def test_who_stands_for_an_entry_today_is_followed_to_the_end(database):
    later = DAY + datetime.timedelta(days=30)
    list_changes.change(COUNTY, TYPE, "T05", ended("T05", "T06", valid_to=later))
    list_changes.change(COUNTY, TYPE, "T04", ended("T04", "T05"))
    terms = {term.code: term for term in lists.terms(TYPE)}
    day = datetime.timedelta(days=1)
    assert lists.line_of_heirs(terms, "T04", DAY - day) == ["T04"]
    assert lists.line_of_heirs(terms, "T04", DAY) == ["T04", "T05"]
    assert lists.line_of_heirs(terms, "T04", later) == ["T04", "T05", "T06"]
