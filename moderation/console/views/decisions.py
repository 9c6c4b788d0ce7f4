"""Decisions, taking them back, and clusters of duplicates."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from moderation.console import place, reasons
from moderation.console.desk import desk_of
from moderation.console.door import door, who
from moderation.console.models import Role
from moderation.console.undoing import forget, remember
from moderation.console.views.card import show
from moderation.console.views.queue import to_next
from moderation.core.decision import Action
from moderation.queue.claim import take
from moderation.queue.decide import Overtaken, Refused, StaleDecision, decide
from moderation.queue.duplicates import cluster, duplicate_reason, reject_cluster
from moderation.queue.trust import Trust
from moderation.queue.undo import undo

NOTE_LENGTH = 500


@door(Role.TRAINEE, "POST")
def decided(request: HttpRequest, submission: str) -> HttpResponse:
    """Record a decision and go on to the next; 409 when a colleague, or the resident, was faster."""
    sent = request.POST
    note = sent.get("note", "")[:NOTE_LENGTH]
    action, reason = sent.get("action", ""), reasons.recorded(sent.get("reason", ""), note)
    if "reject" in sent:
        action, reason = Action.REJECT, reasons.recorded(sent["reject"], note)
    if "duplicate_of" in sent and action == "duplicate":
        return _duplicate(request, submission, sent["duplicate_of"], note)
    if action == Action.REJECT and not reason:
        return show(request, submission, status=422, trouble=_("a rejection needs a reason"), note=note)
    return _record(request, submission, action, reason, note)


def _duplicate(request: HttpRequest, submission: str, original: str, note: str) -> HttpResponse:
    if original not in cluster(submission):
        return show(request, submission, status=400, trouble=_("请选择和它重复的那一条。"), note=note)
    return _record(request, submission, Action.REJECT, duplicate_reason(original), note)


def _record(request: HttpRequest, submission: str, action: str, reason: str, note: str) -> HttpResponse:
    sent, person = request.POST, who(request)

    def work() -> HttpResponse:
        decision = decide(
            place.community(),
            place.secret(),
            submission,
            number(sent.get("version", "")),
            action,
            by=str(person),
            reason=reason,
            now=place.now(),
            seen=number(sent.get("seen", "")),
            trust=Trust(person.trust),
        )
        remember(request, submission, decision.action, decision.at)
        return to_next(request, desk_of(request))

    return answered(request, submission, work, note)


def answered(
    request: HttpRequest, submission: str, work: Callable[[], HttpResponse], note: str = ""
) -> HttpResponse:
    """What came of a piece of work on a card: its answer, or the card again, saying why not."""
    try:
        return work()
    except Overtaken as overtaken:
        said = _("同事 %(name)s 已经处理了：%(word)s。下面是现在的样子，您写的备注还在。")
        reading = _("同事 %(name)s 正在处理这一条。您写的备注还在。")
        trouble = (said if overtaken.word else reading) % {
            "name": overtaken.by,
            "word": _(overtaken.word or "-"),
        }
        return show(request, submission, status=409, trouble=trouble, note=note)
    except StaleDecision:
        trouble = _("投稿人刚刚改了内容。下面是新的版本，请重新看一遍；您写的备注还在。")
        return show(request, submission, status=409, trouble=trouble, note=note)
    except Refused as refused:
        return show(request, submission, status=422, trouble=_(str(refused)), note=note)


@door(Role.TRAINEE, "POST")
def undone(request: HttpRequest, submission: str) -> HttpResponse:
    """Take back one's own last decision, and have the card again."""

    def work() -> HttpResponse:
        undo(place.community(), place.secret(), submission, by=str(who(request)), now=place.now())
        forget(request)
        messages.success(request, _("已撤销。"))
        take(place.community(), submission, str(who(request)), place.now())
        return redirect(f"/card/{submission}/?{desk_of(request).query}")

    return answered(request, submission, work)


@door(Role.TRAINEE, "POST")
def reopened(request: HttpRequest, submission: str) -> HttpResponse:
    """Open a decided one again, with a reason."""
    note = request.POST.get("note", "")[:NOTE_LENGTH]
    sent = request.POST

    def work() -> HttpResponse:
        decide(
            place.community(),
            place.secret(),
            submission,
            number(sent.get("version", "")),
            Action.REOPEN,
            by=str(who(request)),
            reason=note,
            now=place.now(),
            seen=number(sent.get("seen", "")),
        )
        return redirect(f"/card/{submission}/?{desk_of(request).query}")

    return answered(request, submission, work, note)


@door(Role.TRAINEE, "POST")
def cluster_rejected(request: HttpRequest, submission: str) -> HttpResponse:
    """Reject what was ticked beside this card: each was shown in full, none is outside the cluster."""
    sent = request.POST
    chosen = {one: _seen(one, sent.get(f"of-{one}", "")) for one in sent.getlist("chosen")[:50]}
    person = who(request)
    reason = reasons.recorded(sent.get("reason", ""), "")

    def work() -> HttpResponse:
        reject_cluster(
            place.community(),
            place.secret(),
            submission,
            chosen,
            by=str(person),
            now=place.now(),
            reason=reason,
            trust=Trust(person.trust),
        )
        messages.success(request, _("已处理 %(count)s 条重复投稿。") % {"count": len(chosen)})
        return redirect(f"/card/{submission}/?{desk_of(request).query}")

    return answered(request, submission, work)


def _seen(submission: str, sent: str) -> tuple[int, int]:
    version, _dot, act = sent.partition(".")
    return number(version), number(act)


def number(sent: str) -> int:
    """A number that a page sent; -1, which fits nothing, for anything else."""
    return int(sent) if sent.isascii() and sent.isdecimal() and len(sent) < 16 else -1
