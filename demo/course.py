"""How an invented case went: how long it took, how it ended, what came after."""

import datetime
from random import Random
from typing import Any

from demo.stories import Story, told
from vocab import Outcome

Day = datetime.date

_UNSETTLED = {Outcome.FAILED: 70, Outcome.TERMINATED: 20, Outcome.WITHDRAWN: 10}
_PREVENTION = (
    ("crime", 0.015, 2, 6),
    ("petition", 0.006, 5, 30),
    ("suicide", 0.003, 1, 2),
    ("fight", 0.002, 4, 20),
)
_UNSETTLED_NOTES = {
    Outcome.FAILED: "经[两|三]次调解，双方[对金额分歧较大|各执一词]，未达成协议，已告知可[向人民法院起诉|申请仲裁]。",
    Outcome.TERMINATED: "调解过程中[一方明确拒绝继续调解|一方已向法院起诉]，终止调解。",
    Outcome.WITHDRAWN: "申请人[与对方自行和解|决定另行主张]，撤回申请。",
}
_TERMS = "[协议签订之日|三日内|七日内|月底前][在调委会|通过银行转账|当面]履行"


class Courses:
    """Makes up courses of cases, up to `today`."""

    def __init__(self, random: Random, today: Day) -> None:
        self.random, self.today = random, today
        self.court_serials: dict[int, int] = {}

    def run(self, accepted_on: Day, story: Story, names: dict[str, str]) -> dict[str, Any]:
        """The values by field name of how a case went that was accepted on a day; `names` as told() takes them."""
        began = accepted_on + datetime.timedelta(days=self.random.choice((0, 0, 1, 1, 2, 4)))
        days = self._days_taken(accepted_on)
        concluded_on = max(began, accepted_on + datetime.timedelta(days=days))
        late = (
            {"extended_to": accepted_on + datetime.timedelta(days=60)}
            if days > 30 and self._chance(0.6)
            else {}
        )
        if concluded_on > self.today:
            return {
                "outcome": Outcome.PENDING,
                "mediated_from": began if began <= self.today else None,
                **late,
            }
        values = {"mediated_from": began, "mediated_to": concluded_on, "concluded_on": concluded_on, **late}
        if not self._chance(0.972):
            outcome = drawn(self.random, _UNSETTLED)
            return values | {"outcome": outcome, "note": told(self.random, _UNSETTLED_NOTES[outcome])}
        return values | self._settled(began, concluded_on, story, names)

    def _days_taken(self, accepted_on: Day) -> int:
        lately = accepted_on > self.today - datetime.timedelta(days=60)
        if self._chance(0.06 if lately else 0.02):  # so that the desk has something overdue to look at
            return self.random.randint(31, 75 if lately else 55)
        return min(30, int(self.random.expovariate(1 / 7.5)))

    def _settled(self, began: Day, concluded_on: Day, story: Story, names: dict[str, str]) -> dict[str, Any]:
        paid = "{money}" in story.agreement
        written = self._chance(0.85 if paid else 0.5)
        agreed_on = (
            max(began, concluded_on - datetime.timedelta(days=self.random.choice((0, 0, 0, 1, 3))))
            if written
            else concluded_on
        )
        values = {
            "outcome": Outcome.SUCCEEDED,
            "form": "written" if written else "oral",
            "agreed_on": agreed_on,
            "effective_on": agreed_on,
            "agreement": told(self.random, story.agreement, **names),
            "amount": int(names["money"]) * 100 if paid else None,
            "performance_terms": told(self.random, _TERMS) if written else "",
            "filed_on": self._by_today(concluded_on, 0, 12),
        }
        values |= self._performed(agreed_on, written) | self._followed_up(concluded_on) | self._prevented()
        return values | (self._confirmed(agreed_on) if written and paid and self._chance(0.1) else {})

    def _performed(self, agreed_on: Day, written: bool) -> dict[str, Any]:
        if not written or self._chance(0.6):
            return {"performance": "done", "performed_on": agreed_on}
        performed_on = agreed_on + datetime.timedelta(days=self.random.randint(1, 45))
        if performed_on > self.today:
            return {"performance": "doing"}
        if self._chance(0.9):
            return {"performance": "done", "performed_on": performed_on}
        return {"performance": self.random.choice(("doing", "none"))}

    def _followed_up(self, concluded_on: Day) -> dict[str, Any]:
        day = self._by_today(concluded_on, 7, 60) if self._chance(0.55) else None
        if day is None:
            return {}
        return {"followed_up_on": day, "satisfaction": drawn(self.random, {"yes": 88, "fair": 10, "no": 2})}

    def _prevented(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for key, share, fewest, most in _PREVENTION:
            if self._chance(share):
                found |= {f"{key}_cases": 1, f"{key}_persons": self.random.randint(fewest, most)}
        return found

    def _confirmed(self, effective_on: Day) -> dict[str, Any]:
        applied_on = self._by_today(effective_on, 1, 25)
        if applied_on is None:
            return {}
        values = {"confirmation_applied_on": applied_on, "confirmation_court": "城关县人民法院"}
        decided_on = self._by_today(applied_on, 3, 15)
        if decided_on is None:
            return values
        if not self._chance(0.96):
            return values | {"confirmation_result": "dismissed"}
        serial = self.court_serials[decided_on.year] = self.court_serials.get(decided_on.year, 0) + 1
        return values | {"confirmation_result": "valid", "confirmed_on": decided_on,
                         "confirmation_number": f"（{decided_on.year}）城法调确字第{serial}号"}  # fmt: skip

    def _by_today(self, after: Day, fewest: int, most: int) -> Day | None:
        """A day so many days after another, or None while it is still to come."""
        day = after + datetime.timedelta(days=self.random.randint(fewest, most))
        return day if day <= self.today else None

    def _chance(self, share: float) -> bool:
        return self.random.random() < share


def drawn(random: Random, shares: dict[str, int]) -> str:
    """One of the keys, as often as its share says."""
    return random.choices(list(shares), list(shares.values()))[0]
