"""Fixtures of the whole suite: a database per test on each engine, the application on it, no lazy loads."""

import os
import shutil
import uuid

import peewee
import pytest
from argon2 import PasswordHasher
from jinja2 import FileSystemBytecodeCache
from werkzeug.routing import Rule

import db
from config import Config
from figures.differences import effects
from office import crypto, lists, passwords
from registers import closed_months
from tests import engines

pytest_plugins = ["tests.county", "tests.counting"]  # county, make_account, sign_in; counting


def pytest_addoption(parser):
    parser.addoption("--engine", choices=engines.NAMES, help="run on this engine only (both by default)")


def pytest_generate_tests(metafunc):
    if "engine" in metafunc.fixturenames:
        chosen = metafunc.config.getoption("--engine")
        names = engines.NAMES[:1] if metafunc.definition.get_closest_marker("one_engine") else engines.NAMES
        metafunc.parametrize("engine", [chosen] if chosen else names, indirect=True, scope="session")


@pytest.fixture(scope="session")
def run_id(request):
    """One name for this run, the same in all worker processes."""
    worker = getattr(request.config, "workerinput", {})
    return worker.get("testrunuid", uuid.uuid4().hex)[:12]


@pytest.fixture(scope="session")
def sqlite_engine(tmp_path_factory):
    engine = engines.Sqlite(tmp_path_factory.mktemp("sqlite"))
    make_golden(engine)
    return engine


@pytest.fixture(scope="session")
def postgres_engine(run_id):
    server = os.environ.get("TEST_DATABASE_URL") or engines.start_postgres(run_id)
    engine = engines.Postgres(server)
    try:
        make_golden(engine)
        yield engine
    finally:
        engine.close()


def make_golden(engine):
    """Migrate and seed once; every test then starts from a copy."""
    url = engine.empty()
    with engines.connected(url):
        db.upgrade()
        lists.seed()
    engine.keep(url)


@pytest.fixture(scope="session")
def engine(request):
    """The engine of this test: "sqlite" or "postgres"."""
    return request.getfixturevalue(f"{request.param}_engine")


@pytest.fixture(scope="session")
def personal_key(tmp_path_factory):
    """One key for personal data in all tests, so that a database once filled may be copied."""
    folder = tmp_path_factory.mktemp("key")
    crypto.use_key(folder)
    return folder / "personal.key"


@pytest.fixture
def database(engine, tmp_path, personal_key):
    """A fresh database with the seed lists, connected, a key for personal data, closed months guarded; thrown away later."""
    shutil.copy(personal_key, tmp_path)
    crypto.use_key(tmp_path)
    closed_months.count_by(effects.counted, effects.between)
    url = engine.fresh()
    with engines.connected(url) as database:
        yield database
    engine.drop(url)


@pytest.fixture
def empty_database(engine):
    """A database without a single table, connected: for tests of the migrations."""
    url = engine.empty()
    with engines.connected(url) as database:
        yield database
    engine.drop(url)


@pytest.fixture(scope="session")
def compiled_templates(tmp_path_factory):
    """Every test has an application of its own: compiling the templates anew was a quarter of a page test's time."""
    return FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))


@pytest.fixture(scope="session", autouse=True)
def compiled_rules():
    """And compiling what builds the address of each rule most of the time an application took: it follows from the rule."""
    builders = {}
    compile_ = Rule._compile_builder

    def compiled(rule, append_unknown=True):
        key = rule.rule, append_unknown
        if key not in builders:
            builders[key] = compile_(rule, append_unknown)
        return builders[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Rule, "_compile_builder", compiled)
        yield


@pytest.fixture
def app(database, tmp_path, compiled_templates):
    """The application on this test's database and a data folder of its own; forms need no token here."""
    from app import create_app

    config = Config(
        data_dir=tmp_path,
        database_url=database.url,
        secret_key="test",
        testing=True,
        flask={"WTF_CSRF_ENABLED": False},
    )
    made = create_app(config)
    made.jinja_env.bytecode_cache = compiled_templates
    return made


@pytest.fixture
def client(app):
    return app.test_client()


QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@pytest.fixture(autouse=True)
def quick_passwords(monkeypatch, request):
    """Thousands of sign-ins at the real cost would take minutes; the tests of the passwords themselves pay it."""
    if not request.module.__name__.endswith("test_passwords"):
        monkeypatch.setattr(passwords, "_argon2", lambda: QUICK)


@pytest.fixture(autouse=True)
def no_lazy_loads(monkeypatch):
    """A foreign key that is followed without having been joined is a hidden query per row: it fails."""
    real = peewee.ForeignKeyAccessor.get_rel_instance

    def strict(self, row):
        if row.__data__.get(self.name) is not None and self.name not in row.__rel__:
            pytest.fail(f"{row!r}.{self.name} needs a join")
        return real(self, row)

    monkeypatch.setattr(peewee.ForeignKeyAccessor, "get_rel_instance", strict)
