"""Take the pictures of the documentation from the demonstration county, on a server of its own.

    .venv/bin/python docs/screenshots.py [name …]

They go to docs/images/ at 1366 and 390 pixels; with names, only those are taken again.
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
DESK = (1366, 580)  # pages full of small marks: less of them keeps the pictures small

# The months of this year that the demonstration has locked: up to the one before the last.
_LAST = (datetime.date.today().replace(day=1) - datetime.timedelta(days=1)).replace(
    day=1
) - datetime.timedelta(days=1)
LOCKED = f"from={_LAST.year}-01-01&to={_LAST}"
BOTH = f"a_state=official&a_{LOCKED.replace('&', '&a_')}&b_{LOCKED.replace('&', '&b_')}"

# name, who looks, address (or what is done to get there), sizes
PICTURES = (
    ("home", "county", "/", (DESK, PHONE)),
    ("home-leader", "leader", "/", (DESK,)),
    ("home-township", "township", "/", (DESK,)),
    ("home-mediator", "mediator", "/", (PHONE,)),
    ("disputes", "township", "/disputes", (DESKTOP, PHONE)),
    ("dispute-new", "township", "/disputes/new", (DESKTOP, PHONE)),
    ("dispute", "township", "a case", (DESKTOP, PHONE)),
    ("registers", "county", "/registers", (PHONE,)),
    ("register-new", "township", "/registers/legal-aid/new", (DESKTOP,)),
    ("year", "county", "/figures/year", (DESKTOP, PHONE)),
    ("month", "county", "/figures/month", (DESKTOP,)),
    ("bridge", "county", f"/figures/bridge?{LOCKED}", (DESKTOP,)),
    ("explain", "county", f"/figures/explain?{BOTH}&key=dispute.concluded", (DESKTOP, PHONE)),
    ("returns", "county", f"/returns?month={_LAST + datetime.timedelta(days=1):%Y-%m}", (DESKTOP, PHONE)),
    ("compare", "county", f"/compare?year={_LAST.year}&part={_LAST.month:02}", (DESKTOP,)),
    ("replay", "county", f"/compare/replay?year={_LAST.year}#rows", (DESK,)),
    ("table", "county", f"/tables/organisation?{LOCKED}", (DESKTOP,)),
    ("import", "county", "a ledger", (DESKTOP,)),
    ("import-check", "county", "a checked ledger", (DESKTOP,)),
    ("units", "county", "/units", (DESKTOP,)),
    ("lists", "county", "/lists", (DESKTOP,)),
    ("accounts", "admin", "/accounts", (DESKTOP,)),
    ("audit", "audit", "/audit", (DESKTOP,)),
)

LEDGER = """柳河镇2026年10月矛盾纠纷调解台账
序号,登记日期,村(社区),当事人甲,身份证号,联系电话,当事人乙,纠纷类别,来源,结果,办结日期,协议类型,涉及金额(元)
1,2026.10.8,上柳村,周大川,,12000000081,吴小满,邻里关系,主动,调解成功,2026.10.12,口头,
2,2026年10月9日,渡口村,郑春梅,,12000000082,冯志远,宅基地,申请,成功,2026年10月20日,书面,3500元
3,20261013,小河村,何水生,,12000000083,沈立新,借钱不还,主动,调解成功,20261016,书面,1.2万
4,2026-10-19,黄家湾村,韩玉珍,,12000000084,邹永福,损害赔偿,警调,达成协议,2026-10-11,书面,"1,800"
5,2026-10-26,柳河社区,蒋文秀,,12000000085,长丰物业服务有限公司,物业,申请,调解成功,2026-10-30,书面,640
合计,,,,,,,,,,,,17940
"""


@contextlib.contextmanager
def demonstration() -> Iterator[str]:
    """Serve the demonstration county on a free port; gives its address."""
    import waitress

    import db
    from app import create_app
    from config import Config
    from demo import closing, filling
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
            app = create_app(config)
            closing.fill(datetime.date.today(), last_year=True)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        server = waitress.create_server(app, host="127.0.0.1", port=port, threads=4)
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
        browser = player.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"], env={"LANGUAGE": "zh_CN"}
        )
        for name, who, path, sizes in PICTURES:
            for size in sizes if not names or name in names else ():
                page = browser.new_page(viewport={"width": size[0], "height": size[1]}, locale="zh-CN")
                sign_in(page, address, who, PASSWORD)
                open_page(page, address, path)
                file = IMAGES / (f"{name}.png" if size != PHONE else f"{name}-phone.png")
                page.screenshot(path=str(file))
                print(file.name, file.stat().st_size // 1024, "KB")
                page.context.close()
        browser.close()


def sign_in(page, address: str, who: str, password: str) -> None:
    page.goto(f"{address}/sign-in")
    page.fill("input[name=username]", who)
    page.fill("input[name=password]", password)
    page.press("input[name=password]", "Enter")
    page.wait_for_load_state("networkidle")


def open_page(page, address: str, path: str) -> None:
    if path == "a case":
        page.goto(f"{address}/disputes?outcome=succeeded")
        page.click("main table a >> nth=0")
    elif path.endswith("ledger"):
        upload_ledger(page, address)
        if path == "a checked ledger":
            page.click("main form button[type=submit]:has-text('检查')")
    else:
        page.goto(address + path)
    page.wait_for_load_state("networkidle")


def upload_ledger(page, address: str) -> None:
    page.goto(f"{address}/imports/new")
    page.locator("select[name=unit_id] option", has_text="柳河镇").first.evaluate(
        "one => one.selected = true"
    )
    content = {"name": "柳河镇2026年10月台账.csv", "mimeType": "text/csv", "buffer": LEDGER.encode("gb18030")}
    page.set_input_files("input[type=file]", content)
    page.click("main form button[type=submit]")
    page.wait_for_load_state("networkidle")


if __name__ == "__main__":
    main(sys.argv[1:])
