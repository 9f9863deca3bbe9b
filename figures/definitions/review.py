"""The figures of administrative reconsideration and litigation; a rate stands beside both its numbers."""

from functools import partial

from figures.breakdowns import Worded
from figures.defining import Indicator, Part, Rate, same
from figures.sources import of_register
from models import LitigationCase as Suit
from models import ReviewCase as Review
from registers.reviews import LITIGATION, REVIEWS
from vocab import LITIGATION_RESULTS, N_, REVIEW_CORRECTED, REVIEW_RESULTS


def _written(model: type[Review] | type[Suit]) -> tuple[Worded, ...]:
    table = model._meta.table_name
    return (
        Worded("matter", N_("案由"), model.matter, f"{table}.matter"),
        Worded("agency", model.agency.verbose_name, model.agency, f"{table}.agency"),
    )


review = partial(Indicator, of_register(REVIEWS, called={"result": "kind"}, breakdowns=_written(Review)))
suit = partial(Indicator, of_register(LITIGATION, called={"result": "kind"}, breakdowns=_written(Suit)))
_ENDED = ("unit", "kind", "matter", "agency", "month")
_CAME = ("unit", "matter", "agency", "month")

DEFINITIONS = (
    review("review.received", N_("行政复议申请数"), N_("期内收到的行政复议申请。"), "received_on", breakdowns=_CAME),
    review("review.concluded", N_("行政复议办结数"), N_("期内办结的行政复议案件，不论结果如何。"), "concluded_on", breakdowns=_ENDED),
    review("review.corrected", N_("行政复议纠错数"), N_("期内办结、结果为撤销、撤销并责令重作、确认违法、变更或责令履行的案件，按结果分列。"),
           "concluded_on", Review.result.in_(REVIEW_CORRECTED), added=True, breakdowns=_ENDED,
           parts={code: Part(Review.result == code, name=REVIEW_RESULTS[code]) for code in REVIEW_CORRECTED}),
    Rate("review.corrected_rate", N_("行政复议纠错率"), N_("行政复议纠错数÷行政复议办结数。"),
         same("review.corrected"), same("review.concluded"), breakdowns=_CAME),
    review("review.withdrawn", N_("经调解撤回申请数"), N_("期内办结、申请人经调解撤回申请的案件。"),
           "concluded_on", Review.mediated == True, breakdowns=_CAME),  # noqa: E712 - SQL
    suit("litigation.cases", N_("行政应诉案件数"), N_("期内收到的行政应诉案件。"), "received_on", breakdowns=_CAME),
    suit("litigation.concluded", N_("行政应诉审结数"), N_("期内审结的行政应诉案件，按裁判结果分列。"), "concluded_on",
         Suit.result.is_null(False), added=True, breakdowns=_ENDED,
         parts={code: Part(Suit.result == code, name=name) for code, name in LITIGATION_RESULTS.items()}),
    suit("litigation.won", N_("行政应诉胜诉数"), N_("期内审结、裁判结果为胜诉的案件。"), "concluded_on", Suit.result == "won", breakdowns=_CAME),
    suit("litigation.lost", N_("行政应诉败诉数"), N_("期内审结、裁判结果为败诉的案件。"), "concluded_on", Suit.result == "lost", breakdowns=_CAME),
    Rate("litigation.won_rate", N_("胜诉率"), N_("行政应诉胜诉数÷行政应诉审结数。"),
         same("litigation.won"), same("litigation.concluded"), breakdowns=_CAME),
    Rate("litigation.lost_rate", N_("败诉率"), N_("行政应诉败诉数÷行政应诉审结数。"),
         same("litigation.lost"), same("litigation.concluded"), breakdowns=_CAME),
    suit("litigation.should_appear", N_("负责人应出庭案件数"), N_("期内收到、行政机关负责人应当出庭的案件。"),
         "received_on", Suit.should_appear == True, breakdowns=_CAME),  # noqa: E712 - SQL
    suit("litigation.head_appeared", N_("负责人出庭案件数"), N_("期内收到、应当出庭而行政机关负责人已出庭的案件。"),
         "received_on", Suit.appeared == True, breakdowns=_CAME),  # noqa: E712 - SQL
    Rate("litigation.head_appearance_rate", N_("行政机关负责人出庭应诉率"), N_("负责人出庭案件数÷负责人应出庭案件数。"),
         same("litigation.head_appeared"), same("litigation.should_appear"), breakdowns=_CAME),
)  # fmt: skip
