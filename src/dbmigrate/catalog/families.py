"""Which key columns become integers: one family per join, so that both sides of a join have one type."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from dbmigrate.catalog.catalog import Catalog
from dbmigrate.catalog.keys import Key
from dbmigrate.catalog.values import Column, ForeignKey, SqlType, Table

Member = tuple[Key, str]  # table and folded column
DECIMAL: Final = frozenset({"NUMBER", "NUMERIC", "DECIMAL", "DEC"})
# Oracle, SQL Language Reference, "ANSI, DB2 and SQL/DS Data Types": these are NUMBER(38) there.
ORACLE_INTEGER: Final = frozenset({"INTEGER", "INT", "SMALLINT"})
SQLSERVER_INTEGER: Final = {"TINYINT": 4, "SMALLINT": 4, "INT": 9, "INTEGER": 9, "BIGINT": 18}
DEFAULT_PRECISION: Final = {"oracle": None, "sqlserver": 18}  # DECIMAL without arguments; None: any number
MOST_IN_BIGINT: Final = 18
WIDTHS: Final = ((4, "smallint"), (9, "integer"), (MOST_IN_BIGINT, "bigint"))
UNBOUNDED: Final = 0  # precision of a number without one: bigint, to be reviewed


@dataclass(slots=True)
class Family:
    """Columns joined by foreign keys. `type` is the integer type for all of them, None where they stay numeric."""

    members: list[Member] = field(default_factory=list)
    type: str | None = None
    review: bool = False  # a member is declared without a precision: larger numbers may be stored


class Families:
    """`policy` is the option --numbers: integer (all whole numbers), keys, numeric (none)."""

    def __init__(self, catalog: Catalog, policy: str = "keys") -> None:
        self.catalog, self.policy = catalog, policy

    def integer_type(self, table: Key, column: str) -> str | None:
        """smallint, integer or bigint for a column of decimal digits, None where it stays numeric.

        Oracle's INTEGER counts among them: bigint alone or beside its like, else what its family is.
        """
        if self.policy == "numeric":
            return None
        found = self.family(table, column)
        if found is None or not self.is_decimal(self.column(table, column), table):
            return None
        return found.type

    def needs_review(self, table: Key, column: str) -> bool:
        """The integer type is a guess, since a number of the family has no precision."""
        found = self.family(table, column)
        return found is not None and found.type is not None and found.review

    def family(self, table: Key, column: str) -> Family | None:
        """The family of a column; None for one that the catalog does not know."""
        member = (table, column)
        self.catalog.note("family", (self.policy, *member))
        found = self.by_member.get(member)
        if found is None and table in self.catalog.tables and self.catalog.tables[table].any_column(column):
            found = self.by_member[member] = self.decide([member])
        return found

    def column(self, table: Key, name: str) -> Column:
        found = self.catalog.tables[table].any_column(name)
        assert found is not None  # members are columns that the catalog knows
        return found

    def is_decimal(self, column: Column, table: Key) -> bool:
        base = self.catalog.base_type(column.type, table[0])
        if base is None:
            return False
        return base.keyword in DECIMAL or (self.catalog.dialect == "oracle" and base.keyword in ORACLE_INTEGER)

    @cached_property
    def by_member(self) -> dict[Member, Family]:
        """The columns that foreign keys join; the others are put in when somebody asks for them."""
        catalog, joined = self.catalog, Joined()
        for key, table in catalog.tables.items():
            for reference in (*table.foreign_keys, *table.former_references):
                for own, other in pairs(catalog, key, reference):
                    joined.join(own, other)
        found: dict[Member, Family] = {}
        for members in joined.groups():
            family = self.decide(members)
            found |= dict.fromkeys(members, family)
        return found

    def decide(self, members: list[Member]) -> Family:
        family = Family(members)
        if all(self.is_oracle_integer(*m) for m in members):
            family.type = "bigint"
            return family
        keyed = any(self.is_key(*m) for m in members)
        if not keyed and self.policy != "integer":
            return family
        widths = [self.precision(*m) for m in members]
        if any(w is None for w in widths) or (UNBOUNDED in widths and not keyed):
            return family
        known = [w for w in widths if w is not None]
        family.review = UNBOUNDED in known
        widest = MOST_IN_BIGINT if family.review else max(known)
        family.type = next((name for most, name in WIDTHS if max(widest, *known) <= most), None)
        return family

    def is_oracle_integer(self, key: Key, name: str) -> bool:
        base = self.catalog.base_type(self.column(key, name).type, key[0])
        return base is not None and self.catalog.dialect == "oracle" and base.keyword in ORACLE_INTEGER

    def is_key(self, key: Key, name: str) -> bool:
        table = self.catalog.tables[key]
        column = self.column(key, name)
        return column.identity or bool(column.sequence) or bool(table.primary_key and name in table.primary_key.columns)

    def precision(self, key: Key, name: str) -> int | None:
        """Decimal digits of a whole number, UNBOUNDED where the declaration gives none, None for anything else."""
        base = self.catalog.base_type(self.column(key, name).type, key[0])
        return None if base is None else whole_digits(self.catalog.dialect, base)


def whole_digits(dialect: str, base: SqlType) -> int | None:
    if dialect == "oracle" and base.keyword in ORACLE_INTEGER:
        return MOST_IN_BIGINT  # 38 digits; more than bigint holds are refused, fractions are rounded by both
    if dialect == "sqlserver" and base.keyword in SQLSERVER_INTEGER:
        return SQLSERVER_INTEGER[base.keyword]
    if base.keyword not in DECIMAL:
        return None
    if not base.numbers:
        # Oracle's DECIMAL and NUMERIC are NUMBER(38, 0), its NUMBER holds any number.
        return DEFAULT_PRECISION[dialect] or UNBOUNDED
    precision, scale = base.numbers[0], (*base.numbers, "0")[1]
    if scale != "0":
        return None
    return UNBOUNDED if precision == "*" else int(precision) if precision.isdigit() else None


def pairs(catalog: Catalog, key: Key, reference: ForeignKey) -> Iterable[tuple[Member, Member]]:
    """The columns that a foreign key joins, as far as the catalog knows both."""
    owner, name = (*reference.target, "")[:2]
    target: Table | None = catalog.tables.get((owner, name))
    if target is None:
        return
    columns = reference.target_columns or (target.primary_key.columns if target.primary_key else ())
    for own, other in zip(reference.columns, columns, strict=False):
        if catalog.tables[key].any_column(own) and target.any_column(other):
            yield (key, own), ((owner, name), other)


class Joined:
    """Sets of members that are joined, directly or through others (union-find)."""

    def __init__(self) -> None:
        self.parent: dict[Member, Member] = {}

    def root(self, member: Member) -> Member:
        self.parent.setdefault(member, member)
        while self.parent[member] != member:
            self.parent[member] = self.parent[self.parent[member]]
            member = self.parent[member]
        return member

    def join(self, a: Member, b: Member) -> None:
        self.parent[self.root(b)] = self.root(a)

    def groups(self) -> Iterable[list[Member]]:
        found: dict[Member, list[Member]] = {}
        for member in self.parent:
            found.setdefault(self.root(member), []).append(member)
        return found.values()
