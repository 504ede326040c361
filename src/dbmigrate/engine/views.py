"""What rules see of SQL: expressions, calls and queries with their parts, clauses, terms and tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any, Final

from sqlglot import exp

from dbmigrate.model import Chain, Item, Part
from dbmigrate.syntax.casts import type_of
from dbmigrate.syntax.ddl.nodes import Name
from dbmigrate.syntax.sql import Tree

CLAUSE: Final = re.compile(
    r"(SELECT|(BULK COLLECT )?INTO|FROM|WHERE|CONNECT BY|GROUP BY|HAVING|ORDER BY|"
    r"ORDER SIBLINGS BY|OFFSET|FETCH|FOR|OPTION)$"
)


__all__ = ["Call", "Expr", "NoSpan", "Select", "name_of", "type_of", "view"]


class NoSpan(LookupError):
    """The node's place in the text is not known: the rule cannot edit it, the statement is reported."""


class Expr:
    """An expression: its part, its pieces. Never the means to change it."""

    def __init__(self, tree: Tree, node: exp.Expr):
        self.tree, self.lexed, self.node = tree, tree.lexed, node

    @cached_property
    def part(self) -> Part:
        part = self.tree.part_of(self.node)
        if part is None:
            raise NoSpan(type(self.node).__name__)
        return part

    @property
    def text(self) -> str:
        return self.lexed.source(self.part)

    def view(self, node: exp.Expr) -> Expr:
        return view(self.tree, node)

    @property
    def operator(self) -> Part:
        """The token between the two sides of a binary operator."""
        k = self.view(self.node.this).part.last + 1
        return Part(k, k)

    @property
    def left(self) -> Expr:
        return self.view(self.node.this)

    @property
    def right(self) -> Expr:
        return self.view(self.node.expression)

    @property
    def parent(self) -> exp.Expr | None:
        return self.node.parent

    def is_literal(self, text: str) -> bool:
        return isinstance(self.node, exp.Literal) and self.node.this == text

    @property
    def is_null(self) -> bool:
        return isinstance(self.node, exp.Null)


class Call(Expr):
    @property
    def name_part(self) -> Part:
        return Part(self.part.first, self.part.first)

    @property
    def args(self) -> list[Expr]:
        return [self.view(a) for a in self.node.expressions]

    def arg(self, i: int) -> Expr | None:
        return self.view(self.node.expressions[i]) if i < len(self.node.expressions) else None


class Select(Expr):
    """Clauses come from the tokens, not from sqlglot: keywords at this SELECT's own depth, in the order written."""

    @cached_property
    def clauses(self) -> dict[str, Part]:
        words, around, starts = self.lexed.words, self.lexed.brackets.around, []
        depth = around[self.part.first]
        for k in range(self.part.first, self.part.last + 1):
            if around[k] == depth and (CLAUSE.match(words[k]) or words[k : k + 2] == ["START", "WITH"]):
                starts.append(k)
        ends = [k - 1 for k in starts[1:]] + [self.part.last]
        return {words[a].split()[0]: Part(a, b) for a, b in zip(starts, ends, strict=True)}

    def split(self, first: int, last: int, separator: str) -> Iterator[Part]:
        """Token ranges between separators at this depth; CASE .. END and BETWEEN .. AND are not cut."""
        words, around = self.lexed.words, self.lexed.brackets.around
        depth, case, between, a = around[self.part.first], 0, 0, first
        for k in range(first, last + 1):
            if around[k] != depth:
                continue
            word = words[k]
            case += (word == "CASE") - (word == "END")
            if word == "BETWEEN":
                between += 1
            elif word == separator and not case:
                if separator == "AND" and between:
                    between -= 1
                    continue
                yield Part(a, k - 1)
                a = k + 1
        yield Part(a, last)

    @cached_property
    def terms(self) -> tuple[Item, ...]:
        """The WHERE terms joined by AND; () where there is no WHERE or an OR stands at the top."""
        whole, where = self.clauses.get("WHERE"), self.node.args.get("where")
        if not whole or where is None or isinstance(where.this, exp.Or):
            return ()
        trees: list[Any] = list(where.this.flatten()) if isinstance(where.this, exp.And) else [where.this]
        parts = tuple(self.split(whole.first + 1, whole.last, "AND"))
        if len(parts) != len(trees):
            raise NoSpan("WHERE terms")
        chain = Chain(whole, parts)
        return tuple(Item(p, chain, t) for p, t in zip(parts, trees, strict=True))

    @cached_property
    def tables(self) -> tuple[tuple[str, Part], ...]:
        """(alias or name in upper case, part) of each FROM item; () where the FROM holds a JOIN or a sub-query."""
        whole = self.clauses.get("FROM")
        if not whole:
            return ()
        nodes = [self.node.args["from_"].this, *(j.this for j in self.node.args.get("joins") or ())]
        parts = tuple(self.split(whole.first + 1, whole.last, ","))
        if len(parts) != len(nodes) or not all(isinstance(n, exp.Table) for n in nodes):
            return ()
        return tuple((n.alias_or_name.upper(), p) for n, p in zip(nodes, parts, strict=True))


VIEWS: Final[dict[type, type[Expr]]] = {exp.Anonymous: Call, exp.Select: Select}


def view(tree: Tree, node: exp.Expr) -> Expr:
    return VIEWS.get(type(node), Expr)(tree, node)


def name_of(tree: Tree, node: exp.Expr) -> Name | None:
    """A table, a column or a lone identifier of a query as a Name, so that rules on names serve everywhere."""
    if isinstance(node, exp.Table):
        kind, found = "table", [node.args.get(k) for k in ("catalog", "db", "this")]
        if isinstance(node.this, exp.Dot):  # four components: the first is a linked server
            found[-1:] = [node.this.this, node.this.expression]
    elif isinstance(node, exp.Column):
        if isinstance(node.parent, exp.Is) and node.arg_key == "expression":
            return None  # IS EMPTY, IS A SET: words
        kind, found = "column", [node.args.get(k) for k in ("catalog", "db", "table", "this")]
    else:
        kind, found = lone_kind(node), [node]
    identifiers = [i for i in found if isinstance(i, exp.Identifier) and i.name]
    tokens = [tree.lexed.by_start.get(i.meta["start"]) for i in identifiers if "start" in i.meta]
    if not tokens or None in tokens or len(tokens) != len(identifiers):
        return None
    if isinstance(node, exp.Table) and isinstance(node.this, exp.Anonymous):  # a function that gives rows
        kind, behind = "routine", (tokens[-1] or 0) + 1
        if tree.lexed.words[behind] == "." and tree.lexed.is_name(behind + 1):
            tokens.append(behind + 1)
    parts = tuple(Part(k, k) for k in tokens if k is not None)
    return Name(Part(parts[0].first, parts[-1].last), tree.lexed, parts, kind)


def lone_kind(node: exp.Expr) -> str:
    """What an identifier outside of tables and columns names: a FROM item, a column of a list, else an alias."""
    if isinstance(node.parent, exp.TableAlias):
        return "column" if node.arg_key == "columns" else "table alias"
    return "column" if isinstance(node.parent, exp.Schema) else "alias"
