"""Signals of the console."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig


class ConsoleConfig(AppConfig):
    name = "moderation.console"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from allauth.account.signals import password_changed

        password_changed.connect(_password_is_new, dispatch_uid="new_password_due")


def _password_is_new(user: Any, **_: object) -> None:
    user.person.new_password_due = False
    user.person.save(update_fields=["new_password_due"])
