"""T-SQL expressions and queries in code, judged: only forms that both sides compute alike or that a rule writes.

What is not known to be so raises Unclear, and the unit is left to a person.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any, Final

from sqlglot import exp

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import RULES, Key, Rule
from dbmigrate.engine.views import view
from dbmigrate.rules.procedural.judged_types import Unclear
from dbmigrate.rules.procedural.tsql_values import casts_alike, comparable
from dbmigrate.syntax.ddl.nodes import Piece
from dbmigrate.syntax.procedural.tsql_nodes import TableVariable, TsqlUnit
from dbmigrate.syntax.sql import Tree, keys_of, parse
from dbmigrate.types.values import Kind, Type, unknown

PLAIN: Final = (
    exp.Column, exp.Identifier, exp.Literal, exp.National, exp.Null, exp.Paren, exp.Neg, exp.Add, exp.Sub, exp.Mul,
    exp.Div, exp.Mod, exp.And, exp.Or, exp.Not, exp.Is, exp.In, exp.Between, exp.Like, exp.Case, exp.If, exp.Exists,
    exp.Subquery, exp.Select, exp.From, exp.Where, exp.Join, exp.Table, exp.TableAlias, exp.Alias, exp.Group, exp.Having,
    exp.Order, exp.Ordered, exp.Distinct, exp.Star, exp.Anonymous, exp.Dot, exp.Cast, exp.Convert, exp.DataType,
    exp.DataTypeParam, exp.Limit, exp.Insert, exp.Schema, exp.Values, exp.Tuple, exp.Update, exp.Delete, exp.Union,
    exp.Except, exp.Intersect, exp.With, exp.CTE, exp.Column, exp.WithTableHint, exp.Var, exp.NextValueFor,
)  # fmt: skip
COMPARED: Final = (exp.EQ, exp.NEQ, exp.GT, exp.GTE, exp.LT, exp.LTE)
# Functions of the same name, arguments and answer. Transact-SQL reference, "Functions".
ALIKE: Final = frozenset(
    "UPPER LOWER ABS COALESCE NULLIF SUM MIN MAX COUNT ROW_NUMBER RANK DENSE_RANK CEILING FLOOR".split()
)
# Functions that rules write only where they may stand in code.
IN_CODE: Final[Mapping[str, str]] = {
    "ERROR_MESSAGE": "PL214",
}
PSEUDO: Final = frozenset({"inserted", "deleted"})


class TsqlExpressions:
    """`rows`: tables that only this unit knows: table variables, inserted and deleted."""

    def __init__(self, unit: TsqlUnit, context: Context) -> None:
        self.unit = unit
        self.context = replace(context, path=[unit])
        self.rows: set[str] = set()
        self.handling = 0  # CATCH blocks around the place
        self.counted = False  # @@ROWCOUNT speaks of the statement before
        self.allowed: set[str] = set()  # functions of code that may stand here

    def tree(self, piece: Piece) -> Tree:
        tree = parse(piece.lexed, piece.part, piece.into)
        if tree.root is None:
            raise Unclear(piece.part, tree.error)
        self.check(tree, tree.root)
        return tree

    def of(self, piece: Piece) -> Type:
        """The type of an expression. Raises Unclear."""
        tree = self.tree(piece)
        return self.type(tree, tree.root)

    def untested(self, piece: Piece) -> Type:
        """The type of an expression that was judged before."""
        tree = parse(piece.lexed, piece.part, piece.into)
        return self.type(tree, tree.root) if tree.root is not None else unknown(tree.error)

    def type(self, tree: Tree, node: Any) -> Type:
        return self.context.types.reader(tree).type(node)

    def known(self, tree: Tree, node: Any) -> Type:
        found = self.type(tree, node)
        if not found.is_known:
            raise self.unclear(tree, node, f"type of {found.cause}")
        return found

    def condition(self, piece: Piece) -> None:
        tree = self.tree(piece)
        if self.type(tree, tree.root).kind not in (Kind.BOOLEAN, Kind.NULL):
            raise Unclear(piece.part, "condition")

    def unclear(self, tree: Tree, node: Any, what: str) -> Unclear:
        return Unclear(tree.part_of(node) or tree.part, what)

    def check(self, tree: Tree, root: Any) -> None:
        tables = {cte.alias.lower() for cte in root.find_all(exp.CTE)}
        for node in root.walk():
            if isinstance(node, COMPARED):
                self.compared(tree, node, node.this, node.expression)
            elif not isinstance(node, PLAIN):
                raise self.unclear(tree, node, type(node).__name__.upper())
            elif isinstance(node, exp.Anonymous):
                self.call(tree, node)
            elif isinstance(node, exp.Column):
                self.column(tree, node)
            elif isinstance(node, exp.Table):
                self.table(tree, node, tables)
            elif isinstance(node, (exp.Add, exp.Sub, exp.Mul, exp.Div, exp.Mod)):
                self.arithmetic(tree, node)
            elif isinstance(node, (exp.Cast, exp.Convert)):
                self.cast(tree, node)
            elif isinstance(node, exp.In):
                for item in node.expressions:
                    self.compared(tree, node, node.this, item)
            elif isinstance(node, exp.Between):
                self.compared(tree, node, node.this, node.args["low"])
                self.compared(tree, node, node.this, node.args["high"])

    def compared(self, tree: Tree, node: Any, left: Any, right: Any) -> None:
        a, b = self.known(tree, left), self.known(tree, right)
        if not comparable(a, b, (literal_of(left), literal_of(right))):
            raise self.unclear(tree, node, f"comparison of {a.kind} and {b.kind}")

    def arithmetic(self, tree: Tree, node: Any) -> None:
        """Numbers compute alike but for the digits of a decimal quotient; the rest a rule has to write."""
        a, b = self.known(tree, node.this), self.known(tree, node.expression)
        numbers = all(t.is_number or t.kind is Kind.NULL for t in (a, b))
        exact = not isinstance(node, exp.Div) or (a.is_whole and b.is_whole) or Kind.FLOAT in (a.kind, b.kind)
        if not numbers or not exact:
            self.ruled(tree, node)

    def cast(self, tree: Tree, node: exp.Expr) -> None:
        plain = isinstance(node, exp.Cast) and not isinstance(node, exp.TryCast)
        if not plain or not casts_alike(self.type(tree, node), self.type(tree, node.this)):
            self.ruled(tree, node)

    def ruled(self, tree: Tree, node: Any) -> None:
        if not self.is_written(tree, node):
            raise self.unclear(tree, node, SIGNS.get(type(node)) or type(node).__name__.upper())

    def is_written(self, tree: Tree, node: Any) -> bool:
        """A rule of its own rewrites this very place."""
        seen = None
        for key in keys_of(node, tree.lexed):
            for rule in rules_by_key().get(key, ()):
                seen = seen or view(tree, node)
                hit = rule.check(seen, self.context) if rule.with_context else rule.check(seen)
                if hit is not None and hit.replace:
                    return True
        return False

    def call(self, tree: Tree, node: exp.Anonymous) -> None:
        name = node.name.upper()
        if name in IN_CODE and IN_CODE[name] in RULES and name in self.allowed:
            return
        if isinstance(node.parent, exp.Dot):
            owner = node.parent.this.name.lower()
            if self.context.catalog.routine((owner, name.lower()), self.context.schema):
                return
        elif name in ALIKE or self.is_written(tree, node):
            return
        raise self.unclear(tree, node, f"{name}()")

    def column(self, tree: Tree, node: exp.Column) -> None:
        name = node.name
        if not name.startswith("@") or node.this.args.get("quoted"):
            return
        if name.startswith("@@"):
            if name.upper() == "@@ROWCOUNT" and self.counted:
                return
            raise self.unclear(tree, node, name.upper())
        declared = self.unit.declared.get(name.lower())
        if declared is None or isinstance(declared, TableVariable):
            raise self.unclear(tree, node, name)

    def table(self, tree: Tree, node: exp.Table, known: set[str]) -> None:
        if not isinstance(node.this, exp.Identifier):
            raise self.unclear(tree, node, "table function")
        path = tuple(i.name.lower() for i in (node.args.get("catalog"), node.args.get("db"), node.this) if i)
        if len(path) == 1 and (path[0] in known or path[0] in self.rows):
            return
        catalog, schema = self.context.catalog, self.context.schema
        if len(path) == 1 and self.is_alias_of_change(node):
            return
        if not catalog.table(path, schema) and not catalog.view(path, schema):
            raise self.unclear(tree, node, f"table {path[-1]}")

    def is_alias_of_change(self, node: exp.Table) -> bool:
        """`UPDATE a SET .. FROM visit a`: the target is named by its alias."""
        change = node.parent
        if not isinstance(change, (exp.Update, exp.Delete)):
            return False
        name = node.name.lower()
        return any(t.alias.lower() == name for t in change.find_all(exp.Table) if t is not node)


@cache
def rules_by_key() -> Mapping[Key, tuple[Rule, ...]]:
    """The rules on expressions of SQL Server."""
    found: dict[Key, tuple[Rule, ...]] = {}
    for rule in RULES.values():
        for key in rule.on if "sqlserver" in rule.source else ():
            if key[0] in EXPRESSIONS:
                found[key] = (*found.get(key, ()), rule)
    return found


EXPRESSIONS: Final = frozenset({"call", "name", "operator", "syntax", "literal"})
SIGNS: Final[Mapping[type, str]] = {exp.Add: "+", exp.Sub: "-", exp.Mul: "*", exp.Div: "/", exp.Mod: "%"}


def literal_of(node: Any) -> str | None:
    """The text of a literal, without its quotes."""
    while isinstance(node, exp.Paren):
        node = node.this
    return node.name if isinstance(node, (exp.Literal, exp.National)) else None


def literal_in(piece: Piece) -> str | None:
    """Of a piece that is one literal."""
    return literal_of(parse(piece.lexed, piece.part, piece.into).root)
