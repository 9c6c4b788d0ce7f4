"""The port every source fills: the questions first, then the responses, page by page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from moderation.core.response import Question, RawResponse


class Source(Protocol):
    """One place where responses of one form arrive (a file, a tab, a form).

    `questions` and `responses` raise `SourceUnreadable` when the place can't be read; nothing of a source's
    own words (services echo cells in their errors) may reach that message.
    """

    @property
    def form(self) -> str: ...

    def questions(self) -> tuple[Question, ...]: ...

    def responses(self) -> Iterator[RawResponse]: ...


class SourceUnreadable(Exception):
    """The place can't be read. Says what, where, and how to mend it."""


class NotConfigured(SourceUnreadable):
    """It will stay unreadable until somebody changes a setting: credentials, sharing, an id, an address."""
