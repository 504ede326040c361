"""What a decimal type of the source becomes: numeric, or an integer type where the column is a key."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from dbmigrate.catalog.catalog import Catalog
from dbmigrate.catalog.families import Families, Member
from dbmigrate.catalog.keys import fold, path_of
from dbmigrate.engine.context import Context
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.records import dataclass
from dbmigrate.rules.types.spelling import is_declared, shown
from dbmigrate.syntax.ddl.nodes import AlterTable, Column, CreateTable, Identity, TypeName

MOST_DIGITS: Final = "38"  # Oracle, SQL Language Reference, "NUMBER Data Type"


@dataclass(frozen=True, slots=True)
class Choice:
    """An integer type for a column; `review` where the declaration gives no precision, so that it is a guess."""

    type: str
    review: bool = False


@lru_cache(maxsize=1)
def families(catalog: Catalog, policy: str) -> Families:
    """Worked out once per estate: rules run when its catalog is complete."""
    return Families(catalog, policy)


def integer_choice(found: TypeName, context: Context) -> Choice | None:
    """The integer type of a table's column by its family; None where it stays numeric."""
    member = member_of(found, context)
    if member is None:
        return None
    known = families(context.catalog, context.options.numbers)
    to = known.integer_type(*member)
    return Choice(to, known.needs_review(*member)) if to else None


def identity_choice(found: TypeName, context: Context) -> Choice | None:
    """PostgreSQL's identity columns are integers, also where other numbers keep their type."""
    column = context.above(Column)
    identity = column is not None and any(isinstance(item, Identity) for item in column.items)
    kept = context.target.capability("identity_column").has != "yes" or context.options.numbers != "numeric"
    return Choice("bigint") if identity and not kept and is_declared(found, context) else None


def in_family(found: TypeName, context: Context) -> bool:
    """The type belongs to a column that the catalog knows."""
    member = member_of(found, context)
    return member is not None and families(context.catalog, context.options.numbers).family(*member) is not None


def member_of(found: TypeName, context: Context) -> Member | None:
    """The table and the column that the type is declared for."""
    column, table = context.above(Column), context.above(CreateTable) or context.above(AlterTable)
    if column is None or table is None or not is_declared(found, context):
        return None
    key = context.catalog.locate("table", path_of(table.name), context.schema)
    return (key, fold(context.source.name, column.name.value, column.name.is_quoted())) if key else None


def with_arguments(found: TypeName) -> Part:
    return Part(found.name.first, found.arguments.last) if found.arguments else found.name


def as_integer(found: TypeName, choice: Choice, severity: Severity) -> Hit:
    return Hit(
        replace=[(with_arguments(found), choice.type)],
        severity=severity,
        fix=Fix.REVIEW if choice.review else Fix.SAFE,
        note="guess" if choice.review else "key",
        values={"source": shown(found), "target": choice.type},
    )


def precision_and_scale(found: TypeName, context: Context) -> tuple[str, str]:
    """What numeric's parentheses must hold ("" for none) and the note's key: for `*`, and for scales outside 0..p.

    PostgreSQL takes these scales from version 15 on; earlier ones, and its relatives, get a type that is wide enough.
    """
    numbers = found.numbers
    precision, scale = (*numbers, "", "0")[:1][0], (numbers[1] if len(numbers) > 1 else "0")
    if not numbers or not all(n.lstrip("-").isdigit() or n == "*" for n in numbers):
        return "", ""
    if precision == "*" and len(numbers) == 1:
        return "", ""
    precision = MOST_DIGITS if precision == "*" else precision
    p, s = int(precision), int(scale)
    if 0 <= s <= p:
        return f"{precision},{scale}" if len(numbers) > 1 else precision, ""
    if context.has("numeric_negative_scale"):
        return f"{p},{s}", ""
    return (f"{s},{s}", "wide") if s > p else (str(p - s), "unrounded")
