"""How long a text column must be on the target: characters there, or the bytes that its characters can need."""

from __future__ import annotations

from typing import Final

from dbmigrate.engine.context import Context

# Most bytes in UTF-8 for one character of the source, and the fewest bytes that such a character has in the source.
# GBK: 2 bytes there, 3 here. Code points above U+FFFF take 4 bytes in UTF-8 and also 4 in GB18030.
UTF8: Final = frozenset({"AL32UTF8", "UTF8", "UTFE"})
GBK: Final = frozenset({"ZHS16GBK", "ZHS16CGB231280", "ZHS32GB18030", "CP936"})
SINGLE_BYTE: Final = frozenset({"US7ASCII"})


def needed(length: int, counts: str, context: Context) -> int:
    """The length to write for `length` bytes, characters or national characters (UTF-16 units) of the source.

    A target that counts characters, or of which that is asked, gets the number as it is: it is never too short.
    """
    if context.target.counts_characters:
        return length
    charset = "CP936" if context.source.name == "sqlserver" else context.options.source_charset.upper()
    if counts == "national":
        return length * 3
    if counts == "char":
        return length * (1 if charset in SINGLE_BYTE else 3 if charset in GBK else 4)
    if charset in UTF8 or charset in SINGLE_BYTE:
        return length
    return (length * 3 + 1) // 2 if charset in GBK else length * 3
