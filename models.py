"""Every table, in the order of the work: places, people who sign in, lists, who mediates, what is recorded.

Tables only: queries live in office/, registers/ and figures/. Money is integer fen; a point in time is
UTC; a day is a date; an end of validity is the first day on which the thing no longer holds.
"""

import datetime
import json
from functools import partial

import peewee
from peewee import (
    SQL,
    BigIntegerField,
    BlobField,
    BooleanField,
    CharField,
    Check,
    CompositeKey,
    DateField,
    DateTimeField,
    ForeignKeyField,
    IntegerField,
    TextField,
)

from db import Model
from vocab import N_

# Chinese text stays readable (and findable) in the stored JSON.
JSONField = partial(peewee.JSONField, dumps=partial(json.dumps, ensure_ascii=False, sort_keys=True))


def now() -> datetime.datetime:
    """This moment in UTC, to the second, without zone (as stored)."""
    return datetime.datetime.now(datetime.UTC).replace(tzinfo=None, microsecond=0)


# ---------------------------------------------------------------- places


class Unit(Model):
    """A county, township, village … A unit keeps its place for life: a merge closes it and names its successor."""

    parent = ForeignKeyField("self", null=True, backref="children")
    kind = CharField(16)
    name = CharField(60)
    code = CharField(20, null=True, unique=True)
    path = CharField(120, unique=True, null=True)  # "/1/7/": the ids from the root down to itself
    position = IntegerField(default=0)
    valid_from = DateField(null=True)
    valid_to = DateField(null=True)
    successor = ForeignKeyField("self", null=True, backref="predecessors")
    version = IntegerField(default=1)

    class Meta:
        indexes = ((("parent", "name"), False),)


class UnitName(Model):
    """A name a unit bore until `valid_to`; the present name is in `unit`."""

    unit = ForeignKeyField(Unit, backref="former_names", on_delete="CASCADE")
    name = CharField(60)
    valid_to = DateField()


# ---------------------------------------------------------------- lists the bureau may extend


class Term(Model):
    """An entry of a list (纠纷类型, 案件来源, 标签 …), with the dates between which it may be chosen."""

    code = CharField(8, primary_key=True)
    list = CharField(12)
    name = CharField(40)
    parent = ForeignKeyField("self", null=True, backref="children")
    position = IntegerField(default=0)
    valid_from = DateField(null=True)
    valid_to = DateField(null=True)
    external_code = CharField(20, null=True)
    successor = ForeignKeyField("self", null=True, backref="+", index=False)  # 停用后归入

    class Meta:
        indexes = ((("list", "name"), True),)


# ---------------------------------------------------------------- who mediates


class Committee(Model):
    """人民调解委员会. Its prefix (字号) heads the file numbers it gives out."""

    unit = ForeignKeyField(Unit, backref="committees")
    kind = CharField(12)
    name = CharField(80)
    prefix = CharField(20, default="人调字")
    trade = ForeignKeyField(Term, null=True)
    standardised = BooleanField(default=False)  # 规范化
    valid_from = DateField(null=True)
    valid_to = DateField(null=True)
    version = IntegerField(default=1)

    class Meta:
        indexes = ((("unit", "name"), True),)


class Studio(Model):
    """调解工作室 or stationed room: a second view of its parent committee's work, never added to it."""

    committee = ForeignKeyField(Committee, backref="studios")
    kind = CharField(12, default="brand")
    name = CharField(80)
    valid_from = DateField(null=True)
    valid_to = DateField(null=True)
    version = IntegerField(default=1)

    class Meta:
        indexes = ((("committee", "name"), True),)


class Mediator(Model):
    """人民调解员 with the term of appointment."""

    unit = ForeignKeyField(Unit, backref="mediators")
    committee = ForeignKeyField(Committee, null=True, backref="mediators")
    studio = ForeignKeyField(Studio, null=True, backref="mediators")
    name = CharField(50)
    name_key = CharField(200, default="")
    employment = CharField(8, default="part")
    sex = CharField(8, null=True)
    ethnic_group = CharField(8, null=True)  # 民族, by vocab.ETHNIC_GROUPS
    education = CharField(12, null=True)
    grade = ForeignKeyField(Term, null=True, backref="+")
    commended = CharField(100, default="")
    phone_cipher = BlobField(null=True)
    phone_index = CharField(64, null=True, index=True)
    id_cipher = BlobField(null=True)
    id_index = CharField(64, null=True, index=True)
    valid_from = DateField(null=True)
    valid_to = DateField(null=True)
    version = IntegerField(default=1)

    class Meta:
        indexes = ((("unit", "name"), False),)


# ---------------------------------------------------------------- who signs in


class Account(Model):
    username = CharField(40, unique=True)
    name = CharField(50)
    role = CharField(12)
    unit = ForeignKeyField(Unit, null=True, backref="accounts")
    committee = ForeignKeyField(Committee, null=True)
    studio = ForeignKeyField(Studio, null=True)
    mediator = ForeignKeyField(Mediator, null=True)
    password_hash = CharField(255)
    former_hashes = JSONField(default=list)
    password_set_at = DateTimeField(default=now)
    must_change = BooleanField(default=True)
    failures = IntegerField(default=0)
    locked_until = DateTimeField(null=True)
    active = BooleanField(default=True)
    created_at = DateTimeField(default=now)
    version = IntegerField(default=1)


class Login(Model):
    """One signed-in browser. Its random token is what the session cookie carries, so it can be revoked."""

    token = CharField(64, unique=True)  # sha256 of the token in the cookie
    account = ForeignKeyField(Account, backref="logins", on_delete="CASCADE")
    started_at = DateTimeField(default=now)
    seen_at = DateTimeField(default=now)
    ended_at = DateTimeField(null=True)
    address = CharField(64, default="")
    agent = CharField(200, default="")


class AuditEntry(Model):
    """One writing act (or reveal, or export). Chained: each hash covers the one before."""

    at = DateTimeField()
    account = ForeignKeyField(Account, null=True)
    actor = CharField(80)
    act = CharField(40, index=True)
    subject = CharField(20)
    subject_id = BigIntegerField(null=True)
    detail = TextField(default="{}")
    previous = CharField(64)
    hash = CharField(64, unique=True)

    class Meta:
        indexes = ((("subject", "subject_id"), False),)


class Setting(Model):
    key = CharField(40, primary_key=True)
    value = JSONField()


class CalendarDay(Model):
    """A day on which the office decided otherwise than the calendar: a working day or a day off."""

    day = DateField(primary_key=True)
    working = BooleanField()
    note = CharField(60, default="")


class Alias(Model):
    """What an office writes for a code: `text` (folded) of the choice `choice` means `code`.

    `unit` is the office whose habit it is; without one it holds for everybody.
    """

    choice = CharField(24)
    text = CharField(60)
    code = CharField(12)
    unit = ForeignKeyField(Unit, null=True, on_delete="CASCADE")

    class Meta:
        indexes = ((("choice", "text", "unit"), True),)


class ColumnHabit(Model):
    """How an office heads a column of its ledger: `heading` (folded) of `register` is `field` ("" = leave out)."""

    unit = ForeignKeyField(Unit, on_delete="CASCADE")
    register = CharField(24)
    heading = CharField(60)
    field = CharField(40)

    class Meta:
        indexes = ((("unit", "register", "heading"), True),)


class ImportBatch(Model):
    """One ledger taken in: uploaded → checked → running → done (→ undone), or failed.

    `content` holds the file and `refused_rows` the rows given back, both encrypted.
    """

    register = CharField(24)
    unit = ForeignKeyField(Unit)
    account = ForeignKeyField(Account, null=True)
    file_name = CharField(200)
    file_digest = CharField(64)
    state = CharField(12, default="uploaded")
    started_at = DateTimeField(default=now)
    ended_at = DateTimeField(null=True)
    content = BlobField(null=True)
    mapping = JSONField(default=dict)
    progress = IntegerField(default=0)
    read = IntegerField(default=0)
    imported = IntegerField(default=0)
    refused = IntegerField(default=0)
    duplicates = IntegerField(default=0)
    created = JSONField(default=dict)
    problems = BlobField(null=True)
    message = TextField(default="")


# ---------------------------------------------------------------- the dispute register


class FileNumber(Model):
    """The last serial a committee gave out in a year; raised in the same transaction that uses it."""

    committee = ForeignKeyField(Committee)
    year = IntegerField()
    last = IntegerField(default=0)

    class Meta:
        primary_key = CompositeKey("committee", "year")


class Dispute(Model):
    """矛盾纠纷案件. The dates are kept apart (domain: 2.5); `*_counts_on`, `days` are derived on saving."""

    unit = ForeignKeyField(Unit, backref="disputes", index=False)  # the covering indexes begin with it
    committee = ForeignKeyField(Committee, null=True, backref="disputes", index=False)
    studio = ForeignKeyField(Studio, null=True, backref="disputes", index=False)
    number = CharField(60, null=True)
    number_year = IntegerField(null=True)
    number_serial = IntegerField(null=True)
    external_number = CharField(60, null=True)  # the provincial system's

    type = ForeignKeyField(Term, backref="+", index=False)
    source = ForeignKeyField(Term, backref="+", index=False)
    difficulty = ForeignKeyField(Term, null=True, backref="+", index=False)
    relation = CharField(12, null=True)
    subject = CharField(100, default="")
    summary = TextField(default="")
    place = CharField(100, default="")
    party_count = IntegerField(default=0)

    occurred_on = DateField(null=True)
    accepted_on = DateField()
    mediated_from = DateField(null=True)
    mediated_to = DateField(null=True)
    agreed_on = DateField(null=True)
    effective_on = DateField(null=True)
    performed_on = DateField(null=True)
    concluded_on = DateField(null=True)
    filed_on = DateField(null=True)
    followed_up_on = DateField(null=True)
    extended_to = DateField(null=True)  # both sides agreed to an extension (若干规定 33)

    outcome = CharField(12)
    form = CharField(8, null=True)
    amount = BigIntegerField(null=True)  # fen
    agreement = TextField(default="")
    performance_terms = TextField(default="")
    performance = CharField(8, null=True)
    satisfaction = CharField(8, null=True)
    aftermath = CharField(16, null=True)
    note = TextField(default="")

    confirmation_applied_on = DateField(null=True)
    confirmation_court = CharField(60, default="")
    confirmation_result = CharField(12, null=True)
    confirmed_on = DateField(null=True)
    confirmation_number = CharField(60, default="")

    suicide_cases = IntegerField(default=0)
    suicide_persons = IntegerField(default=0)
    crime_cases = IntegerField(default=0)
    crime_persons = IntegerField(default=0)
    petition_cases = IntegerField(default=0)
    petition_persons = IntegerField(default=0)
    fight_cases = IntegerField(default=0)
    fight_persons = IntegerField(default=0)

    days = IntegerField(null=True)  # 结案 − 受理
    performed_counts_on = DateField(null=True)
    applied_counts_on = DateField(null=True)
    confirmed_counts_on = DateField(null=True)

    fingerprint = CharField(64, index=True)
    entry_key = CharField(40, null=True, unique=True)  # a form sent twice makes one case
    batch = ForeignKeyField(ImportBatch, null=True, backref="disputes")
    entered_by = ForeignKeyField(Account, null=True, backref="+", index=False)
    entered_at = DateTimeField(default=now)
    changed_at = DateTimeField(default=now)
    version = IntegerField(default=1)
    voided_at = DateTimeField(null=True)
    void_reason = CharField(200, null=True)

    class Meta:
        constraints = (
            Check("amount is null or amount >= 0", "dispute_amount"),
            Check("concluded_on is null or concluded_on >= accepted_on", "dispute_concluded"),
            Check("outcome <> 'succeeded' or concluded_on is not null", "dispute_succeeded"),
            Check("party_count >= 0", "dispute_parties"),
        )
        indexes = ((("committee", "number_year", "number_serial"), True),)


_LIVE = SQL("voided_at is null")
# Covering indexes for the live figures: (unit, the date that counts), then dimensions and measures.
# voided_at stands last, empty, because SQLite reads the row for a column that only the condition names.
Dispute.add_index(
    Dispute.index(
        Dispute.unit,
        Dispute.concluded_on,
        Dispute.outcome,
        Dispute.type,
        Dispute.source,
        Dispute.committee,
        Dispute.studio,
        Dispute.form,
        Dispute.difficulty,
        Dispute.amount,
        Dispute.days,
        Dispute.party_count,
        Dispute.voided_at,
        where=_LIVE,
        name="dispute_by_conclusion",
    )
)
Dispute.add_index(
    Dispute.index(
        Dispute.unit,
        Dispute.accepted_on,
        Dispute.outcome,
        Dispute.type,
        Dispute.source,
        Dispute.committee,
        Dispute.studio,
        Dispute.form,
        Dispute.difficulty,
        Dispute.amount,
        Dispute.days,
        Dispute.party_count,
        Dispute.concluded_on,
        Dispute.voided_at,
        where=_LIVE,
        name="dispute_by_acceptance",
    )
)
Dispute.add_index(Dispute.index(Dispute.accepted_on, Dispute.id, name="dispute_newest"))
Dispute.add_index(Dispute.index(Dispute.number, where=SQL("number is not null"), name="dispute_number"))
Dispute.add_index(
    Dispute.index(
        Dispute.studio, Dispute.accepted_on, where=SQL("studio_id is not null"), name="dispute_of_studio"
    )
)
# Cases open for long are few; with them apart, what was open on a past day is found without reading all before it.
Dispute.add_index(
    Dispute.index(
        Dispute.unit,
        Dispute.accepted_on,
        where=SQL("(days is null or days > 400)"),
        name="dispute_slow",
    )
)
for _field in (
    Dispute.performed_counts_on,
    Dispute.applied_counts_on,
    Dispute.confirmed_counts_on,
    Dispute.followed_up_on,
):
    _set = SQL(f"{_field.name} is not null")
    Dispute.add_index(Dispute.index(Dispute.unit, _field, where=_set, name=f"dispute_{_field.name}"))


class Party(Model):
    """A party to a dispute: a person or an organisation; ID number and phone only as cipher and blind index."""

    dispute = ForeignKeyField(Dispute, backref="parties", on_delete="CASCADE")
    role = CharField(12)
    position = IntegerField(default=0)
    kind = CharField(12, default="person")
    name = CharField(100)
    name_key = CharField(400, default="")
    sex = CharField(8, null=True)
    ethnic_group = CharField(20, default="")
    born_on = DateField(null=True)
    occupation = CharField(50, default="")
    address = CharField(100, default="")
    contact = CharField(50, default="")  # of an organisation: who acts for it
    id_kind = CharField(10, null=True)
    id_cipher = BlobField(null=True)
    id_index = CharField(64, null=True, index=True)
    phone_cipher = BlobField(null=True)
    phone_index = CharField(64, null=True, index=True)


class DisputeMediator(Model):
    dispute = ForeignKeyField(Dispute, backref="mediator_links", on_delete="CASCADE", index=False)
    mediator = ForeignKeyField(Mediator, backref="dispute_links")

    class Meta:
        primary_key = CompositeKey("dispute", "mediator")


class DisputeTag(Model):
    dispute = ForeignKeyField(Dispute, backref="tag_links", on_delete="CASCADE", index=False)
    tag = ForeignKeyField(Term, backref="+")

    class Meta:
        primary_key = CompositeKey("dispute", "tag")


# ---------------------------------------------------------------- the other registers


class Record(Model):
    """What every record of a register carries beside its own columns. A column's `verbose_name` is its label."""

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
    """A record about a person: findable by name, numbers only as cipher and blind index."""

    name = CharField(50, verbose_name=N_("姓名"))
    name_key = CharField(200, default="")
    id_cipher = BlobField(null=True)
    id_index = CharField(64, null=True, index=True)
    phone_cipher = BlobField(null=True)
    phone_index = CharField(64, null=True, index=True)


class RecordChoice(Model):
    """One of several codes that a record bears in a field (受援人类别, 身份类别): such groups overlap."""

    register = CharField(24)
    record = BigIntegerField()
    field = CharField(24)
    code = CharField(12)

    class Meta:
        primary_key = CompositeKey("register", "field", "code", "record")
        indexes = ((("register", "record"), False),)


class LegalAidCase(PersonRecord):
    """法律援助案件; `counts_on` is the day of acceptance, or of application where that alone is written down."""

    number = CharField(60, null=True, verbose_name=N_("案号"))
    kind = CharField(12, verbose_name=N_("案件类别"))
    state = CharField(12, verbose_name=N_("办理状态"))
    applied_on = DateField(null=True, verbose_name=N_("申请日期"))
    accepted_on = DateField(null=True, verbose_name=N_("受理日期"))
    supplement_on = DateField(null=True, verbose_name=N_("通知补正日期"))
    supplemented_on = DateField(null=True, verbose_name=N_("补正日期"))
    decided_on = DateField(null=True, verbose_name=N_("批准日期"))
    assigned_on = DateField(null=True, verbose_name=N_("指派日期"))
    engaged_on = DateField(null=True, verbose_name=N_("签约日期"))
    concluded_on = DateField(null=True, verbose_name=N_("结案日期"))
    filed_on = DateField(null=True, verbose_name=N_("归档日期"))
    persons = IntegerField(default=1, verbose_name=N_("受援人数"))
    matter = CharField(60, default="", verbose_name=N_("案由"))
    office = CharField(80, default="", verbose_name=N_("承办机构"))
    lawyer = CharField(50, default="", verbose_name=N_("承办人"))
    recovered = BigIntegerField(null=True, verbose_name=N_("挽回损失（元）"))  # fen
    cost = BigIntegerField(null=True, verbose_name=N_("办案补贴（元）"))  # fen
    quality = CharField(12, null=True, verbose_name=N_("质量等级"))
    note = TextField(default="", verbose_name=N_("备注"))
    counts_on = DateField(verbose_name=N_("受理日期"))


class Consultation(PersonRecord):
    """法律咨询: one entry, `persons` 人次."""

    held_on = DateField(verbose_name=N_("咨询日期"))
    topic = ForeignKeyField(Term, null=True, backref="+", index=False, verbose_name=N_("咨询事项"))
    channel = CharField(8, default="visit", verbose_name=N_("咨询方式"))
    persons = IntegerField(default=1, verbose_name=N_("人次"))
    documents = IntegerField(default=0, verbose_name=N_("代写文书（份）"))
    content = TextField(default="", verbose_name=N_("咨询内容"))
    handling = CharField(200, default="", verbose_name=N_("处理情况"))
    received_by = CharField(50, default="", verbose_name=N_("接待人"))


class HotlineMonth(Record):
    """12348 and other platforms: the counts of one month."""

    month = DateField(verbose_name=N_("月份"))  # its first day
    topic = ForeignKeyField(Term, null=True, backref="+", index=False, verbose_name=N_("事项"))
    calls = IntegerField(default=0, verbose_name=N_("来电量（通）"))
    answered = IntegerField(default=0, verbose_name=N_("接通量（通）"))
    minutes = IntegerField(default=0, verbose_name=N_("通话时长（分钟）"))
    rated = IntegerField(default=0, verbose_name=N_("评价数"))
    satisfied = IntegerField(default=0, verbose_name=N_("满意数"))
    onsite = IntegerField(default=0, verbose_name=N_("实体平台服务量"))
    online = IntegerField(default=0, verbose_name=N_("网络平台服务量"))


class ServicePlace(Record):
    """A place of service: 中心, 站, 室, 法援机构, 矛调中心, 评理说事点, 法治文化阵地 …, with its dates."""

    kind = CharField(12, verbose_name=N_("类别"))
    name = CharField(80, verbose_name=N_("名称"))
    address = CharField(100, default="", verbose_name=N_("地址"))
    valid_from = DateField(verbose_name=N_("启用日期"))
    until = DateField(null=True, verbose_name=N_("停用日期"))  # the last day on which it holds
    funds = BigIntegerField(null=True, verbose_name=N_("建设资金（元）"))  # fen


class AdviserEngagement(PersonRecord):
    """村(居)法律顾问 of a village for a term; `person_key` is the same for one person in many villages."""

    office = CharField(80, default="", verbose_name=N_("所在单位"))
    category = CharField(12, null=True, verbose_name=N_("类别"))
    valid_from = DateField(verbose_name=N_("聘期起"))
    until = DateField(null=True, verbose_name=N_("聘期止"))  # the last day of the term
    person_key = CharField(64)


class AdviserService(PersonRecord):
    """One entry of an adviser's service log."""

    held_on = DateField(verbose_name=N_("服务日期"))
    kind = CharField(12, verbose_name=N_("服务内容"))
    mode = CharField(8, null=True, verbose_name=N_("服务方式"))
    recipient = CharField(50, default="", verbose_name=N_("服务对象"))
    persons = IntegerField(default=0, verbose_name=N_("人次"))
    documents = IntegerField(default=0, verbose_name=N_("份数"))
    minutes = IntegerField(default=0, verbose_name=N_("时长（小时）"))
    result = TextField(default="", verbose_name=N_("备注"))


class Understander(PersonRecord):
    """法律明白人 on the roll of a village."""

    sex = CharField(8, null=True, verbose_name=N_("性别"))
    hamlet = CharField(40, default="", verbose_name=N_("村（居）民小组"))
    proposed = CharField(12, null=True, verbose_name=N_("推荐方式"))
    adviser = CharField(50, default="", verbose_name=N_("对接法律顾问"))
    certificate = CharField(40, null=True, verbose_name=N_("证书编号"))
    badge = CharField(40, null=True, verbose_name=N_("徽章编号"))
    certified_on = DateField(verbose_name=N_("认定日期"))
    state = CharField(12, default="on", verbose_name=N_("状态"))
    removed_on = DateField(null=True, verbose_name=N_("清退日期"))
    removal_reason = CharField(200, default="", verbose_name=N_("清退原因"))
    appraisal = CharField(12, null=True, verbose_name=N_("年度考核"))
    appraised_on = DateField(null=True, verbose_name=N_("考核日期"))


class Training(Record):
    """A training of understanders or of mediators, with its attendance."""

    audience = CharField(12, verbose_name=N_("培训对象"))
    held_on = DateField(verbose_name=N_("培训日期"))
    subject = CharField(100, verbose_name=N_("主题"))
    persons = IntegerField(default=0, verbose_name=N_("参训人次"))
    minutes = IntegerField(default=0, verbose_name=N_("学时"))


class UnderstanderActivity(PersonRecord):
    """What an understander did: publicity, helping to settle, guiding to services."""

    held_on = DateField(verbose_name=N_("活动日期"))
    kind = CharField(12, verbose_name=N_("活动类型"))
    persons = IntegerField(default=0, verbose_name=N_("人次"))
    note = TextField(default="", verbose_name=N_("内容"))


class ScreeningRound(Record):
    """矛盾纠纷排查: rounds held on a day, what they found and prevented; a round that found nothing is a nil return."""

    held_on = DateField(verbose_name=N_("排查日期"))
    rounds = IntegerField(default=1, verbose_name=N_("排查次数"))
    found = IntegerField(default=0, verbose_name=N_("排查发现（件）"))
    prevented = IntegerField(default=0, verbose_name=N_("预防纠纷（件）"))
    resolved = IntegerField(default=0, verbose_name=N_("化解（件）"))
    note = TextField(default="", verbose_name=N_("情况说明"))


class ScreeningFinding(PersonRecord):
    """A dispute found by screening; it becomes a case in one click and stays linked to it. `name` are its people."""

    round = ForeignKeyField(ScreeningRound, null=True, backref="+")
    dispute = ForeignKeyField(Dispute, null=True, unique=True, backref="+")
    found_on = DateField(verbose_name=N_("发现日期"))
    type = ForeignKeyField(Term, null=True, backref="+", index=False, verbose_name=N_("纠纷类型"))
    summary = TextField(default="", verbose_name=N_("简要情况"))
    state = CharField(12, default="open", verbose_name=N_("处置情况"))


class PublicityEvent(Record):
    """普法活动."""

    held_on = DateField(verbose_name=N_("活动日期"))
    kind = ForeignKeyField(Term, null=True, backref="+", index=False, verbose_name=N_("活动类别"))
    form = CharField(12, default="event", verbose_name=N_("活动形式"))
    subject = CharField(100, default="", verbose_name=N_("主题"))
    host = CharField(80, default="", verbose_name=N_("主办单位"))
    leaflets = IntegerField(default=0, verbose_name=N_("发放资料（份）"))
    audience = IntegerField(default=0, verbose_name=N_("受众（人次）"))
    consulted = IntegerField(default=0, verbose_name=N_("现场咨询（人次）"))
    boards = IntegerField(default=0, verbose_name=N_("展板横幅（块）"))


class Livestream(Record):
    """网络直播."""

    held_on = DateField(verbose_name=N_("直播日期"))
    host = CharField(80, default="", verbose_name=N_("主办"))
    subject = CharField(100, default="", verbose_name=N_("主题"))
    views = BigIntegerField(default=0, verbose_name=N_("观看人次"))
    likes = BigIntegerField(default=0, verbose_name=N_("点赞数"))


class Video(Record):
    """普法短视频."""

    issued_on = DateField(verbose_name=N_("发布日期"))
    subject = CharField(100, verbose_name=N_("标题"))
    views = BigIntegerField(default=0, verbose_name=N_("播放量"))


class OfficialStudy(Record):
    """领导干部学法、考试."""

    held_on = DateField(verbose_name=N_("日期"))
    kind = CharField(12, verbose_name=N_("类别"))
    subject = CharField(100, default="", verbose_name=N_("主题"))
    persons = IntegerField(default=0, verbose_name=N_("参加人数"))
    examined = IntegerField(default=0, verbose_name=N_("参考人数"))
    passed = IntegerField(default=0, verbose_name=N_("合格人数"))


class EnterpriseService(Record):
    """法治体检 of an enterprise, or a legal adviser of a market entity for a term."""

    kind = CharField(12, verbose_name=N_("服务类别"))
    enterprise = CharField(80, verbose_name=N_("企业名称"))
    enterprises = IntegerField(
        default=1, verbose_name=N_("企业数（家）")
    )  # a park or an association may stand for many
    held_on = DateField(verbose_name=N_("日期"))
    until = DateField(null=True, verbose_name=N_("服务期止"))  # the last day of an adviser's term
    problems = IntegerField(default=0, verbose_name=N_("发现问题（个）"))
    note = TextField(default="", verbose_name=N_("备注"))


class ReviewCase(Record):
    """行政复议."""

    number = CharField(60, null=True, verbose_name=N_("案号"))
    agency = CharField(80, default="", verbose_name=N_("被申请机关"))
    received_on = DateField(verbose_name=N_("收到日期"))
    matter = CharField(60, default="", verbose_name=N_("案由"))
    concluded_on = DateField(null=True, verbose_name=N_("办结日期"))
    result = CharField(12, null=True, verbose_name=N_("办结结果"))
    mediated = BooleanField(default=False, verbose_name=N_("经调解撤回"))


class LitigationCase(Record):
    """行政应诉."""

    number = CharField(60, null=True, verbose_name=N_("案号"))
    agency = CharField(80, default="", verbose_name=N_("应诉机关"))
    received_on = DateField(verbose_name=N_("收到日期"))
    matter = CharField(60, default="", verbose_name=N_("案由"))
    concluded_on = DateField(null=True, verbose_name=N_("审结日期"))
    result = CharField(12, null=True, verbose_name=N_("裁判结果"))
    should_appear = BooleanField(default=False, verbose_name=N_("负责人应出庭"))
    appeared = BooleanField(default=False, verbose_name=N_("负责人已出庭"))


class DocumentReview(Record):
    """合法性审查."""

    reviewed_on = DateField(verbose_name=N_("审查日期"))
    kind = CharField(12, verbose_name=N_("审查对象"))
    title = CharField(100, verbose_name=N_("名称"))
    agency = CharField(80, default="", verbose_name=N_("送审单位"))
    opinions = IntegerField(default=0, verbose_name=N_("提出意见（条）"))


class DocumentClearing(Record):
    """规范性文件清理."""

    cleared_on = DateField(verbose_name=N_("清理日期"))
    title = CharField(100, verbose_name=N_("文件名称"))
    result = CharField(12, verbose_name=N_("清理结果"))


class SubsidyGrant(Record):
    """以案定补: an approved subsidy; one dispute, one payment (砚山 and others: 一案一补)."""

    dispute = ForeignKeyField(Dispute, null=True, backref="+", index=False)
    number = CharField(60, verbose_name=N_("卷宗号"))
    approved_on = DateField(verbose_name=N_("批准日期"))
    grade = CharField(12, verbose_name=N_("补贴档次"))
    mediator = CharField(50, default="", verbose_name=N_("调解员"))
    amount = BigIntegerField(verbose_name=N_("补贴金额（元）"))  # fen


class EnteredIndicator(Model):
    """A figure that no register holds, defined by the bureau; `whole` is what its parts add up to."""

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
    """A unit's value of an entered indicator in a month, in hundredths, with its evidence."""

    indicator = ForeignKeyField(EnteredIndicator, backref="values", index=False)
    month = DateField(verbose_name=N_("月份"))  # its first day
    amount = BigIntegerField(verbose_name=N_("数值"))  # hundredths of the measure
    evidence_name = CharField(200, default="", verbose_name=N_("佐证材料"))
    evidence = BlobField(null=True)  # encrypted
    note = CharField(200, default="", verbose_name=N_("说明"))


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


# ---------------------------------------------------------------- the month as an account


class Return(Model):
    """月报, or its roll-up: one unit × one period in one revision (第几版). What is locked is never changed again.

    `live` marks the newest revision, `official` the newest locked one, whose figures count as 审定. `members` are the
    month returns whose lists make its figures up; `missing` the units that had sent nothing when it was locked.
    """

    unit = ForeignKeyField(Unit, backref="+", index=False)
    kind = CharField(8, default="month")
    start = DateField()
    end = DateField()  # the first day after
    revision = IntegerField(default=1)
    live = BooleanField(default=True)
    official = BooleanField(default=False)
    state = CharField(12, default="open")
    nil = BooleanField(default=False)
    reason = CharField(200, default="")  # why this revision was opened
    asked = CharField(200, default="")  # why the unit asks for another
    findings = JSONField(default=list)  # what the checks found, and how it was explained
    figures = JSONField(default=dict)  # as sent up; from the lock on as locked
    edition = JSONField(default=dict)  # of every definition and list that was used
    members = JSONField(default=list)
    missing = JSONField(default=list)
    digest = CharField(64, default="")  # of the own list: what counts
    seal = CharField(64, default="")  # of everything, once it is locked
    created_at = DateTimeField(default=now)
    changed_at = DateTimeField(default=now)
    locked_at = DateTimeField(null=True)
    version = IntegerField(default=1)

    class Meta:
        indexes = ((("unit", "kind", "start", "revision"), True),)


Return.add_index(
    Return.index(Return.unit, Return.kind, Return.start, unique=True, where=SQL("live"), name="return_live")
)
Return.add_index(
    Return.index(
        Return.unit, Return.kind, Return.start, unique=True, where=SQL("official"), name="return_official"
    )
)
Return.add_index(Return.index(Return.kind, Return.start, name="return_period"))


class ReturnStep(Model):
    """Who took a return a step further, when and why."""

    of = ForeignKeyField(Return, backref="steps", on_delete="CASCADE")
    act = CharField(12)
    at = DateTimeField(default=now)
    account = ForeignKeyField(Account, null=True, backref="+", index=False)
    actor = CharField(80)
    reason = CharField(200, default="")
    on_time = BooleanField(null=True)


class Verified(Model):
    """校核: the township has looked through what one of its villages (or its own desk) wrote down in a month."""

    unit = ForeignKeyField(Unit, backref="+", index=False)
    start = DateField()
    end = DateField()
    at = DateTimeField(default=now)
    account = ForeignKeyField(Account, null=True, backref="+", index=False)
    actor = CharField(80)
    digest = CharField(64)  # of what was looked through: a later change shows

    class Meta:
        indexes = ((("unit", "start"), True),)


class SealedRecord(Model):
    """A record as it counted in a locked month: JSON texts of what it added to which figure, and of what lists showed."""

    sealed_in = ForeignKeyField(Return, backref="+", index=False)
    source = CharField(24)
    record = BigIntegerField()
    version = IntegerField()
    unit = IntegerField()
    adds = TextField()
    parts = TextField()
    shown = TextField()

    class Meta:
        indexes = ((("sealed_in", "source"), False), (("source", "record"), False))


class CheckRule(Model):
    """审核关系 of the bureau's own: two sums of indicators and how they must stand to each other."""

    name = CharField(60)
    left = CharField(300)
    relation = CharField(4)
    right = CharField(300)
    strength = CharField(8)
    note = CharField(200, default="")
    active = BooleanField(default=True)
    version = IntegerField(default=1)


# ---------------------------------------------------------------- the superior's own tables


class Template(Model):
    """上级模板: a workbook of the office above in which our figures are to stand, as it was sent, for one year.

    `content` is the file, encrypted. `map_version` counts the changes of what its cells mean.
    """

    unit = ForeignKeyField(Unit, backref="+", index=False)  # the office whose template it is
    name = CharField(80)
    year = IntegerField()
    previous = ForeignKeyField("self", null=True, backref="+")  # last year's file
    file_name = CharField(200)
    content = BlobField()
    digest = CharField(64)
    account = ForeignKeyField(Account, null=True, backref="+", index=False)
    actor = CharField(80)
    at = DateTimeField(default=now)
    note = CharField(200, default="")
    map_version = IntegerField(default=0)

    class Meta:
        indexes = ((("unit", "name", "year"), True),)


class TemplateMap(Model):
    """What stands in one cell of a template: which figure, of whom, of when, in which form (figures/templates)."""

    template = ForeignKeyField(Template, backref="map", on_delete="CASCADE", index=False)
    sheet = CharField(120)
    cell = CharField(10)
    indicator = CharField(60)
    part = CharField(24, default="")
    by = CharField(24, default="")
    row = CharField(40, default="")
    whose = CharField(8, default="total")
    child = CharField(60, default="")
    period = CharField(8)
    form = CharField(8)
    version = IntegerField(default=1)

    class Meta:
        indexes = ((("template", "sheet", "cell"), True),)


class TemplateFill(Model):
    """What a template was last filled with, for a unit and period: cell → number as text, None where it stayed empty."""

    template = ForeignKeyField(Template, backref="+", on_delete="CASCADE", index=False)
    unit = ForeignKeyField(Unit, backref="+", index=False)
    year = IntegerField()
    month = IntegerField(default=0)  # 0: the whole year
    state = CharField(8)
    basis = CharField(12)
    map_version = IntegerField()
    numbers = JSONField(default=dict)
    account = ForeignKeyField(Account, null=True, backref="+", index=False)
    actor = CharField(80)
    at = DateTimeField(default=now)

    class Meta:
        indexes = ((("template", "unit", "year", "month", "state"), True),)


# ---------------------------------------------------------------- what an office writes


class ReportText(Model):
    """工作报告文字 of the bureau's own: a paragraph with placeholders (figures/sentences)."""

    name = CharField(60)
    text = TextField()
    active = BooleanField(default=True)
    version = IntegerField(default=1)


class ReportTextEdition(Model):
    """A report text as it was saved once: each change keeps the one before."""

    of = ForeignKeyField(ReportText, backref="editions", on_delete="CASCADE", index=False)
    version = IntegerField()
    name = CharField(60)
    text = TextField()
    at = DateTimeField(default=now)
    account = ForeignKeyField(Account, null=True, backref="+", index=False)
    actor = CharField(80)

    class Meta:
        indexes = ((("of", "version"), True),)


# ---------------------------------------------------------------- long exports


class Export(Model):
    """A file made in the background for an account, as what it then was; kept encrypted in parts until `expires_at`."""

    account = ForeignKeyField(Account, backref="+")
    role = CharField(12)
    unit = ForeignKeyField(Unit, null=True, backref="+", index=False)
    label = CharField(200)
    file_name = CharField(200)
    address = TextField()  # the page where it was asked for
    state = CharField(12, default="running")
    progress = IntegerField(default=0)
    expected = IntegerField(default=0)  # rows
    parts = IntegerField(default=0)
    size = BigIntegerField(default=0)  # bytes of the file
    message = TextField(default="")
    started_at = DateTimeField(default=now)
    ended_at = DateTimeField(null=True)
    expires_at = DateTimeField()


class ExportPart(Model):
    """A piece of such a file, encrypted."""

    export = ForeignKeyField(Export, backref="+", on_delete="CASCADE", index=False)
    number = IntegerField()
    content = BlobField()

    class Meta:
        indexes = ((("export", "number"), True),)


ALL: list[type[peewee.Model]] = [
    Unit,
    UnitName,
    Term,
    Committee,
    Studio,
    Mediator,
    Account,
    Login,
    AuditEntry,
    Setting,
    CalendarDay,
    Alias,
    ColumnHabit,
    ImportBatch,
    FileNumber,
    Dispute,
    Party,
    DisputeMediator,
    DisputeTag,
    RecordChoice,
    EnteredIndicator,
    *DATED,
    Return,
    ReturnStep,
    Verified,
    SealedRecord,
    CheckRule,
    Template,
    TemplateMap,
    TemplateFill,
    ReportText,
    ReportTextEdition,
    Export,
    ExportPart,
]
