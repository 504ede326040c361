"""Double quotes of T-SQL that can only mark texts, whatever SET QUOTED_IDENTIFIER the script shows.

SQL Server keeps the setting with each module, and it holds for all of the module: one place in which no column can
stand (or an empty pair of quotes, which names nothing) says that all of them are texts. Transact-SQL Reference, "SET
QUOTED_IDENTIFIER".
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sqlglot.tokenizer_core import Token
from sqlglot.tokenizer_core import TokenType as T

MOST_CHARACTERS: Final = 128  # of a name
# What stands before a value, and not before an alias or the name of an object.
BEFORE: Final = frozenset(
    "= <> != < > <= >= + - , ( SELECT PRINT RETURN THEN ELSE WHEN LIKE IN VALUES AND OR NOT".split()
)
PLAIN: Final = frozenset("PRINT RAISERROR IF WHILE RETURN VALUES DECLARE".split())  # no columns behind these
WITH_COLUMNS: Final = frozenset(
    """FROM WHERE JOIN ON ORDER GROUP HAVING UPDATE DELETE INSERT INTO MERGE USING EXEC EXECUTE CREATE ALTER OVER BY AS
    OUTPUT WITH TOP PIVOT GRANT DENY CONSTRAINT CHECK""".split()
)
ROUTINES: Final = frozenset({"PROC", "PROCEDURE", "FUNCTION"})
ENDS: Final = frozenset(
    """; SELECT IF BEGIN END RETURN INSERT UPDATE DELETE SET DECLARE EXEC EXECUTE WHILE PRINT RAISERROR GOTO COMMIT
    ROLLBACK ELSE GO CLOSE DEALLOCATE DROP CREATE TRUNCATE BREAK CONTINUE OPEN FETCH WAITFOR UNION EXCEPT""".split()
)


def are_texts(tokens: Sequence[Token], text: str) -> bool:
    words = [t.text.upper() if t.token_type not in (T.IDENTIFIER, T.STRING) else "" for t in tokens]
    return any(text[t.start] == '"' and is_text(k, t, words) for k, t in enumerate(tokens))


def is_text(k: int, token: Token, words: Sequence[str]) -> bool:
    if not token.text or len(token.text) > MOST_CHARACTERS:
        return True
    behind = words[k + 1] if k + 1 < len(words) else ""
    if not k or words[k - 1] not in BEFORE or behind in (".", "="):
        return False
    depth, j = 0, k - 1
    while j >= 0:
        word = words[j]
        depth += (word == ")") - (word == "(")
        if depth <= 0 and (word in PLAIN or word in WITH_COLUMNS or word in ("SELECT", "SET")):
            break
        j -= 1
    if j >= 0 and words[j] in ("CREATE", "ALTER", "OR"):  # the default of a parameter
        return words[k - 1] == "=" and not ROUTINES.isdisjoint(words[j : j + 3])
    if j < 0 or words[j] in WITH_COLUMNS:
        return False
    if words[j] == "SELECT":
        return depth == 0 and has_no_from(k, words)
    if words[j] == "SET":
        return words[j + 1].startswith("@") and (j < 2 or "UPDATE" not in words[max(0, j - 6) : j])
    return True


def has_no_from(k: int, words: Sequence[str]) -> bool:
    """The query that the value belongs to reads no table."""
    depth = 0
    for word in words[k + 1 :]:
        depth += (word == "(") - (word == ")")
        if depth < 0 or (depth == 0 and word in ENDS):
            return depth == 0
        if depth == 0 and word in ("FROM", "INTO"):
            return False
    return True
