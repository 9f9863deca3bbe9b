"""The menu of whoever is signed in, and the few things every page shows."""

from typing import Any

from flask import current_app, g, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from blueprints.guard import PUBLIC, actor
from office import settings
from registers.catalogue import REGISTERS
from vocab import PRODUCT, ROLES

# Registers that stand in the menu themselves; the others are one step away, on the overview.
MOST_USED = ("legal-aid", "consultations", "adviser-services", "understanders", "screenings", "publicity")

# group → (words, endpoint, icon); an item is shown to those whom its page lets in
MENU = (
    (
        "",
        (
            (_l("工作台"), "home.index", "speedometer2"),
            (_l("矛盾纠纷"), "disputes.index", "people"),
            (_l("登记纠纷"), "disputes.new", "pencil-square"),
            (_l("台账导入"), "imports.index", "upload"),
        ),
    ),
    (
        _l("公共法律服务"),
        (
            (_l("全部台账"), "registers.hub", "journals"),
            *(
                (_l(REGISTERS[slug].label), slug, REGISTERS[slug].icon)
                for slug in MOST_USED
                if slug in REGISTERS
            ),
            (_l("村居覆盖"), "coverage.index", "map"),
            (_l("人工填报"), "entered.index", "input-cursor-text"),
        ),
    ),
    (
        _l("统计"),
        (
            (_l("月报进度"), "returns.board", "calendar-check"),
            (_l("月度汇总"), "figures.month", "calendar3"),
            (_l("年度汇总"), "figures.year", "bar-chart"),
            (_l("公共法律服务"), "figures.service", "bank"),
            (_l("对比分析"), "comparison.index", "graph-up-arrow"),
            (_l("实时与审定对照"), "figures.bridge", "shuffle"),
            (_l("差异说明"), "figures.explain", "plus-slash-minus"),
            (_l("指标目录"), "catalogue.index", "book"),
            (_l("工作报告文字"), "sentences.index", "file-text"),
            (_l("校核文字"), "sentences.check", "spellcheck"),
            (_l("上级模板"), "superior.index", "file-earmark-spreadsheet"),
            (_l("统计表"), "tables.index", "table"),
            (_l("验证码核对"), "tables.verify", "qr-code"),
        ),
    ),
    (
        _l("名册"),
        (
            (_l("单位"), "units.index", "diagram-3"),
            (_l("调解组织"), "committees.index", "building"),
            (_l("调解员"), "mediators.index", "person-badge"),
        ),
    ),
    (
        _l("管理"),
        (
            (_l("类型与选项"), "lists.index", "list-check"),
            (_l("审核关系"), "checks.index", "ui-checks"),
            (_l("业务设置"), "settings.office", "sliders"),
            (_l("账号"), "accounts.index", "person-gear"),
            (_l("安全设置"), "settings.security", "shield-lock"),
            (_l("审计"), "audit.index", "journal-check"),
        ),
    ),
)
FIRST_PAGES = {"returns": "returns.board"}  # of areas that begin otherwise than with a list
OWN = (
    (_l("我的导出"), "exports.index", "download"),
    (_l("修改密码"), "auth.change_password", "key"),
    (_l("我的登录"), "auth.my_logins", "laptop"),
)


def shown() -> dict[str, Any]:
    """For every template: product, county, menu and account; without asking the database after a failure."""
    signed_in = not g.get("failsafe") and _signed_in()
    return {
        "product": _(PRODUCT),
        "county_name": "" if g.get("failsafe") else office_settings()["county_name"],
        "nav": menu() if signed_in else [],
        "account": _account() if signed_in else None,
    }


def office_settings() -> dict[str, Any]:
    """Every setting of the office, read once in a request."""
    if "settings" not in g:
        g.settings = settings.everything()
    return g.settings


def menu() -> list[dict[str, Any]]:
    """Groups of links that the signed-in role may open, the present one marked."""
    groups = []
    for label, items in MENU:
        links = [_link(*item) for item in items if may_open(_endpoint(item[1]))]
        if links:
            groups.append({"label": label, "items": links})
    return groups


def may_open(endpoint: str) -> bool:
    """Whether the signed-in account may open `endpoint`; False for a page that does not exist."""
    view = current_app.view_functions.get(endpoint)
    needed = getattr(view, "needs", None)
    return needed == PUBLIC or (needed is not None and actor().may(needed))


def _endpoint(target: str) -> str:
    """The page behind a menu item: an endpoint, or the list of the register of that slug."""
    return "registers.index" if target in REGISTERS else target


def _link(label: str, target: str, icon: str) -> dict[str, Any]:
    values: dict[str, Any] = {"register": REGISTERS[target]} if target in REGISTERS else {}
    url = url_for(_endpoint(target), **values)
    return {"label": label, "url": url, "icon": icon, "active": target == _here()}


def _here() -> str | None:
    """The menu item to which the present page belongs: itself, its register, or the index of its area."""
    endpoint = request.endpoint or ""
    register = (request.view_args or {}).get("register")
    if register:
        return register.slug if register.slug in MOST_USED else "registers.hub"
    listed = {target for _words, items in MENU for _label, target, _icon in items}
    area = endpoint.partition(".")[0]
    return endpoint if endpoint in listed else FIRST_PAGES.get(area, f"{area}.index")


def _signed_in() -> bool:
    return request.blueprint not in ("setup", "assets") and current_user.is_authenticated


def _account() -> dict[str, Any]:
    account = current_user.account
    links = [
        {"label": label, "url": url_for(endpoint), "icon": icon}
        for label, endpoint, icon in OWN
        if may_open(endpoint)
    ]
    return {
        "name": account.name,
        "role": _(ROLES[account.role]),
        "links": links,
        "sign_out_url": url_for("auth.sign_out"),
    }
