"""What was worked out last is kept: rules ask one after the other for the same unit, query or name."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from operator import is_
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


def latest(function: Callable[P, R]) -> Callable[P, R]:
    """Remembers the answer to the latest call. Arguments are compared by identity: trees never change."""
    known: tuple[tuple[object, ...], R] | None = None

    @wraps(function)
    def ask(*args: P.args, **kwargs: P.kwargs) -> R:
        nonlocal known
        assert not kwargs
        last = known
        if last is None or len(last[0]) != len(args) or not all(map(is_, args, last[0])):
            known = last = (args, function(*args, **kwargs))
        return last[1]

    return ask


__all__ = ["latest"]
