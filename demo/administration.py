"""Law and government in the demonstration: screening, check-ups of enterprises, reconsideration, litigation, documents."""

import datetime
from collections.abc import Callable, Iterator

from demo.scene import Entry, Row, Scene, store
from models import Dispute
from registers.description import Register
from registers.documents import DOCUMENT_CLEARINGS, DOCUMENT_REVIEWS
from registers.enterprises import CHECKUPS
from registers.reviews import LITIGATION, REVIEWS
from registers.screenings import FINDINGS, SCREENINGS
from registers.subsidies import SUBSIDIES

Day = datetime.date
_AGENCIES = ("县公安局", "县市场监管局", "县人社局", "县自然资源局", "城关街道办事处", "金沙镇人民政府")
_MATTERS = ("行政处罚", "工伤认定", "政府信息公开", "行政强制", "不履行法定职责")
_RESULTS = {"upheld": 46, "rejected": 14, "withdrawn": 22, "illegal": 6, "redo": 7, "changed": 2, "ended": 3}
_SUITS = {"won": 74, "lost": 9, "dropped": 12, "mediated": 5}
_GRADES = {
    "simple": (45, 100),
    "ordinary": (38, 200),
    "difficult": (14, 400),
    "major": (3, 800),
}  # share, yuan
_PAID = 160  # disputes with a subsidy


def fill(scene: Scene) -> int:
    """Write every register; gives the number of records."""
    return sum(store(register, entries(scene), scene) for register, entries in WRITTEN)


def _screenings(scene: Scene) -> Iterator[Entry]:
    for month in scene.months:
        for town in scene.towns:
            found = max(0, scene.random.randrange(-2, 4))
            yield town.id, {
                "held_on": month.replace(day=scene.random.randrange(3, 28)), "rounds": scene.random.randrange(2, 7),
                "found": found, "resolved": max(0, found - int(scene.chance(0.2))), "prevented": int(scene.chance(0.3)),
                "note": "" if found else "未发现纠纷，零报告",
            }  # fmt: skip


def _findings(scene: Scene) -> Iterator[Entry]:
    for day in scene.days(30):
        fresh = day > scene.today - datetime.timedelta(20)
        names = f"{scene.person().name}、{scene.person().name}"
        yield scene.place().id, {
            "found_on": day, "name": names, "type": scene.random.choice(("T01", "T02", "T07")),
            "summary": "网格员走访时发现双方有争执", "state": "open" if fresh else "resolved",
        }  # fmt: skip


def _subsidies(scene: Scene) -> Iterator[Entry]:
    settled = Dispute.select(Dispute.unit, Dispute.number, Dispute.concluded_on).where(
        Dispute.outcome == "succeeded"
    )
    latest = list(settled.order_by(Dispute.concluded_on.desc(), Dispute.id).limit(_PAID * 2).tuples())
    for unit, number, concluded in latest[::2]:
        grade = scene.one({grade: share for grade, (share, _) in _GRADES.items()})
        approved = scene.later(concluded, 5, 40)
        if approved:
            yield (
                unit,
                {
                    "number": number,
                    "approved_on": approved,
                    "grade": grade,
                    "amount": _GRADES[grade][1] * 100,
                },
            )


def _checkups(scene: Scene) -> Iterator[Entry]:
    for day in scene.days(70):
        adviser = scene.chance(0.25)
        row: Row = {"kind": "adviser" if adviser else "checkup", "held_on": day,
                    "enterprise": scene.population.firm("建材有限公司 食品有限公司 纺织有限公司 农业合作社 物流有限公司")}  # fmt: skip
        row |= (
            {"until": day + datetime.timedelta(364)}
            if adviser
            else {"problems": scene.random.randrange(0, 6)}
        )
        yield scene.random.choice(scene.towns).id, row


def _case(scene: Scene, day: Day, number: int, name: str, shares: dict[str, int]) -> Row:
    concluded = scene.later(day, 20, 60)
    return {"number": f"（{day.year}）城府{name}第{number}号", "received_on": day, "concluded_on": concluded,
            "agency": scene.random.choice(_AGENCIES), "matter": scene.random.choice(_MATTERS),
            "result": scene.one(shares) if concluded else None}  # fmt: skip


def _reviews(scene: Scene) -> Iterator[Entry]:
    for number, day in enumerate(scene.days(60), 1):
        row = _case(scene, day, number, "复", _RESULTS)
        yield scene.root.id, row | {"mediated": row["result"] == "withdrawn" and scene.chance(0.8)}


def _suits(scene: Scene) -> Iterator[Entry]:
    for number, day in enumerate(scene.days(26), 1):
        must = scene.chance(0.7)
        row = _case(scene, day, number, "应", _SUITS)
        yield scene.root.id, row | {"should_appear": must, "appeared": must and scene.chance(0.95)}


def _document_reviews(scene: Scene) -> Iterator[Entry]:
    kinds = {
        "normative": "规范性文件",
        "decision": "重大行政决策方案",
        "contract": "合同",
        "disclosure": "信息公开答复",
        "other": "文件",
    }
    for number, day in enumerate(scene.days(55), 1):
        kind = scene.one({"normative": 14, "decision": 8, "contract": 50, "disclosure": 18, "other": 10})
        yield scene.root.id, {"reviewed_on": day, "kind": kind, "title": f"{scene.random.choice(_AGENCIES)}送审{kinds[kind]}（{number}）",
                              "agency": scene.random.choice(_AGENCIES), "opinions": scene.random.randrange(0, 7)}  # fmt: skip


def _clearings(scene: Scene) -> Iterator[Entry]:
    cleared = min(Day(scene.years[-1] - 1, 9, 15), scene.today)
    for number in range(1, 26):
        result = scene.one({"kept": 68, "amended": 12, "repealed": 14, "lapsed": 6})
        yield (
            scene.root.id,
            {"cleared_on": cleared, "title": f"城关县某项管理办法（之{number}）", "result": result},
        )


WRITTEN: tuple[tuple[Register, Callable[[Scene], Iterator[Entry]]], ...] = (
    (SCREENINGS, _screenings),
    (FINDINGS, _findings),
    (SUBSIDIES, _subsidies),
    (CHECKUPS, _checkups),
    (REVIEWS, _reviews),
    (LITIGATION, _suits),
    (DOCUMENT_REVIEWS, _document_reviews),
    (DOCUMENT_CLEARINGS, _clearings),
)
