"""The only place that spells a target name: quotes, case, length, collisions, schemas (DESIGN, "Names")."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Final

from dbmigrate.catalog.catalog import Catalog
from dbmigrate.catalog.collisions import Collision, Place, Renames, settle
from dbmigrate.catalog.keys import Key, Path, fold, path_of
from dbmigrate.catalog.spelling import (
    SYSTEM_COLUMNS,
    Spelling,
    Target,
    effective,
    is_plain,
    numbered,
    quote,
    shorten,
)
from dbmigrate.model import Part
from dbmigrate.syntax.ddl.nodes import Name

Replacement = tuple[Part, str]

RESERVED: Final = "pg_"  # PostgreSQL makes no schema that begins so ("CREATE SCHEMA")
# Owned by the source database itself: rules of their own speak of what lies there.
SYSTEM_OWNERS: Final = {
    "oracle": frozenset({"SYS", "SYSTEM", "XDB", "MDSYS", "CTXSYS"}),
    "sqlserver": frozenset({"sys", "information_schema"}),
}
SHELF_OF: Final = {
    "table": "table",
    "view": "view",
    "materialized view": "view",
    "sequence": "sequence",
    "type": "type",
    "routine": "routine",
    "procedure": "routine",
    "function": "routine",
    "package": "routine",
    "synonym": "synonym",
    "trigger": "trigger",
}
POSITION_OF: Final = {
    "column": "column",
    "type": "type",
    "routine": "function",
    "function": "function",
    "parameter": "param",
    "variable": "plvar",
    "cursor": "plvar",
    "label": "label",
    "field": "column",
}
# Kinds whose qualifiers are schemas (and databases).
IN_SCHEMA: Final = frozenset({*SHELF_OF, "column", "index", "constraint", "object"})


class Names:
    """`schemas` is the table [schemas] of the configuration: source schema, database or database.schema -> target
    schema. Every answer is text ready to be written, quotes included, and depends on nothing but the arguments, the
    catalog and the options."""

    def __init__(self, source: str, target: Target, catalog: Catalog, schemas: Mapping[str, str] | None = None) -> None:
        self.source, self.target, self.catalog = source, target, catalog
        self.schemas = {name.lower(): to for name, to in (schemas or {}).items()}
        self.known: dict[tuple[str, str, str, str], str | None] = {}

    @cached_property
    def spelling(self) -> Spelling:
        return Spelling(self.source, self.target, declared(self.catalog) if self.source == "sqlserver" else {})

    @cached_property
    def renames(self) -> Renames:
        return settle(self.catalog, self.spelling, self.schema)

    def spell(self, text: str, quoted: bool = False, position: str = "", kind: str = "") -> str:
        """One component as it must be written. `text` is without quotes, `position` as in packs.POSITIONS.

        Does not know of collisions, which need the object: see object_name, spell_column, spell_index.
        """
        spelled = self.spelling.spell(text, quoted, position or POSITION_OF.get(kind, "table"))
        if kind == "column" and effective(spelled) in SYSTEM_COLUMNS:
            return numbered(spelled, 2, self.spelling.most)
        return spelled

    def shortened(self, text: str) -> bool:
        """Whether the name is too long for the target and is written shorter."""
        return len(text.encode("utf-8", "surrogatepass")) > self.spelling.most

    def generated(self, text: str, owner: str = "") -> str:
        """A name that we make up (unquoted, lower case) for a relation in that owner's schema: short and not taken."""
        most, place = self.spelling.most, ("relation", self.schema(owner))
        name = shorten(text, most, text)
        free, number = name, 2
        while self.is_taken(place, free):
            free, number = numbered(name, number, most), number + 1
        return self.bare(free)

    def is_taken(self, place: Place, name: str) -> bool:
        """Whether the estate has something of that name in a namespace of the target."""
        self.catalog.note("taken", (place, name))
        return name in self.renames.taken[place]

    def bare(self, name: str) -> str:
        """A target's own name, in quotes where it needs them."""
        plain = is_plain(name) and name == name.lower() and not self.target.needs_quote(name, "table")
        return name if plain else quote(name)

    # --- objects -------------------------------------------------------------------------------------------------

    def object_name(
        self, path: Path, kind: str, text: str, quoted: bool = False, position: str = "", schema: str = ""
    ) -> str:
        """The last component of an object's name, where `text` is how this place writes it."""
        shelf = SHELF_OF.get(kind)
        for one in (shelf,) if shelf else ("table", "view", "sequence", "type", "routine"):
            if not self.renames.names:
                break
            key = self.catalog.locate(one, path, schema)
            renamed = self.renames.names.get((one, key, "")) if key else None
            if renamed is not None:
                return renamed
        return self.spell(text, quoted, position, kind)

    def object(self, path: Path, kind: str, schema: str = "") -> str:
        """Qualified text for SQL that we make up; unqualified where the estate does not say who owns the object.

        By an old name it is called so: scripts that rename keep their order, and this place stands before the renaming.
        """
        shelf = SHELF_OF[kind]
        key = self.catalog.locate(shelf, path, schema)
        if key is None or key[1] != path[-1]:
            key = (self.catalog.owner(path[:-1], schema), path[-1])
            name = self.spell(path[-1], True, kind=kind)
        else:
            value = self.catalog.shelves[shelf][key]
            name = self.object_name(key, kind, value.name, value.quoted)
        qualifier = self.schema(key[0])
        return f"{self.bare(qualifier)}.{name}" if qualifier else name

    def spell_column(self, table: Path, text: str, quoted: bool = False, position: str = "", schema: str = "") -> str:
        """A column of that table."""
        return self.within("column", table, text, quoted, schema) or self.spell(text, quoted, position, "column")

    def spell_index(self, table: Path, text: str, quoted: bool = False, schema: str = "") -> str:
        """An index of that table; PostgreSQL has one namespace for the indexes of a schema."""
        return self.within("index", table, text, quoted, schema) or self.spell(text, quoted, kind="index")

    def spell_constraint(self, table: Path, text: str, quoted: bool = False, schema: str = "") -> str:
        """A constraint of that table, of whatever kind."""
        return self.within("constraint", table, text, quoted, schema) or self.spell(text, quoted, kind="constraint")

    def within(self, kind: str, table: Path, text: str, quoted: bool, schema: str) -> str | None:
        if not self.renames.names:
            return None
        key: Key | None = self.catalog.locate("table", table, schema)
        key = key or (self.catalog.owner(table[:-1], schema), table[-1])
        return self.renames.names.get((kind, key, fold(self.source, text, quoted)))

    def collisions(self) -> list[Collision]:
        """All names that had to be numbered, in declaration order."""
        return self.renames.found

    # --- schemas -------------------------------------------------------------------------------------------------

    def schema(self, owner: str) -> str:
        """The target schema (not quoted) of a key's owner; "" where the estate does not say."""
        mapped = self.schemas.get(owner.lower())
        if mapped is not None:
            return mapped
        if self.source == "oracle":
            if "&" in owner:
                return ""  # a substitution variable
            spelled = owner.lower() if owner == owner.upper() else owner
            return f"_{spelled}" if spelled.startswith(RESERVED) else spelled
        database, _, own = owner.rpartition(".")
        if not database:
            return "public" if own == "dbo" else own
        base = self.schemas.get(database, database.rpartition(".")[2])
        return base if own == "dbo" else f"{base}_{own}"

    def package_schema(self, key: Key) -> str:
        """The schema that stands for an Oracle package: its name, or owner_package where that name is taken."""
        owner, name = key
        mapped = self.schemas.get(f"{owner}.{name}".lower().lstrip("."))
        if mapped is not None:
            return mapped
        taken = name.lower() in self.object_schemas or self.packages.get(name, 0) > 1
        text = f"{self.schema(owner)}_{name.lower()}" if taken and owner else name.lower()
        if text.startswith(RESERVED):
            text = f"_{text}"
        return shorten(text, self.spelling.most, text)

    @cached_property
    def packages(self) -> dict[str, int]:
        """How many packages of a folded name there are."""
        return dict(Counter(k[1] for k, r in self.catalog.routines.items() if r.kind.startswith("package")))

    @cached_property
    def owners(self) -> frozenset[str]:
        """Those of the estate's objects, as keys have them; "database.schema" in another database."""
        shelves = (s for kind, s in self.catalog.shelves.items() if kind != "synonym")
        return frozenset({key[0] for shelf in shelves for key in shelf} | set(self.catalog.schemas))

    @cached_property
    def object_schemas(self) -> frozenset[str]:
        return frozenset(map(self.schema, self.owners))

    def schemas_needed(self) -> list[str]:
        """The schemas (not quoted) that a load has to create, in alphabetical order; packages are not among them."""
        return sorted(self.object_schemas - {"", "public"})

    @cached_property
    def databases(self) -> frozenset[str]:
        """Other databases (SQL Server) in which the scripts make something."""
        owners = (key[0] for shelf in self.catalog.shelves.values() for key in shelf)
        return frozenset(owner.rpartition(".")[0] for owner in owners) - {""}

    @cached_property
    def variable_schemas(self) -> list[str]:
        """Names (lower case) of SQL*Plus variables that stand for the owner of an object."""
        owners = {key[0] for shelf in self.catalog.shelves.values() for key in shelf}
        return sorted(o.strip("&.").lower() for o in owners if o.startswith("&"))

    def search_path(self, schema: str = "") -> tuple[str, ...]:
        """The target schemas in which a statement written under that current schema finds its unqualified names."""
        own = self.schema(schema or self.catalog.schema)
        return tuple(dict.fromkeys(s for s in (own, "public") if s))

    def load_path(self, schema: str = "", owners: Iterable[str] = ()) -> tuple[str, ...]:
        """The search path of load scripts, spelled: where names without a schema are made and found.

        `owners` are those of objects that are named without them; the source finds them by synonyms or rights.
        `schema` is the current one of the place. Where the scripts do not say: an Oracle estate with one owner lives
        in the owner's schema; SQL Server looks into dbo, and a lone other schema of the estate stands behind it.
        """
        path = self.search_path(schema)
        if self.source == "sqlserver" and not schema:
            others = sorted({self.schema(o) for o in self.owners if "." not in o} - {"", "public"})
            path = ("public", *(others if len(others) == 1 else ()))
        more = [s for s in map(self.schema, owners) if s and s not in path]
        return tuple(map(self.bare, (*path, *more)))

    # --- names in trees ------------------------------------------------------------------------------------------

    def qualified(self, name: Name, position: str = "", schema: str = "") -> list[Replacement]:
        """What must change in a name, part by part; [] where nothing must. The text is raw: braces are not doubled.

        A database or server component goes together with the schema behind it.
        """
        if name.kind == "schema":
            return self.changed(name, 0, self.bare(self.schema(path_of(name)[0])))
        if name.kind not in IN_SCHEMA:
            return self.changed(name, -1, self.spell(name.value, name.is_quoted(), position, name.kind))
        path, count = path_of(name), len(name.parts)
        # SQL Server's DROP INDEX t.i names the table before the index.
        in_table = count > 1 and (name.kind == "column" or (name.kind == "index" and self.source == "sqlserver"))
        owners = path[:-2] if in_table else path[:-1]
        if any(o in SYSTEM_OWNERS[self.source] for o in owners):
            return []
        found: list[Replacement] = []
        if len(owners) == 2 and self.is_own_database(path[:-1] if in_table else path, schema):
            owners = owners[1:]
        if owners:
            if self.lives_without_owner(path[:-1] if in_table else path, name.kind, schema):
                found.append((Part(name.parts[0].first, name.parts[-2 if in_table else -1].first - 1), ""))
            else:
                found += self.qualifiers(name, owners, -2 if in_table else -1, schema)
        if in_table:
            table = self.object_name(path[:-1], "table", name.values[-2], name.is_quoted(-2), "", schema)
            found += self.changed(name, -2, table)
            inner = self.within(name.kind, path[:-1], name.value, name.is_quoted(), schema)
            return found + self.changed(
                name, -1, inner or self.spell(name.value, name.is_quoted(), position, name.kind)
            )
        if name.kind == "index":
            return found + self.changed(name, -1, self.lone_index(name, path))
        if name.kind in ("column", "constraint"):
            return found + self.changed(name, -1, self.spell(name.value, name.is_quoted(), position, name.kind))
        text = self.object_name(path, name.kind, name.value, name.is_quoted(), position, schema)
        return found + self.changed(name, -1, text)

    def alone(self, name: Name, position: str = "", schema: str = "") -> str | None:
        """What a name of one component must become, None where it stays: `qualified`, asked once for each spelling."""
        key = (name.kind, name.text(), position, schema)
        if key not in self.known:
            found = self.qualified(name, position, schema)
            self.known[key] = found[0][1] if found else None
        return self.known[key]

    def lone_index(self, name: Name, path: Path) -> str:
        """An index whose table is not named: found by its name where only one table has such an index."""
        tables = self.catalog.tables_with_index(path[-1], path[-2] if len(path) > 1 else "")
        if len(tables) == 1:
            return self.spell_index(tables[0], name.value, name.is_quoted())
        return self.spell(name.value, name.is_quoted(), kind="index")

    def changed(self, name: Name, i: int, new: str) -> list[Replacement]:
        part = name.parts[i]
        return [] if name.text(part) == new else [(part, new)]

    def lives_without_owner(self, path: Path, kind: str, schema: str) -> bool:
        """The scripts make the object without saying where: it is on the search path, whoever names its owner."""
        if self.source != "oracle" or len(path) != 2:
            return False
        shelf = "table" if kind == "column" else SHELF_OF.get(kind)
        for one in (shelf,) if shelf else ("table", "view", "sequence", "type", "routine"):
            key = self.catalog.locate(one, path, schema)
            if key is not None:
                return key[0] == ""
        return False

    def is_own_database(self, path: Path, schema: str) -> bool:
        """A variable of the client; or no script names the own database, and the object is here."""
        if path[0].startswith("$("):
            return True
        if not self.catalog.names_own_database(path):
            return False
        return any(self.catalog.locate(s, path, schema) is not None for s in ("table", "view", "routine", "sequence"))

    def qualifiers(self, name: Name, owners: Path, i: int, schema: str) -> list[Replacement]:
        """The components before part i: one schema, or nothing where only the own database was named."""
        parts, end = name.parts[:i], name.parts[i].first - 1  # end: the last point
        if self.source == "sqlserver" and len(owners) == 3:
            parts = parts[1:]  # QY221 takes the server away
        owner = self.catalog.owner(owners, schema)
        left_out = owners[-1] == ""
        new = "" if left_out and "." not in owner else self.schema(owner)
        if not new:
            return [(Part(parts[0].first, end), "")]
        if len(owners) == 1 and not name.is_quoted(0) and effective(name.values[0]) == new and is_plain(new):
            return []
        if left_out:
            return [(Part(parts[0].first, end), self.bare(new) + ".")]
        whole = Part(parts[0].first, parts[-1].last)
        return [] if name.text(whole) == self.bare(new) else [(whole, self.bare(new))]


def declared(catalog: Catalog) -> dict[str, str]:
    """Folded name -> the first spelling that the estate declares, so that all places of a quoted name agree."""
    found: dict[str, str] = {}
    for shelf in catalog.shelves.values():
        for key, value in shelf.items():
            found.setdefault(key[1], value.name)
    for table in (*catalog.tables.values(), *(t for t in catalog.types.values() if hasattr(t, "columns"))):
        for name, column in table.columns.items():
            found.setdefault(name, column.name)
    for table in (*catalog.tables.values(), *catalog.stubs.values()):
        for item in table.named:
            if item.name:
                found.setdefault(item.name.lower(), item.name)
    return found
