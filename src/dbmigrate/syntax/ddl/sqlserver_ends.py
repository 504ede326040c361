"""Where a T-SQL statement ends although no semicolon says so: at the next word that can only begin another one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from dbmigrate.syntax.lex import Lexed

STARTS: Final = frozenset(
    """SELECT INSERT UPDATE DELETE MERGE WITH DECLARE SET IF ELSE WHILE BEGIN END EXEC EXECUTE PRINT RETURN CREATE ALTER
    DROP TRUNCATE GRANT REVOKE DENY USE COMMIT ROLLBACK SAVE RAISERROR THROW GOTO WAITFOR BREAK CONTINUE OPEN FETCH
    CLOSE DEALLOCATE DBCC BACKUP RESTORE CHECKPOINT BULK RECONFIGURE ENABLE DISABLE GO ;""".split()
) | {"UPDATE STATISTICS"}
# These fill the rest of their batch, or of the block around them.
TO_THE_END: Final = frozenset({"PROCEDURE", "PROC", "FUNCTION", "TRIGGER"})
SET_OPERATORS: Final = frozenset({"UNION", "EXCEPT", "INTERSECT", "ALL"})
NO_BLOCK: Final = frozenset({"TRAN", "TRANSACTION", "DISTRIBUTED", "DIALOG", "CONVERSATION"})
RIGHTS: Final = frozenset({"GRANT", "REVOKE", "DENY"})
DML: Final = frozenset({"INSERT", "UPDATE", "DELETE", "MERGE"})
BEFORE_EVENT: Final = frozenset({"ON", "FOR", "AFTER", "BEFORE", "OF", "THEN"})


class Ends:
    """Statement ends between the tokens of one text; `n` is where the search stops at the latest."""

    def __init__(self, lexed: Lexed, n: int):
        self.words, self.close, self.n = lexed.words, lexed.brackets.close, n

    def statement(self, k: int) -> int:
        """The token behind the statement that begins at token k; its semicolon is not part of it."""
        word = self.words[k]
        if word == "IF":
            return self.conditional(k)
        if word == "WHILE":
            return self.statement_if_any(self.condition(k + 1))
        if self.opens_block(k):
            return self.block(k)
        if word in ("CREATE", "ALTER") and self.fills_batch(k):
            return self.n
        return Plain(self, k).end()

    def fills_batch(self, k: int) -> bool:
        """A routine or trigger; CREATE SCHEMA with what it contains."""
        kind = self.words[k + 3] if self.words[k + 1 : k + 3] == ["OR", "ALTER"] else self.words[k + 1]
        return kind in TO_THE_END or (kind == "SCHEMA" and self.words[k] == "CREATE")

    def statement_if_any(self, k: int) -> int:
        return self.statement(k) if k < self.n else self.n

    def conditional(self, k: int) -> int:
        end = self.statement_if_any(self.condition(k + 1))
        behind = self.skip_semicolons(end)
        if behind < self.n and self.words[behind] == "ELSE":
            return self.statement_if_any(behind + 1)
        return end

    def skip_semicolons(self, k: int) -> int:
        while k < self.n and self.words[k] == ";":
            k += 1
        return k

    def condition(self, k: int) -> int:
        """The first token behind a condition: the start of the statement that depends on it."""
        for i in self.outside(k):
            if self.words[i] in STARTS and not (self.words[i] == "UPDATE" and self.words[i + 1] == "("):
                return i
        return self.n

    def outside(self, k: int) -> Iterator[int]:
        """Tokens from k on that stand outside parentheses and CASE .. END."""
        case = 0
        while k < self.n:
            word = self.words[k]
            if word == "CASE":
                case += 1
            elif word == "END" and case:
                case -= 1
            elif not case:
                yield k
            k = self.close.get(k, k) + 1

    def opens_block(self, k: int) -> bool:
        return self.words[k] == "BEGIN" and self.words[k + 1] not in NO_BLOCK

    def end_of_block(self, k: int) -> int:
        """The END that belongs to the BEGIN at token k; `n` if there is none."""
        depth = 0
        while k < self.n:
            if self.words[k] == "CASE" or self.opens_block(k):
                depth += 1
            elif self.words[k] == "END" and self.words[k + 1] not in NO_BLOCK:
                depth -= 1
                if not depth:
                    return k
            k = self.close.get(k, k) + 1
        return self.n

    def block(self, k: int) -> int:
        """BEGIN .. END; BEGIN TRY .. END TRY BEGIN CATCH .. END CATCH is one statement."""
        end = self.end_of_block(k) + 1
        if self.words[k + 1] not in ("TRY", "CATCH") or end >= self.n:
            return min(end, self.n)
        end += 1
        catch = self.skip_semicolons(end)
        if self.words[k + 1] == "TRY" and self.words[catch : catch + 2] == ["BEGIN", "CATCH"]:
            return self.block(catch)
        return min(end, self.n)


class Plain:
    """The end of a statement that is neither a block nor a condition.

    `wants` holds the words that the statement still waits for: INSERT waits for its SELECT or EXEC, WITH for its
    query, UPDATE for its SET.
    """

    def __init__(self, ends: Ends, first: int):
        self.ends, self.words, self.first = ends, ends.words, first
        self.head = self.words[first]
        self.wants = wanted(self.head)

    def end(self) -> int:
        for k in self.ends.outside(self.first + 1):
            word = self.words[k]
            if word == "VALUES" and self.head == "INSERT":
                self.wants = frozenset()
            if self.is_label(k) or (word in STARTS and not self.belongs(k)):
                return k
        return self.ends.n

    def is_label(self, k: int) -> bool:
        return self.words[k + 1] == ":" and self.words[k].isidentifier() and k + 1 < self.ends.n

    def belongs(self, k: int) -> bool:
        word, before = self.words[k], self.words[k - 1]
        if before == ".":
            return True
        if word in self.wants:
            self.wants = wanted(word)
            return True
        if self.head in RIGHTS:
            return word not in (";", "END", "ELSE") and (word == "WITH" or before == "WITH" or self.before_to(k))
        check = CHECKS.get(word)
        return check is not None and check(self, k)

    def before_to(self, k: int) -> bool:
        return not {"TO", "FROM"}.intersection(self.words[self.first : k])

    def with_(self, k: int) -> bool:
        """A hint or an option, unless it begins a common table expression."""
        if self.words[k - 1] == "AS":
            return True
        behind = self.ends.close.get(k + 2, k + 1) + 1
        common = self.words[behind : behind + 2] == ["AS", "("] or self.words[k + 1] == "XMLNAMESPACES"
        return not common

    def select(self, k: int) -> bool:
        before = self.words[k - 1]
        return before in SET_OPERATORS or before == "FOR" or (before == "AS" and self.head in ("CREATE", "ALTER"))

    def change(self, k: int) -> bool:
        """ON DELETE, FOR UPDATE, THEN INSERT; ALTER PARTITION FUNCTION .. MERGE RANGE."""
        return self.words[k - 1] in BEFORE_EVENT or self.words[k : k + 2] == ["MERGE", "RANGE"]

    def set(self, k: int) -> bool:
        """ON DELETE SET NULL, THEN UPDATE SET, ALTER TABLE t SET (..), ALTER DATABASE d SET .."""
        if self.words[k - 1] in ("DELETE", "UPDATE"):
            return True
        return self.head == "ALTER" and not self.words[k + 1].startswith("@")

    def if_(self, k: int) -> bool:
        """DROP TABLE IF EXISTS t; with a parenthesis it is a statement."""
        return self.head in ("DROP", "ALTER") and self.words[k + 1] == "EXISTS" and self.words[k + 2] != "("

    def action(self, k: int) -> bool:
        """ALTER TABLE t ALTER | DROP | ENABLE | DISABLE .., ALTER ROLE r DROP MEMBER .., ALTER INDEX i ON t DISABLE."""
        if self.head != "ALTER":
            return False
        if self.words[self.first + 1] != "TABLE":
            return self.words[k + 1] == "MEMBER" or self.words[k] in ("ENABLE", "DISABLE")
        start = self.behind_name(self.first + 2)
        if self.words[start] == "WITH":
            start += 2
        return k == start or self.words[k - 2] == "COLUMN"

    def behind_name(self, k: int) -> int:
        k += 1
        while self.words[k] == ".":
            k += 2 if self.words[k + 1] != "." else 1
        return k

    def enable(self, k: int) -> bool:
        return self.words[k + 1] != "TRIGGER" or self.action(k)

    def fetch(self, k: int) -> bool:
        return self.words[k - 1] in ("ROW", "ROWS")

    def execute(self, k: int) -> bool:
        return self.words[k - 1] == "WITH"

    def bulk(self, k: int) -> bool:
        return self.words[k + 1] != "INSERT"

    def save(self, k: int) -> bool:
        return self.words[k + 1] not in ("TRAN", "TRANSACTION")


def wanted(word: str) -> frozenset[str]:
    if word == "INSERT":
        return frozenset({"SELECT", "EXEC", "EXECUTE"})
    if word == "WITH":
        return DML | {"SELECT"}
    if word == "BULK":
        return frozenset({"INSERT"})
    return frozenset({"SET"}) if word == "UPDATE" else frozenset()


CHECKS: Final[dict[str, Callable[[Plain, int], bool]]] = {
    "WITH": Plain.with_,
    "SELECT": Plain.select,
    "INSERT": Plain.change,
    "UPDATE": Plain.change,
    "DELETE": Plain.change,
    "MERGE": Plain.change,
    "SET": Plain.set,
    "IF": Plain.if_,
    "ALTER": Plain.action,
    "DROP": Plain.action,
    "ENABLE": Plain.enable,
    "DISABLE": Plain.enable,
    "FETCH": Plain.fetch,
    "EXEC": Plain.execute,
    "EXECUTE": Plain.execute,
    "BULK": Plain.bulk,
    "SAVE": Plain.save,
}
