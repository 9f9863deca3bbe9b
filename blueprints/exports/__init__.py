"""我的导出: files made in the background, to be fetched within a week."""

from flask import Blueprint

from blueprints.exports.runner import Runner

bp = Blueprint("exports", __name__)


@bp.record_once
def _employ(state: object) -> None:
    state.app.extensions["exports"] = Runner()  # type: ignore[attr-defined]


from blueprints.exports import routes  # noqa: E402, F401
