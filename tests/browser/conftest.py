"""A live server with the demonstration county, and pages in Chromium that notice what a visitor would."""

import contextlib
import fcntl
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest

from tests.browser import examples
from tests.browser.walking import Walk

ROOT = Path(__file__).parents[2]
CHROMIUM = "/usr/bin/chromium"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory, worker_id):
    """The data folder of a demonstration county, made by the first worker that asks; each server works on a copy."""
    base = tmp_path_factory.getbasetemp()
    folder = (base if worker_id == "master" else base.parent) / "demonstration"
    with (folder.parent / "demonstration.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            make_demonstration(folder)
    return folder


def make_demonstration(folder):
    making = folder.with_suffix(".making")
    flask = [sys.executable, "-m", "flask", "--app", "app"]
    for command in ("db-upgrade", "demo"):
        subprocess.run([*flask, command], cwd=ROOT, env=environment(making), check=True, capture_output=True)
    making.rename(folder)


def environment(folder):
    clean = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return clean | {"FENGQIAO_DATA": str(folder)}


@pytest.fixture
def server(demonstration, tmp_path):
    """The address of a server of this test's own, on a copy of the demonstration."""
    folder = tmp_path / "data"
    shutil.copytree(demonstration, folder)
    with serving(folder) as address:
        yield address


@contextlib.contextmanager
def serving(folder):
    """The address of a server on the data of `folder`, until the end of the block."""
    port = free_port()
    command = [sys.executable, "-m", "waitress", "--listen", f"127.0.0.1:{port}", "--call", "app:create_app"]
    with (folder / "server.log").open("w") as log:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment(folder), stdout=log, stderr=subprocess.STDOUT
        )
        try:
            wait_for(f"http://127.0.0.1:{port}/healthz", process)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(20)


def wait_for(address, process, seconds=60):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        assert process.poll() is None, "the server ended at once"
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    pytest.fail("the server does not answer")


@pytest.fixture(scope="session")
def chromium():
    """The machine's own Chromium, without a window."""
    if not Path(CHROMIUM).exists():
        pytest.fail("Chromium is missing; `python3 run.py test` installs it")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
        )
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium, server):
    """visit(width): a page at that width. At the end it must have met no error and asked no other host."""
    contexts, faults = [], []

    def watched(request):
        if urlsplit(request.url).scheme in ("http", "https") and not request.url.startswith(server):
            faults.append(f"another host: {request.url}")

    def opened(width):
        context = chromium.new_context(
            viewport={"width": width, "height": 768}, base_url=server, locale="zh-CN", accept_downloads=True
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.on("request", watched)
        page.on("console", lambda entry: faults.append(entry.text) if entry.type == "error" else None)
        page.on("pageerror", lambda error: faults.append(str(error)))
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not faults


@pytest.fixture(scope="session")
def site(demonstration, tmp_path_factory, chromium):
    """The demonstration on a server: `walk` through it, `addresses` by endpoint, which of these are `forms`, `words`."""
    folder = tmp_path_factory.mktemp("site") / "data"
    shutil.copytree(demonstration, folder)
    with pytest.MonkeyPatch.context() as monkeypatch:
        found = examples.of_everything(folder, monkeypatch)
    with serving(folder) as base:
        walk = Walk(chromium, base)
        yield SimpleNamespace(walk=walk, **found)
        walk.close()


@pytest.fixture
def walk(site):
    """The walk of this test: at the end it must have met no fault."""
    site.walk.faults.clear()
    yield site.walk
    assert not site.walk.faults
