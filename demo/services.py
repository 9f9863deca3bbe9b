"""The public legal service of the demonstration: two years of invented records in every register of it."""

import datetime
from collections.abc import Callable, Iterator

from demo.scene import Entry, Row, Scene, store
from registers.advisers import ADVISER_SERVICES, ADVISERS
from registers.consultations import CONSULTATIONS, HOTLINE
from registers.description import Register
from registers.legal_aid import LEGAL_AID
from registers.livestreams import LIVESTREAMS
from registers.publicity import EVENTS, OFFICIALS_STUDY, VIDEOS
from registers.service_places import SERVICE_PLACES
from registers.trainings import TRAININGS
from registers.understanders import ACTIVITIES, UNDERSTANDERS

Day = datetime.date
FIRMS = ("长丰律师事务所", "恒信律师事务所", "双溪法律服务所")
_AID_KINDS = {"criminal": 34, "civil": 26, "admin": 1, "plea": 32, "duty": 7}
_GROUPS = {"A01": 6, "A02": 14, "A03": 8, "A04": 14, "A05": 22, "A06": 14, "A08": 3, "A10": 30}
_MATTERS = {"criminal": "盗窃 故意伤害 交通肇事 诈骗", "plea": "危险驾驶 盗窃 故意伤害", "duty": "诈骗 寻衅滋事",
            "civil": "追索劳动报酬 工伤赔偿 离婚 赡养 交通事故赔偿", "admin": "行政确认"}  # fmt: skip
_TOPICS = {"C01": 22, "C02": 20, "C03": 14, "C04": 8, "C05": 10, "C06": 7, "C07": 7, "C08": 6, "C11": 6}
_ROLES = {"R01": 24, "R02": 12, "R03": 16, "R05": 16, "R06": 18, "R07": 22, "R08": 10, "R09": 6, "R10": 8}
_KINDS = {"L01": 6, "L02": 34, "L03": 22, "L04": 16, "L05": 10, "L06": 6, "L07": 6}
_FORMS = {"event": 58, "lecture": 24, "consult": 12, "preach": 6}
_SUBJECTS = "民法典宣传 反电信网络诈骗 宪法宣传 农民工讨薪维权 禁毒宣传 防范非法集资 未成年人保护 婚姻家庭与继承 土地流转与承包".split()
_SERVICES = {
    "consult": 52,
    "talk": 14,
    "mediation": 10,
    "visit": 10,
    "contract": 5,
    "document": 4,
    "opinion": 5,
}


def fill(scene: Scene) -> int:
    """Write every register; gives the number of records."""
    return sum(store(register, entries(scene), scene) for register, entries in WRITTEN)


# ---------------------------------------------------------------- legal aid, consultations, places


def _legal_aid(scene: Scene) -> Iterator[Entry]:
    serials = dict.fromkeys(scene.years, 0)
    for day in scene.days(260):
        serials[day.year] += 1
        kind = scene.one(_AID_KINDS)
        row = _recipient(scene) | _steps(scene, day, kind)
        row |= {"kind": kind, "matter": scene.random.choice(_MATTERS[kind].split()),
                "number": f"（{day.year}）城援字第{serials[day.year]}号"}  # fmt: skip
        yield scene.root.id, row


def _recipient(scene: Scene) -> Row:
    person = scene.person()
    groups = {scene.one(_GROUPS) for _ in range(scene.random.choice((1, 1, 1, 2)))}
    return {
        "name": person.name,
        "id_number": person.id_number,
        "phone": person.phone,
        "groups": tuple(sorted(groups)),
    }


def _signed(scene: Scene, assigned: Day) -> Day | None:
    """Most sign the agreement within two days; of those assigned this week some have not yet."""
    return assigned if scene.today - assigned > datetime.timedelta(days=6) else None


def _steps(scene: Scene, day: Day, kind: str) -> Row:
    help_only = kind in ("plea", "duty")
    decided = scene.later(day, 0, 1 if help_only else 6)
    assigned = decided and scene.later(decided, 0, 3)
    concluded = assigned and scene.later(assigned, 0 if help_only else 25, 3 if help_only else 140)
    filed = concluded and scene.later(concluded, 3, 30)
    row: Row = {"applied_on": day, "accepted_on": decided, "decided_on": decided, "assigned_on": assigned,
                "engaged_on": assigned and _signed(scene, assigned), "concluded_on": concluded, "filed_on": filed, "office": scene.random.choice(FIRMS),
                "lawyer": scene.random.choice(scene.lawyers).name}  # fmt: skip
    if concluded and kind == "civil":
        row["recovered"] = scene.random.randrange(3000, 90_000) * 100
    if filed and not help_only:
        row |= {"cost": scene.random.choice((600, 1000, 1200, 1400)) * 100,
                "quality": scene.one({"excellent": 20, "good": 45, "pass": 34, "fail": 1})}  # fmt: skip
    return row


def _consultations(scene: Scene) -> Iterator[Entry]:
    for day in scene.days(420):
        unit = scene.root if scene.chance(0.55) else scene.random.choice(scene.towns)
        person = scene.person()
        yield unit.id, {
            "held_on": day, "topic": scene.one(_TOPICS), "channel": scene.one({"visit": 62, "call": 28, "net": 10}),
            "persons": int(scene.one({"1": 84, "2": 12, "4": 4})), "documents": int(scene.chance(0.05)),
            "handling": scene.random.choice(("已解答", "已解答", "引导申请法律援助", "引导申请人民调解")),
            "name": person.name, "phone": person.phone,
        }  # fmt: skip


def _hotline(scene: Scene) -> Iterator[Entry]:
    for month in scene.months:
        calls = scene.random.randrange(420, 680)
        answered = calls - scene.random.randrange(8, 40)
        rated = answered * scene.random.randrange(48, 62) // 100
        yield scene.root.id, {
            "month": month, "calls": calls, "answered": answered, "minutes": answered * 6, "rated": rated,
            "satisfied": rated - scene.random.randrange(0, 6), "onsite": scene.random.randrange(260, 420),
            "online": scene.random.randrange(60, 150),
        }  # fmt: skip


def _places(scene: Scene) -> Iterator[Entry]:
    opened = Day(scene.first.year - 5, 6, 1)
    yield scene.root.id, {"kind": "centre", "name": "城关县公共法律服务中心", "valid_from": opened}
    yield scene.root.id, {"kind": "aid", "name": "城关县法律援助中心", "valid_from": opened}
    yield (
        scene.root.id,
        {
            "kind": "onestop",
            "name": "城关县矛盾纠纷调处化解中心",
            "valid_from": Day(scene.first.year - 2, 9, 1),
        },
    )
    for town in scene.towns:
        yield town.id, {"kind": "station", "name": f"{town.name}公共法律服务工作站", "valid_from": opened}
        yield town.id, {"kind": "aid_station", "name": f"{town.name}法律援助工作站", "valid_from": opened}
    for number, village in enumerate(scene.villages):
        yield village.id, {"kind": "room", "name": f"{village.name}公共法律服务室", "valid_from": opened}
        if number % 6 == 0:
            since = scene.first + datetime.timedelta(number * 5)
            yield (
                village.id,
                {
                    "kind": "site",
                    "name": f"{village.name}法治文化广场",
                    "valid_from": since,
                    "funds": 10_000_000,
                },
            )
        if number % 4 == 1:
            yield village.id, {"kind": "point", "name": f"{village.name}评理说事点", "valid_from": opened}


# ---------------------------------------------------------------- advisers


def _adviser(scene: Scene, number: int) -> tuple[str, str]:
    """Name and office of the adviser of the village with that number: three villages each."""
    at = number // 3 % len(scene.lawyers)
    return scene.lawyers[at].name, FIRMS[at % len(FIRMS)]


def _without_adviser(scene: Scene, number: int, year: int) -> bool:
    """This year's contract of two villages is still to be signed."""
    return year == scene.today.year and number in (17, 48)


def _advisers(scene: Scene) -> Iterator[Entry]:
    for year in scene.years:
        for number, village in enumerate(scene.villages):
            if _without_adviser(scene, number, year):
                continue
            name, firm = _adviser(scene, number)
            yield village.id, {
                "name": name, "office": firm, "category": "worker" if "服务所" in firm else "lawyer",
                "valid_from": Day(year, 1, 1), "until": Day(year, 12, 31), "phone": scene.lawyers[number // 3 % len(scene.lawyers)].phone,
            }  # fmt: skip


def _adviser_services(scene: Scene) -> Iterator[Entry]:
    for month in scene.months:
        for number, village in enumerate(scene.villages):
            if _without_adviser(scene, number, month.year):
                continue
            talk_due = month.month % 3 == number % 3
            busy = number % 9 != 4  # some villages see little of theirs
            for visit in range(scene.random.choice((1, 1, 2)) if busy else int(scene.chance(0.4))):
                kind = "talk" if talk_due and busy and visit == 0 else scene.one(_SERVICES)
                yield village.id, _service(scene, _adviser(scene, number)[0], month, kind)


def _service(scene: Scene, name: str, month: Day, kind: str) -> Row:
    row: Row = {"name": name, "held_on": month.replace(day=scene.random.randrange(1, 29)), "kind": kind}
    if kind == "consult":
        row |= {
            "persons": scene.random.randrange(1, 6),
            "mode": scene.one({"onsite": 86, "phone": 10, "online": 4}),
        }
    if kind == "talk":
        row["persons"] = scene.random.randrange(20, 90)
    if kind in ("contract", "document"):
        row["documents"] = scene.random.randrange(1, 3)
    return row | {"minutes": scene.random.choice((180, 240, 240, 300))}


# ---------------------------------------------------------------- understanders, trainings


def _understanders(scene: Scene) -> Iterator[Entry]:
    serial = 0
    for number, village in enumerate(scene.villages):
        for _ in range(2 if number in (9, 33) else scene.random.randrange(4, 8)):
            serial += 1
            certified = Day(scene.first.year - 1, 1, 1) + datetime.timedelta(scene.random.randrange(500))
            yield village.id, _understander(scene, serial, min(certified, scene.today))


def _understander(scene: Scene, serial: int, certified: Day) -> Row:
    person = scene.person()
    roles = {scene.one(_ROLES) for _ in range(scene.random.choice((1, 1, 2)))}
    row: Row = {"name": person.name, "sex": person.sex, "id_number": person.id_number, "phone": person.phone,
                "roles": tuple(sorted(roles)), "certified_on": certified, "certificate": f"CGMBR-{serial:04d}",
                "proposed": scene.one({"self": 20, "committee": 70, "people": 10}),
                "appraisal": scene.one({"excellent": 20, "competent": 78, "poor": 2})}  # fmt: skip
    if scene.chance(0.02):
        row |= {"removed_on": scene.later(certified, 120, 400), "removal_reason": "长期外出，不再履职"}
        if row["removed_on"] is None:
            row["removal_reason"] = ""
    return row


def _activities(scene: Scene) -> Iterator[Entry]:
    for day in scene.days(260):
        kind = scene.one({"publicity": 40, "mediation": 38, "guide": 16, "governance": 6})
        yield scene.place().id, {"name": scene.person().name, "held_on": day, "kind": kind,
                                 "persons": scene.random.randrange(2, 40) if kind == "publicity" else 2}  # fmt: skip


def _trainings(scene: Scene) -> Iterator[Entry]:
    for number, day in enumerate(scene.days(14)):
        mediators = number % 4 == 3
        subject = "人民调解员业务培训" if mediators else "法律明白人培训"
        yield scene.random.choice(scene.towns).id, {
            "held_on": day, "audience": "mediator" if mediators else "understander",
            "subject": f"{day.year}年第{number + 1}期{subject}", "persons": scene.random.randrange(35, 95), "minutes": 240,
        }  # fmt: skip


# ---------------------------------------------------------------- publicity


def _events(scene: Scene) -> Iterator[Entry]:
    for day in scene.days(280):
        form = scene.one(_FORMS)
        yield scene.random.choice(scene.towns).id, {
            "held_on": day, "kind": scene.one(_KINDS), "form": form, "subject": scene.random.choice(_SUBJECTS),
            "host": scene.random.choice(("司法所", "县司法局", "派出所", "综治中心")),
            "leaflets": scene.random.randrange(30, 240), "audience": scene.random.randrange(20, 220),
            "consulted": scene.random.randrange(3, 30) if form == "consult" else 0, "boards": scene.random.randrange(0, 8),
        }  # fmt: skip


def _livestreams(scene: Scene) -> Iterator[Entry]:
    for day in scene.days(6):
        views = scene.random.randrange(3000, 14_000)
        yield scene.root.id, {"held_on": day, "host": "城关县司法局", "subject": f"以案说法：{scene.random.choice(_SUBJECTS)}",
                              "views": views, "likes": views * scene.random.randrange(4, 15)}  # fmt: skip


def _videos(scene: Scene) -> Iterator[Entry]:
    for number, day in enumerate(scene.days(40), 1):
        yield (
            scene.root.id,
            {
                "issued_on": day,
                "subject": f"普法一分钟第{number}期",
                "views": scene.random.randrange(400, 9000),
            },
        )


def _officials(scene: Scene) -> Iterator[Entry]:
    for number, day in enumerate(scene.days(10)):
        exam = number % 5 == 4
        persons = scene.random.randrange(260, 420) if exam else scene.random.randrange(30, 80)
        yield scene.root.id, {
            "held_on": day, "kind": "exam" if exam else "study", "subject": "国家工作人员学法考试" if exam else "党委会会前学法",
            "persons": persons, "examined": persons - 4 if exam else 0, "passed": persons - scene.random.randrange(4, 9) if exam else 0,
        }  # fmt: skip


WRITTEN: tuple[tuple[Register, Callable[[Scene], Iterator[Entry]]], ...] = (
    (LEGAL_AID, _legal_aid),
    (CONSULTATIONS, _consultations),
    (HOTLINE, _hotline),
    (SERVICE_PLACES, _places),
    (ADVISERS, _advisers),
    (ADVISER_SERVICES, _adviser_services),
    (UNDERSTANDERS, _understanders),
    (ACTIVITIES, _activities),
    (TRAININGS, _trainings),
    (EVENTS, _events),
    (LIVESTREAMS, _livestreams),
    (VIDEOS, _videos),
    (OFFICIALS_STUDY, _officials),
)
