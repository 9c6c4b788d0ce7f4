"""The verbs, in the order in which a submission goes through them."""

from __future__ import annotations

import gc
import sys
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup

from moderation.queue.database import ready, understood

_FILES = {
    "site": "site",
    "pull": "pull",
    "screen": "screen",
    "decide": "decide",
    "sync": "sync",
    "build": "build",
    "check": "build",
    "export": "export",
    "fresh": "fresh",
    "watch": "watch",
    "doctor": "doctor",
    "serve": "serve",
    "console": "console",
    "posters": "posters",
    "rescreen": "screen",
    "purge": "purge",
    "queue": "queue",
}
_WITHOUT_QUEUE = ("serve", "posters", "fresh", "doctor")  # the doctor looks at it himself


class _Verbs(TyperGroup):
    """A verb's file is read when it is asked for: `pull` need not wait for what makes pages."""

    def list_commands(self, ctx: Any) -> list[str]:
        return list(_FILES)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        if cmd_name not in _FILES:
            return None
        file = import_module(f"commands.{_FILES[cmd_name]}")
        if hasattr(file, "app"):
            return typer.main.get_command(file.app)
        alone = typer.Typer(add_completion=False)
        alone.command(cmd_name)(getattr(file, cmd_name))
        return typer.main.get_command(alone)


app = typer.Typer(
    name="build.py",
    cls=_Verbs,
    help="邻里 Linli: 表单投稿 -> 审核 -> 网站。From form submissions to a published site.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,  # rich tracebacks print local variables, and those are private
)


@app.callback()
def before(context: typer.Context) -> None:
    """Every verb but these works on the queue."""
    gc.freeze()  # what was imported stays: to look for garbage in it took an eighth of a pull
    if context.invoked_subcommand not in _WITHOUT_QUEUE:
        ready()


def main() -> None:
    """Run one verb; an error that a person can mend becomes a sentence and an exit code."""
    try:
        with understood():
            app()
    except Exception as error:
        from commands.exits import told  # knows the errors of all verbs

        sys.exit(told(error))
