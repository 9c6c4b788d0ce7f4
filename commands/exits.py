"""Exit codes: 0 ok, 1 failure, 2 usage, 3 configuration or credentials, 4 form changed, 5 check failed.

Exceptions that a person can mend are listed here; anything else is a fault of ours and keeps its traceback.
"""

from __future__ import annotations

from enum import IntEnum

from commands.export import NoExportKey, NotFetched
from commands.fresh import Stale
from commands.messenger import NoMessenger, NotTold
from commands.options import BadTime
from commands.posters import NoBrowser
from commands.serve import NotBuilt
from moderation.core.community import BadCommunity
from moderation.core.interchange import BadExport
from moderation.queue.decide import Refused
from moderation.queue.intake import PullRefused
from moderation.queue.keys import SecretMissing
from moderation.screening.ruleset import UnknownRule
from moderation.screening.watchwords import BadWatchWords
from moderation.sheets.sync import TooManyGone
from moderation.sources.forms import FormChanged
from moderation.sources.source import NotConfigured, SourceUnreadable
from publishing.guides import GuidesNotBuilt
from publishing.leakcheck import Leak
from publishing.publish import PublishRefused
from publishing.rota import BadRota


class Exit(IntEnum):
    FAILURE = 1
    CONFIGURATION = 3
    FORM_CHANGED = 4
    CHECK_FAILED = 5


MENDABLE: dict[type[Exception], Exit] = {
    BadCommunity: Exit.CONFIGURATION,
    BadExport: Exit.FAILURE,
    BadRota: Exit.CONFIGURATION,
    BadTime: Exit.CONFIGURATION,
    BadWatchWords: Exit.CONFIGURATION,
    FormChanged: Exit.FORM_CHANGED,
    GuidesNotBuilt: Exit.FAILURE,
    Leak: Exit.CHECK_FAILED,
    NoExportKey: Exit.CONFIGURATION,
    NoMessenger: Exit.CONFIGURATION,
    NotTold: Exit.FAILURE,
    NotFetched: Exit.FAILURE,
    NoBrowser: Exit.CONFIGURATION,
    NotBuilt: Exit.FAILURE,
    NotConfigured: Exit.CONFIGURATION,
    PublishRefused: Exit.CHECK_FAILED,
    PullRefused: Exit.FAILURE,
    Refused: Exit.FAILURE,
    SecretMissing: Exit.CONFIGURATION,
    SourceUnreadable: Exit.FAILURE,
    Stale: Exit.CHECK_FAILED,
    TooManyGone: Exit.FAILURE,
    UnknownRule: Exit.CONFIGURATION,
}


def exit_code(error: Exception) -> Exit | None:
    """The code for an error that a person can mend, by its nearest kind; None for a fault of ours."""
    return next((MENDABLE[kind] for kind in type(error).__mro__ if kind in MENDABLE), None)
