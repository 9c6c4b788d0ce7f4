"""`queue`: what waits for a person, and whether anybody has changed what was decided."""

from __future__ import annotations

from typing import Annotated

import typer
from django.db.models import Count

from commands import say
from commands.exits import Exit
from commands.options import COMMUNITY, AsJson, CommunityFile, Workplace
from moderation.queue.flags import reported as to_review
from moderation.queue.flags import reporters
from moderation.queue.models import Act, Submission
from moderation.queue.verify import verify as broken_places
from moderation.queue.words import Presence, Standing

app = typer.Typer(
    name="queue",
    add_completion=False,
    no_args_is_help=True,
    help="审核队列。What waits, and whether the record of decisions is whole.",
)


@app.command("list")
def listing(
    community: CommunityFile = COMMUNITY,
    form: Annotated[str | None, typer.Option(help="只看一张表单 / one form only")] = None,
    limit: Annotated[int, typer.Option(min=1)] = 50,
    as_json: AsJson = False,
) -> None:
    """等待审核的投稿，最急的在前。What waits, most urgent first; ids and figures, no answers."""
    waiting = Submission.objects.filter(
        presence=Presence.PRESENT, standing__in=(Standing.PENDING, Standing.SECOND, Standing.HELD)
    ).order_by("-urgency", "first_seen_at", "pk")
    if form is not None:
        waiting = waiting.filter(form=form)
    zone = Workplace(community).zone
    say.rows(
        "审核队列 queue",
        ("id", "form", "version", "standing", "urgency", "since"),
        [
            (
                one.pk,
                one.form,
                one.version,
                one.standing,
                one.urgency,
                f"{one.first_seen_at.astimezone(zone):%F %H:%M}",
            )
            for one in waiting[:limit]
        ],
        as_json=as_json,
    )


@app.command()
def clusters(as_json: AsJson = False) -> None:
    """几乎相同的投稿。Submissions in nearly the same words, the largest cluster first; ids and figures."""
    members = Submission.objects.filter(presence=Presence.PRESENT).exclude(cluster="")
    sizes = members.order_by().values_list("cluster").annotate(size=Count("pk")).order_by("-size", "cluster")
    say.rows("相同文字 clusters", ("first", "submissions"), list(sizes), as_json=as_json)


@app.command()
def reported(as_json: AsJson = False) -> None:
    """被举报、需要复核的条目。What was approved and then reported, and by how many; no names."""
    people = reporters()
    say.rows(
        "被举报 reported",
        ("id", "form", "standing", "reporters"),
        [(one.pk, one.form, one.standing, len(people.get(one.pk, ()))) for one in to_review()],
        as_json=as_json,
    )


@app.command()
def verify(community: CommunityFile = COMMUNITY, as_json: AsJson = False) -> None:
    """核对决定记录。Find any altered, missing or reordered act; exit code 5 when there is one."""
    problems = broken_places(Workplace(community).secret)
    if not problems and not as_json:
        say.facts("决定记录完整 the record is whole", {"acts": Act.objects.count()}, as_json=False)
        return
    say.rows("决定记录 acts", ("number", "problem"), [(p.number, p.what) for p in problems], as_json=as_json)
    if problems:
        raise typer.Exit(Exit.CHECK_FAILED)
