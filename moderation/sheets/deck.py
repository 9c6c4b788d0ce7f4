"""What the queue has to show on the tab, and where each submission stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import F

from moderation.core.community import Community, Publishes
from moderation.core.finding import Verdict
from moderation.core.moment import moment
from moderation.queue.gather import cases
from moderation.queue.models import Found, Submission, Version
from moderation.queue.publishable import Reason, Withheld, publishable
from moderation.queue.words import Presence, Standing
from moderation.sheets.card import Card, card
from moderation.sheets.columns import Column, TabRow

_BATCH = 500

STANDINGS: Mapping[Standing, str] = {
    Standing.PENDING: "待审核 pending",
    Standing.SECOND: "待复核 second person",
    Standing.APPROVED: "已通过 approved",
    Standing.FULFILLED: "已解决 fulfilled",
    Standing.HELD: "暂缓 held",
    Standing.REJECTED: "不通过 rejected",
    Standing.WITHDRAWN: "已撤下 withdrawn",
}
PUBLISHED = "已公开 published"
_WHY: Mapping[Reason, str] = {
    Reason.UNVERIFIED: "等回访确认",
    Reason.NO_CONSENT: "本人没有同意公开",
    Reason.EXPIRED: "已过期",
    Reason.INCOMPLETE: "缺少必填的公开内容",
    Reason.STILL_PRIVATE: "还有未能隐去的私人信息",
    Reason.REPORTED: "被多人举报，先下线，等核对",
    Reason.NO_ENTRIES: "这类投稿不公开",
    Reason.UNDO_WINDOW: "刚通过，下次运行时公开",
}


def cards(community: Community) -> dict[str, Card]:
    """Every present and screened submission, the newest last: new rows come in at the top of the tab."""
    return {one.key: one for one in _cards(community)}


def _cards(community: Community) -> Iterator[Card]:
    present = Submission.objects.filter(presence=Presence.PRESENT, form__in=list(community.form_by_key))
    latest = Version.objects.filter(
        submission__in=present, number=F("submission__version"), screening__isnull=False
    ).select_related("submission", "screening")
    ordered = latest.order_by(F("received_at").asc(nulls_last=True), "pk")
    for start in range(0, ordered.count(), _BATCH):
        batch = list(ordered[start : start + _BATCH])
        flags = _flags(community, batch)
        for version in batch:
            one, screening = version.submission, version.screening
            yield card(
                community,
                community.form_by_key[one.form],
                key=one.pk,
                version=version.number,
                content=version.fingerprint,
                texts=screening.texts,
                safe=screening.safe,
                verdict=Verdict(screening.verdict),
                flags=[*flags[version.pk], *version.notes],
                urgency=one.urgency,
                received=version.received_at or version.seen_at,
            )


def _flags(community: Community, batch: list[Version]) -> Mapping[int, list[str]]:
    """The findings that nobody called wrong, each with its question; worst first."""
    flags: dict[int, list[str]] = defaultdict(list)
    found = Found.objects.filter(version__in=batch, wrong_by="").select_related("version__submission")
    for one in found.order_by("-severity", "pk"):
        field = community.form_by_key[one.version.submission.form].by_key.get(one.field)
        label = "" if field is None else f"{field.label.zh_hans}："
        flags[one.version_id].append(f"{label}{one.message}")
    return flags


def standings(
    community: Community, secret: bytes, ruleset: str, now: datetime
) -> Iterator[tuple[str, Standing, str]]:
    """Where every present submission stands: its id, the word, and what the tab says of it.

    What is approved and not published says why.
    """
    present = Submission.objects.filter(presence=Presence.PRESENT)
    agreed = present.filter(standing__in=(Standing.APPROVED, Standing.FULFILLED))
    said = {
        case.submission: _fate(community, case.form, publishable(case, community, now, ruleset))
        for case in cases(agreed, secret)
    }
    for key, word in present.values_list("pk", "standing"):
        standing = Standing(word)
        fate = said.get(key, "")
        yield key, standing, PUBLISHED if fate == PUBLISHED else f"{STANDINGS[standing]}{fate}"


def _fate(community: Community, form: str, result: object) -> str:
    if not isinstance(result, Withheld):
        return PUBLISHED
    if community.form_by_key[form].publishes is not Publishes.ENTRY:
        return ""
    return "：" + "、".join(_WHY.get(reason, "暂不公开") for reason in result.reasons)


def remember_first_seen(rows: Iterable[TabRow], community: Community) -> None:
    """A row typed by hand has no time of its own. The tab kept when it was first seen; without that a queue
    made anew for each run would see it today, every day, and it would never expire.
    """
    zone = ZoneInfo(community.time_zone)
    kept = {row.key: moment(row.cells[Column.RECEIVED], zone) for row in rows if row.key}
    undated = Version.objects.filter(received_at__isnull=True, submission__presence=Presence.PRESENT)
    for version in undated:
        at = kept.get(version.submission_id)
        if isinstance(at, datetime) and at < version.seen_at:
            Version.objects.filter(pk=version.pk).update(seen_at=at)
