"""One command starts the console: with the sample queue here, and on a server with what HTTPS needs."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import requests

from tests.postgresql import postgresql

ROOT = Path(__file__).parents[3]
NEW = "neighbours help each other"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@contextmanager
def started(command: list[str], var: Path, **environment: str) -> Iterator[tuple[str, str]]:
    """A running console: its address, and the first account's one-time password."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        bind = f"127.0.0.1:{free.getsockname()[1]}"
    inherited = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    process = subprocess.Popen(
        [sys.executable, *command],
        cwd=ROOT,
        env={**inherited, "LINLI_VAR": str(var), "LINLI_CONSOLE_BIND": bind, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        assert process.stdout is not None
        said = next(line for line in process.stdout if "one-time password" in line)
        yield f"http://{bind}", said.rpartition(": ")[2].strip()
    finally:
        process.terminate()
        process.wait(30)
        if process.stdout is not None:
            process.stdout.close()


def opened(session: requests.Session, address: str) -> requests.Response:
    """The page, as soon as the server listens."""
    for _ in range(600):
        try:
            return session.get(address, timeout=30)
        except requests.ConnectionError:
            time.sleep(0.1)
    raise AssertionError("the console does not listen")


def send(session: requests.Session, address: str, **fields: str) -> requests.Response:
    token = TOKEN.search(session.get(address, timeout=30).text)
    assert token is not None
    return session.post(address, {**fields, "csrfmiddlewaretoken": token.group(1)}, timeout=30)


def test_one_command_gives_a_sample_queue_and_a_first_account(tmp_path: Path) -> None:
    with started(["build.py", "console"], tmp_path) as (root, password), requests.Session() as session:
        assert opened(session, f"{root}/").url.startswith(f"{root}/account/login/")
        inside = send(session, f"{root}/account/login/", login="linli", password=password)
        assert inside.url == f"{root}/account/password/"
        send(session, inside.url, oldpassword=password, password1=NEW, password2=NEW)
        queue = session.get(f"{root}/queue/", timeout=30)
        assert queue.text.count('class="row"') == 30
    assert (tmp_path / "secret").stat().st_mode & 0o777 == 0o600


def test_on_a_server_everything_is_for_https(tmp_path: Path) -> None:
    host = {"Host": "console.example.org"}
    with postgresql() as url:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("DROP DATABASE IF EXISTS linli_console")
            connection.execute("CREATE DATABASE linli_console")
        environment = {
            "DATABASE_URL": urlsplit(url)._replace(path="/linli_console").geturl(),
            "LINLI_CONSOLE_HOST": "console.example.org",
            "LINLI_CONSOLE_SECRET": "s" * 64,
            "LINLI_SECRET": "t" * 64,
            "LINLI_CONSOLE_WORKERS": "1",
        }
        with started(["-m", "moderation.console"], tmp_path, **environment) as (root, password):
            session = requests.Session()
            opened(session, f"{root}/")
            plain = session.get(root, headers=host, allow_redirects=False, timeout=30)
            assert plain.headers["Location"] == "https://console.example.org/"
            secure = {**host, "X-Forwarded-Proto": "https"}
            page = session.get(f"{root}/account/login/", headers=secure, timeout=30)
            assert page.headers["Strict-Transport-Security"].startswith("max-age=31536000")
            assert re.search(r"__Host-linli=[^;]+;.*Secure", page.headers["Set-Cookie"])
            assert session.get(f"{root}/", headers={"Host": "evil.example"}, timeout=30).status_code == 400
            style = re.search(r'href="(/static/console/console\.[0-9a-f]+\.css)"', page.text)
            assert style is not None
            assert session.get(root + style.group(1), headers=secure, timeout=30).status_code == 200
            assert len(password) > 12
            session.close()
