"""普法宣传情况统计表: events by form and kind, what was handed out, livestreams and videos, officials' study (domain: 9.4)."""

from figures.forms.defining import AT_MOST, EQUAL, Balance, Column, Form, Part, Spread
from vocab import EVENT_FORMS, N_

PUBLICITY = Form(
    8,
    "publicity",
    N_("普法宣传情况统计表"),
    N_("活动场次（按形式、类别）、受众、资料、现场咨询、直播、短视频、阵地、领导干部学法，分单位"),
    (
        Part(
            N_("一、普法活动"),
            (
                Column("events", (N_("普法活动场次"),), "publicity.events"),
                Spread("forms", (N_("按活动形式"),), "publicity.events", "form", of="events"),
                Column("audience", (N_("受众"),), "publicity.audience"),
                Column("leaflets", (N_("发放资料"),), "publicity.leaflets"),
                Column("boards", (N_("展板横幅"),), "publicity.boards"),
                Column("consulted", (N_("现场解答咨询"),), "publicity.consultations", slot="persons"),
            ),
        ),
        Part(N_("二、活动类别"), (Spread("kinds", (N_("按活动类别"),), "publicity.events", "kind"),)),
        Part(
            N_("三、新媒体、阵地与领导干部学法"),
            (
                Column("streams", (N_("直播"), N_("场次")), "publicity.livestreams", slot="events"),
                Column("views", (N_("直播"), N_("观看")), "publicity.livestreams", slot="views"),
                Column("likes", (N_("直播"), N_("点赞")), "publicity.livestreams", slot="likes"),
                Column("videos", (N_("短视频"),), "publicity.videos"),
                Column("sites", (N_("法治文化阵地"),), "publicity.sites"),
                Column("studies", (N_("领导干部学法"), N_("场次")), "publicity.officials", slot="events"),
                Column("officials", (N_("领导干部学法"), N_("参加")), "publicity.officials", slot="persons"),
                Column("examined", (N_("领导干部学法"), N_("参考")), "publicity.examined"),
                Column("passed", (N_("领导干部学法"), N_("合格")), "publicity.passed"),
                Column("pass_rate", (N_("领导干部学法"), N_("合格率")), "publicity.officials_pass_rate"),
            ),
        ),
    ),
    (
        Balance(
            N_("普法活动场次＝各形式之和"), ("events",), EQUAL, tuple(f"forms:{code}" for code in EVENT_FORMS)
        ),
        Balance(N_("普法活动场次＝各类别之和"), ("events",), EQUAL, ("kinds",)),
        Balance(N_("合格人数≤参考人数"), ("passed",), AT_MOST, ("examined",)),
    ),
    (N_("法治文化阵地为期末数，其余为期内数；法律顾问的讲座另计。"),),
)
