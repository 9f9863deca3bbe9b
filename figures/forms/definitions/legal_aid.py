"""法律援助情况统计表: cases and legal help apart, persons beside cases; recipients by group, which overlap (domain: 8)."""

from figures.forms.defining import AT_MOST, EQUAL, Balance, Column, Form, Part, Spread
from vocab import AID_HELP, N_

_KINDS = ("criminal", "civil", "admin")

LEGAL_AID = Form(
    5,
    "legal-aid",
    N_("法律援助情况统计表"),
    N_("案件和法律帮助、受援人、办结、挽回损失、咨询、代书，受援人类别，分单位"),
    (
        Part(
            N_("一、案件与服务"),
            (
                Column("accepted", (N_("受理案件"), N_("小计")), "aid.accepted"),
                Spread("kinds", (N_("受理案件"),), "aid.accepted", "kind", _KINDS, of="accepted"),
                Column("help", (N_("法律帮助"), N_("小计")), "aid.legal_help"),
                Spread("helps", (N_("法律帮助"),), "aid.legal_help", "kind", AID_HELP, of="help"),
                Column("recipients", (N_("受援人数"),), "aid.recipients"),
                Column("concluded", (N_("办结案件"),), "aid.concluded"),
                Column("recovered", (N_("挽回损失"),), "aid.recovered"),
                Column("cost", (N_("办案补贴"),), "aid.cost"),
                Column("consultations", (N_("法律咨询"), N_("小计")), "aid.consultations"),
                Spread("channels", (N_("法律咨询"),), "aid.consultations", "channel", of="consultations"),
                Column("documents", (N_("代写法律文书"),), "aid.documents"),
                Column("stations", (N_("机构、站点"),), "aid.stations"),
            ),
        ),
        Part(
            N_("二、受援人类别"),
            (
                Spread("groups", (), "aid.by_recipient", "recipient", slots={"cases": N_("件数"), "persons": N_("人数")}),
            ),
        ),
    ),
    (
        Balance(N_("受理案件＝刑事＋民事＋行政"), ("accepted",), EQUAL, tuple(f"kinds:{code}" for code in _KINDS)),
        Balance(N_("法律帮助＝认罪认罚＋值班律师"), ("help",), EQUAL, tuple(f"helps:{code}" for code in AID_HELP)),
        Balance(N_("法律咨询＝来访＋来电＋网络"), ("consultations",), EQUAL,
                ("channels:visit", "channels:call", "channels:net")),
        Balance(N_("受理案件≤受援人数"), ("accepted",), AT_MOST, ("recipients",)),
    ),
    (N_("法律帮助与案件分开计，不相加。受援人类别含法律帮助，一人可属几个类别，各列互有重叠，不相加。"),),
)  # fmt: skip
