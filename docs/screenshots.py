"""Take the screenshots of the documentation from the demonstration county, on a server of its own.

    .venv/bin/python docs/screenshots.py [name …]

Pictures go to docs/images/ at 1366 and 390 pixels; with names, only those are taken again.
"""

import contextlib
import datetime
import os
import shutil
import socket
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
IMAGES = ROOT / "docs" / "images"
DESKTOP, PHONE = (1366, 768), (390, 844)

# name, who looks, address, sizes, what is done before the picture
PICTURES = (
    ("home", "county", "/", (DESKTOP, PHONE), ""),
    ("disputes", "township", "/disputes", (DESKTOP, PHONE), ""),
    ("dispute-new", "township", "/disputes/new", (DESKTOP, PHONE), ""),
    ("dispute", "township", "first", (DESKTOP, PHONE), ""),
    ("year", "county", "/figures/year", (DESKTOP, PHONE), ""),
    ("month", "county", "/figures/month", (DESKTOP,), ""),
    ("import", "county", "/imports", (DESKTOP,), ""),
    ("units", "county", "/units", (DESKTOP,), ""),
    ("lists", "county", "/lists", (DESKTOP,), ""),
    ("accounts", "admin", "/accounts", (DESKTOP,), ""),
    ("audit", "audit", "/audit", (DESKTOP,), ""),
)


@contextlib.contextmanager
def demonstration() -> Iterator[str]:
    """Serve the demonstration county on a free port; gives its address."""
    import waitress

    import db
    from app import create_app
    from config import Config
    from demo import filling
    from office import crypto, lists

    with tempfile.TemporaryDirectory() as folder:
        os.environ["FENGQIAO_DATA"] = folder
        config = Config.from_env()
        db.init(config.database_url)
        crypto.use_key(config.data_dir)
        with db.database.connection_context():
            db.upgrade()
            lists.seed()
            filling.fill(datetime.date.today())
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        server = waitress.create_server(create_app(config), host="127.0.0.1", port=port, threads=4)
        threading.Thread(target=server.run, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            server.close()


def main(names: list[str]) -> None:
    from playwright.sync_api import sync_playwright

    from demo.filling import PASSWORD

    IMAGES.mkdir(exist_ok=True)
    with demonstration() as address, sync_playwright() as player:
        browser = player.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for name, who, path, sizes, _ in PICTURES:
            if names and name not in names:
                continue
            for size in sizes:
                page = browser.new_page(viewport={"width": size[0], "height": size[1]}, locale="zh-CN")
                if who:
                    sign_in(page, address, who, PASSWORD)
                open_page(page, address, path)
                file = IMAGES / (f"{name}.png" if size == DESKTOP else f"{name}-phone.png")
                page.screenshot(path=str(file), full_page=False)
                print(file.name, file.stat().st_size // 1024, "KB", page.url)
                page.context.close()
        browser.close()


def sign_in(page, address: str, who: str, password: str) -> None:
    page.goto(f"{address}/sign-in")
    page.fill("input[name=username]", who)
    page.fill("input[name=password]", password)
    page.press("input[name=password]", "Enter")
    page.wait_for_load_state("networkidle")


def open_page(page, address: str, path: str) -> None:
    if path == "first":
        page.goto(f"{address}/disputes")
        page.click("main table a >> nth=0")
    else:
        page.goto(address + path)
    page.wait_for_load_state("networkidle")


if __name__ == "__main__":
    main(sys.argv[1:])
