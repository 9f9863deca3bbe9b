"""Every error becomes one page: what is wrong, what to do. The last resort needs no template, no database."""

from typing import Any

from flask import Flask, current_app, g, render_template, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.csrf import CSRFError
from markupsafe import escape
from werkzeug.exceptions import HTTPException

from office.errors import NotAllowed, NotVisible, OfficeError, Refused, Rejected, Stale

Answer = tuple[str, int]

# code → heading, what happened, what to do
_WORDS = {
    400: (_l("请求不完整"), _l("服务器没有看懂这次请求。"), _l("请返回上一页重试。")),
    403: (_l("没有权限"), "", _l("如果工作需要，请联系系统管理员调整岗位。")),
    404: (_l("没有找到"), _l("这个页面不存在。"), _l("请核对网址，或从左侧菜单进入。")),
    405: (_l("不能这样打开"), _l("这个地址不能直接打开。"), _l("请从页面上的按钮进入。")),
    409: (_l("已被他人改动"), "", _l("请打开最新内容，核对后再改。")),
    413: (_l("文件太大"), _l("上传的内容超过了允许的大小。"), _l("请把文件拆小后再上传。")),
    422: (_l("不能这样办理"), "", _l("请返回上一页改正后再提交。")),
    500: (
        _l("系统出错"),
        _l("系统出了故障，刚才的操作没有保存。"),
        _l("请稍后再试；如果再次出现，请联系系统管理员。"),
    ),
}
_CODES = ((NotVisible, 404), (NotAllowed, 403), (Stale, 409), (Rejected, 422), (Refused, 422))

_LAST_RESORT = """<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>{heading}</title></head>
<body><h1>{heading}</h1><p>{text}</p><p>{remedy}</p><p><a href="/">回到首页</a></p></body></html>"""


def register(app: Flask) -> None:
    """Answer the office's errors, those of the web and whatever else goes wrong."""
    app.register_error_handler(OfficeError, _office_error)
    app.register_error_handler(CSRFError, _expired_form)
    app.register_error_handler(HTTPException, _web_error)
    app.register_error_handler(Exception, _failure)


def message(error: OfficeError) -> str:
    """The sentence of an office error in the language of the reader."""
    if isinstance(error, Refused):
        return "".join(message(fault) for fault in error.faults)
    return _(error.text).format(**error.values)


def _office_error(error: OfficeError) -> Answer:
    code = next((code for kind, code in _CODES if isinstance(error, kind)), 422)
    return _page(code, text=message(error))


def _expired_form(error: CSRFError) -> Answer:
    return _page(
        400,
        heading=_("页面已过期"),
        text=_("这张表单打开得太久，或在别处重新登录过，为安全起见没有保存。"),
        remedy=_("请按浏览器的返回键，刷新页面后再提交。"),
    )


def _web_error(error: HTTPException) -> Any:
    code = error.code or 500
    if code < 400:
        return error
    answer, code = _page(code)
    headers = [(name, value) for name, value in error.get_headers() if name.lower() == "allow"]
    return answer, code, headers


def _failure(error: Exception) -> Answer:
    current_app.logger.error("%s %s", request.method, request.path, exc_info=error)
    g.failsafe = True  # the page of a failure asks neither the user nor the database
    return _page(500)


def _page(code: int, **words: Any) -> Answer:
    heading, text, remedy = _WORDS.get(code, _WORDS[500 if code >= 500 else 400])
    shown = {"heading": heading, "text": text, "remedy": remedy, **words}
    try:
        return render_template("errors/page.html", code=code, **shown), code
    except Exception:
        current_app.logger.exception("error page %s", code)
        g.failsafe = True
        return _LAST_RESORT.format(**{name: escape(value) for name, value in shown.items()}), code
