"""Statements that hold statements: IF, CASE, loops, FORALL. A missing end costs the construct, never what is in it.

PL/SQL Language Reference, "PL/SQL Control Statements", "FORALL Statement".
"""

from __future__ import annotations

from typing import Final

from dbmigrate.model import Part
from dbmigrate.syntax.ddl.nodes import Node, Phrase, Piece, Unread
from dbmigrate.syntax.ddl.reader import Unexpected
from dbmigrate.syntax.procedural.nodes import Label
from dbmigrate.syntax.procedural.plsql_simple import SimpleReader
from dbmigrate.syntax.procedural.statements import Branch, Case, Else, ForAll, If, Loop, Range

QUERY: Final = ("SELECT", "WITH", "(")


class ControlReader(SimpleReader):
    def statement(self) -> Node:
        word = self.words[self.k]
        if word == "IF":
            return self.if_statement()
        if word == "FORALL" and self.ahead(2) == "IN":
            return self.for_all()
        if word == "$IF":
            return self.conditional(lambda: self.statements("$ELSIF", "$ELSE", "$END"))
        return self.simple()

    def labelled(self, labels: tuple[Label, ...]) -> Node:
        return self.case(labels) if self.at("CASE") else self.loop(labels)

    def if_statement(self) -> If:
        first = self.k
        branches = [self.branch("ELSIF", "ELSE", "END IF", strict=True)]
        while self.at("ELSIF"):
            branches.append(self.branch("ELSIF", "ELSE", "END IF"))
        otherwise = self.otherwise("END IF")
        end, problem = self.end_of(first, "IF")
        self.eat(";") if end else None
        return If(self.part(first), self.lexed, tuple(branches), otherwise, end, problem)

    def branch(self, *ends: str, strict: bool = False) -> Branch:
        """IF, ELSIF or WHEN. `strict`: a missing THEN raises, nothing being read yet; else the condition is unread."""
        first, keyword = self.k, self.take()
        last = self.seek("THEN")
        condition: Piece | Unread | None = None
        then = None
        if last < self.n and self.words[last] == "THEN" and last > self.k:
            condition = self.expression(last)
            then = self.take()
        elif strict:
            raise Unexpected("THEN expected")
        elif not self.ended:
            condition = self.unread(self.k, "THEN expected")
        statements = self.statements(*ends)
        return Branch(self.part(first), self.lexed, keyword, condition, then, statements)

    def otherwise(self, *ends: str) -> Else | None:
        first, keyword = self.k, self.eat("ELSE")
        if keyword is None:
            return None
        statements = self.statements(*ends)
        return Else(self.part(first), self.lexed, keyword, statements)

    def end_of(self, first: int, word: str) -> tuple[Part | None, Unread | None]:
        end = self.eat("END", word)
        return end, None if end else self.missing(first, f"END {word}")

    def case(self, labels: tuple[Label, ...]) -> Case:
        first, start = labels[0].part.first if labels else self.k, self.k
        keyword = self.take()
        last = self.seek("WHEN")
        selector = self.expression(last) if last > self.k else None
        if not self.at("WHEN"):
            raise Unexpected("WHEN expected")
        branches = [self.branch("WHEN", "ELSE", "END CASE", strict=True)]
        while self.at("WHEN"):
            branches.append(self.branch("WHEN", "ELSE", "END CASE"))
        otherwise = self.otherwise("END CASE")
        end, problem = self.end_of(start, "CASE")
        label = self.name_before("label") if end else None
        self.eat(";") if end else None
        return Case(
            self.part(first), self.lexed, keyword, labels, selector, tuple(branches), otherwise, end, label, problem
        )

    def loop(self, labels: tuple[Label, ...]) -> Loop:
        first, start = labels[0].part.first if labels else self.k, self.k
        keyword = self.eat_any("WHILE", "FOR")
        word = self.words[start]
        condition = index = in_part = reverse = None
        source: Node | None = None
        kind = word.lower()
        if word == "WHILE":
            condition = self.expression(self.seek("LOOP"))
        elif word == "FOR":
            index = self.one_name("variable")
            in_part = self.need("IN")
            reverse = self.eat("REVERSE")
            kind, source = self.iteration(self.seek("LOOP"))
        loop = self.need("LOOP")
        statements = self.statements("END LOOP")
        end, problem = self.end_of(start, "LOOP")
        label = self.name_before("label") if end else None
        self.eat(";") if end else None
        return Loop(
            self.part(first),
            self.lexed,
            kind,
            keyword,
            labels,
            condition,
            index,
            in_part,
            reverse,
            source,
            loop,
            statements,
            end,
            label,
            problem,
        )

    def iteration(self, last: int) -> tuple[str, Node]:
        """What a FOR loop runs over, up to LOOP."""
        if self.at("(") and self.ahead() in QUERY and self.close.get(self.k) == last - 1:
            self.take()
            query = self.sql(last - 1)
            self.take()
            return "query", query
        if self.find((",", "BY", "WHILE", "WHEN", "REPEAT"), last) < last:
            phrase = self.phrase_up_to("iteration", last)
            assert phrase is not None
            return "unknown", phrase
        limits = self.range(last)
        return ("for", limits) if limits else ("cursor", self.expression(last))

    def range(self, last: int) -> Range | None:
        first, dots = self.k, self.find(("..",), last)
        if dots >= last:
            return None
        low = self.expression(dots)
        self.take()
        high = self.expression(last)
        return Range(self.part(first), self.lexed, low, high)

    def for_all(self) -> ForAll:
        first, keyword = self.k, self.take()
        index = self.one_name("variable")
        in_part = self.need("IN")
        last = self.seek("INSERT", "UPDATE", "DELETE", "MERGE", "EXECUTE", "SAVE")
        kind, words, source, between = self.bounds(last)
        save = self.eat("SAVE", "EXCEPTIONS")
        statement = self.statement()
        return ForAll(
            self.part(first), self.lexed, keyword, index, in_part, kind, source, statement, words, between, save
        )

    def bounds(self, last: int) -> tuple[str, Part | None, Node, Phrase | None]:
        words = self.eat("INDICES", "OF") or self.eat("VALUES", "OF")
        if words is None:
            limits = self.range(last)
            if limits is None:
                raise Unexpected("a range expected")
            return "range", None, limits, None
        collection = self.expression(self.find(("BETWEEN",), last))
        between = self.phrase_up_to("between", last)
        return self.words[words.first].lower(), words, collection, between


