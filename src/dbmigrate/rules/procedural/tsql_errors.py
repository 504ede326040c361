"""@@ERROR: which statements it tells of, and where the code reads it.

Transact-SQL reference, "@@ERROR": the error number of the statement before, 0 where it ran. Most errors end their
statement and not the code, outside of TRY blocks, of triggers, and of SET XACT_ABORT ON ("SET XACT_ABORT").
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from dbmigrate.syntax.ddl.nodes import Node, Phrase, below
from dbmigrate.syntax.procedural.statements import Return, Transaction
from dbmigrate.syntax.procedural.tsql_nodes import TsqlTrigger, TsqlUnit
from dbmigrate.syntax.procedural.tsql_statements import (
    BeginEnd,
    Declare,
    Execute,
    InsertExecute,
    Nothing,
    Print,
    SetOption,
    SetVariable,
    TryCatch,
    TsqlIf,
    TsqlSqlStatement,
    While,
)

ERROR: Final = "@@ERROR"
CATCHABLE: Final = (TsqlSqlStatement, Execute, InsertExecute, SetVariable)
HARMLESS: Final = (Print, SetOption, Declare, Transaction)  # behind them it is 0


@dataclass
class Errors:
    """By first token. `checked`: statements that get a block of their own; `reset`: statements before which the variable
    is set to 0; `asking`: statements whose first expression reads it; `certain`: those that read 0 on both sides."""

    checked: set[int] = field(default_factory=set)
    reset: set[int] = field(default_factory=set)
    asking: set[int] = field(default_factory=set)
    certain: set[int] = field(default_factory=set)
    ends_code: bool = False  # every error ends the code on SQL Server too


def errors_of(unit: TsqlUnit) -> Errors:
    found = Errors(ends_code=isinstance(unit, TsqlTrigger) or sets_abort(unit))
    if unit.body is None or ERROR not in unit.lexed.words or found.ends_code:
        return found
    for statements, tried in lists(unit.body, False):
        read(statements, tried, found)
    return found


def sets_abort(unit: TsqlUnit) -> bool:
    """SET XACT_ABORT ON, and never OFF."""
    options = [o.option for o in below(unit, SetOption) if isinstance(o, SetOption)]
    found = [o.words()[-1] for o in options if isinstance(o, Phrase) and "XACT_ABORT" in o.words()]
    return bool(found) and all(word == "ON" for word in found)


def lists(node: Node, tried: bool) -> Iterator[tuple[tuple[Node, ...], bool]]:
    """Lists of statements, and whether a TRY block is around them."""
    if isinstance(node, TryCatch):
        yield from inner(node.statements, True)
        yield from inner(node.handler, tried)
        return
    statements = getattr(node, "statements", None)
    if isinstance(statements, tuple):
        yield from inner(statements, tried)
    for branch in branches(node):
        yield from lists(branch, tried)


def inner(statements: tuple[Node, ...], tried: bool) -> Iterator[tuple[tuple[Node, ...], bool]]:
    yield statements, tried
    for one in statements:
        yield from lists(one, tried)


def branches(node: Node) -> tuple[Node, ...]:
    if isinstance(node, TsqlIf):
        return (node.then, node.otherwise) if node.otherwise is not None else (node.then,)
    return (node.body,) if isinstance(node, While) else ()


def read(statements: tuple[Node, ...], tried: bool, found: Errors) -> None:
    before: Node | None = None
    for node in statements:
        if isinstance(node, Nothing) or (isinstance(node, Declare) and ERROR not in node.words()):
            continue
        if asks(node) and before is not None:
            if tried or isinstance(before, HARMLESS):
                found.certain.add(node.part.first)
            elif leaves_checked(before, found):
                found.asking.add(node.part.first)
        before = node


def asks(node: Node) -> bool:
    """Its first expression reads @@ERROR."""
    if isinstance(node, (TsqlIf, While)):
        return ERROR in node.condition.words()
    kinds = (*CATCHABLE, Declare, Return, Print)
    return isinstance(node, kinds) and ERROR in node.words()


def leaves_checked(node: Node, found: Errors) -> bool:
    """The statement that is run last within it gets a block of its own; false where that cannot be."""
    if isinstance(node, CATCHABLE):
        if isinstance(node, SetVariable) and node.value is None:
            return False
        found.checked.add(node.part.first)
        return True
    if isinstance(node, BeginEnd):
        listed = [n for n in node.statements if not isinstance(n, Nothing)]
        return bool(listed) and leaves_checked(listed[-1], found)
    if isinstance(node, TsqlIf):
        if not chain_is_checked(node, found):
            found.reset.add(node.part.first)  # the variable keeps the 0
        return True
    return False


def chain_is_checked(node: TsqlIf, found: Errors) -> bool:
    """Every branch of IF .. ELSE IF .. ELSE sets the variable."""
    then, otherwise = leaves_checked(node.then, found), node.otherwise
    if isinstance(otherwise, TsqlIf):
        return chain_is_checked(otherwise, found) and then
    return otherwise is not None and leaves_checked(otherwise, found) and then
