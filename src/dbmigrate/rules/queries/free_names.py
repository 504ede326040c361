"""Names for what a query of ours needs to call something: none that the statement uses."""

from __future__ import annotations

from dbmigrate.syntax.lex import Lexed


def free_names(lexed: Lexed, count: int, start: str = "q") -> list[str]:
    """q1, q2 .. without those that the statement uses."""
    used = {t.text.upper() for t in lexed.tokens}
    names = (f"{start}{n}" for n in range(1, count + len(used) + 1))
    return [name for name in names if name.upper() not in used][:count]
