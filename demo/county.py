"""Invented places of the demonstration county, its committees, studios and mediators."""

import datetime
import zlib
from dataclasses import dataclass, field
from random import Random

from demo.people import Population
from models import Committee, Mediator, Studio, Unit
from office import committees, lists, mediators, unit_changes, units
from office.access import Actor
from vocab import TRADE, CommitteeKind, UnitKind

COUNTY = "城关县"
BUREAU = "城关县司法局"


@dataclass(frozen=True)
class Township:
    """A township: what people quarrel about there (`character`), its share of the cases, what lies below it."""

    name: str
    prefix: str
    character: str
    share: int
    below: str


TOWNSHIPS = (
    Township("城关街道", "城关", "town", 19,
             "文庙社区 鼓楼社区 东门社区 南街社区 桂花苑社区 滨河社区 新城社区 北关社区"),
    Township("河东街道", "河东", "town", 15, "河东社区 纺织社区 锦绣社区 站前社区 学府社区 桃源社区 古渡社区"),
    Township("青山镇", "青山", "growing", 12, "青山社区 前进村 杨柳村 大坪村 石门村 三合村"),
    Township("金沙镇", "金沙", "industry", 12, "金沙社区 工农村 沙湾村 高桥村 新塘村 红旗村"),
    Township("柳河镇", "柳河", "farm", 9, "柳河社区 上柳村 下柳村 渡口村 黄家湾村 小河村"),
    Township("东湖镇", "东湖", "lake", 8, "湖滨社区 渔光村 莲塘村 芦苇村 湖心村 白鹭村"),
    Township("石桥镇", "石桥", "farm", 7, "石桥社区 桥头村 石磨村 枣林村 长岭村 李家沟村"),
    Township("双溪镇", "双溪", "farm", 6, "双溪社区 溪口村 竹园村 茶场村 梅林村"),
    Township("南坪镇", "南坪", "farm", 5, "南坪社区 东坪村 西坪村 松树村 水井村"),
    Township("白云乡", "白云", "hill", 4, "白云村 云台村 药王村 杉木村 半山村"),
    Township("云岭乡", "云岭", "hill", 3, "云岭村 岭上村 羊角村 古寨村 冷水村"),
)  # fmt: skip
RENAMED = {"东湖镇": "东湖乡"}  # present name → the one it bore until the new year

# unit, name, kind, prefix, trade, character of its cases, share
SPECIAL = (
    (COUNTY, "城关县医疗纠纷人民调解委员会", CommitteeKind.SOCIAL, "城医人调字", "医疗", "medical", 3),
    (COUNTY, "城关县道路交通事故纠纷人民调解委员会", CommitteeKind.SOCIAL, "城交人调字", "道路交通", "traffic", 5),
    (COUNTY, "城关县劳动争议纠纷人民调解委员会", CommitteeKind.SOCIAL, "城劳人调字", "劳动争议", "labour", 3),
    (COUNTY, "城关县物业纠纷人民调解委员会", CommitteeKind.SOCIAL, "城物人调字", "物业", "property", 2),
    ("河东街道", "河东纺织厂人民调解委员会", CommitteeKind.ENTERPRISE, "河纺人调字", "", "labour", 1),
    ("金沙镇", "金沙工业园区人民调解委员会", CommitteeKind.ENTERPRISE, "金园人调字", "", "industry", 2),
    ("东湖镇", "东湖渔场人民调解委员会", CommitteeKind.ENTERPRISE, "东渔人调字", "", "lake", 1),
)  # fmt: skip

# committee's unit, name, kind, share of the committee's cases, where its cases come from, who runs it
STUDIOS = (
    ("城关街道", "王姐调解工作室", "personal", 0.25, None, "王桂芝"),
    ("城关街道", "派驻城关县人民法院调解室", "court", 0.2, "S31", ""),
    ("河东街道", "派驻城关县信访局调解室", "petition", 0.2, "S34", ""),
    ("河东街道", "锦绣邻里调解工作室", "brand", 0.25, None, ""),
    ("青山镇", "老周调解工作室", "personal", 0.3, None, "周德明"),
    ("金沙镇", "派驻金沙派出所调解室", "police", 0.3, "S33", ""),
    ("柳河镇", "柳河和事佬调解工作室", "brand", 0.3, None, ""),
    ("石桥镇", "罗大叔调解工作室", "personal", 0.25, None, "罗永福"),
)
# committee → a mediator of that name, who has an account
KNOWN = {"城关街道人民调解委员会": "王秀兰"}
_WOMEN = ("王桂芝", "王秀兰")


@dataclass
class Desk:
    """One committee at work: where, with whom, on what kind of cases and on how many of them."""

    committee: Committee
    unit: Unit
    character: str
    share: float
    places: list[str]
    mediators: list[Mediator] = field(default_factory=list)
    studios: list["Room"] = field(default_factory=list)


@dataclass
class Room:
    """A studio of a desk, its share of the desk's cases, the source all of them come from."""

    studio: Studio
    share: float
    source: str | None
    mediators: list[Mediator] = field(default_factory=list)


@dataclass
class County:
    """The county made: its root, every committee at work in it, and where its people come from."""

    root: Unit
    desks: list[Desk]
    population: Population


class Builder:
    """Builds the county through the rosters' own services, as part of the act that calls it."""

    def __init__(self, actor: Actor, random: Random, today: datetime.date) -> None:
        self.actor, self.random, self.today = actor, random, today
        self.population = Population(random)
        self.desks: list[Desk] = []
        self.units: dict[str, Unit] = {}
        self.founded = datetime.date(today.year - 8, 3, 1)
        self._trades = {name: code for code, name in lists.leaves(TRADE).items()}

    def build(self) -> County:
        """Units, committees, studios and mediators."""
        root = self.units[COUNTY] = units.take_in(None, COUNTY, UnitKind.COUNTY)
        for township in TOWNSHIPS:
            self._township(root, township)
        for committee in SPECIAL:
            self._special(*committee)
        for studio in STUDIOS:
            self._studio(*studio)
        return County(root, self.desks, self.population)

    def _township(self, root: Unit, township: Township) -> None:
        unit = self.units[township.name] = self._named(root, township.name)
        town = unit.kind == UnitKind.SUBDISTRICT
        kind = CommitteeKind.SUBDISTRICT if town else CommitteeKind.TOWNSHIP
        names = township.below.split()
        office = self._desk(
            unit, kind, f"{unit.name}人民调解委员会", f"{township.prefix}人调字",
            character=township.character, share=township.share * 0.4, places=names,
        )  # fmt: skip
        self._staff(office, full=2, part=1)
        for name in names:
            self._village(unit, name, township, township.share * 0.6 / len(names))

    def _village(self, above: Unit, name: str, township: Township, share: float) -> None:
        unit = units.take_in(above, name)
        community = unit.kind == UnitKind.COMMUNITY
        kind = CommitteeKind.COMMUNITY if community else CommitteeKind.VILLAGE
        place = name.removesuffix("社区").removesuffix("村")
        if place == township.prefix:
            place = name.removeprefix(place)[0]  # 石桥社人调字: apart from the town's own 石桥人调字
        desk = self._desk(
            unit, kind, f"{name}人民调解委员会", f"{township.prefix}{place}人调字",
            character=township.character, share=share, places=[name],
        )  # fmt: skip
        self._staff(desk, full=0, part=1)

    def _special(
        self, place: str, name: str, kind: str, prefix: str, trade: str, character: str, share: int
    ) -> None:
        whole_county = place == COUNTY
        desk = self._desk(
            self.units[place], kind, name, prefix, trade=self._trades.get(trade), character=character, share=share,
            places=[township.name for township in TOWNSHIPS] if whole_county else [place],
        )  # fmt: skip
        self._staff(desk, full=2 if whole_county else 0, part=1)

    def _desk(self, unit: Unit, kind: str, name: str, prefix: str, *, character: str, share: float,
              places: list[str], trade: str | None = None) -> Desk:  # fmt: skip
        committee = committees.take_in(
            self.actor,
            {"unit_id": unit.id, "name": name, "kind": kind, "prefix": prefix, "trade": trade,
             "valid_from": self.founded},
        )  # fmt: skip
        desk = Desk(committee, unit, character, share, places)
        self.desks.append(desk)
        return desk

    def _studio(self, unit: str, name: str, kind: str, share: float, source: str | None, host: str) -> None:
        desk = next(desk for desk in self.desks if desk.committee.name == f"{unit}人民调解委员会")
        studio = committees.take_in_studio(
            self.actor,
            {"committee_id": desk.committee.id, "name": name, "kind": kind, "valid_from": self.founded},
        )
        room = Room(studio, share, source)
        desk.studios.append(room)
        room.mediators.append(self._mediator(desk, "full", studio, host))

    def _staff(self, desk: Desk, *, full: int, part: int) -> None:
        known = KNOWN.get(desk.committee.name, "")
        for number, employment in enumerate(["full"] * full + ["part"] * part):
            desk.mediators.append(self._mediator(desk, employment, name=known if number == 0 else ""))

    def _mediator(
        self, desk: Desk, employment: str, studio: Studio | None = None, name: str = ""
    ) -> Mediator:
        sex = ("female" if name in _WOMEN else "male") if name else ""
        appointed_at_30 = self.today - datetime.timedelta(days=12 * 365)
        person = self.population.person(appointed_at_30, sex=sex, name=name)
        term_began = datetime.date(self.today.year - 2, 1, 1)
        values = {
            "unit_id": desk.unit.id, "committee_id": desk.committee.id, "studio_id": studio.id if studio else None,
            "name": person.name, "employment": employment, "sex": person.sex, "phone": person.phone,
            "id_number": person.id_number, "valid_from": term_began, **_background(person.id_number, desk),
        }  # fmt: skip
        return mediators.take_in(self.actor, values, today=self.today)

    def _named(self, root: Unit, name: str) -> Unit:
        """A township; one that was renamed keeps the former name for the figures of former years."""
        if name not in RENAMED:
            return units.take_in(root, name)
        unit = units.take_in(root, RENAMED[name])
        new_year = datetime.date(self.today.year, 1, 1)
        return unit_changes.rename(self.actor, unit.id, unit.version, name, new_year, today=self.today)


_EDUCATIONS = "primary senior senior senior college college college bachelor".split()
_GROUPS = ("06", "15", "22")  # 苗族、土家族、畲族


def _background(id_number: str, desk: Desk) -> dict[str, str | None]:
    """民族 and 文化程度 of a mediator, always the same for a number; of a few nobody has written them down."""
    lot = zlib.crc32(id_number.encode())
    is_minority = lot % 100 < (45 if desk.character == "hill" else 6)
    group = _GROUPS[lot % len(_GROUPS)] if is_minority else "01"
    untold = lot % 97 < 3
    return {
        "ethnic_group": None if untold else group,
        "education": None if untold else _EDUCATIONS[lot // 100 % len(_EDUCATIONS)],
    }
