"""What the SQL parser is not shown of PL/SQL expressions: the types of TREAT(x AS t) and (SELF AS t).method().

PL/SQL Language Reference, "TREAT", "Invoking Overridden Methods".
"""

from __future__ import annotations

from dbmigrate.model import Part
from dbmigrate.syntax.lex import Lexed


def hide_types(lexed: Lexed) -> None:
    """TREAT(x) is left as a call, (SELF) as an expression in parentheses."""
    words, close, around = lexed.words, lexed.brackets.close, lexed.brackets.around
    for k in (k for k, word in enumerate(words) if word == "TREAT" and k + 1 in close):
        last = close[k + 1]
        inside = (i for i in range(last - 1, k + 2, -1) if words[i] == "AS" and around[i] == k + 1)
        found = next(inside, None)
        if found is not None:
            lexed.hide(Part(found, last - 1))
    for k in (k for k, word in enumerate(words) if word == "SELF" and k and k - 1 in close):
        if words[k + 1] == "AS":
            lexed.hide(Part(k + 1, close[k - 1] - 1))
