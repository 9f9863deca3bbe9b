"""Every register of the catalogue and every field of it, by the description alone: reading, storing, telling what is wrong."""

import dataclasses

import pytest

from models import AuditEntry, RecordChoice
from office import audit, crypto, lists
from office.errors import NotAllowed, NotVisible, Refused, Rejected, Stale
from registers import records
from registers.catalogue import REGISTERS
from registers.description import CHOICE, ID_NUMBER, LONG_TEXT, MANY, NAME, PHONE, TEXT
from registers.records import Filters
from tests import cases, described
from tests.described import ODD, ODD_KEPT, typed, wrong_values
from vocab import Role

every_register = pytest.mark.parametrize("register", REGISTERS.values(), ids=REGISTERS)
SECRET = (ID_NUMBER, PHONE)


@pytest.fixture
def bureau(county):
    described.prepare(county)
    return cases.bureau(county)


def stored(register):
    return register.model.select().count()


@every_register
def test_a_description_stands_on_its_model_and_its_own_fields(register):
    columns = register.model._meta.fields
    for key, field in register.fields.items():
        assert key in columns or field.kind in (MANY, *SECRET), key
        assert field.label
        assert field.kind not in (CHOICE, MANY) or field.choice
    assert register.dated in columns
    assert set(register.listed) <= {*register.fields, register.dated}
    assert set(register.same) <= set(register.fields)


@every_register
def test_what_is_typed_is_stored_and_audited_once(county, bureau, register):
    record = described.enter(register, bureau, county.villages[0])
    many = records.many_of(register, [record.id])[record.id]
    for key, field in register.fields.items():
        if field.kind == MANY:
            assert many[key] == tuple(sorted(typed(register)[key]))
        elif field.kind in SECRET:
            assert records.clear(register, record, field.kind) == typed(register)[key]
        else:
            assert record.__data__[key] not in (None, "", 0, False), key
    assert getattr(record, register.dated)
    acts = [entry.act for entry in audit.history(register.key, record.id)]
    assert acts == ["record.enter"]


@every_register
def test_the_least_that_must_be_written_is_enough(county, bureau, register):
    least = {key: value for key, value in typed(register).items() if register.fields[key].required}
    if register.dated not in register.fields:
        least["accepted_on"] = "20261110"
    record = records.enter(bureau, register, county.villages[0].id, least, today=cases.TODAY)
    assert getattr(record, register.dated)


@every_register
def test_every_field_tells_what_is_wrong_with_it_and_nothing_is_stored(county, bureau, register):
    village = county.villages[0].id
    for key, field in register.fields.items():
        for value in wrong_values(field):
            with pytest.raises(Refused) as caught:
                records.enter(
                    bureau,
                    register,
                    village,
                    typed(register, **{key: value}),
                    today=cases.TODAY,
                    entry_key="k",
                )
            told = [fault for fault in caught.value.faults if fault.field == key]
            assert told, (key, value)
            assert any(mark in str(told[0]) for mark in ("请", "应")), str(told[0])
            assert len(str(told[0])) < 120, "what was typed is not repeated at length"
    assert stored(register) == 0


@every_register
def test_all_faults_are_told_at_once(county, bureau, register):
    wrong = {key: wrong_values(field)[0] for key, field in register.fields.items()}
    with pytest.raises(Refused) as caught:
        records.enter(bureau, register, None, wrong, today=cases.TODAY)
    assert {fault.field for fault in caught.value.faults} >= {*register.fields, "unit"}


@every_register
def test_a_day_to_come_or_long_ago_is_no_day_of_a_record(county, bureau, register):
    """The day that counts is bounded: a slip in the year is told at its box."""
    key = register.dated if register.dated in register.fields else "accepted_on"
    for day in ("1208-01-01", "2126-11-10"):
        raw = {name: value for name, value in typed(register).items() if name == key or "on" not in name}
        if key == "valid_from" and day > "2":
            continue  # a term or a place may begin later
        with pytest.raises(Refused) as caught:
            records.enter(bureau, register, county.villages[0].id, {**raw, key: day}, today=cases.TODAY)
        assert key in {fault.field for fault in caught.value.faults}, day


@every_register
def test_a_text_is_kept_as_it_is_without_its_control_characters(county, bureau, register):
    odd = {
        key: ODD
        for key, field in register.fields.items()
        if field.kind in (TEXT, LONG_TEXT, NAME) and key not in described.AGREED.get(register.slug, {})
    }
    record = described.enter(register, bureau, county.villages[0], **odd)
    assert {record.__data__[key] for key in odd} <= {ODD_KEPT}


@every_register
def test_a_form_sent_twice_makes_one_record_and_a_new_one_another(county, bureau, register):
    first = described.enter(register, bureau, county.villages[0], entry_key="a")
    assert described.enter(register, bureau, county.villages[0], entry_key="a").id == first.id
    assert stored(register) == 1
    assert AuditEntry.select().where(AuditEntry.act == "record.enter").count() == 1


@every_register
def test_a_change_keeps_the_numbers_left_empty_and_tells_what_it_changed(county, bureau, register):
    record = described.enter(register, bureau, county.villages[0])
    secret = records.secret_keys(register)
    raw = typed(register) | dict.fromkeys(secret, "")
    changed = records.change(bureau, register, record.id, 1, county.towns[0].id, raw, today=cases.TODAY)
    assert changed.version == 2
    assert changed.unit_id == county.towns[0].id
    for key in secret:
        assert records.clear(register, changed, register.fields[key].kind) == typed(register)[key]
    told = audit.history(register.key, record.id)[-1].detail
    assert '"unit"' in told
    for value in (cases.ID_NUMBER, cases.PHONE, "张建国"):
        assert value not in told


@every_register
def test_a_number_is_removed_by_saying_there_is_none(county, bureau, register):
    record = described.enter(register, bureau, county.villages[0])
    for key in records.secret_keys(register):
        raw = typed(register, **{key: "无"})
        record = records.change(
            bureau, register, record.id, record.version, county.villages[0].id, raw, today=cases.TODAY
        )
        assert records.clear(register, record, register.fields[key].kind) is None


@every_register
def test_a_change_of_another_version_is_refused_whole(county, bureau, register):
    record = described.enter(register, bureau, county.villages[0])
    with pytest.raises(Stale) as caught:
        records.change(bureau, register, record.id, 7, county.towns[0].id, typed(register), today=cases.TODAY)
    assert caught.value.current.unit_id == county.villages[0].id
    assert AuditEntry.select().where(AuditEntry.act == "record.change").count() == 0


@every_register
def test_what_is_void_counts_no_more_and_is_changed_no_more(county, bureau, register):
    record = described.enter(register, bureau, county.villages[0])
    with pytest.raises(Rejected):
        records.void(bureau, register, record.id, 1, " ")
    with pytest.raises(Rejected):
        records.void(bureau, register, record.id, 1, "x" * 201)
    records.void(bureau, register, record.id, 1, "重复\x00登记")
    assert register.model.get_by_id(record.id).void_reason == "重复登记"
    assert not records.found(bureau, register, Filters()).exists()
    assert records.found(bureau, register, Filters(voided=True)).exists()
    with pytest.raises(Rejected):
        records.change(
            bureau, register, record.id, 2, county.villages[0].id, typed(register), today=cases.TODAY
        )


@every_register
def test_another_townships_record_does_not_exist(county, bureau, register):
    record = described.enter(register, bureau, county.villages[0])
    other = cases.office(county, 1)
    for act in (
        lambda: records.get(other, register, record.id),
        lambda: records.change(
            other, register, record.id, 1, county.villages[2].id, typed(register), today=cases.TODAY
        ),
        lambda: records.void(other, register, record.id, 1, "重复登记"),
        lambda: records.reveal(other, register, record.id, "核对"),
    ):
        with pytest.raises(NotVisible):
            act()
    assert not records.found(other, register, Filters()).exists()
    with pytest.raises(Refused) as caught:
        described.enter(register, other, county.villages[0])
    assert "unit" in {fault.field for fault in caught.value.faults}


@every_register
def test_a_record_is_found_by_everything_that_a_list_can_be_narrowed_by(county, bureau, register):
    record = described.enter(register, bureau, county.villages[0])
    day = getattr(record, register.dated)
    narrow = Filters(unit_ids=frozenset([county.villages[0].id]), first=day, last=day)
    for key in records.filterable(register):
        value = typed(register)[key]
        code = value if isinstance(value, str) else value[0]
        code = record.__data__.get(key, code)  # a rule may have worked the state out
        narrow = dataclasses.replace(narrow, choices={**narrow.choices, key: code})
        other = next(one for one in lists.labels(register.fields[key].choice) if one not in (code, *value))
        assert not records.found(bureau, register, Filters(choices={key: other})).exists(), key
    assert [one.id for one in records.found(bureau, register, narrow)] == [record.id]
    for word in _words(register):
        assert records.found(bureau, register, Filters(word=word)).exists(), word
    assert not records.found(bureau, register, Filters(word="查无此事")).exists()
    assert not records.found(bureau, register, Filters(unit_ids=frozenset([county.villages[1].id]))).exists()


def _words(register):
    """What may be written into the search box to find the record that typed() makes."""
    by_kind = {NAME: ["建国", "zjg"], ID_NUMBER: [cases.ID_NUMBER], PHONE: [cases.PHONE]}
    for key, field in register.fields.items():
        yield from by_kind.get(field.kind, [typed(register)[key]] if field.kind == TEXT else [])


@every_register
def test_who_may_not_see_people_does_not_seek_them(county, bureau, register):
    described.enter(register, bureau, county.villages[0])
    leader = cases.actor_of(Role.LEADER, county.unit)
    assert records.found(leader, register, Filters()).exists()
    for act in (
        lambda: records.found(leader, register, Filters(word="张建国")),
        lambda: described.enter(register, leader, county.villages[0]),
        lambda: records.void(leader, register, 1, 1, "重复登记"),
        lambda: records.reveal(leader, register, 1, "核对"),
    ):
        with pytest.raises(NotAllowed):
            act()


@every_register
def test_numbers_stand_in_the_table_only_as_cipher(county, bureau, register):
    record = described.enter(register, bureau, county.villages[0])
    row = register.model.select().where(register.model.id == record.id).dicts().get()
    for value in row.values():
        text = bytes(value).decode("latin-1") if isinstance(value, (bytes, memoryview)) else str(value)
        assert cases.ID_NUMBER not in text
        assert cases.PHONE not in text
    for key in records.secret_keys(register):
        column = records.SECRET[register.fields[key].kind]
        expected = crypto.blind_index(typed(register)[key], f"{register.key}.{column}")
        assert row[f"{column}_index"] == expected


def test_several_codes_are_kept_once_each(county, bureau):
    register = REGISTERS["legal-aid"]
    codes = list(lists.labels("aid_group"))
    record = described.enter(register, bureau, county.villages[0], groups=[codes[1], codes[0], codes[1]])
    assert RecordChoice.select().where(RecordChoice.record == record.id).count() == 2


def test_a_unit_that_has_ended_takes_no_new_record_and_keeps_its_own(county, bureau):
    register, village = REGISTERS["livestreams"], county.villages[0]
    record = described.enter(register, bureau, village)
    village.valid_to = cases.TODAY
    village.save()
    with pytest.raises(Refused) as caught:
        described.enter(register, bureau, village)
    assert [fault.field for fault in caught.value.faults] == ["unit"]
    raw = typed(register, views="9")
    assert records.change(bureau, register, record.id, 1, village.id, raw, today=cases.TODAY).views == 9
