"""SET options in T-SQL code: what each of them needs on the target.

Transact-SQL reference, "SET statements".
"""

from __future__ import annotations

from typing import Final

from dbmigrate.syntax.procedural.tsql_statements import SetOption

# Settings that do not matter on the target, or that it always has.
IDLE: Final = frozenset(
    """NOCOUNT XACT_ABORT ANSI_NULLS ANSI_PADDING ANSI_WARNINGS ANSI_DEFAULTS ANSI_NULL_DFLT_ON ARITHABORT
    CONCAT_NULL_YIELDS_NULL QUOTED_IDENTIFIER NUMERIC_ROUNDABORT STATISTICS IO TIME PROFILE NOEXEC""".split()
)
OFF_ONLY: Final = frozenset({"FMTONLY", "IMPLICIT_TRANSACTIONS", "REMOTE_PROC_TRANSACTIONS"})
WEAK: Final = frozenset({"READ", "UNCOMMITTED", "COMMITTED"})  # what the target has for each transaction


def kind_of(statement: SetOption) -> str:
    """idle: nothing is needed; timeout, isolation, identity: as PL207 writes them; "" for one that has no writing."""
    words = statement.option.words()
    if words[-1] in ("ON", "OFF") and set(words[:-1]) - {","} <= IDLE:
        return "idle"
    if words[-1] == "OFF" and len(words) == 2 and words[0] in OFF_ONLY:
        return "idle"
    if words[0] in ("TEXTSIZE", "DEADLOCK_PRIORITY") or words == ("DATEFIRST", "7"):
        return "idle"
    if words[:3] == ("TRANSACTION", "ISOLATION", "LEVEL"):
        return "idle" if set(words[3:]) <= WEAK else "isolation"
    if words[0] == "LOCK_TIMEOUT":
        return "timeout"
    return "identity" if words[0] == "IDENTITY_INSERT" and words[-1] in ("ON", "OFF") else ""
