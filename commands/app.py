"""The verbs, in the order in which a submission goes through them."""

from __future__ import annotations

import sys

import typer

from commands import (
    build,
    console,
    decide,
    doctor,
    export,
    fresh,
    posters,
    pull,
    purge,
    queue,
    screen,
    serve,
    site,
    sync,
    watch,
)
from commands.database import ready
from commands.exits import exit_code

app = typer.Typer(
    name="build.py",
    help="邻里 Linli: 表单投稿 -> 审核 -> 网站。From form submissions to a published site.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,  # rich tracebacks print local variables, and those are private
)
for verb in (
    site.site,
    pull.pull,
    screen.screen,
    decide.decide,
    sync.sync,
    build.build,
    build.check,
    export.export,
    fresh.fresh,
    watch.watch,
    doctor.doctor,
    serve.serve,
    console.console,
    posters.posters,
    screen.rescreen,
    purge.purge,
):
    app.command()(verb)
app.add_typer(queue.app, name="queue")


@app.callback()
def before(context: typer.Context) -> None:
    """Every verb but these works on the queue; the doctor looks at it himself."""
    if context.invoked_subcommand not in ("serve", "posters", "fresh", "doctor"):
        ready()


def main() -> None:
    """Run one verb; an error that a person can mend becomes a sentence and an exit code."""
    try:
        app()
    except Exception as error:
        code = exit_code(error)
        if code is None:
            raise
        typer.echo(error, err=True)
        sys.exit(code)
