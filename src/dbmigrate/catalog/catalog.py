"""The catalog, which answers questions about what the estate defines (values.py) and keeps the answers."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any, TypeVar

from dbmigrate.catalog.keys import DEFAULT_SCHEMA, Key, Path, fold
from dbmigrate.catalog.values import (
    AliasType,
    Column,
    Comment,
    Conflict,
    Defined,
    Object,
    ObjectType,
    Routine,
    Sequence,
    SqlType,
    Synonym,
    Table,
    Trigger,
    View,
)

MOST_KNOWN = 20_000  # answers to lookups that are kept
MOST_STEPS = 32  # of a chain of synonyms, renames or alias types; longer ones are cycles
O = TypeVar("O", bound=Defined)  # noqa: E741
# What a name may mean in the place of a table, a routine or a type: the order in which the shelves are looked through.
SHELVES = ("table", "view", "sequence", "routine", "type", "trigger")
RELATIONS = ("table", "view")


class Shelf(dict[Key, O]):
    """Objects of one kind by key, in declaration order, and the owners of each name."""

    def __init__(self) -> None:
        super().__init__()
        self.owners: dict[str, list[str]] = {}

    def put(self, key: Key, value: O) -> None:
        if key not in self:
            self.owners.setdefault(key[1], []).append(key[0])
        self[key] = value

    def take(self, key: Key) -> O:
        """Remove and return. KeyError where there is none."""
        self.owners[key[1]].remove(key[0])
        return self.pop(key)


Answer = tuple[Key | None, frozenset[tuple[str, Hashable]]]  # of a lookup, and what was looked up for it


class Catalog:
    """What the estate defines. Paths are tuples of folded components (keys.py), 1 to 4 of them.

    `database` is the estate's own (SQL Server, from USE): its name in a path is dropped. `schema` is where unqualified
    names live by default: dbo, or the only owner of an Oracle estate. Every lookup takes the current schema of the
    place that asks (`schema=`), "" where it is not known; in another database it is "database.schema".
    """

    def __init__(self, dialect: str, database: str = "", schema: str = "") -> None:
        self.dialect = dialect
        self.database = fold(dialect, database, False)
        self.schema = fold(dialect, schema, False) or DEFAULT_SCHEMA[dialect]
        self.tables: Shelf[Table] = Shelf()
        self.views: Shelf[View] = Shelf()
        self.sequences: Shelf[Sequence] = Shelf()
        self.routines: Shelf[Routine] = Shelf()
        self.triggers: Shelf[Trigger] = Shelf()
        self.synonyms: Shelf[Synonym] = Shelf()
        self.types: Shelf[AliasType | Table | ObjectType] = Shelf()
        self.stubs: Shelf[Table] = Shelf()  # tables that only indexes and constraints speak of; no lookup finds them
        self.schemas: dict[str, str] = {}  # folded -> as declared, those with a CREATE SCHEMA
        self.moved: dict[str, dict[Key, Key]] = {}  # kind -> old key -> new key, by renames
        self.indexed: dict[str, list[Key]] = {}  # folded index name -> the tables that have or had such an index
        self.moved_columns: dict[Key, dict[str, str]] = {}  # table -> old column -> new column
        self.default_objects: dict[Key, str] = {}  # CREATE DEFAULT: the constant as SQL, "" for expressions
        self.rule_conditions: dict[Key, str] = {}  # CREATE RULE: {} for its variable, "" if not plain
        self.comments: list[Comment] = []
        self.conflicts: list[Conflict] = []
        self.unresolved: list[Any] = []  # facts (facts.py) about objects that the estate does not define
        self.pending: list[Any] = []  # facts that wait for finish()
        self.seen: set[tuple[str, Hashable]] | None = None  # what was looked up, see watched.py
        self.known: dict[tuple[str, Path, str], Answer] | None = None  # what locate() gave since it was settled
        self.shelves: dict[str, Shelf[Any]] = {
            "table": self.tables,
            "view": self.views,
            "sequence": self.sequences,
            "routine": self.routines,
            "trigger": self.triggers,
            "synonym": self.synonyms,
            "type": self.types,
        }

    def table(self, path: Path, schema: str = "") -> Table | None:
        """The table, also where the name is a synonym of it."""
        found = self._through("table", path, schema)
        return found if isinstance(found, Table) else None

    def view(self, path: Path, schema: str = "") -> View | None:
        found = self._through("view", path, schema)
        return found if isinstance(found, View) else None

    def sequence(self, path: Path, schema: str = "") -> Sequence | None:
        found = self._through("sequence", path, schema)
        return found if isinstance(found, Sequence) else None

    def routine(self, path: Path, schema: str = "") -> Routine | None:
        """A procedure, function or package; of `package.routine` ask for the package."""
        found = self._through("routine", path, schema)
        return found if isinstance(found, Routine) else None

    def column(self, path: Path, schema: str = "") -> Column | None:
        """The column of [schema.]table.column."""
        table = self.table(path[:-1], schema) if len(path) > 1 else None
        return table.columns.get(path[-1]) if table else None

    def synonym(self, path: Path, schema: str = "") -> Synonym | None:
        """The synonym itself; resolve() gives what it stands for."""
        key = self.locate("synonym", path, schema)
        return self.synonyms[key] if key else None

    def alias_type(self, path: Path, schema: str = "") -> AliasType | None:
        found = self._through("type", path, schema)
        return found if isinstance(found, AliasType) else None

    def default_object(self, path: Path, schema: str = "") -> str:
        """The constant of a default object as SQL; "" where it is none or the estate has no such object."""
        return next((t for o in self.candidates(path, schema) if (t := self.default_objects.get((o, path[-1])))), "")

    def rule_condition(self, path: Path, schema: str = "") -> str:
        """The condition of a rule object with {} for its variable; "" where it is not plain or not in the estate."""
        return next((t for o in self.candidates(path, schema) if (t := self.rule_conditions.get((o, path[-1])))), "")

    def user_type(self, path: Path, schema: str = "") -> AliasType | Table | ObjectType | None:
        """An alias type, a table type (a Table of kind `table type`) or an object type."""
        found = self._through("type", path, schema)
        return found if isinstance(found, (AliasType, Table, ObjectType)) else None

    def base_type(self, type_: SqlType | None, schema: str = "") -> SqlType | None:
        """The built-in type behind alias types; None where it is not known, table and object types as they are."""
        for _ in range(MOST_STEPS):
            if type_ is None or not type_.user:
                return type_
            found = self.user_type(type_.user, schema)
            if not isinstance(found, AliasType):
                return type_ if found else None
            type_ = found.base
        return None

    def tables_with_index(self, name: str, schema: str = "") -> list[Key]:
        """The tables (or stubs) that have an index of that folded name, those of that owner alone where it is given."""
        found = dict.fromkeys(self.follow("table", key) for key in self.indexed.get(name, ()))
        return [key for key in found if schema in ("", key[0])]

    def resolve(self, path: Path, schema: str = "") -> Object | None:
        """What a name stands for, of whatever kind; synonyms are followed, and None is the answer for a cycle."""
        for kind in SHELVES:
            found: Object | None = self._through(kind, path, schema)
            if found is not None:
                return found
        return None

    def settled(self, *, now: bool) -> None:
        """Whether the catalog is complete: from then on the answer to a lookup stays the same, and is kept."""
        self.known = {} if now else None

    def locate(self, kind: str, path: Path, schema: str = "") -> Key | None:
        """The key of the object of that kind (a shelf's name) that the path means; synonyms are not followed."""
        if self.known is None:
            return self._search(kind, path, schema)
        asked = (kind, path, schema)
        found = self.known.get(asked)
        if found is None:
            if len(self.known) >= MOST_KNOWN:
                self.known.clear()
            found = self.known[asked] = self._answer(kind, path, schema)
        elif self.seen is not None:
            self.seen |= found[1]
        return found[0]

    def _answer(self, kind: str, path: Path, schema: str) -> Answer:
        """With all that was looked up for it, which counts as looked up whenever the answer is given again."""
        if self.seen is None:
            return self._search(kind, path, schema), frozenset()
        before = set(self.seen)
        self.seen.clear()
        found = self._search(kind, path, schema), frozenset(self.seen)
        self.seen |= before
        return found

    def _search(self, kind: str, path: Path, schema: str) -> Key | None:
        if not path:
            return None
        key = self._exact(kind, path, schema)
        if key is None and self.names_own_database(path):
            key = self._exact(kind, path[1:], schema)
        if key is not None or len(path) > 1:
            return key
        # The current schema is often not written down: take the only object of that name, unless a synonym says else.
        owners = self.shelves[kind].owners.get(path[0], ())
        if len(owners) != 1 or (kind != "synonym" and self._exact("synonym", path, schema)):
            return None
        return owners[0], path[0]

    def names_own_database(self, path: Path) -> bool:
        """`his..t` where no script says in which database it is: it may be this one."""
        if self.dialect != "sqlserver" or self.database or len(path) != 3:
            return False
        self.note("database", path[0])
        return not self.has_database(path[0])

    def has_database(self, name: str) -> bool:
        """Whether a script makes tables in that other database."""
        known = dict.values(self.shelves["table"].owners)
        return any(owner.startswith(f"{name}.") for owners in known for owner in owners)

    def named(self, kind: str, name: str) -> list[Key]:
        """The keys of all objects of that kind (a shelf's name) and folded name, in declaration order."""
        return [(owner, name) for owner in self.shelves[kind].owners.get(name, ())]

    def note(self, container: str, key: Hashable) -> None:
        """A lookup in what is worked out of the catalog."""
        if self.seen is not None:
            self.seen.add((container, key))

    def _exact(self, kind: str, path: Path, schema: str) -> Key | None:
        for owner in self.candidates(path, schema):
            key = self.follow(kind, (owner, path[-1]))
            if key in self.shelves[kind]:
                return key
        return None

    def candidates(self, path: Path, schema: str = "") -> tuple[str, ...]:
        """The owners under which the path's object may lie, the likeliest first."""
        if len(path) > 1:
            owner = self.owner(path[:-1], schema)
            # Objects that a script creates without saying where belong to whoever ran it.
            return (owner, "") if self.dialect == "oracle" and len(path) == 2 else (owner,)
        own = schema or self.schema
        if self.dialect == "oracle":
            return (own, "", "PUBLIC")
        return (own, own.rpartition(".")[0] + ".dbo") if "." in own else (own, "dbo")

    def owner(self, qualifiers: Path, schema: str = "") -> str:
        """The owner that stands in a key for the components before a name; the own database is left out."""
        if self.dialect == "oracle":
            return ".".join(qualifiers) or schema or self.schema
        names = [q or "dbo" for q in qualifiers[-1:]]
        before = [q for q in qualifiers[:-1] if q]
        if not names:
            return schema or self.schema
        if not before and "." in schema:  # a name inside a file of another database
            before = [schema.rpartition(".")[0]]
        return ".".join(names if before == [self.database] else [*before, *names])

    def follow(self, kind: str, key: Key) -> Key:
        """The key that an object has after the estate's renames."""
        moved = self.moved.get(kind)
        for _ in range(MOST_STEPS if moved else 0):
            if key in self.shelves[kind] or key not in moved:  # type: ignore[operator]
                break
            key = moved[key]  # type: ignore[index]
        return key

    def _through(self, kind: str, path: Path, schema: str) -> Any:
        """An object of that kind, behind synonyms as well."""
        for _ in range(MOST_STEPS):
            key = self.locate(kind, path, schema)
            if key is not None:
                return self.shelves[kind][key]
            synonym = self.synonym(path, schema)
            if synonym is None or synonym.remote:
                return None
            path, schema = synonym.target, synonym.schema
        return None
