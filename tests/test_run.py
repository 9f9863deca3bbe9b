"""run.py: what a user is told when the machine is not ready, and what it installs."""

import ast
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

import run
from office import access, units
from vocab import UnitKind

ROOT = Path(run.__file__).parent


def start(*arguments, folder=ROOT, **environ):
    """Start run.py as a user does; gives exit code and the words on the error output."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}
    done = subprocess.run(
        [sys.executable, str(folder / "run.py"), *arguments],
        env={**plain, "PIP_CONFIG_FILE": os.devnull, **environ},
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    return done.returncode, done.stderr


@pytest.fixture
def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def bare_copy(tmp_path):
    """The program without its packages: a fresh clone."""
    folder = tmp_path / "clone"
    folder.mkdir()
    for name in ("run.py", "requirements.txt"):
        shutil.copy(ROOT / name, folder)
    return folder


@pytest.mark.parametrize("version", [(3, 6, 9), (3, 10, 14)])
def test_an_old_python_is_told_which_one_is_needed(version):
    with pytest.raises(run.Stop, match=rf"需要 Python 3\.11.*当前是 3\.{version[1]}。"):
        run.check_python(version)


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 14, 1), (4, 0, 0)])
def test_a_new_python_passes(version):
    run.check_python(version)


def test_an_old_python_can_read_the_file():
    ast.parse(Path(run.__file__).read_text(encoding="utf-8"), feature_version=(3, 6))


def test_a_taken_port_is_named_with_the_remedy(tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        code, said = start(PORT=str(port), FENGQIAO_DATA=str(tmp_path))
    assert code == 1
    assert f"端口 {port} 不能使用" in said
    assert "PORT=" in said
    assert "Traceback" not in said


@pytest.mark.parametrize("port", ["http", "0", "65536", "-1"])
def test_a_port_that_is_no_port_is_refused(port):
    with pytest.raises(run.Stop, match="不是端口号"):
        run.check_port(port)


def test_a_data_folder_that_cannot_be_made_is_named(tmp_path, free_port):
    (tmp_path / "file").write_text("")
    folder = tmp_path / "file" / "data"
    code, said = start(PORT=str(free_port), FENGQIAO_DATA=str(folder))
    assert code == 1
    assert f"数据文件夹 {folder} 不能写入" in said
    assert "FENGQIAO_DATA" in said
    assert "Traceback" not in said


@pytest.mark.skipif(not Path("/sys/kernel").is_dir(), reason="needs a folder that not even root can write")
def test_a_read_only_folder_is_named():
    with pytest.raises(run.Stop, match="数据文件夹 /sys/kernel 不能写入"):
        run.check_writable(Path("/sys/kernel"))


def test_the_data_folder_is_made_for_its_owner_alone(tmp_path):
    run.check_writable(tmp_path / "new")
    assert list((tmp_path / "new").iterdir()) == []
    assert (tmp_path / "new").stat().st_mode & 0o077 == 0


def test_without_network_the_wheels_folder_is_recommended(bare_copy, free_port):
    nowhere = {"PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PIP_RETRIES": "0"}
    code, said = start(folder=bare_copy, PORT=str(free_port), **nowhere)
    assert code == 1
    assert "没有网络" in said
    assert "pip download -r requirements.txt -d wheels" in said
    assert not (bare_copy / ".venv" / "installed.json").exists()


def test_a_wheels_folder_is_used_alone_and_its_gaps_are_told(bare_copy, free_port):
    (bare_copy / "wheels").mkdir()
    code, said = start(folder=bare_copy, PORT=str(free_port))
    assert code == 1
    assert "wheels 文件夹里缺少" in said


def test_a_python_without_venv_is_told_the_package(monkeypatch):
    monkeypatch.setitem(sys.modules, "ensurepip", None)
    monkeypatch.setattr(run, "apt_install", lambda packages: False)
    with pytest.raises(run.Stop, match=r"ensurepip.*python3\.\d+-venv"):
        run.make_venv()


def test_a_machine_without_chromium_is_told_what_to_install(monkeypatch):
    monkeypatch.setattr(run.shutil, "which", lambda name: None)
    monkeypatch.setattr(run, "has_chinese_font", lambda: False)
    with pytest.raises(run.Stop, match="sudo apt-get install chromium fonts-noto-cjk"):
        run.check_browser()


def test_an_unknown_command_is_refused():
    code, said = start("start")
    assert code == 1
    assert "“start”" in said


def test_nothing_is_installed_twice(monkeypatch, tmp_path):
    calls = []
    monkeypatch.setattr(run.subprocess, "call", lambda command, **options: calls.append(command) or 0)
    monkeypatch.setattr(run, "INSTALLED", tmp_path / "installed.json")
    monkeypatch.setattr(run, "PYTHON", Path(sys.executable))
    monkeypatch.setattr(run, "in_venv", lambda: False)
    run.install("requirements.txt")
    first = len(calls)
    run.install("requirements.txt")
    assert first == 2
    assert len(calls) == first


@pytest.fixture
def serving(free_port, tmp_path):
    """Starts the server on a data folder of its own; gives its address, what it said and the process."""
    started = []

    def begin(*arguments):
        environ = {**os.environ, "PORT": str(free_port), "FENGQIAO_DATA": str(tmp_path / "data")}
        console = tmp_path / f"console{len(started)}"
        with console.open("wb") as output:
            command = [sys.executable, str(ROOT / "run.py"), *arguments]
            server = subprocess.Popen(command, env=environ, stdout=output, stderr=output)
        started.append(server)
        address = f"http://127.0.0.1:{free_port}"
        while not answers(address):  # the time limit of the test ends a server that never does
            assert server.poll() is None, console.read_text()
            time.sleep(0.1)
        return address, console.read_text(), server

    yield begin
    for server in started:
        server.terminate()
        server.wait(timeout=20)


def answers(address):
    try:
        with urllib.request.urlopen(f"{address}/healthz", timeout=5) as page:
            return page.status == 200
    except OSError:
        return False


def test_an_empty_installation_prints_its_code_and_keeps_it(serving):
    address, first, server = serving()
    assert address in first
    code = re.search(r"设置码 (\S+)", first).group(1)
    server.terminate()
    server.wait(timeout=20)
    _, second, _ = serving()
    assert code in second


def test_the_demonstration_names_its_accounts_and_keeps_its_data(serving):
    _, first, server = serving("demo")
    assert "县司法局：登录名 county" in first
    server.terminate()
    server.wait(timeout=20)
    _, second, _ = serving("demo")
    assert "县司法局：登录名 county" in second
    assert "设置码" not in second


def test_the_demonstration_stays_out_of_real_data(database, monkeypatch, tmp_path):
    units.add(access.machine(), None, "甲县", UnitKind.COUNTY)
    monkeypatch.setenv("DATABASE_URL", database.url)
    monkeypatch.setenv("FENGQIAO_DATA", str(tmp_path))
    database.close()
    with pytest.raises(run.Stop, match="演示县只能放进空的安装"):
        run.prepare(demo=True)


def test_a_database_that_does_not_answer_is_named(free_port, tmp_path):
    code, said = start(
        PORT=str(free_port), FENGQIAO_DATA=str(tmp_path), DATABASE_URL="postgresql://nobody@127.0.0.1:9/none"
    )
    assert code == 1
    assert "DATABASE_URL" in said
    assert "Traceback" not in said


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_locked_package_has_hashes_and_no_address(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    packages = [line for line in text.splitlines() if "==" in line]
    assert packages
    assert all(line.endswith("\\") for line in packages)
    assert "://" not in text
    assert "--index-url" not in text


def test_the_development_lock_holds_the_runtime_lock():
    def pins(name):
        lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
        return {line.split(" ")[0] for line in lines if "==" in line}

    assert pins("requirements.txt") <= pins("requirements-dev.txt")
