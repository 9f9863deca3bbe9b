"""What the sums of a template come to: SUM, ROUND and the four operations over cells; everything else is not judged."""

import re
from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal, InvalidOperation

from openpyxl.utils.cell import range_boundaries

from figures.rates import rounded
from reports.templates.grids import FORMULA, NUMBER, Grid, name_of, place_of

_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d+)?)|(?P<function>SUM|ROUND)\(|(?P<sheet>'(?:[^']|'')+'!|[^\W\d][\w.]*!)?"
    r"(?P<cell>\$?[A-Z]{1,3}\$?\d{1,7})(?::(?P<to>\$?[A-Z]{1,3}\$?\d{1,7}))?|(?P<sign>[-+*/(),%]))",
    re.IGNORECASE,
)
_MOST_DEEP = 40
_MOST_CELLS = 5000


class Unjudged(Exception):
    """The formula is of a kind that is not worked out here."""


class Sheets:
    """The numbers of a template as they stand after it was filled: by sheet and cell.

    `waiting` are cells in which a number belongs that nobody put there: what is reckoned from them says nothing.
    """

    def __init__(
        self,
        grids: Mapping[str, Grid],
        filled: Mapping[tuple[str, str], Decimal | None],
        waiting: Collection[tuple[str, str]] = (),
    ) -> None:
        self.grids = grids
        self.filled = filled
        self.waiting = waiting
        self._known: dict[tuple[str, str], Decimal] = {}

    def value(self, sheet: str, cell: str, depth: int = 0) -> Decimal:
        """What a cell comes to; nothing counts as 0. Raises Unjudged."""
        if (sheet, cell) not in self._known:
            self._known[sheet, cell] = self._worked(sheet, cell, depth)
        return self._known[sheet, cell]

    def _worked(self, sheet: str, cell: str, depth: int) -> Decimal:
        if depth > _MOST_DEEP or sheet not in self.grids or (sheet, cell) in self.waiting:
            raise Unjudged
        if (sheet, cell) in self.filled:
            return self.filled[sheet, cell] or Decimal(0)
        spot = self.grids[sheet].at(place_of(cell))
        if spot.kind == FORMULA:
            return _Reckoning(self, sheet, str(spot.value).removeprefix("="), depth + 1).result()
        return Decimal(str(spot.value)) if spot.kind == NUMBER else Decimal(0)


class _Reckoning:
    """One formula, worked out from the left."""

    def __init__(self, sheets: Sheets, sheet: str, text: str, depth: int) -> None:
        self.sheets = sheets
        self.sheet = sheet
        self.depth = depth
        self.tokens = list(_tokens(text))

    def result(self) -> Decimal:
        try:
            value = self._sum()
        except (ArithmeticError, InvalidOperation, IndexError) as error:
            raise Unjudged from error
        if self.tokens:
            raise Unjudged
        return value

    def _next(self) -> str:
        return self.tokens[0].group().strip() if self.tokens else ""

    def _take(self, wanted: str) -> bool:
        if self._next() == wanted:
            self.tokens.pop(0)
            return True
        return False

    def _sum(self) -> Decimal:
        value = self._product()
        while self._next() in ("+", "-"):
            sign = self.tokens.pop(0).group().strip()
            value = value + self._product() if sign == "+" else value - self._product()
        return value

    def _product(self) -> Decimal:
        value = self._one()
        while self._next() in ("*", "/"):
            sign = self.tokens.pop(0).group().strip()
            value = value * self._one() if sign == "*" else value / self._one()
        return value

    def _one(self) -> Decimal:
        if self._take("-"):
            return -self._one()
        if self._take("("):
            value = self._sum()
            self._close()
        else:
            value = self._operand(self.tokens.pop(0))
        return value / 100 if self._take("%") else value

    def _operand(self, token: re.Match[str]) -> Decimal:
        if token["number"]:
            return Decimal(token["number"])
        if token["function"]:
            return self._function(token["function"].upper())
        if token["cell"] and not token["to"]:
            return next(self._cells(token))
        raise Unjudged

    def _function(self, name: str) -> Decimal:
        if name == "ROUND":
            value = self._sum()
            if not self._take(","):
                raise Unjudged
            places = int(self._sum())
            self._close()
            return rounded(value, places)
        total = Decimal(0)
        while True:
            total += self._added()
            if not self._take(","):
                break
        self._close()
        return total

    def _added(self) -> Decimal:
        """One argument of SUM: a range, or anything that comes to a number."""
        if self.tokens and self.tokens[0]["to"]:
            return sum(self._cells(self.tokens.pop(0)), Decimal(0))
        return self._sum()

    def _close(self) -> None:
        if not self._take(")"):
            raise Unjudged

    def _cells(self, token: re.Match[str]) -> Iterator[Decimal]:
        sheet = (token["sheet"] or "").removesuffix("!").strip("'").replace("''", "'") or self.sheet
        first = token["cell"].replace("$", "").upper()
        reach = f"{first}:{(token['to'] or first).replace('$', '').upper()}"
        left, top, right, bottom = range_boundaries(reach)
        if (right - left + 1) * (bottom - top + 1) > _MOST_CELLS:
            raise Unjudged
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                yield self.sheets.value(sheet, name_of((row, column)), self.depth)


def _tokens(text: str) -> Iterator[re.Match[str]]:
    place = 0
    text = text.strip()
    while place < len(text):
        match = _TOKEN.match(text, place)
        if match is None:
            raise Unjudged
        yield match
        place = match.end()
