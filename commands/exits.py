"""Exit codes: 0 ok, 1 failure, 2 usage, 3 configuration or credentials, 4 form changed, 5 check failed.

Exceptions that a person can mend are listed here; of anything else, a fault of ours, the place is shown.
"""

from __future__ import annotations

import errno
import os
import traceback
from enum import IntEnum

from commands import say
from commands.build import LeakServed
from commands.demo import NotTheDemo
from commands.export import NoExportKey, NotFetched
from commands.fresh import Stale
from commands.messenger import NoMessenger, NotTold
from commands.options import BadTime, NotBuilt
from commands.posters import NoBrowser
from moderation.core.community import BadCommunity
from moderation.core.interchange import BadExport
from moderation.queue.database import DatabaseFailed, DatabaseUnusable
from moderation.queue.decide import Refused
from moderation.queue.intake import PullRefused
from moderation.queue.keys import SecretMissing
from moderation.queue.verify import Tampered
from moderation.screening.ruleset import UnknownRule
from moderation.screening.watchwords import BadWatchWords
from moderation.sheets.sync import TooManyGone
from moderation.sources.forms import FormChanged
from moderation.sources.source import NotConfigured, SourceUnreadable
from publishing.files import UnsafeName
from publishing.forked import WorkerLost
from publishing.guides import GuidesNotBuilt
from publishing.leakcheck import Leak
from publishing.publish import PublishRefused
from publishing.rota import BadRota
from publishing.shell import FrameBroken
from publishing.words import WordMissing


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
    DatabaseFailed: Exit.FAILURE,
    DatabaseUnusable: Exit.CONFIGURATION,
    FormChanged: Exit.FORM_CHANGED,
    FrameBroken: Exit.FAILURE,
    GuidesNotBuilt: Exit.FAILURE,
    Leak: Exit.CHECK_FAILED,
    LeakServed: Exit.CHECK_FAILED,
    NoExportKey: Exit.CONFIGURATION,
    NoMessenger: Exit.CONFIGURATION,
    NotTold: Exit.FAILURE,
    NotFetched: Exit.FAILURE,
    NoBrowser: Exit.CONFIGURATION,
    NotBuilt: Exit.FAILURE,
    NotConfigured: Exit.CONFIGURATION,
    NotTheDemo: Exit.CONFIGURATION,
    PublishRefused: Exit.CHECK_FAILED,
    PullRefused: Exit.FAILURE,
    Refused: Exit.FAILURE,
    SecretMissing: Exit.CONFIGURATION,
    SourceUnreadable: Exit.FAILURE,
    Stale: Exit.CHECK_FAILED,
    Tampered: Exit.CHECK_FAILED,
    TooManyGone: Exit.FAILURE,
    UnknownRule: Exit.CONFIGURATION,
    UnsafeName: Exit.FAILURE,
    WordMissing: Exit.CONFIGURATION,
    WorkerLost: Exit.FAILURE,
}


def exit_code(error: Exception) -> Exit | None:
    """The code for an error that a person can mend, by its nearest kind; None for a fault of ours."""
    return next((MENDABLE[kind] for kind in type(error).__mro__ if kind in MENDABLE), None)


_MENDS = {
    errno.EADDRINUSE: "another program listens there: end it, or choose another one with --port",
    errno.ENOSPC: "make room there, then run this again",
}


def told(error: Exception) -> Exit:
    """Say on stderr what went wrong and how to mend it; the exit code.

    Of a fault of ours the place is shown and never the words: they may quote the answer that caused it.
    """
    code = exit_code(error)
    if code is not None:
        say.progress(str(error))
        return code
    if isinstance(error, OSError) and error.errno is not None:  # of a file, a full disk, a port
        where = f"{error.filename}: " if error.filename else ""
        mend = _MENDS.get(error.errno, "check the path, and who may read or write there")
        say.progress(f"{where}{os.strerror(error.errno)}: {mend}")
        return Exit.FAILURE
    if os.environ.get("LINLI_DEBUG"):
        raise error
    say.progress("".join(traceback.format_tb(error.__traceback__)))
    say.progress(
        f"{type(error).__name__}: 程序出错，不是您的错；网站没有变。请把以上几行告诉开发者，其中没有投稿内容 "
        "/ A fault of this program, not yours; the site is as it was. Report the lines above: no answer of "
        "anybody is in them. With LINLI_DEBUG=1 the error says more, perhaps something private."
    )
    return Exit.FAILURE
