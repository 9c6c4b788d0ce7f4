"""How long we go on asking a service that fails, and what it told us when it did."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from email.utils import parsedate_to_datetime
from typing import TypeVar

from moderation.sources.source import SourceUnreadable

T = TypeVar("T")


class Unanswered(SourceUnreadable):
    """The service failed in a way that may pass: 429, 5xx, a lost connection, an answer cut short.

    `status` is None when nothing usable came back. `retry_after` is in seconds. Nothing of the answer's body
    is kept: services echo cells in their errors.
    """

    def __init__(self, status: int | None, retry_after: float | None = None) -> None:
        self.status = status
        self.retry_after = retry_after
        super().__init__(
            f"Google 服务没有给出可用的回答({status or '连接失败'})。请稍后再试；数据没有改动。"
            f" / Google gave no usable answer ({status or 'connection lost'}). Try again later."
        )


@dataclass(frozen=True, slots=True)
class Patience:
    """At most `tries` tries within `seconds`; between them a pause with full jitter.

    Full jitter (a pause drawn from 0 … the doubling bound) keeps many clients from returning in step:
    https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/. A Retry-After is a lower bound
    on top of which the jitter comes. Clock (seconds, monotonic), sleep and chance are parameters so that
    tests need not wait.
    """

    tries: int = 6
    seconds: float = 300
    first_bound: float = 1
    last_bound: float = 60
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    chance: Callable[[], float] = random.random

    def insist(self, ask: Callable[[], T], before_asking_again: Callable[[], T | None] = lambda: None) -> T:
        """What `ask` returns, asked again after each `Unanswered` as long as patience lasts.

        `before_asking_again` may find that the first try did its work after all: what it returns, unless
        None, is the result. Raises the last `Unanswered`.
        """
        deadline = self.clock() + self.seconds
        for tried in range(1, self.tries + 1):
            try:
                return ask()
            except Unanswered as failure:
                pause = self._pause(tried, failure.retry_after)
                if tried == self.tries or self.clock() + pause > deadline:
                    raise
                self.sleep(pause)
            if (done := before_asking_again()) is not None:
                return done
        raise AssertionError("unreachable: the last try returns or raises")

    def _pause(self, tried: int, retry_after: float | None) -> float:
        bound = min(self.last_bound, self.first_bound * 2.0 ** (tried - 1))
        return (retry_after or 0.0) + self.chance() * bound


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds to wait, from a Retry-After header (RFC 9110, 10.2.3: a number of seconds, or a date).

    A date is measured against the answer's own Date header, so our clock's error does not matter.
    """
    told = headers.get("Retry-After", "").strip()
    if told.isascii() and told.isdigit():
        return float(told)
    try:
        wait: timedelta = parsedate_to_datetime(told) - parsedate_to_datetime(headers.get("Date", ""))
    except (ValueError, TypeError):
        return None
    seconds: float = max(0.0, wait.total_seconds())
    return seconds
