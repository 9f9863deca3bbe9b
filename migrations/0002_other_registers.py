"""The registers beside the disputes: legal aid, consultations, advisers, understanders, publicity and the rest."""

import datetime

import peewee
from peewee import (
    SQL,
    BigIntegerField,
    BlobField,
    BooleanField,
    CharField,
    CompositeKey,
    DateField,
    DateTimeField,
    ForeignKeyField,
    IntegerField,
    TextField,
)


def now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC).replace(tzinfo=None, microsecond=0)


class Model(peewee.Model):
    class Meta:
        legacy_table_names = False


class Unit(Model):
    pass


class Account(Model):
    pass


class ImportBatch(Model):
    pass


class Dispute(Model):
    pass


class Term(Model):
    code = CharField(8, primary_key=True)


_LIVE = SQL("voided_at is null")


class Record(Model):
    unit = ForeignKeyField(Unit, backref="+", index=False)
    fingerprint = CharField(64, index=True)
    entry_key = CharField(40, null=True, unique=True)  # a form sent twice makes one record
    batch = ForeignKeyField(ImportBatch, null=True, backref="+")
    entered_by = ForeignKeyField(Account, null=True, backref="+", index=False)
    entered_at = DateTimeField(default=now)
    changed_at = DateTimeField(default=now)
    version = IntegerField(default=1)
    voided_at = DateTimeField(null=True)
    void_reason = CharField(200, null=True)


class PersonRecord(Record):
    name = CharField(50)
    name_key = CharField(200, default="")
    id_cipher = BlobField(null=True)
    id_index = CharField(64, null=True, index=True)
    phone_cipher = BlobField(null=True)
    phone_index = CharField(64, null=True, index=True)


class RecordChoice(Model):
    register = CharField(24)
    record = BigIntegerField()
    field = CharField(24)
    code = CharField(12)

    class Meta:
        primary_key = CompositeKey("register", "field", "code", "record")
        indexes = ((("register", "record"), False),)


class LegalAidCase(PersonRecord):
    number = CharField(60, null=True)
    kind = CharField(12)
    state = CharField(12)
    applied_on = DateField(null=True)
    accepted_on = DateField(null=True)
    supplement_on = DateField(null=True)
    supplemented_on = DateField(null=True)
    decided_on = DateField(null=True)
    assigned_on = DateField(null=True)
    engaged_on = DateField(null=True)
    concluded_on = DateField(null=True)
    filed_on = DateField(null=True)
    persons = IntegerField(default=1)
    matter = CharField(60, default="")
    office = CharField(80, default="")
    lawyer = CharField(50, default="")
    recovered = BigIntegerField(null=True)  # fen
    cost = BigIntegerField(null=True)  # fen
    quality = CharField(12, null=True)
    note = TextField(default="")
    counts_on = DateField()


class Consultation(PersonRecord):
    held_on = DateField()
    topic = ForeignKeyField(Term, null=True, backref="+", index=False)
    channel = CharField(8, default="visit")
    persons = IntegerField(default=1)
    documents = IntegerField(default=0)
    content = TextField(default="")
    handling = CharField(200, default="")
    received_by = CharField(50, default="")


class HotlineMonth(Record):
    month = DateField()  # its first day
    topic = ForeignKeyField(Term, null=True, backref="+", index=False)
    calls = IntegerField(default=0)
    answered = IntegerField(default=0)
    minutes = IntegerField(default=0)
    rated = IntegerField(default=0)
    satisfied = IntegerField(default=0)
    onsite = IntegerField(default=0)
    online = IntegerField(default=0)


class ServicePlace(Record):
    kind = CharField(12)
    name = CharField(80)
    address = CharField(100, default="")
    valid_from = DateField()
    until = DateField(null=True)  # the last day on which it holds
    funds = BigIntegerField(null=True)  # fen


class AdviserEngagement(PersonRecord):
    office = CharField(80, default="")
    category = CharField(12, null=True)
    valid_from = DateField()
    until = DateField(null=True)  # the last day of the term
    person_key = CharField(64)


class AdviserService(PersonRecord):
    held_on = DateField()
    kind = CharField(12)
    mode = CharField(8, null=True)
    recipient = CharField(50, default="")
    persons = IntegerField(default=0)
    documents = IntegerField(default=0)
    minutes = IntegerField(default=0)
    result = TextField(default="")


class Understander(PersonRecord):
    sex = CharField(8, null=True)
    hamlet = CharField(40, default="")
    proposed = CharField(12, null=True)
    adviser = CharField(50, default="")
    certificate = CharField(40, null=True)
    badge = CharField(40, null=True)
    certified_on = DateField()
    state = CharField(12, default="on")
    removed_on = DateField(null=True)
    removal_reason = CharField(200, default="")
    appraisal = CharField(12, null=True)
    appraised_on = DateField(null=True)


class Training(Record):
    audience = CharField(12)
    held_on = DateField()
    subject = CharField(100)
    persons = IntegerField(default=0)
    minutes = IntegerField(default=0)


class UnderstanderActivity(PersonRecord):
    held_on = DateField()
    kind = CharField(12)
    persons = IntegerField(default=0)
    note = TextField(default="")


class ScreeningRound(Record):
    held_on = DateField()
    rounds = IntegerField(default=1)
    found = IntegerField(default=0)
    prevented = IntegerField(default=0)
    resolved = IntegerField(default=0)
    note = TextField(default="")


class ScreeningFinding(PersonRecord):
    round = ForeignKeyField(ScreeningRound, null=True, backref="+")
    dispute = ForeignKeyField(Dispute, null=True, unique=True, backref="+")
    found_on = DateField()
    type = ForeignKeyField(Term, null=True, backref="+", index=False)
    summary = TextField(default="")
    state = CharField(12, default="open")


class PublicityEvent(Record):
    held_on = DateField()
    kind = ForeignKeyField(Term, null=True, backref="+", index=False)
    form = CharField(12, default="event")
    subject = CharField(100, default="")
    host = CharField(80, default="")
    leaflets = IntegerField(default=0)
    audience = IntegerField(default=0)
    consulted = IntegerField(default=0)
    boards = IntegerField(default=0)


class Livestream(Record):
    held_on = DateField()
    host = CharField(80, default="")
    subject = CharField(100, default="")
    views = BigIntegerField(default=0)
    likes = BigIntegerField(default=0)


class Video(Record):
    issued_on = DateField()
    subject = CharField(100)
    views = BigIntegerField(default=0)


class OfficialStudy(Record):
    held_on = DateField()
    kind = CharField(12)
    subject = CharField(100, default="")
    persons = IntegerField(default=0)
    examined = IntegerField(default=0)
    passed = IntegerField(default=0)


class EnterpriseService(Record):
    kind = CharField(12)
    enterprise = CharField(80)
    enterprises = IntegerField(default=1)  # a park or an association may stand for many
    held_on = DateField()
    until = DateField(null=True)  # the last day of an adviser's term
    problems = IntegerField(default=0)
    note = TextField(default="")


class ReviewCase(Record):
    number = CharField(60, null=True)
    agency = CharField(80, default="")
    received_on = DateField()
    matter = CharField(60, default="")
    concluded_on = DateField(null=True)
    result = CharField(12, null=True)
    mediated = BooleanField(default=False)


class LitigationCase(Record):
    number = CharField(60, null=True)
    agency = CharField(80, default="")
    received_on = DateField()
    matter = CharField(60, default="")
    concluded_on = DateField(null=True)
    result = CharField(12, null=True)
    should_appear = BooleanField(default=False)
    appeared = BooleanField(default=False)


class DocumentReview(Record):
    reviewed_on = DateField()
    kind = CharField(12)
    title = CharField(100)
    agency = CharField(80, default="")
    opinions = IntegerField(default=0)


class DocumentClearing(Record):
    cleared_on = DateField()
    title = CharField(100)
    result = CharField(12)


class SubsidyGrant(Record):
    dispute = ForeignKeyField(Dispute, null=True, backref="+", index=False)
    number = CharField(60)
    approved_on = DateField()
    grade = CharField(12)
    mediator = CharField(50, default="")
    amount = BigIntegerField()  # fen


class EnteredIndicator(Model):
    key = CharField(40, unique=True)
    name = CharField(40)
    measure = CharField(12, default="件")
    kind = CharField(8, default="flow")
    definition = CharField(200, default="")
    whole = ForeignKeyField("self", null=True, backref="parts")
    reported_by = CharField(12, default="county")  # the kind of unit that fills it in
    position = IntegerField(default=0)
    valid_to = DateField(null=True)
    version = IntegerField(default=1)


class EnteredValue(Record):
    indicator = ForeignKeyField(EnteredIndicator, backref="values", index=False)
    month = DateField()  # its first day
    amount = BigIntegerField()  # hundredths of the measure
    evidence_name = CharField(200, default="")
    evidence = BlobField(null=True)  # encrypted
    note = CharField(200, default="")


# One dispute, one payment; one value per unit, month and indicator. A voided one makes room for the right one.
SubsidyGrant.add_index(
    SubsidyGrant.index(SubsidyGrant.dispute, unique=True, where=_LIVE, name="subsidy_once")
)
EnteredValue.add_index(
    EnteredValue.index(
        EnteredValue.indicator,
        EnteredValue.unit,
        EnteredValue.month,
        unique=True,
        where=_LIVE,
        name="entered_value_once",
    )
)

# The date that counts of every register, for its index (unit, date).
DATED = {
    LegalAidCase: (LegalAidCase.counts_on, LegalAidCase.concluded_on),
    Consultation: (Consultation.held_on,),
    HotlineMonth: (HotlineMonth.month,),
    ServicePlace: (ServicePlace.valid_from,),
    AdviserEngagement: (AdviserEngagement.valid_from,),
    AdviserService: (AdviserService.held_on,),
    Understander: (Understander.certified_on,),
    Training: (Training.held_on,),
    UnderstanderActivity: (UnderstanderActivity.held_on,),
    ScreeningRound: (ScreeningRound.held_on,),
    ScreeningFinding: (ScreeningFinding.found_on,),
    PublicityEvent: (PublicityEvent.held_on,),
    Livestream: (Livestream.held_on,),
    Video: (Video.issued_on,),
    OfficialStudy: (OfficialStudy.held_on,),
    EnterpriseService: (EnterpriseService.held_on,),
    ReviewCase: (ReviewCase.received_on, ReviewCase.concluded_on),
    LitigationCase: (LitigationCase.received_on, LitigationCase.concluded_on),
    DocumentReview: (DocumentReview.reviewed_on,),
    DocumentClearing: (DocumentClearing.cleared_on,),
    SubsidyGrant: (SubsidyGrant.approved_on,),
    EnteredValue: (EnteredValue.month,),
}
for _model, _days in DATED.items():
    for _day in _days:
        _name = f"{_model._meta.table_name}_{_day.name}"
        _model.add_index(_model.index(_model.unit, _day, where=_LIVE, name=f"{_name}_live"))


ALL = [RecordChoice, EnteredIndicator, *DATED]


def up(migrator, db):
    with db.bind_ctx(ALL):
        db.create_tables(ALL)


def down(migrator, db):
    with db.bind_ctx(ALL):
        db.drop_tables(ALL[::-1])
