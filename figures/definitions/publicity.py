"""The figures of publicity: events, livestreams, videos, the legal study of officials."""

from functools import partial

from figures.defining import Indicator, Part, Rate, same
from figures.sources import of_register
from models import Livestream, OfficialStudy
from models import PublicityEvent as Event
from registers.livestreams import LIVESTREAMS
from registers.publicity import EVENTS, OFFICIALS_STUDY, VIDEOS
from vocab import N_

event = partial(Indicator, of_register(EVENTS), dated="held_on")
livestream = partial(Indicator, of_register(LIVESTREAMS), dated="held_on")
video = partial(Indicator, of_register(VIDEOS), dated="issued_on")
study = partial(Indicator, of_register(OFFICIALS_STUDY), dated="held_on")

DEFINITIONS = (
    event("publicity.events", N_("普法活动场次"), N_("期内开展的普法活动，主题活动、法治讲座、现场咨询、宣讲都计。"),
          unit="场", breakdowns=("unit", "kind", "form", "month")),
    event("publicity.lectures", N_("法治讲座场次"), N_("普法活动中形式为法治讲座的场次；法律顾问的讲座另计。"),
          condition=Event.form == "lecture", unit="场", breakdowns=("unit", "kind", "month")),
    event("publicity.leaflets", N_("发放宣传资料份数"), N_("期内普法活动发放的资料份数之和。"),
          unit="份", parts={"": Part(None, Event.leaflets)}, breakdowns=("unit", "kind", "month")),
    event("publicity.audience", N_("受众人次"), N_("期内普法活动的受众人次之和。"),
          unit="人次", parts={"": Part(None, Event.audience)}, breakdowns=("unit", "kind", "month")),
    event("publicity.consultations", N_("现场咨询"), N_("期内形式为现场咨询的活动场次，与所有活动中现场解答咨询的人次。"),
          unit="场", breakdowns=("unit", "month"), parts={
              "events": Part(Event.form == "consult", unit="场"),
              "persons": Part(None, Event.consulted, N_("解答"), "人次"),
          }),
    event("publicity.boards", N_("展板横幅数"), N_("期内普法活动展出、悬挂的展板和横幅之和。"),
          unit="块", parts={"": Part(None, Event.boards)}, breakdowns=("unit", "month")),
    livestream("publicity.livestreams", N_("直播场次"), N_("期内直播的场次，观看人次与点赞数分列。"), unit="场", parts={
        "events": Part(unit="场"),
        "views": Part(None, Livestream.views, N_("观看"), "人次"),
        "likes": Part(None, Livestream.likes, N_("点赞"), "次"),
    }),
    video("publicity.videos", N_("普法短视频数"), N_("期内发布的普法短视频。"), unit="期", breakdowns=("unit", "month")),
    study("publicity.officials", N_("领导干部学法"), N_("期内领导干部学法、考试、培训的场次与参加人数；同一人参加几场计几次。"),
          unit="场", breakdowns=("unit", "kind", "month"), parts={
              "events": Part(unit="场"),
              "persons": Part(None, OfficialStudy.persons, N_("参加"), "人"),
          }),
    study("publicity.examined", N_("领导干部参考人数"), N_("期内学法考试的参考人数。"),
          unit="人", parts={"": Part(None, OfficialStudy.examined)}, breakdowns=("unit",), printed=False),
    study("publicity.passed", N_("领导干部合格人数"), N_("期内学法考试的合格人数。"),
          unit="人", parts={"": Part(None, OfficialStudy.passed)}, breakdowns=("unit",), printed=False),
    Rate("publicity.officials_pass_rate", N_("领导干部学法考试合格率"), N_("期内学法考试的合格人数÷参考人数。"),
         same("publicity.passed"), same("publicity.examined")),
)  # fmt: skip
