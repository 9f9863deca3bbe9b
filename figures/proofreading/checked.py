"""A checked text, as pages, JSON and the terminal tell of it."""

from dataclasses import dataclass
from typing import Any

from figures.proofreading.judged import RIGHT, UNKNOWN, WRONG, Judged


@dataclass
class Checked:
    """The text with its numbers, each marked, in the order of the text."""

    text: str
    unit: str
    year: int
    state: str
    numbers: list[Judged]
    units: dict[int, str]

    def count(self, mark: str) -> int:
        """How many numbers bear a mark."""
        return sum(one.mark == mark for one in self.numbers)

    def as_json(self) -> dict[str, Any]:
        """As the command line prints it."""
        return {
            "unit": self.unit,
            "year": self.year,
            "state": self.state,
            "counts": {mark: self.count(mark) for mark in (RIGHT, WRONG, UNKNOWN)},
            "numbers": [self._number(one) for one in self.numbers],
        }

    def _number(self, one: Judged) -> dict[str, Any]:
        period = one.about.period
        return {
            "text": one.printed.text,
            "at": one.printed.start,
            "mark": one.mark,
            "indicator": one.indicator,
            "name": one.name,
            "where": dict(one.where),
            "unit": self.units.get(one.about.unit, self.unit),
            "period": period.label,
            "from": period.start.isoformat(),
            "to": period.last.isoformat(),
            "figure": one.figure,
            "why": one.why,
            **one.extra,
        }


def in_words(found: Checked) -> str:
    """The marks line by line, for the terminal."""
    head = "　".join(f"{mark} {found.count(mark)}" for mark in (RIGHT, WRONG, UNKNOWN))
    lines = [
        "\t".join(
            [
                one.mark,
                one.printed.text,
                one.figure or "—",
                found.units.get(one.about.unit, found.unit),
                one.about.period.label,
                one.why,
            ]
        )
        for one in found.numbers
    ]
    return "\n".join([f"{found.unit}　{found.year}年　{head}", *lines])
