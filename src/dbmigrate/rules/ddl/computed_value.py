"""The expression of a SQL Server computed column: its type, and its text where the target needs another one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from sqlglot import exp

from dbmigrate.catalog.elements import sql_type
from dbmigrate.catalog.values import SqlType
from dbmigrate.engine.views import Call, type_of, view
from dbmigrate.packs import SourcePack
from dbmigrate.rules.functions.constant_conversion import check as constant_conversion
from dbmigrate.syntax.sql import Tree
from dbmigrate.types.sqlserver import FLOATS, INTEGERS, MOMENTS, TEXTS, arithmetic, digits, is_number, merged, plain

ARITHMETIC: Final = {exp.Add: "add", exp.Sub: "sub", exp.Mul: "mul", exp.Div: "div", exp.Mod: "mod"}
COMPARISONS: Final = (exp.EQ, exp.NEQ, exp.GT, exp.GTE, exp.LT, exp.LTE)
SAME_ON_BOTH_SIDES: Final = frozenset({"UPPER", "LOWER", "LTRIM", "RTRIM", "REPLACE", "LEFT", "RIGHT"})
DATE_FIELDS: Final = frozenset({"YEAR", "MONTH", "DAY"})
PADDED: Final = frozenset({"CHAR", "NCHAR"})
INT: Final = SqlType("INT")


class Unknown(Exception):
    """Something in the expression has no certain type, or an answer that is not the same each time."""


@dataclass
class ComputedValue:
    """Raises Unknown (`read`) where the expression holds what is not known to be alike on the target."""

    tree: Tree
    columns: Mapping[str, SqlType]  # by folded name
    source: SourcePack
    replace: list[tuple[Any, ...]] = field(default_factory=list)
    is_exact: bool = True  # False: the target keeps other digits, or a text that SQL Server cuts

    def read(self, node: Any) -> SqlType:
        found = self.type(node)
        if found is None:
            raise Unknown(type(node).__name__)
        return found

    def type(self, node: Any) -> SqlType | None:
        if isinstance(node, exp.Paren):
            return self.read(node.this)
        if isinstance(node, exp.Column):
            return self.columns.get(node.name.lower()) if not node.table else None
        if isinstance(node, exp.Literal):
            return literal(node)
        if isinstance(node, exp.National):
            return SqlType("NVARCHAR", (str(max(len(node.name), 1)),))
        if isinstance(node, exp.Neg):
            return self.read(node.this)
        if type(node) in ARITHMETIC:
            return self.arithmetic(node)
        if isinstance(node, exp.Case):
            return self.case(node)
        if isinstance(node, (exp.Cast, exp.Convert)):
            return self.cast(node)
        if isinstance(node, exp.Anonymous):
            return self.call(node)
        return None

    def arithmetic(self, node: Any) -> SqlType | None:
        a, b = self.read(node.this), self.read(node.expression)
        if isinstance(node, exp.Add) and a.keyword in TEXTS and b.keyword in TEXTS:
            self.joins(a, b)
            self.replace.append((view(self.tree, node).operator, "||"))
            return SqlType("NVARCHAR" if "NVARCHAR" in (a.keyword, b.keyword) else "VARCHAR")
        operator = ARITHMETIC[type(node)]
        kinds = {a.keyword, b.keyword}
        if operator == "div" and kinds - INTEGERS and not kinds & FLOATS and not any(digits(t)[1] for t in (a, b)):
            return None  # whole decimals may have become integers, which the target divides without a remainder
        found, loses = arithmetic(operator, a, b)
        self.is_exact = self.is_exact and not loses
        return found

    def case(self, node: Any) -> SqlType | None:
        if node.this is not None:
            self.read(node.this)
        found: SqlType | None = None
        for branch in node.args["ifs"]:
            if node.this is not None:
                self.read(branch.this)
            else:
                self.condition(branch.this)
            found = self.either(found, branch.args["true"])
        return self.either(found, node.args["default"]) if node.args.get("default") is not None else found

    def either(self, found: SqlType | None, node: Any) -> SqlType | None:
        if isinstance(node, exp.Null):
            return found
        other = self.read(node)
        both = other if found is None else merged(found, other)
        if both is None:
            raise Unknown("branches of different types")
        return both

    def condition(self, node: Any) -> None:
        if isinstance(node, (exp.And, exp.Or)):
            self.condition(node.this)
            self.condition(node.expression)
        elif isinstance(node, (exp.Not, exp.Paren)):
            self.condition(node.this)
        elif isinstance(node, exp.Is) and isinstance(node.expression, exp.Null):
            self.read(node.this)
        elif isinstance(node, COMPARISONS):
            self.alike(node.this, node.expression)
        elif isinstance(node, exp.Between):
            self.alike(node.this, node.args["low"])
            self.alike(node.this, node.args["high"])
        elif isinstance(node, exp.In) and node.expressions:
            for item in node.expressions:
                self.alike(node.this, item)
        else:
            raise Unknown(type(node).__name__)

    def alike(self, a: Any, b: Any) -> None:
        if merged(self.read(a), self.read(b)) is None:
            raise Unknown("comparison of different types")

    def cast(self, node: Any) -> SqlType | None:
        """Texts of moments depend on settings, so only numbers and texts of numbers are certain."""
        value = node.this if isinstance(node, exp.Cast) else node.expression
        target = node.args["to"] if isinstance(node, exp.Cast) else node.this
        if node.args.get("safe") or isinstance(node, exp.TryCast) or not is_default_style(node.args.get("style")):
            return None
        written = type_of(self.tree, target)
        to, given = sql_type(written), self.read(value)
        if to is None or written is None or to.user:
            return None
        to = plain(to)
        if not castable(given, to):
            return None
        if isinstance(node, exp.Convert) and constant_conversion(view(self.tree, node)) is None:
            self.replace.append((view(self.tree, node), "CAST({} AS {})", view(self.tree, value), written))
        return to

    def call(self, node: Any) -> SqlType | None:
        seen = view(self.tree, node)
        reader = CALLS.get(node.name.upper())
        return reader(self, seen) if reader and isinstance(seen, Call) else None

    def joins(self, *types: SqlType) -> None:
        """The target drops the blanks that fill a CHAR when it is joined or cut."""
        self.is_exact = self.is_exact and not any(t.keyword in PADDED for t in types)

    def write(self, call: Call, target: Any, template: str, *places: Any) -> None:
        """Replace a call or its name, unless the source's pack has a row that does it everywhere."""
        if self.source.function(call.node.name, len(call.args)) is None:
            self.replace.append((target, template, *places))


def literal(node: exp.Literal) -> SqlType | None:
    text = node.this
    if node.is_string:
        return SqlType("VARCHAR", (str(max(len(text), 1)),))
    if text.isdigit():
        return INT if int(text) < 2**31 else SqlType("DECIMAL", (str(len(text)), "0"))
    whole, _, fraction = text.partition(".")
    if (whole + fraction).isdigit():
        return SqlType("DECIMAL", (str(len(whole.lstrip("0") + fraction) or 1), str(len(fraction))))
    return SqlType("FLOAT")


def is_default_style(style: Any) -> bool:
    """Style 0 says nothing for exact numbers ("CAST and CONVERT", Styles)."""
    while isinstance(style, exp.Paren):
        style = style.this
    return style is None or (isinstance(style, exp.Literal) and style.this == "0")


def castable(given: SqlType, to: SqlType) -> bool:
    if given.keyword in TEXTS:
        return to.keyword in TEXTS
    if is_number(given):  # SQL Server cuts what does not fit an integer, the target rounds it
        if to.keyword in INTEGERS:
            return given.keyword in INTEGERS
        return is_number(to) or (to.keyword in TEXTS and bool(to.numbers) and is_written_alike(given))
    return given.keyword in MOMENTS and to.keyword in MOMENTS


def is_written_alike(given: SqlType) -> bool:
    return given.keyword in INTEGERS or given.keyword == "DECIMAL"


def is_null_call(value: ComputedValue, call: Call) -> SqlType | None:
    """ISNULL has the type of its first argument and fits the second into it."""
    if len(call.args) != 2:
        return None
    first, other = value.read(call.args[0].node), value.read(call.args[1].node)
    if merged(first, other) is None:
        return None
    if first.keyword in TEXTS:
        fits = not first.numbers or first.numbers == ("MAX",) or length(other) <= length(first)
        value.is_exact = value.is_exact and fits
    elif merged(first, other) != first and not is_whole(call.args[1].node) and first.keyword != "MONEY":
        return None
    value.write(call, call.name_part, "COALESCE")
    return first


def length(type_: SqlType) -> int:
    return int(type_.numbers[0]) if type_.numbers and type_.numbers[0].isdigit() else 1 << 30


def is_whole(node: Any) -> bool:
    return isinstance(node, exp.Literal) and not node.is_string and not node.this.partition(".")[2].strip("0")


def coalesce(value: ComputedValue, call: Call) -> SqlType | None:
    found: SqlType | None = None
    for argument in call.args:
        found = value.either(found, argument.node)
    return found


def choice(value: ComputedValue, call: Call) -> SqlType | None:
    """IIF(condition, a, b); the pack's row writes the CASE."""
    if len(call.args) != 3:
        return None
    value.condition(call.args[0].node)
    return value.either(value.either(None, call.args[1].node), call.args[2].node)


def null_if(value: ComputedValue, call: Call) -> SqlType | None:
    if len(call.args) != 2:
        return None
    value.alike(call.args[0].node, call.args[1].node)
    return value.read(call.args[0].node)


def rounded(value: ComputedValue, call: Call) -> SqlType | None:
    """ROUND of an exact number keeps its type; the target has none for floats."""
    given = value.read(call.args[0].node) if len(call.args) == 2 else None
    return given if given is not None and digits(given)[1] and isinstance(call.args[1].node, exp.Literal) else None


def concat(value: ComputedValue, call: Call) -> SqlType | None:
    """CONCAT takes NULL as an empty text; the target's CONCAT may not stand in a stored column."""
    places = []
    for argument in call.args:
        given = value.read(argument.node)
        if given.keyword not in TEXTS:
            return None
        value.joins(given)
        places.append("{}" if isinstance(argument.node, (exp.Literal, exp.National)) else "COALESCE({}, '')")
    value.write(call, call, f"({' || '.join(places)})", *call.args)
    return SqlType("NVARCHAR")


def text_call(value: ComputedValue, call: Call) -> SqlType | None:
    types = [value.read(a.node) for a in call.args]
    value.joins(*types)
    wanted = types[:1] if call.node.name.upper() in ("LEFT", "RIGHT") else types
    return SqlType(types[0].keyword) if types and all(t.keyword in TEXTS for t in wanted) else None


def substring(value: ComputedValue, call: Call) -> SqlType | None:
    if len(call.args) != 3 or not isinstance(call.args[1].node, exp.Literal) or not call.args[1].node.this.isdigit():
        return None
    given = value.read(call.args[0].node)
    value.joins(given)
    starts = int(call.args[1].node.this) > 0 and value.read(call.args[2].node).keyword in INTEGERS
    return SqlType(given.keyword) if given.keyword in TEXTS and starts else None


def length_call(value: ComputedValue, call: Call) -> SqlType | None:
    """LEN does not count the blanks at the end."""
    if len(call.args) != 1 or value.read(call.args[0].node).keyword not in TEXTS:
        return None
    value.write(call, call, "length(rtrim({}))", call.args[0])
    return INT


def absolute(value: ComputedValue, call: Call) -> SqlType | None:
    given = value.read(call.args[0].node) if len(call.args) == 1 else None
    return given if given is not None and is_number(given) else None


def date_field(value: ComputedValue, call: Call) -> SqlType | None:
    if len(call.args) != 1 or value.read(call.args[0].node).keyword not in MOMENTS:
        return None
    value.write(call, call, f"EXTRACT({call.node.name.upper()} FROM {{}})", call.args[0])
    return INT


CALLS: Final[dict[str, Callable[[ComputedValue, Call], SqlType | None]]] = {
    "ISNULL": is_null_call,
    "COALESCE": coalesce,
    "CONCAT": concat,
    "IIF": choice,
    "NULLIF": null_if,
    "ROUND": rounded,
    "SUBSTRING": substring,
    "LEN": length_call,
    "ABS": absolute,
    **dict.fromkeys(SAME_ON_BOTH_SIDES, text_call),
    **dict.fromkeys(DATE_FIELDS, date_field),
}
