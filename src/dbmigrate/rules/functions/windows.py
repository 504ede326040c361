"""The window behind a function: where it stands, and what is in it."""

from __future__ import annotations

from dbmigrate.engine.views import Call
from dbmigrate.model import Part
from dbmigrate.records import dataclass

NULL_WORDS = frozenset({"IGNORE", "RESPECT", "IGNORE NULLS", "RESPECT NULLS", "NULLS"})


@dataclass(frozen=True)
class Window:
    """`inner`: between the parentheses of OVER, None where they are empty; `last`: the closing one."""

    inner: Part | None
    last: int

    @property
    def template(self) -> str:
        return "OVER ({})" if self.inner else "OVER ()"

    @property
    def places(self) -> list[Part]:
        return [self.inner] if self.inner else []


def window_of(found: Call) -> Window | None:
    """None without OVER, or where something else stands between: KEEP, WITHIN GROUP."""
    words, k = found.lexed.words, found.part.last + 1
    while words[k] in NULL_WORDS:
        k += 1
    if words[k] != "OVER" or words[k + 1] != "(":
        return None
    last = found.lexed.brackets.close[k + 1]
    return Window(Part(k + 2, last - 1) if last > k + 2 else None, last)
