"""The figures of publicity: events, livestreams, videos, the legal study of officials."""

from functools import partial

from figures.defining import Indicator, Part
from figures.sources import of_register
from models import Livestream
from registers.livestreams import LIVESTREAMS
from vocab import N_

livestream = partial(Indicator, of_register(LIVESTREAMS), dated="held_on")

DEFINITIONS = (
    livestream("publicity.livestreams", N_("直播场次"), N_("期内直播的场次，观看人次与点赞数分列。"), unit="场", parts={
        "events": Part(unit="场"),
        "views": Part(None, Livestream.views, N_("观看"), "人次"),
        "likes": Part(None, Livestream.likes, N_("点赞"), "次"),
    }),
)  # fmt: skip
