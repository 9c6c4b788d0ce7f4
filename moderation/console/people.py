"""Accounts: how people come in, and how they go at once."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import F, Q, QuerySet

from moderation.console.models import Invitation, Person, Role
from moderation.core.community import Community
from moderation.queue.claim import release_all
from moderation.queue.standing import person as known_as
from moderation.queue.tabs import within
from moderation.queue.trust import Trust
from moderation.queue.words import NOT_MODERATORS

INVITATION_LASTS = timedelta(days=7)
_TRUST = {Role.TRAINEE: Trust.TRAINEE, Role.MODERATOR: Trust.MODERATOR}


class NameTaken(Exception):
    """Somebody already signs with this name, or with one that reads the same."""


def first_account() -> str | None:
    """The one-time password of a new maintainer when there is no account yet; its name is `linli`."""
    if User.objects.exists():
        return None
    password = secrets.token_urlsafe(12)
    with transaction.atomic():
        user = User.objects.create_user("linli", password=password)
        Person.objects.create(user=user, role=Role.MAINTAINER, trust=Trust.EXPERIENCED, new_password_due=True)
    return password


def invite(by: Person, role: Role, areas: list[str], now: datetime, again: Person | None = None) -> str:
    """The token of a link that makes one account (`again`: gives one a new password); never shown again."""
    token = secrets.token_urlsafe(32)
    Invitation.objects.create(
        digest=_digest(token),
        role=min(role, by.role),
        areas=areas,
        again=again,
        by=str(by),
        expires_at=now + INVITATION_LASTS,
    )
    return token


def invitation(token: str, now: datetime) -> Invitation | None:
    """The open invitation with this token."""
    found = Invitation.objects.filter(digest=_digest(token)).first()
    return found if found is not None and found.open(now) else None


def accept(token: str, name: str, password: str, now: datetime) -> Person | None:
    """Use an invitation, once; None when it is not open any more. Raises `NameTaken`."""
    with transaction.atomic():
        claimed = Invitation.objects.filter(
            digest=_digest(token), used_at__isnull=True, expires_at__gt=now
        ).update(used_at=now)
        if not claimed:
            return None
        invited = Invitation.objects.get(digest=_digest(token))
        if invited.again is not None:
            user = invited.again.user
            user.set_password(password)
            user.is_active = True
            user.save(update_fields=["password", "is_active"])
            return invited.again
        taken = {
            known_as(each) for each in (*NOT_MODERATORS, *User.objects.values_list("username", flat=True))
        }
        if not known_as(name) or known_as(name) in taken:
            raise NameTaken(name)
        role = Role(invited.role)
        return Person.objects.create(
            user=User.objects.create_user(name, password=password),
            role=role,
            areas=invited.areas,
            trust=_TRUST.get(role, Trust.EXPERIENCED),
        )


def on_shift(moment: datetime) -> QuerySet[Person]:
    """Whose shift it is at this moment of the community's own time; a shift may end after midnight."""
    day, clock = moment.weekday(), moment.time()
    by_day = Q(shifts__weekday=day, shifts__starts__lte=clock, shifts__ends__gt=clock)
    overnight = Q(shifts__starts__gt=F("shifts__ends"))
    evening = Q(shifts__weekday=day, shifts__starts__lte=clock) & overnight
    morning = Q(shifts__weekday=(day - 1) % 7, shifts__ends__gt=clock) & overnight
    return Person.objects.filter(by_day | evening | morning, user__is_active=True).distinct()


def looking_after(people: Iterable[Person], community: Community, area: str) -> list[Person]:
    """Those to whom an area belongs: it is one of theirs, or lies in one; who has none looks after all."""
    return [
        one for one in people if not one.areas or any(area in within(community, each) for each in one.areas)
    ]


def revoke(person: Person) -> None:
    """End an account at once: its next request finds no session, what it held is free again, and its open
    invitations are void. The unusable password keeps old sessions dead even if the account comes back.
    """
    with transaction.atomic():
        person.user.is_active = False
        person.user.set_unusable_password()
        person.user.save(update_fields=["is_active", "password"])
        Invitation.objects.filter(by=str(person), used_at__isnull=True).delete()
        release_all(str(person))


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
