"""The figures of legal services to enterprises."""

from functools import partial

from figures.dating import AS_OF, stock
from figures.defining import STOCK, Indicator, Part
from figures.sources import of_register
from models import EnterpriseService as Service
from registers.enterprises import CHECKUPS
from vocab import N_

SERVICES = of_register(CHECKUPS, stock=stock(Service.held_on, until=Service.until))
figure = partial(Indicator, SERVICES, unit="家", parts={"": Part(None, Service.enterprises)})

DEFINITIONS = (
    figure("enterprise.checkups", N_("法治体检企业数"), N_("期内法治体检的企业家数之和，同一企业体检几次计几次。"),
           "held_on", Service.kind == "checkup", breakdowns=("unit", "month")),
    figure("enterprise.problems", N_("法治体检发现问题数"), N_("期内法治体检发现的问题个数之和。"),
           "held_on", Service.kind == "checkup", unit="个", parts={"": Part(None, Service.problems)}, breakdowns=("unit", "month")),
    figure("enterprise.covered", N_("市场主体法律顾问覆盖数"), N_("期末在服务期内的法律顾问服务的市场主体家数之和。"),
           AS_OF, Service.kind == "adviser", kind=STOCK, breakdowns=("unit", "month")),
)  # fmt: skip
