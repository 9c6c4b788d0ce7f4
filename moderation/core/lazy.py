"""What is worked out when it is first asked for, and kept with what it is about."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Generic, TypeVar

T = TypeVar("T")
About = TypeVar("About")


class lazy(Generic[T]):  # noqa: N801 - a decorator, as `property` is
    """`functools.cached_property` without the lock that Python 3.11 takes for each one of them.

    Two threads may work out the same value; it is the same for both.
    """

    def __init__(self, make: Callable[[Any], T]) -> None:
        self._make = make
        self._name = make.__name__
        self.__doc__ = make.__doc__

    def __get__(self, instance: object, owner: type) -> T:
        value = instance.__dict__[self._name] = self._make(instance)
        return value


def kept(make: Callable[[About], T]) -> Callable[[About], T]:
    """A function of one thing whose answer is kept with that thing, and forgotten with it.

    For what several rules ask about one text, wherever it is worked out.
    """
    name = f"{make.__module__}.{make.__qualname__}"

    @wraps(make)
    def answer(about: About) -> T:
        known = about.__dict__
        if name not in known:
            known[name] = make(about)
        value: T = known[name]
        return value

    return answer
