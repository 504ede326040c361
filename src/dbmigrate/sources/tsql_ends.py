"""Where T-SQL statements end that no semicolon ends: a grammar of statement starts over words and their depth.

It reads any sequence that answers `words(i) -> (word, depth)`: key words in upper case, `;` `(` `)` `,` `:` as they
are, `=` for any operator, "" for anything else (names, literals), LABEL for a label at the start of a line,
END_OF_BATCH behind the last one. The depth counts open parentheses; both parentheses carry the depth outside them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

END_OF_BATCH: Final = "\0"
LABEL: Final = "LABEL:"
Words = Callable[[int], tuple[str, int]]

_DEEPEST: Final = 120  # nested blocks; beyond it the rest of the batch is one statement

# Reserved words that begin a statement wherever one may begin (Transact-SQL reference, 'Reserved Keywords').
ALWAYS: Final = frozenset(
    "BEGIN BREAK CHECKPOINT CLOSE COMMIT CONTINUE CREATE DBCC DEALLOCATE DECLARE DELETE DENY EXEC EXECUTE GOTO "
    "GRANT INSERT KILL OPEN PRINT RAISERROR READTEXT RECONFIGURE RESTORE RETURN REVERT REVOKE ROLLBACK SELECT "
    "SHUTDOWN UPDATETEXT USE WAITFOR WHILE WRITETEXT FETCH IF SET UPDATE MERGE ALTER DROP TRUNCATE BACKUP SAVE "
    "BULK ENABLE DISABLE THROW".split()
)
_OBJECTS: Final = frozenset(
    "AGGREGATE APPLICATION ASSEMBLY ASYMMETRIC AUTHORIZATION AVAILABILITY CERTIFICATE CONTRACT CREDENTIAL "
    "DATABASE DEFAULT ENDPOINT EVENT EXTERNAL FULLTEXT FUNCTION INDEX LOGIN MASTER MESSAGE PARTITION PROC "
    "PROCEDURE QUEUE RESOURCE ROLE ROUTE RULE SCHEMA SECURITY SEQUENCE SERVER SERVICE SIGNATURE STATISTICS "
    "SYMMETRIC SYNONYM TABLE TRIGGER TYPE USER VIEW XML OR COLUMN CONSTRAINT".split()
)
# A word behind one of these goes on with the same statement.
_UNFINISHED: Final = frozenset(
    "= , . : AS AND OR NOT IN LIKE BETWEEN WHERE FROM INTO UNION EXCEPT INTERSECT FOR WITH TO THEN BY HAVING JOIN "
    "IF WHILE EXISTS ANY SOME GRANT DENY REVOKE EXEC EXECUTE UPDATE CREATE ALTER DROP BULK MERGE USING WHEN AFTER "
    "OF ROW ROWS SELECT DISTINCT INSERT".split()
)
_GRANTS: Final = frozenset(("GRANT", "DENY", "REVOKE"))
_NEXT: Final = {  # starts only if one of these follows
    "DROP": _OBJECTS - {"COLUMN", "CONSTRAINT", "OR"},
    "ALTER": _OBJECTS - {"COLUMN", "CONSTRAINT"},
    "TRUNCATE": frozenset(("TABLE",)),
    "BULK": frozenset(("INSERT",)),
    "ENABLE": frozenset(("TRIGGER",)),
    "DISABLE": frozenset(("TRIGGER",)),
    "SAVE": frozenset(("TRAN", "TRANSACTION")),
    "BACKUP": frozenset(("DATABASE", "LOG", "CERTIFICATE", "MASTER", "SERVICE", "TRAN", "TRANSACTION")),
}
_ONCE: Final = {  # what the statement itself asks for, one time
    "INSERT": frozenset(("SELECT", "EXEC", "EXECUTE", "MERGE")),
    "UPDATE": frozenset(("SET",)),
    "WITH": frozenset(("SELECT", "INSERT", "UPDATE", "DELETE", "MERGE")),
}
_ACTIONS: Final = frozenset(("ALTER", "DROP", "SET", "ENABLE", "DISABLE", "EXECUTE"))
_MODULES: Final = frozenset(("PROC", "PROCEDURE", "FUNCTION", "TRIGGER", "VIEW"))
_OTHERS: Final = frozenset(
    "ADD MODIFY CHECK NOCHECK REBUILD REORGANIZE SWITCH ALL ATOMIC CASE CATCH CONVERSATION DIALOG DISTRIBUTED ELSE "
    "END LOG NULL ON TRAN TRANSACTION TRY VALUES".split()
)
# What a reader must tell apart.
WORDS: Final = (ALWAYS | _OBJECTS | _UNFINISHED | _MODULES | _OTHERS) - {"=", ",", ".", ":"}


def statement_end(words: Words, start: int, nesting: int = 0) -> int:
    """The index behind the last word of the statement that begins at `start`; always greater than `start`.

    IF with its branches, WHILE, and BEGIN .. END are one statement with all that is in them; CREATE or ALTER of a
    procedure, function, trigger or view takes the rest of the batch.
    """
    word, _ = words(start)
    if nesting > _DEEPEST or _takes_batch(words, start):
        return _batch_end(words, start)
    if word == ";":
        return start + 1
    if word == "IF":
        return _if_end(words, start, nesting)
    if word == "WHILE":
        return _branch_end(words, condition_end(words, start + 1), nesting)
    if word == "BEGIN" and not _begins_transaction(words, start):
        return _block_end(words, start, nesting)
    if word == LABEL:
        return start + 1
    if word == "" and words(start + 1)[0] == ":":
        return start + 2  # a label
    return _simple_end(words, start)


def _batch_end(words: Words, at: int) -> int:
    while words(at)[0] != END_OF_BATCH:
        at += 1
    return at


def _takes_batch(words: Words, at: int) -> bool:
    if words(at)[0] not in ("CREATE", "ALTER"):
        return False
    following = words(at + 1)[0]
    if following == "OR" and words(at + 2)[0] == "ALTER":
        following = words(at + 3)[0]
    return following in _MODULES


def _begins_transaction(words: Words, at: int) -> bool:
    return words(at + 1)[0] in ("TRAN", "TRANSACTION", "DISTRIBUTED", "DIALOG", "CONVERSATION")


def _if_end(words: Words, at: int, nesting: int) -> int:
    while True:
        end = _branch_end(words, condition_end(words, at + 1), nesting)
        other = end + 1 if words(end)[0] == ";" else end
        if words(other)[0] != "ELSE":
            return end
        if words(other + 1)[0] != "IF":
            return _branch_end(words, other + 1, nesting)
        at = other + 1


def _branch_end(words: Words, at: int, nesting: int) -> int:
    if words(at)[0] in (END_OF_BATCH, "END", "ELSE"):
        return at
    return statement_end(words, at, nesting + 1)


def condition_end(words: Words, at: int) -> int:
    """Where the statement begins that a condition guards."""
    base = words(at)[1]
    cases = 0
    previous = "IF"
    while True:
        word, depth = words(at)
        if word == END_OF_BATCH:
            return at
        if depth <= base:
            if word == "CASE":
                cases += 1
            elif word == "END" and cases:
                cases -= 1
            elif not cases and (word in (";", "END", "ELSE") or _starts(words, at, previous, "", "IF")):
                return at
            previous = word
        at += 1


def _block_end(words: Words, at: int, nesting: int) -> int:
    """BEGIN .. END, and BEGIN TRY .. END TRY with its CATCH."""
    tries = words(at + 1)[0] == "TRY"
    at += 2 if words(at + 1)[0] in ("TRY", "CATCH", "ATOMIC") else 1
    while True:
        word, _ = words(at)
        if word == END_OF_BATCH:
            return at
        if word == "END" and words(at + 1)[0] != "CONVERSATION":
            break
        at = at + 1 if word in (";", "ELSE") else statement_end(words, at, nesting + 1)
    at += 1
    if words(at)[0] in ("TRY", "CATCH"):
        at += 1
    if tries:
        other = at + 1 if words(at)[0] == ";" else at
        if words(other)[0] == "BEGIN" and words(other + 1)[0] == "CATCH":
            return _block_end(words, other, nesting)
    return at


def _simple_end(words: Words, start: int) -> int:
    verb, base = words(start)
    once = _ONCE.get(verb, frozenset())
    if verb == "UPDATE" and words(start + 1)[0] == "STATISTICS":
        once = frozenset()
    cases = 0
    before, previous = "", verb
    at = start + 1
    while True:
        word, depth = words(at)
        if word == END_OF_BATCH:
            return at
        if depth <= base:
            if word == ";":
                return at
            if word == "CASE":
                cases += 1
            elif word == "END" and previous != "ROW":  # GENERATED ALWAYS AS ROW END
                if not cases:
                    return at
                cases -= 1
            elif cases:
                pass
            elif word == "ELSE":
                return at
            elif word == "VALUES":
                once = frozenset()
            elif word in once:
                once = _ONCE.get(word, frozenset()) if verb == "WITH" else frozenset()
                verb = word if verb == "WITH" else verb
            elif _starts(words, at, previous, before, verb) and not _belongs(words, start, at):
                return at
            before, previous = previous, word
        at += 1


def _belongs(words: Words, start: int, at: int) -> bool:
    return _alters(words, start, at) or _is_element(words, start, at)


def _is_element(words: Words, start: int, at: int) -> bool:
    """CREATE SCHEMA holds the tables, views and rights that follow it in its batch ("CREATE SCHEMA", Remarks)."""
    if words(start)[0] != "CREATE" or words(start + 1)[0] != "SCHEMA":
        return False
    return words(at)[0] in _GRANTS or (words(at)[0] == "CREATE" and words(at + 1)[0] in ("TABLE", "VIEW"))


def _alters(words: Words, start: int, at: int) -> bool:
    """ALTER's first action: the word right behind the object's name, or SET (..)."""
    if words(start)[0] != "ALTER":
        return False
    word = words(at)[0]
    if word == "SET" and words(at + 1)[0] == "(":
        return True
    return at - start <= 3 and words(at - 1)[0] == "" and word in _ACTIONS


def _starts(words: Words, at: int, previous: str, before: str, verb: str) -> bool:
    """Whether the word at `at` begins a statement, seen from the statement `verb` before it."""
    word = words(at)[0]
    if word == LABEL:
        return True
    if word not in ALWAYS:
        return False
    following = words(at + 1)[0]
    if word in _NEXT and following not in _NEXT[word]:
        return False
    of_cursor = previous == "UPDATE" and before == "FOR" and verb in ("DECLARE", "SET")  # FOR UPDATE ends its query
    if previous in _UNFINISHED and not of_cursor and not (previous in ("IF", "WHILE") and word in ("IF", "WHILE")):
        return False
    if previous == "ON":
        return verb == "SET" or word not in ("DELETE", "UPDATE")
    if previous == "ALL":
        return not (verb in _GRANTS or (word == "SELECT" and before not in ("CONSTRAINT", "TRIGGER")))
    return _not_a_part(word, following, previous, verb)


def _not_a_part(word: str, following: str, previous: str, verb: str) -> bool:
    """False for words that belong to the statement before by what stands around them."""
    if word == "UPDATE":
        return following != "("  # IF UPDATE(column)
    if word == "MERGE":
        return following != "JOIN"
    if word == "SET":
        return following not in ("NULL", "DEFAULT")  # ON DELETE SET NULL
    if word == "IF":
        return not (following == "EXISTS" and verb in ("DROP", "ALTER") and previous in _OBJECTS)
    if word == "FETCH":
        return previous not in ("ROW", "ROWS")
    return True


__all__ = ["ALWAYS", "END_OF_BATCH", "LABEL", "WORDS", "Words", "condition_end", "statement_end"]
