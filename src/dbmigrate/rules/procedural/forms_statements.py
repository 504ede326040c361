"""Statements that hold no others: which of their forms have a writing in PL/pgSQL."""

from __future__ import annotations

from typing import Final

from dbmigrate.catalog.keys import fold
from dbmigrate.rules.packages.statements import supplied_statement
from dbmigrate.rules.packages.supplied import package_of
from dbmigrate.rules.procedural.executed_calls import executed_call
from dbmigrate.rules.procedural.executed_returns import text_of_returning
from dbmigrate.rules.procedural.forall_turns import turns_of
from dbmigrate.rules.procedural.forms_declarations import DeclarationForms
from dbmigrate.rules.procedural.judged_calls import callees
from dbmigrate.rules.procedural.judged_commands import judge_command
from dbmigrate.rules.procedural.judged_transactions import goes_with_error, is_plain
from dbmigrate.rules.procedural.judged_types import Unclear
from dbmigrate.rules.procedural.locks import is_lock
from dbmigrate.rules.procedural.plsql_calls import arguments_of, change_of, path_of_statement
from dbmigrate.rules.procedural.plsql_collections import collection
from dbmigrate.rules.procedural.plsql_labels import is_labelled
from dbmigrate.rules.procedural.plsql_maps import is_passed_out
from dbmigrate.rules.procedural.plsql_methods import method
from dbmigrate.rules.procedural.plsql_package_copies import copies
from dbmigrate.rules.procedural.plsql_package_names import variable_of_package
from dbmigrate.rules.procedural.plsql_returning import is_gathering
from dbmigrate.rules.procedural.plsql_target import path_of_target
from dbmigrate.rules.procedural.postponed_ends import follows, is_quiet
from dbmigrate.rules.procedural.savepoints import goes_without_saying
from dbmigrate.syntax.ddl.nodes import Node, Piece, below
from dbmigrate.syntax.procedural.nodes import key_of
from dbmigrate.syntax.procedural.statements import (
    Assignment,
    CallStatement,
    Close,
    ExecuteImmediate,
    Fetch,
    ForAll,
    Goto,
    Into,
    Open,
    PipeRow,
    Raise,
    Range,
    Return,
    Sql,
    SqlStatement,
    Transaction,
)
from dbmigrate.syntax.sql import parse

PUT_LINE: Final = ("DBMS_OUTPUT", "PUT_LINE")


class StatementForms(DeclarationForms):
    def nothing(self, node: Node) -> None:
        """Both sides write it alike, or a rule knows each form of it."""

    def call(self, node: CallStatement) -> None:
        """A procedure that ends the transaction cannot be called where code may not."""
        path = path_of_statement(node)
        if not path:
            raise Unclear(node.part, "call")
        with self.inside(node):
            held = collection(path[:-1], self.context) if len(path) > 1 else None
        root = parse(node.lexed, node.callee.part, node.callee.into).root
        if held is not None and (held.of_package or not change_of(path[-1], len(arguments_of(root)), held.known)):
            raise Unclear(node.part, path[-1])
        if held is not None:
            return  # PL105
        if package_of(path[:-1], self.context) is not None:
            raise Unclear(node.part, ".".join(path[-3:-1]))  # a method of what the package holds
        if package_of(path, self.context) is not None:
            if path[-2:] != PUT_LINE and supplied_statement(node, self.context) is None:
                raise Unclear(node.part, ".".join(path[-2:]))
            return  # PK001, PK003, PL041
        with self.inside(node):
            called = method(path, self.context)
        if called is None and len(path) == 2 and self.context.declared(path[0]) is not None:
            raise Unclear(node.part, path[1])
        with self.inside(node):
            if is_passed_out(node, self.context):
                raise Unclear(node.part, "OUT argument that is an element of a collection")
        meant = [s for s in callees(path, self.context, self.left.members) if s.kind == "procedure"]
        if meant and all(s.commits for s in meant) and (self.protected or not self.commits):
            raise Unclear(node.part, f"{'.'.join(path)}() which ends the transaction")

    def goto(self, node: Goto) -> None:
        """Forward: PL119; back: PL147."""
        if key_of(node.label) not in (*self.jumps, *self.turns):
            raise Unclear(node.part, "GOTO")

    def raise_(self, node: Raise) -> None:
        """RAISE alone, in a handler, passes the error on."""
        if node.exception is None and not self.handling:
            raise Unclear(node.part, "RAISE")

    def transaction(self, node: Transaction) -> None:
        """COMMIT and ROLLBACK: not in a function, and not where an exception is waited for. Locks anywhere."""
        if is_lock(node):
            return  # PL310
        if self.autonomous and is_plain(node) and (node.kind == "commit" or self.handling):
            return  # PL073
        if self.unit_ is not None and goes_without_saying(node, self.unit_):
            return  # PL131
        if goes_with_error(node):
            return  # PL192
        waits = self.protected and node.part.first in self.postponed.places
        if not is_plain(node) or not self.commits or (self.protected and not waits):
            raise Unclear(node.part, node.kind.upper())
        around = self.loops_around if waits else len(self.loops)
        if around and self.opened and not follows(self.behind):
            if not waits and self.is_late(node):
                return  # PL136
            raise Unclear(node.part, f"{node.kind.upper()} in a loop beside cursors")

    def is_late(self, node: Transaction) -> bool:
        """It can wait until the outermost loop ends: no ROLLBACK in it would take more back."""
        found = [t for t in below(self.loops[0], Transaction) if isinstance(t, Transaction)]
        if any(t.kind != "commit" or not is_plain(t) for t in found):
            return False
        behind = next((k for k, s in enumerate(self.behind_loop) if not is_quiet(s)), len(self.behind_loop))
        closing = [s for s in self.behind_loop[:behind] if below(s, Close)]
        if any(below(s, Close) for s in self.behind_loop[behind:]):
            return False  # what it closes would be closed by then
        self.late |= {node.part.first, (closing[-1] if closing else self.loops[0]).part.first}
        return True

    def open(self, node: Open) -> None:
        if node.using is not None and isinstance(node.source, Sql):
            raise Unclear(node.part, "OPEN")
        if node.source is not None and not isinstance(node.source, Sql):
            judge_command(node.source, node.using)

    def fetch(self, node: Fetch) -> None:
        if node.into.bulk and not self.is_bulk(node.into):
            raise Unclear(node.part, "BULK COLLECT")
        self.written_to(node, node.into.targets)

    def execute(self, node: ExecuteImmediate) -> None:
        if executed_call(node) is not None:
            return  # PL125
        if node.returning is not None and text_of_returning(node) is None:
            raise Unclear(node.part, "EXECUTE IMMEDIATE in this form")
        if node.returning is not None and node.returning.into is not None:
            self.written_to(node, node.returning.into.targets)
            return  # PL267
        judge_command(node.command, node.using)
        if node.into and node.into.bulk and not self.is_array(node.into):
            raise Unclear(node.part, "EXECUTE IMMEDIATE in this form")
        self.written_to(node, node.into.targets if node.into else ())

    def is_array(self, into: Into) -> bool:
        """PL143 writes it."""
        return len(into.targets) == 1 and self.is_bulk(into)

    def forall(self, node: ForAll) -> None:
        with self.inside(node):
            if not isinstance(node.source, Range) and turns_of(node, self.context) is None:
                raise Unclear(node.part, "FORALL in this form")
        if is_gathering(node.statement):
            raise Unclear(node.part, "FORALL with BULK COLLECT")
        with self.left.frame(), self.inside(node):
            self.left.keep(key_of(node.index))
            self.statement(node.statement, False)

    def written_to(self, node: Node, targets: tuple[Piece, ...]) -> None:
        """Variables of packages by PL128. Raises Unclear for names that mean nothing."""
        copied = {c.name for c in copies(node, self.context)}
        for target in targets:
            first = target.part.first
            last = first + 2 if target.part.last >= first + 2 and node.lexed.words[first + 1] == "." else first
            names = [fold("oracle", node.lexed.tokens[k].text, node.lexed.is_quoted(k)) for k in range(first, last + 1, 2)]
            if any(variable_of_package(tuple(names[:n]), self.context) for n in (1, 2, 3)):
                if not copied & set(names):
                    raise Unclear(node.part, f"writing to {names[0]} of a package")
                continue
            if is_labelled(tuple(names), self.context):
                continue
            if node.lexed.is_name(first) and self.context.declared(names[0]) is None and not self.left.declares(names[0]):
                raise Unclear(node.part, ".".join(names))

    def assignment(self, node: Assignment) -> None:
        if variable_of_package(path_of_target(node.target) or ("",), self.context) is None:
            self.written_to(node, (node.target,))

    def return_(self, node: Return) -> None:
        if (node.value is None) == (self.function and not self.pipelined and not self.constructor):
            raise Unclear(node.part, "RETURN")

    def pipe(self, node: PipeRow) -> None:
        if not self.pipelined:
            raise Unclear(node.part, "PIPE ROW")

    def sql(self, node: SqlStatement) -> None:
        sql = node.sql
        into = sql.into or (sql.returning.into if sql.returning else None)
        if into and into.bulk and not self.is_bulk(into):
            raise Unclear(node.part, "BULK COLLECT")
        if sql.verb == "select" and sql.into is None:
            raise Unclear(node.part, "SELECT")
        self.written_to(node, into.targets if into else ())
