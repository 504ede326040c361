"""Oracle blocks that only drop an object where there is one: the DROP statement in them.

Before 23ai Oracle has no DROP .. IF EXISTS, so scripts ask the dictionary first or ignore the error ORA-00942.
"""

from __future__ import annotations

import re
from typing import Final

from dbmigrate.syntax.ddl.nodes import Drop, Procedural
from dbmigrate.syntax.ddl.oracle_objects import read_drop
from dbmigrate.syntax.ddl.reader import Cursor, Unexpected
from dbmigrate.syntax.lex import Lexed, LexError

# Over the words of the block, joined by blanks; `?` is a string.
EXECUTE: Final = r"EXECUTE IMMEDIATE \? ; "
OTHER_CODE: Final = r"SQLCODE (?:(?:!=|<>|\^=|~=) - \d+|NOT IN \( [-\d ,]+ \))"
HANDLER: Final = (
    r"EXCEPTION WHEN OTHERS THEN (?:NULL ; "
    rf"|IF \(? ?{OTHER_CODE}(?: AND {OTHER_CODE})* ?\)? ?THEN RAISE ; END IF ; "
    r"|IF SQLCODE = - \d+ THEN NULL ; ELSE RAISE ; END IF ; )"
)
IGNORED: Final = re.compile(rf"(?:DECLARE )?BEGIN {EXECUTE}{HANDLER}END(?: ;)?")
COUNTED: Final = re.compile(
    r"DECLARE (?P<n>\w+) \w+(?: \( [\d ,]+ \))?(?: :=? ?=? \d+)? ; "
    r"BEGIN SELECT COUNT \( (?:\*|\w+) \) INTO (?P=n) FROM (?:\w+ \. )?(?:USER|ALL|DBA)_\w+(?: \w+)? WHERE [^;]+ ; "
    rf"IF \(? ?(?P=n) (?:> 0|>= 1|= 1|<> 0|!= 0) ?\)? ?THEN {EXECUTE}END IF ; (?:{HANDLER})?END(?: ;)?"
)
SHORTEST: Final = 40  # characters; a shorter block is none of these
LONGEST: Final = 1500


def guarded_drop(block: Procedural) -> Drop | None:
    """The DROP that the block runs where its object exists; None where the block is or does anything else."""
    if block.kind != "block" or not SHORTEST < len(block.lexed.text) < LONGEST:
        return None
    lexed = block.lexed
    line = " ".join("?" if lexed.is_string(k) else word for k, word in enumerate(lexed.words[: len(lexed.tokens)]))
    counted = COUNTED.fullmatch(line)
    if counted is None and IGNORED.fullmatch(line) is None:
        return None
    strings = [lexed.tokens[k].text for k in range(len(lexed.tokens)) if lexed.is_string(k)]
    executed = next(k for k, word in enumerate(lexed.words) if word == "IMMEDIATE") + 1
    drop = read_text(lexed.tokens[executed].text)
    if drop is None or (counted and drop.names[0].value.upper() not in (s.upper() for s in strings)):
        return None
    return drop


def read_text(text: str) -> Drop | None:
    """A DROP statement in a string."""
    try:
        cursor = Cursor(Lexed(text.rstrip("; \t\r\n"), "oracle"))
        drop = read_drop(cursor) if cursor.at("DROP") else None
    except (LexError, Unexpected):
        return None
    return drop if drop is not None and cursor.ended else None
