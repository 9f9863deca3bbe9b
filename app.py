"""The application put together: database, sign-in, guard, pages, errors, command line."""

import sys
from datetime import timedelta
from importlib import import_module

import click
from flask import Flask, g, request
from flask_babel import Babel
from flask_login import LoginManager
from flask_wtf import CSRFProtect
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.wrappers import Response

import commands
import db
from blueprints import errors, guard, navigation, wording
from config import Config, ConfigError
from figures.differences import effects
from office import crypto
from registers import closed_months

BLUEPRINTS = (
    "assets",
    "health",
    "setup",
    "auth",
    "home",
    "disputes",
    "registers",
    "coverage",
    "imports",
    "exports",
    "screenings",
    "entered",
    "figures",
    "returns",
    "comparison",
    "catalogue",
    "sentences",
    "tables",
    "superior",
    "units",
    "committees",
    "rosters",
    "mediators",
    "lists",
    "checks",
    "settings",
    "accounts",
    "audit",
)

CONTENT_SECURITY = "; ".join(
    (
        "default-src 'self'",
        "img-src 'self' data:",
        "object-src 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'self'",
    )
)


def create_app(config: Config | None = None) -> Flask:
    """The application on `config` or the environment; ends with a clear message if it cannot start."""
    try:
        return _assemble(config or Config.from_env())
    except ConfigError as error:
        sys.exit(str(error))


def _assemble(config: Config) -> Flask:
    app = Flask(__name__, static_folder=None)
    app.config.update(_flask_settings(config))
    app.jinja_env.undefined = StrictUndefined
    _open_data(app, config)
    closed_months.count_by(effects.counted, effects.between)
    _install_sign_in(app)
    _install_pages(app)
    commands.register(app)
    if config.trusted_proxies:
        hops = config.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    return app


def _flask_settings(config: Config) -> dict[str, object]:
    return {
        "SECRET_KEY": config.secret_key,
        "TESTING": config.testing,
        "SESSION_COOKIE_NAME": "fengqiao",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": config.cookie_secure,
        "PERMANENT_SESSION_LIFETIME": timedelta(hours=12),
        "MAX_CONTENT_LENGTH": config.max_upload_bytes,
        "MAX_FORM_MEMORY_SIZE": 2 * 1024 * 1024,
        "MAX_FORM_PARTS": 5000,
        "WTF_CSRF_TIME_LIMIT": None,  # a form lives as long as its session
        "BABEL_DEFAULT_LOCALE": config.language,
        "BABEL_DEFAULT_TIMEZONE": "Asia/Shanghai",
        "FENGQIAO": config,
        **config.flask,
    }


# ---------------------------------------------------------------- data


def _open_data(app: Flask, config: Config) -> None:
    """The database, the key for personal data, and a connection for each request that finds none open."""
    db.init(config.database_url)
    crypto.use_key(config.data_dir)
    if config.migrate_check and not config.testing and _serves():
        _refuse_pending_migrations()
    app.before_request(_connect)
    app.teardown_request(_disconnect)


def _serves() -> bool:
    """Whether pages will be served; a command may be the very one that migrates."""
    command = click.get_current_context(silent=True)
    return command is None or command.info_name == "run"


def _refuse_pending_migrations() -> None:
    with db.database.connection_context():
        pending = db.pending()
    if pending:
        raise ConfigError(
            f"数据库还有 {len(pending)} 项升级没有完成（{pending[0]} …）。"
            "请先运行：flask --app app db-upgrade（或用 python3 run.py 启动，它会自动升级）。"
        )


def _connect() -> None:
    if request.blueprint != "assets":
        g.opened = db.database.connect(reuse_if_open=True)


def _disconnect(_error: BaseException | None) -> None:
    if g.pop("opened", False) and not db.database.is_closed():
        db.database.close()


# ---------------------------------------------------------------- sign-in


def _install_sign_in(app: Flask) -> None:
    manager = LoginManager(app, add_context_processor=False)  # the page of a failure must not load the user
    manager.session_protection = None  # the token can be revoked; a phone may change its address
    manager.user_loader(guard.load)
    app.before_request(guard.enforce)
    CSRFProtect(app)


# ---------------------------------------------------------------- pages


def _install_pages(app: Flask) -> None:
    Babel(app)
    app.context_processor(navigation.shown)
    wording.register(app)
    errors.register(app)
    app.after_request(_headers)
    for name in BLUEPRINTS:
        app.register_blueprint(import_module(f"blueprints.{name}").bp)


def _headers(response: Response) -> Response:
    response.headers.setdefault("Content-Security-Policy", CONTENT_SECURITY)
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers.setdefault("Referrer-Policy", "same-origin")
    response.headers.setdefault("X-Frame-Options", "DENY")
    response.headers.setdefault("Cache-Control", "no-store")
    return response
