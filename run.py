#!/usr/bin/env python3
"""Start of the house, with the standard library alone.

    python3 run.py          install what is missing, migrate, serve on http://127.0.0.1:8000
    python3 run.py demo     the same, with a demonstration county
    python3 run.py test     lint, types and all tests (arguments after it go to pytest alone)

The file runs twice: first under the machine's Python, which makes `.venv` and installs the locked
requirements when they changed; then under `.venv`, where the work is done. It is kept readable for
Python 3.6, so that an old Python can still say what is wrong.
"""

import hashlib
import json
import logging
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
INSTALLED = VENV / "installed.json"
WHEELS = HERE / "wheels"
RUNTIME = "requirements.txt"
DEVELOPMENT = "requirements-dev.txt"  # holds the runtime lock as well
HOST = "127.0.0.1"
OLDEST = (3, 11)
THREADS = 8
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


class Stop(Exception):
    """The start cannot go on; the text says why and what to do."""


def main(arguments):
    command = arguments[0] if arguments else "serve"
    if command not in ("serve", "demo", "test"):
        raise Stop(f"不认识的命令“{command}”。可用：run.py、run.py demo、run.py test")
    check_python(sys.version_info)
    if command == "test":
        install(DEVELOPMENT)
        return test(arguments[1:])
    settings = check_settings(os.environ)
    install(RUNTIME)
    if not in_venv():
        return hand_over(arguments, settings)
    return serve(settings, demo=command == "demo")


# --- what must be true before anything is done ---------------------------------------------------


def check_python(version):
    """Refuse a Python that the locked packages do not run on."""
    if tuple(version[:2]) < OLDEST:
        raise Stop(
            "需要 Python 3.11 或更高版本（Python 3.11 or newer is required），"
            f"当前是 {version[0]}.{version[1]}。请安装新版 Python 后用它运行，例如：python3.11 run.py"
        )


def check_settings(environ):
    """The environment for the server: data folder writable, port free; absolute paths filled in."""
    port = environ.get("PORT", "8000")
    check_port(port)
    folder = Path(environ.get("FENGQIAO_DATA") or str(HERE / "instance")).absolute()
    check_writable(folder)
    return dict(environ, PORT=port, FENGQIAO_DATA=str(folder))


def check_port(port):
    if not port.isdigit() or not 0 < int(port) < 65536:
        raise Stop(f"PORT={port} 不是端口号，应为 1 到 65535 之间的整数。")
    with socket.socket() as probe:
        if os.name != "nt":  # as the server does, so that a port just left counts as free
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, int(port)))
        except OSError as error:
            other = int(port) % 65535 + 1
            raise Stop(
                f"端口 {port} 不能使用（{error.strerror}）：可能枫桥台账已在运行，或被其他程序占用。"
                f"请先停止它，或换一个端口，例如：PORT={other} python3 run.py"
            ) from error


def check_writable(folder):
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=str(folder)).close()
    except OSError as error:
        raise Stop(
            f"数据文件夹 {folder} 不能写入（{error.strerror}）。"
            "请改正它的权限，或用 FENGQIAO_DATA 指定别的文件夹。"
        ) from error


# --- packages ------------------------------------------------------------------------------------


def in_venv():
    return Path(sys.prefix).resolve() == VENV.resolve()


def install(name):
    """Bring `.venv` to the state locked in the file `name`; nothing is done when it is there already."""
    done = json.loads(INSTALLED.read_text()) if INSTALLED.exists() else {}
    if done.get(name) == lock_of(name) and PYTHON.exists():
        return
    if not in_venv():
        make_venv()
    say("正在安装依赖包（只在首次启动或升级后进行，约需一分钟）……")
    if subprocess.call(pip_install(name), cwd=str(HERE)):
        raise Stop(why_pip_failed())
    INSTALLED.write_text(json.dumps({each: lock_of(each) for each in (name, RUNTIME)}))


def lock_of(name):
    return hashlib.sha256((HERE / name).read_bytes()).hexdigest()


def make_venv():
    try:
        import ensurepip  # noqa: F401
    except ImportError as error:
        package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
        if not apt_install([package]):
            raise Stop(
                "这台机器的 Python 缺少 venv/ensurepip。请先安装，例如（Debian、Ubuntu）："
                f"apt-get install {package}"
            ) from error
    if subprocess.call([sys.executable, "-m", "venv", str(VENV)]):
        raise Stop(f"不能在 {VENV} 建立 Python 环境，原因见上。请确认程序文件夹可以写入、磁盘未满。")


def pip_install(name):
    offline = ["--no-index", "--find-links", str(WHEELS)] if WHEELS.is_dir() else []
    return [
        str(PYTHON),
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--require-hashes",
        *offline,
        "-r",
        name,
    ]


def why_pip_failed():
    if WHEELS.is_dir():
        return (
            "依赖包没有装上，原因见上：wheels 文件夹里缺少安装包，或与本机的系统、Python 版本不符。"
            "请在联网的同类机器上重新下载：pip download -r requirements.txt -d wheels"
        )
    return (
        "依赖包没有装上，原因见上。通常是没有网络。不能联网的机器：请在联网的同类机器上运行"
        " pip download -r requirements.txt -d wheels，把 wheels 文件夹放到本程序旁边，再启动一次。"
    )


def apt_install(packages):
    """Install Debian packages when we may (root, or sudo without a question); say whether it worked."""
    apt = shutil.which("apt-get")
    if apt is None:
        return False
    become = []
    if os.geteuid() != 0:
        if shutil.which("sudo") is None or subprocess.call(["sudo", "-n", "true"], stderr=subprocess.DEVNULL):
            return False
        become = ["sudo", "-n"]
    say(f"正在安装系统软件包：{'、'.join(packages)} ……")
    quiet = [*become, "env", "DEBIAN_FRONTEND=noninteractive", apt, "-qq"]
    subprocess.call([*quiet, "update"], stdout=subprocess.DEVNULL)
    wanted = [*quiet, "install", "-y", "--no-install-recommends", *packages]
    return subprocess.call(wanted, stdout=subprocess.DEVNULL) == 0


# --- work inside .venv ---------------------------------------------------------------------------


def hand_over(arguments, settings):
    """Go on as the Python of `.venv`: same process where the system allows it."""
    command = [str(PYTHON), str(HERE / "run.py"), *arguments]
    if os.name == "nt":
        return subprocess.call(command, env=settings)
    sys.stdout.flush()
    return os.execve(command[0], command, settings)


def serve(settings, demo):
    """Migrate, fill the demonstration when asked to, then serve until stopped."""
    os.environ.update(settings)
    os.chdir(str(HERE))
    welcome = prepare(demo)
    import waitress

    from app import create_app

    application = create_app()
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    try:
        server = waitress.create_server(application, host=HOST, port=int(settings["PORT"]), threads=THREADS)
    except OSError as error:
        raise Stop(f"端口 {settings['PORT']} 刚被占用，请换一个端口再启动。") from error
    say(f"枫桥台账已启动：http://{HOST}:{settings['PORT']}（按 Ctrl+C 停止）")
    say(f"数据保存在：{settings['FENGQIAO_DATA']}")
    for line in welcome:
        say(line)
    server.run()
    return 0


def prepare(demo):
    """Bring the database up to date; gives the lines that tell who can sign in."""
    import peewee

    import db
    from config import Config
    from office import crypto, lists
    from office.errors import OfficeError

    config = Config.from_env()
    db.init(config.database_url)
    crypto.use_key(config.data_dir)
    try:
        with db.database.connection_context():
            db.upgrade()
            lists.seed()
            return demonstration() if demo else first_setup(config.data_dir)
    except peewee.OperationalError as error:
        raise Stop(f"不能打开数据库，请核对 DATABASE_URL，并确认数据库服务已启动：{error}") from error
    except OfficeError as error:
        raise Stop(str(error)) from error


def demonstration():
    from demo import closing
    from office import calendar

    say("正在准备演示县……")
    accounts = closing.make(calendar.today())["accounts"]
    return ["  {role}：登录名 {username}，密码 {password}".format(**account) for account in accounts]


def first_setup(data_dir):
    """The code that the first page asks for, as long as nobody can sign in."""
    from office import setup

    if not setup.needed():
        return []
    return [f"首次设置：请打开上面的网址，输入一次性设置码 {setup.one_time_code(data_dir)}"]


# --- tests ---------------------------------------------------------------------------------------


def test(arguments):
    """Lint, types and all tests; with arguments, only the tests they name."""
    check_browser()
    # Each worker begins with one half in its order, so that what many tests share is made once, and ends with the other's.
    steps = [["pytest", "-n", "2", "--dist", "worksteal", *arguments]]
    if not arguments:
        steps = [["ruff", "check", "."], ["djlint", "templates", "--lint", "--quiet"], ["mypy"], *steps]
    failed = [step[0] for step in steps if subprocess.call([str(PYTHON), "-m", *step], cwd=str(HERE))]
    if failed:
        raise Stop(f"没有通过：{'、'.join(failed)}（详见上面的输出）。")
    say("全部通过。")
    return 0


def check_browser():
    """The browser tests need a Chromium and a font with Chinese characters."""
    missing = []
    if not any(map(shutil.which, BROWSERS)):
        missing.append("chromium")
    if not has_chinese_font():
        missing.append("fonts-noto-cjk")
    if missing and not apt_install(missing):
        raise Stop(
            f"浏览器测试需要 {'、'.join(missing)}，这里不能自动安装。"
            f"请用管理员身份安装，例如（Debian、Ubuntu）：sudo apt-get install {' '.join(missing)}"
        )


def has_chinese_font():
    if shutil.which("fc-list") is None:
        return any(Path("/usr/share/fonts").rglob("*CJK*"))
    return bool(subprocess.check_output(["fc-list", ":lang=zh"]).strip())


def say(text):
    print(text, flush=True)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Stop as stop:
        sys.stderr.write(f"{stop}\n")
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
