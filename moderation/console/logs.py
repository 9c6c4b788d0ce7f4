"""What the log must not keep: links that are as good as a password."""

from __future__ import annotations

import logging

import re2

_LINK = re2.compile(r"/(r|join)/[^/\s]+")


class WithoutLinks(logging.Filter):
    """Masks the tokens of residents' links and invitations."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = _LINK.sub(r"/\1/...", record.getMessage()), ()
        return True
