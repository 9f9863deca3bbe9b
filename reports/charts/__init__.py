"""Charts drawn as SVG on the server: no script, readable by keyboard and screen reader, printable.

Each function takes marks (label, value, address of the list behind the value) and gives a Chart: the drawing,
its legend and the same numbers as a table. Every mark with an address is a link. Colours are the classes
c1 … c12 of the stylesheet, because the pages allow no style attributes; nothing here knows the web framework.

`width` is that of the card (WIDE: the page, MIDDLE: two thirds, HALF), so that letters keep one size; `height`
lets a chart fill the card beside a taller neighbour.
"""

from reports.charts.comparing import around, pairs
from reports.charts.fields import bars, heat_height, heat_map
from reports.charts.marks import Chart, Mark, Series
from reports.charts.months import line, stacked_bars, years
from reports.charts.shares import donut
from reports.charts.states import Sign, grid_height, state_grid
from reports.charts.svg import HALF, MIDDLE, WIDE

__all__ = [
    "HALF",
    "MIDDLE",
    "WIDE",
    "Chart",
    "Mark",
    "Series",
    "Sign",
    "around",
    "bars",
    "donut",
    "grid_height",
    "heat_height",
    "heat_map",
    "line",
    "pairs",
    "stacked_bars",
    "state_grid",
    "years",
]
