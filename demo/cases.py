"""Two years of invented cases: who, when, about what. The same seed gives the same cases."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from random import Random
from typing import Any

from demo.county import County, Desk, Room
from demo.course import Courses, drawn
from demo.people import Person
from demo.stories import CHARACTERS, MONTHS, SEASONS, STORIES, Story, told
from office import lists
from registers.dispute import derived, fingerprint
from vocab import TAG, TYPE

Day = datetime.date

_SOURCES = {"S1": 46, "S2": 41, "S31": 3, "S33": 6, "S34": 2, "S35": 2}
# The county gave up a type when this year began: from then on its cases are of the other.
ENDED, HEIR = "旅游", "其他消费"
_DIFFICULTIES = {"D1": 46, "D2": 40, "D3": 12, "D4": 2}
_SUMMARIES = "{summary}[经走访了解，双方均有调解意愿。|村（社区）网格员排查时发现并上报。|调解员到现场查看并听取了双方意见。|双方申请人民调解。||]"


@dataclass(frozen=True)
class Case:
    """One case: the dispute's values by field name, its parties, links and texts, ready to be stored."""

    values: dict[str, Any]
    parties: list[dict[str, Any]]
    mediator_ids: list[int]
    tags: list[str]


class Writer:
    """Writes the cases of a county, up to `today`."""

    def __init__(self, county: County, random: Random, today: Day) -> None:
        self.county, self.random, self.today = county, random, today
        self.population = county.population
        self.courses = Courses(random, today)

    # what the lists call things

    @cached_property
    def types(self) -> dict[str, str]:
        """A story's type name → its code."""
        words = lists.spoken(TYPE)
        return {name: words[lists.fold(name)] for name in STORIES}

    @cached_property
    def tags(self) -> dict[str, str]:
        return {name: code for code, name in lists.leaves(TAG).items()}

    @cached_property
    def _desk_shares(self) -> list[float]:
        return list(accumulate(desk.share for desk in self.county.desks))

    # one case after the other, by date

    def write(self, count: int, since: Day) -> Iterator[Case]:
        """`count` cases accepted from `since` to today, in the order of acceptance."""
        for accepted_on in self._days(count, since):
            yield self._case(accepted_on)

    def _days(self, count: int, since: Day) -> list[Day]:
        days = [since + datetime.timedelta(days=n) for n in range((self.today - since).days + 1)]
        weights = [MONTHS[day.month - 1] * (0.35 if day.weekday() >= 5 else 1) for day in days]
        return sorted(self.random.choices(days, weights, k=count))

    def _case(self, accepted_on: Day) -> Case:
        random = self.random
        desk = random.choices(self.county.desks, cum_weights=self._desk_shares)[0]
        room = self._room(desk)
        kind = self._type(desk, accepted_on)
        story = random.choice(STORIES[kind])
        people, party_names = self._parties(story, accepted_on)
        values = self._about(desk, room, kind, story, accepted_on, party_names)
        values |= self.courses.run(accepted_on, story, party_names)
        values |= derived(values)
        values["party_count"] = len(people) + (random.randint(3, 25) if "群体性" in story.tags else 0)
        values["fingerprint"] = self._fingerprint(values, people)
        staff = room.mediators if room else desk.mediators
        chosen = random.sample(staff, min(len(staff), random.choice((1, 1, 1, 2))))
        return Case(values, people, [mediator.id for mediator in chosen], self._tags(story))

    def _room(self, desk: Desk) -> Room | None:
        free = 1 - sum(room.share for room in desk.studios)
        return self.random.choices([None, *desk.studios], [free, *(room.share for room in desk.studios)])[0]

    def _type(self, desk: Desk, accepted_on: Day) -> str:
        shares = CHARACTERS[desk.character]
        weights = [share * SEASONS.get(kind, {}).get(accepted_on.month, 1) for kind, share in shares.items()]
        return self.random.choices(list(shares), weights)[0]

    def _tags(self, story: Story) -> list[str]:
        named = [name for name in story.tags.split() if self.random.random() < 0.8]
        return [self.tags[name] for name in named]

    def _fingerprint(self, values: dict[str, Any], people: list[dict[str, Any]]) -> str:
        names = {
            role: [one["name"] for one in people if one["role"] == role]
            for role in ("applicant", "respondent")
        }
        return fingerprint(
            self.county.root.id,
            values["accepted_on"],
            values["type"],
            names["applicant"],
            names["respondent"],
        )

    # who

    def _parties(self, story: Story, accepted_on: Day) -> tuple[list[dict[str, Any]], dict[str, str]]:
        """The parties' rows and the names under which the texts speak of them."""
        applicant = self.population.person(accepted_on, sex=story.sexes[0])
        people = [_row("applicant", applicant)]
        if story.firm:
            name = self.population.firm(story.firm)
            contact = self.population.person(accepted_on)
            people.append({"role": "respondent", "kind": "organisation", "name": name, "contact": contact.name,
                           "phone": contact.phone})  # fmt: skip
            return people, {"a": applicant.short, "b": name}
        respondent = self.population.person(accepted_on, sex=story.sexes[1], unlike=applicant.name)
        people.append(_row("respondent", respondent))
        if not any(story.sexes) and self.random.random() < 0.08:
            people.append(_row("respondent", self.population.person(accepted_on, unlike=applicant.name)))
        return people, {"a": applicant.short, "b": respondent.short}

    # about what

    def _about(self, desk: Desk, room: Room | None, kind: str, story: Story, accepted_on: Day, names: dict[str, str]
               ) -> dict[str, Any]:  # fmt: skip
        random = self.random
        names["place"] = random.choice(desk.places)
        names["money"] = f"{self._yuan(story)}"
        return {
            "unit": desk.unit.id,
            "committee": desk.committee.id,
            "studio": room.studio.id if room else None,
            "type": self._code(kind, accepted_on),
            "source": room.source if room and room.source else drawn(random, _SOURCES),
            "difficulty": "D4" if "死亡" in story.subject else drawn(random, _DIFFICULTIES),
            "relation": "organisation" if story.firm else "persons",
            "subject": f"{story.subject}纠纷",
            "summary": told(random, told(random, _SUMMARIES, summary=story.summary), **names),
            "place": names["place"] + self._spot(names["place"]),
            "accepted_on": accepted_on,
            "occurred_on": accepted_on - datetime.timedelta(days=int(random.expovariate(1 / 12))),
        }

    def _code(self, kind: str, accepted_on: Day) -> str:
        ended = kind == ENDED and accepted_on >= Day(self.today.year, 1, 1)
        return self.types[HEIR if ended else kind]

    def _spot(self, place: str) -> str:
        """Where within a village or community."""
        if place.endswith("村"):
            return f"{self.random.randint(1, 9)}组"
        return (
            f"{self.random.choice('东西南北')}路{self.random.randint(1, 120)}号"
            if place.endswith("社区")
            else ""
        )

    def _yuan(self, story: Story) -> int:
        if story.yuan is None:
            return 0
        low, high = story.yuan
        yuan = low * (high / low) ** self.random.random()  # small sums are commoner than large ones
        step = 10 if yuan < 1000 else 100 if yuan < 20_000 else 1000
        return max(step, round(yuan / step) * step)


def _row(role: str, person: Person) -> dict[str, Any]:
    return {
        "role": role, "kind": "person", "name": person.name, "sex": person.sex, "born_on": person.born_on,
        "occupation": person.occupation, "id_kind": "resident", "id_number": person.id_number, "phone": person.phone,
    }  # fmt: skip
