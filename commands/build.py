"""`build` and `check`: what may be published becomes a site, if no byte of it is private."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from commands import say
from commands.export import export_key, fetched
from commands.options import COMMUNITY, PUBLIC, AsJson, CommunityFile, DryRun, Out, Workplace, built_in
from moderation.core.interchange import entries_in
from moderation.queue.examine import ruleset_name
from moderation.queue.figures import figures
from moderation.queue.gather import entries, private_values, public_answers
from moderation.queue.public_warnings import public_warnings
from moderation.queue.publishable import Reason
from moderation.queue.verify import verified
from publishing.guide_checks import check_guides
from publishing.house import House
from publishing.leakcheck import Gate, Leak
from publishing.publish import PublishRefused, PublishReport, Site, publish


class LeakServed(Exception):
    """A built site, perhaps a public one, holds something private."""


def build(
    community: CommunityFile = COMMUNITY,
    out: Out = PUBLIC,
    allow_vanishing: Annotated[
        bool,
        typer.Option(
            "--allow-vanishing", help="允许大量条目同时消失 / although many entries are gone at once"
        ),
    ] = False,
    dry_run: DryRun = False,
    export: Annotated[
        str | None,
        typer.Option(
            "--from",
            help="用导出（文件或地址）生成，不用审核队列 / build from an export: a file or an address",
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """生成网站。Build the site from what may be published; the last good site stays when anything fails.

    With --dry-run everything is rendered and checked, and nothing that is served changes.
    """
    place = Workplace(community)
    if export is not None:
        received = entries_in(fetched(export), place.community.name.zh_hans, export_key())
        site = Site(_house(place), place.community, received, place.now)
        look = gate(place)
        report = publish(
            site, out, look.check, look.check_again, allow_vanishing=allow_vanishing, dry_run=dry_run
        )
        withheld = Counter[Reason]()
    else:
        report, withheld = built(place, out, allow_vanishing=allow_vanishing, dry_run=dry_run)
    said = {"published": report.entries, "files": report.files, "written": report.written}
    said |= {"removed": report.removed}
    said |= {f"withheld: {reason}": count for reason, count in withheld.most_common()}
    say.facts("网站 site" + (" (dry run)" if dry_run else ""), said, as_json=as_json)


def check(community: CommunityFile = COMMUNITY, out: Out = PUBLIC, as_json: AsJson = False) -> None:
    """再查一遍网站。Look through every byte of a built site again; exit code 5 when something is private."""
    folder = built_in(out)
    look = gate(Workplace(community))
    if any(path.is_symlink() for path in folder.rglob("*")):
        raise PublishRefused(f"{out}: a symlink inside the site may lead to private files; build it again")
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    with say.step("查漏 checking"):
        found = [leak for path in files if (leak := _leak(look, folder, path)) is not None]
    if not found:
        say.facts("没有发现 nothing found", {"files": len(files)}, as_json=as_json)
        return
    say.rows("查到 found", ("file", "holds"), [(leak.file, leak.what) for leak in found], as_json=as_json)
    raise LeakServed(
        f"{out} 里有 {len(found)} 个文件含有私人信息。如果已经公开，请先撤下网站，再重新生成。 / "
        f"{out} holds something private in {len(found)} of its files. If it is public, take it down first; "
        "then build again, which says what to redact or withdraw."
    )


def _leak(look: Gate, folder: Path, path: Path) -> Leak | None:
    name = str(path.relative_to(folder))
    try:
        look.check(name, path.read_bytes(), vendored=name.startswith("assets/"))
    except Leak as leak:
        return leak
    return None


def built(
    place: Workplace, out: Path, *, allow_vanishing: bool = False, dry_run: bool = False
) -> tuple[PublishReport, Counter[Reason]]:
    """Build the site in `out`, or see what a build would do; what is published, and why the rest is not."""
    with say.step("挑选 gathering"):
        with verified(place.secret):
            publishable, withheld = entries(
                place.community, place.now, place.secret, ruleset_name(place.ruleset)
            )
            counted = figures(place.community, publishable, place.now)
            warnings = public_warnings(place.community, place.secret, place.now)
        look = gate(place)
    house = _house(place)
    with say.step("生成、查漏、替换 rendering, checking, publishing"):
        site = Site(house, place.community, publishable, place.now, figures=counted, warnings=warnings)
        report = publish(
            site, out, look.check, look.check_again, allow_vanishing=allow_vanishing, dry_run=dry_run
        )
    return report, withheld


def _house(place: Workplace) -> House:
    """Where words and looks are, once the guides have been found in order."""
    root = place.file.parent
    check_guides(root / "content", place.community, place.now.astimezone(place.zone).date())
    return House(content=root / "content", looks=root / "site", config=root / "mkdocs.yml")


def gate(place: Workplace) -> Gate:
    """The leak gate over everything private in the queue."""
    own = [place.file, *place.file.parent.glob("content/**/*.md"), *place.file.parent.glob("site/*.toml")]
    return Gate(
        private_values(place.community),
        public_words="\n".join(path.read_text("utf-8") for path in own),
        public_answers=public_answers(place.community),
        allowed=[hotline.number for hotline in place.community.hotlines],
    )
