"""Start the console: `python -m moderation.console`, here or (with LINLI_CONSOLE_HOST) on a server.

Brings the database up to date, makes the first account when there is none, and hands over to gunicorn.
"""

from __future__ import annotations

import os
import sys

import django
from django.core.exceptions import ImproperlyConfigured

_CONFIGURATION = 3  # the exit code of the command line for a setting that somebody must mend


def main() -> None:
    """Prepare, then become the server."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "moderation.console.settings"
    try:
        django.setup()
    except ImproperlyConfigured as error:
        sys.exit(_refused(error))
    from django.conf import settings
    from django.core.management import call_command

    from moderation.console.people import first_account
    from moderation.queue.database import DatabaseFailed, DatabaseUnusable, ready

    try:
        ready()
    except (DatabaseUnusable, DatabaseFailed) as error:
        sys.exit(_refused(error))
    call_command("createcachetable")
    if settings.PRODUCTION:
        call_command("collectstatic", verbosity=0, interactive=False)
    address = os.environ.get("LINLI_CONSOLE_BIND", "127.0.0.1:8001")
    password = first_account()
    if password is not None:
        print(f"第一个账号 first account: linli   一次性密码 one-time password: {password}", flush=True)
    print(f"http://{address}/ (Ctrl-C 结束 ends it)", file=sys.stderr, flush=True)
    # Every process of a local console must sign with the same key; it is made anew each time it starts.
    os.environ.setdefault("LINLI_CONSOLE_SECRET", settings.SECRET_KEY)
    workers = os.environ.get("LINLI_CONSOLE_WORKERS", "3" if settings.PRODUCTION else "1")
    options = ["--bind", address, "--workers", workers, "--threads", "8", "--log-level", "warning"]
    server = [sys.executable, "-m", "gunicorn", "--preload", *options, "moderation.console.wsgi"]
    os.execv(sys.executable, server)  # noqa: S606 - our own arguments, no shell


def _refused(error: Exception) -> int:
    print(error, file=sys.stderr)
    return _CONFIGURATION


if __name__ == "__main__":
    main()
