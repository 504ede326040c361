"""Blocks and lists of statements: labels, exception handlers, conditional compilation, what is read after an error.

PL/SQL Language Reference, "Block", "Exception Handler", "Conditional Compilation".
"""

from __future__ import annotations

from collections.abc import Callable

from dbmigrate.model import Part
from dbmigrate.syntax.ddl.nodes import Name, Node, Unread
from dbmigrate.syntax.ddl.reader import Unexpected
from dbmigrate.syntax.procedural.nodes import Block, Conditional, ConditionalBranch, Handler, Label
from dbmigrate.syntax.procedural.plsql_control import ControlReader


class BlockReader(ControlReader):
    def block(self, labels: tuple[Label, ...] = (), *, inner: bool = True) -> Block:
        """From DECLARE, a declaration or BEGIN to the semicolon behind END. `inner`: DECLARE leads the declarations."""
        first = labels[0].part.first if labels else self.k
        declare = self.eat("DECLARE")
        declarations = self.declarations() if declare or not inner else ()
        begin = self.eat("BEGIN")
        statements, exception, handlers = self.executable() if begin else ((), None, ())
        problem, end, end_name = self.block_end(first)
        return Block(
            self.part(first),
            self.lexed,
            labels,
            declare,
            declarations,
            begin,
            statements,
            exception,
            handlers,
            end,
            end_name,
            problem,
        )

    def executable(self) -> tuple[tuple[Node, ...], Part | None, tuple[Handler, ...]]:
        statements = self.statements("EXCEPTION", "END")
        if self.closer() != "EXCEPTION":
            return statements, None, ()
        exception, handlers = self.take(), []
        while self.at("WHEN"):
            handlers.append(self.handler())
        return statements, exception, tuple(handlers)

    def handler(self) -> Handler:
        first, keyword, names = self.k, self.take(), list[Name | Unread]()
        start, then = self.k, None
        try:
            names.append(self.name("exception"))
            while self.eat("OR"):
                names.append(self.name("exception"))
            then = self.need("THEN")
        except Unexpected:
            names = [self.unread(start, "THEN expected")] if start < self.n else []
        statements = self.statements("WHEN", "END")
        return Handler(self.part(first), self.lexed, keyword, tuple(names), then, statements)

    def block_end(self, first: int) -> tuple[Unread | None, Part | None, Name | None]:
        """END with the name of the block or routine and the semicolon. Raises where there is no block at all."""
        if self.closer() != "END":
            if self.k == first:
                raise Unexpected("a body expected")
            return self.missing(first, "END"), None, None
        end = self.take()
        name = None
        if not self.ended and not self.at_any(";") and self.lexed.is_name(self.k) and self.ahead() in (";", ".", ""):
            name = self.name("label", 3)
        self.eat(";")
        return None, end, name

    def statements(self, *ends: str) -> tuple[Node, ...]:
        """Up to one of `ends`, or to the end of a construct around this list. Any other such word is unread."""
        own, found = frozenset(ends), list[Node]()
        self.open.append(own)
        while not self.ended:
            word = self.closer()
            if word and (word in own or any(word in around for around in self.open)):
                break
            first = self.k
            try:
                if word:
                    raise Unexpected(f"{word} without its beginning")
                found += self.statement_with_labels()
            except Unexpected as error:
                found.append(self.unread(first, str(error)))
        self.open.pop()
        return tuple(found)

    def statement_with_labels(self) -> list[Node]:
        """A label belongs to the block, loop or CASE behind it; before anything else it is a mark for GOTO."""
        labels: list[Label] = []
        while self.at("<", "<"):
            labels.append(self.label())
        if self.at_any("BEGIN", "DECLARE"):
            return [self.block(tuple(labels))]
        if self.at_any("LOOP", "WHILE", "FOR", "CASE"):
            return [self.labelled(tuple(labels))]
        if labels and (self.ended or self.closer()):
            return list(labels)
        return [*labels, self.statement()]

    def label(self) -> Label:
        first = self.k
        self.take(2)
        name = self.one_name("label")
        self.need(">", ">")
        return Label(self.part(first), self.lexed, name)

    def conditional(self, read: Callable[[], tuple[Node, ...]]) -> Conditional:
        """`$IF c $THEN .. $ELSIF .. $ELSE .. $END` around whatever `read` reads."""
        first, branches = self.k, []
        self.open.append(frozenset({"$ELSIF", "$ELSE", "$END"}))
        while self.at_any("$IF", "$ELSIF", "$ELSE"):
            branches.append(self.conditional_branch(read))
        self.open.pop()
        end = self.eat("$END")
        problem = None if end else self.missing(first, "$END")
        return Conditional(self.part(first), self.lexed, tuple(branches), end, problem)

    def conditional_branch(self, read: Callable[[], tuple[Node, ...]]) -> ConditionalBranch:
        first, word, keyword = self.k, self.words[self.k], self.take()
        condition = then = None
        if word != "$ELSE":
            condition = self.expression(self.find(("$THEN",)))
            then = self.need("$THEN")
        body: tuple[Node, ...]
        if self.at("$ERROR"):
            start = self.k
            self.k = min(self.find(("$END",)) + 1, self.n)
            body = (self.phrase("error", start),)
        else:
            body = read()
        return ConditionalBranch(self.part(first), self.lexed, keyword, condition, then, body)
