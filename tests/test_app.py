"""The application put together: what every answer carries, and when it refuses to start."""

from pathlib import Path

import pytest

import db
from app import BLUEPRINTS, create_app
from config import Config, ConfigError


@pytest.fixture
def config(database, tmp_path):
    return Config(data_dir=tmp_path, database_url=database.url, secret_key="test")


def test_every_answer_forbids_other_hosts_and_keeps_out_of_caches(client):
    headers = client.get("/healthz").headers
    assert "default-src 'self'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"


def test_a_post_without_the_token_of_its_form_is_refused(config):
    answer = create_app(config).test_client().post("/setup", data={"code": "x"})
    assert answer.status_code == 400
    assert "页面已过期" in answer.text


def test_pending_migrations_stop_the_server_with_the_remedy(empty_database, tmp_path):
    config = Config(data_dir=tmp_path, database_url=empty_database.url, secret_key="test")
    empty_database.close()
    with pytest.raises(SystemExit, match="db-upgrade"):
        create_app(config)


def test_a_command_runs_with_migrations_pending(empty_database, tmp_path):
    app = create_app(
        Config(data_dir=tmp_path, database_url=empty_database.url, secret_key="test", migrate_check=False)
    )
    empty_database.close()
    done = app.test_cli_runner().invoke(args=["db-upgrade", "--json"])
    assert done.exit_code == 0, done.output
    with empty_database.connection_context():
        assert db.pending() == []


def test_every_area_of_pages_is_put_in():
    """A folder of blueprints/ that app.py does not list would be pages nobody can open."""
    folders = {path.parent.name for path in (Path(__file__).parents[1] / "blueprints").glob("*/__init__.py")}
    assert folders <= set(BLUEPRINTS)


def test_settings_without_a_writable_folder_are_refused(monkeypatch, tmp_path):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("FENGQIAO_DATA", str(tmp_path / "file" / "data"))
    with pytest.raises(ConfigError, match="不能写入"):
        Config.from_env()
