"""Who may use the console, as what, and when."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from moderation.queue.trust import Trust


class Role(models.IntegerChoices):
    """Each may do what the ones before may."""

    TRAINEE = 0, _("见习")
    MODERATOR = 1, _("审核员")
    LEAD = 2, _("组长")
    MAINTAINER = 3, _("维护者")


TRUSTS = (
    (Trust.TRAINEE.value, _("全部复核")),
    (Trust.MODERATOR.value, _("抽查")),
    (Trust.EXPERIENCED.value, _("不抽查")),
)
WEEKDAYS = tuple(enumerate((_("周一"), _("周二"), _("周三"), _("周四"), _("周五"), _("周六"), _("周日"))))


class Person(models.Model):
    """A moderator. The account's user name is what stands in the acts."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="person")
    role = models.PositiveSmallIntegerField(choices=Role.choices, default=Role.TRAINEE)
    trust = models.PositiveSmallIntegerField(
        choices=TRUSTS,
        default=Trust.TRAINEE,
    )
    areas = models.JSONField(default=list, blank=True)  # keys of community.toml; empty: everywhere
    shortcuts = models.BooleanField(default=True)
    new_password_due = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.user.get_username()

    def at_least(self, role: Role) -> bool:
        return self.role >= role


class Shift(models.Model):
    """When somebody means to be here, every week."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="shifts")
    weekday = models.PositiveSmallIntegerField(choices=WEEKDAYS)
    starts = models.TimeField()
    ends = models.TimeField()

    class Meta:
        ordering = ("weekday", "starts")

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.starts:%H:%M}-{self.ends:%H:%M}"


class Invitation(models.Model):
    """One link for one new account, or a new password for an old one. Only the token's hash is kept."""

    digest = models.CharField(max_length=64, unique=True)
    role = models.PositiveSmallIntegerField(choices=Role.choices, default=Role.TRAINEE)
    areas = models.JSONField(default=list, blank=True)
    again = models.ForeignKey(Person, models.CASCADE, null=True, related_name="+")
    by = models.CharField(max_length=80)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"invitation by {self.by}"

    def open(self, now: datetime) -> bool:
        return self.used_at is None and now < self.expires_at
