"""What PL/SQL code declares, as types: variables, subtypes, fields of records, elements of collections, packages.

PL/SQL Language Reference, "PL/SQL Subtypes", "PL/SQL Collections and Records", "%TYPE Attribute".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple

from dbmigrate.catalog.keys import Path, path_of
from dbmigrate.catalog.packages import item, items
from dbmigrate.catalog.signatures import argument
from dbmigrate.catalog.values import Argument, ObjectType, PackageItem, Signature
from dbmigrate.latest import latest
from dbmigrate.syntax.ddl.nodes import Name, Node
from dbmigrate.syntax.procedural.nodes import Block, Module, Parameter, Routine, TypeBody, key_of
from dbmigrate.syntax.procedural.scopes import declaration
from dbmigrate.types.estate import Estate
from dbmigrate.types.methods import object_type, of_self
from dbmigrate.types.values import Type, unknown

MOST_STEPS = 16  # of types that stand for others
Column = Callable[[Path, str], Type | None]


class Held(NamedTuple):
    """A declared type, and the package that declares it, () where the place itself does."""

    type: Argument
    home: Path = ()


@latest
def by_name(body: Block) -> dict[str, list[Node]]:
    """What a package's body declares."""
    found: dict[str, list[Node]] = {}
    for node in body.declarations:
        own = getattr(node, "name", None)
        if isinstance(own, Name):
            found.setdefault(key_of(own), []).append(node)
    return found


class Functions:
    """The functions of the package that was asked for last, by name."""

    def __init__(self) -> None:
        self.unit: Module | None = None
        self.found: dict[str, list[Routine]] = {}

    def of(self, unit: Module, name: str) -> list[Routine]:
        if self.unit is not unit:
            self.unit, self.found = unit, {}
            for node in unit.body.declarations if isinstance(unit.body, Block) else ():
                if isinstance(node, Routine) and node.name is not None and node.returns is not None:
                    self.found.setdefault(key_of(node.name), []).append(node)
        return self.found.get(name, [])


FUNCTIONS: Final = Functions()


class Code:
    """`nodes`: what stands around the place; `column`: the type of a table's column."""

    def __init__(self, estate: Estate, nodes: Sequence[Node], schema: str, column: Column) -> None:
        self.estate, self.nodes, self.schema, self.column = estate, nodes, schema, column

    def declared(self, path: Path, home: Path = ()) -> tuple[PackageItem, Path] | None:
        """What a name declares, and in which package. `home`: the package whose declarations it stands among."""
        if len(path) == 1:
            node = self.node(path[0]) if not home else None
            made = item(node) if node is not None else None
            if isinstance(node, Parameter):
                made = PackageItem("variable", argument("", node.type, "in", False))
            if made is not None:
                return made, ()
            return self.of_package(home or self.own_package, path[0])
        return self.of_package(path[:-1], path[-1])

    def node(self, name: str) -> Node | None:
        found = declaration(self.nodes, name)
        return found if found is not None else of_self(self.nodes, name, self.estate.catalog, self.schema)

    @property
    def own_package(self) -> Path:
        outer = self.nodes[0] if self.nodes else None
        return path_of(outer.name) if isinstance(outer, Module) and outer.name else ()

    def of_package(self, package: Path, name: str) -> tuple[PackageItem, Path] | None:
        outer = self.nodes[0] if self.nodes else None
        own = self.own_package
        if own and package in (own, own[-1:]) and isinstance(outer, Module) and isinstance(outer.body, Block):
            found = items(by_name(outer.body).get(name, ()))
            if name in found:
                return found[name], own
        known = self.estate.catalog.routine(package, self.schema) if package else None
        made = known.items.get(name) if known is not None else None
        return (made, package) if made is not None else None

    def variable(self, path: Path) -> Type | None:
        """Of a variable, a constant or a field of one; None where no name before the fields is declared."""
        for k in range(1, len(path) + 1):
            found = self.declared(path[:k])
            if found is not None and found[0].kind in ("variable", "constant") and found[0].type is not None:
                return self.below(Held(found[0].type, found[1]), path[k:])
        return None

    def called(self, path: Path) -> Type | None:
        """What a function gives; None where it is not known, or overloads differ."""
        found = {self.type(held) for held in self.results(path)}
        return found.pop() if len(found) == 1 else None

    def results(self, path: Path) -> Iterator[Held]:
        outer, own = self.nodes[0] if self.nodes else None, self.own_package
        routines: list[Routine] = []
        if own and isinstance(outer, Module) and (len(path) == 1 or path[:-1] in (own, own[-1:])):
            routines = FUNCTIONS.of(outer, path[-1])
        for routine in routines:
            if routine.returns is not None and routine.returns.type is not None:
                yield Held(argument("", routine.returns.type, "out", False), own)
        if routines:
            return
        for signature in self.methods(path):
            if signature.result is not None:
                yield Held(signature.result)
        home = path[:-1] or own
        for unit, package in ((path, ()), (home, home)):
            made = self.estate.catalog.routine(unit, self.schema) if unit else None
            for signature in made.signatures.get(path[-1], ()) if made is not None else ():
                if signature.result is not None:
                    yield Held(signature.result, package)

    def methods(self, path: Path) -> tuple[Signature, ...]:
        """Of the object or the type that stands before the name, else of the type whose method the place is in."""
        outer, own = self.nodes[0] if self.nodes else None, self.own_package if len(path) == 1 else path[:-1]
        made = self.object_of(path[:-1]) if len(path) > 1 else None
        if made is None and (len(path) > 1 or isinstance(outer, TypeBody)):
            made = object_type(own, self.estate.catalog, self.schema)
        return made.methods.get(path[-1], ()) if made is not None else ()

    def element(self, path: Path, fields: Path) -> Type | None:
        """Of the collection that the path means, or of a field of its elements."""
        held = self.held(path)
        inner = self.element_of(held) if held is not None else None
        return self.below(inner, fields) if inner is not None else None

    def held(self, path: Path) -> Held | None:
        """The variable that the path means, or the field of one."""
        for k in range(1, len(path) + 1):
            found = self.declared(path[:k])
            if found is not None and found[0].kind in ("variable", "constant") and found[0].type is not None:
                held: Held | None = Held(found[0].type, found[1])
                for name in path[k:]:
                    held = self.field(held, name) if held is not None else None
                return held
        return None

    def below(self, held: Held, fields: Path) -> Type:
        for name in fields:
            inner = self.field(held, name)
            if inner is None:
                return self.row_field(held, name) or unknown(".".join(fields))
            held = inner
        return self.type(held)

    def type(self, held: Held, steps: int = MOST_STEPS) -> Type:
        declared, home = held
        if declared.type is not None:
            named = self.named(held) if declared.type.user else None
            if named is not None and named[0].kind == "subtype" and named[0].type is not None and steps:
                return self.type(Held(named[0].type, named[1]), steps - 1)
            return self.estate.declared(declared.type, self.schema)
        path = declared.anchor
        if declared.attribute != "TYPE" or not steps:
            return unknown(".".join(path) + f"%{declared.attribute}")
        found = self.column(path[:-1], path[-1]) if len(path) > 1 else None
        if found is not None and found.is_known:
            return found.with_nulls()  # a variable takes the column's type, not its NOT NULL ("%TYPE Attribute")
        anchored = self.anchored(path, home)
        return self.type(anchored, steps - 1) if anchored is not None else found or unknown(".".join(path))

    def anchored(self, path: Path, home: Path) -> Held | None:
        """What %TYPE names: a variable, or a field of one."""
        for k in range(1, len(path) + 1):
            found = self.declared(path[:k], home if k == 1 else ())
            if found is not None and found[0].type is not None:
                held: Held | None = Held(found[0].type, found[1])
                for name in path[k:]:
                    held = self.field(held, name) if held is not None else None
                return held
        return None

    def named(self, held: Held) -> tuple[PackageItem, Path] | None:
        """The subtype, record or collection that the declaration names."""
        user = held.type.type.user if held.type.type is not None else ()
        return self.declared(user, held.home if len(user) == 1 else ()) if user else None

    def resolved(self, held: Held, steps: int = MOST_STEPS) -> tuple[PackageItem, Path] | None:
        """The same behind subtypes and %TYPE."""
        if held.type.attribute == "TYPE":
            anchored = self.anchored(held.type.anchor, held.home)
            return self.resolved(anchored, steps - 1) if anchored is not None and steps else None
        found = self.named(held)
        if found is not None and found[0].kind == "subtype" and found[0].type is not None and steps:
            return self.resolved(Held(found[0].type, found[1]), steps - 1)
        return found

    def field(self, held: Held, name: str) -> Held | None:
        found = self.resolved(held)
        if found is not None and found[0].kind == "record":
            return next((Held(f, found[1]) for f in found[0].fields if f.name == name), None)
        made = self.object_type(held)
        if made is None:
            return None
        column, called = made.columns.get(name), made.methods.get(name, ())
        if column is None and len(called) == 1 and called[0].result is not None:
            return Held(called[0].result)  # a method without parentheses
        return Held(Argument(name, column.type)) if column is not None else None

    def row_field(self, held: Held, name: str) -> Type | None:
        """Of a variable for a row of a table, which holds NULLs until it is filled."""
        found = self.column(held.type.anchor, name) if held.type.attribute == "ROWTYPE" else None
        return found.with_nulls() if found is not None else None

    def element_of(self, held: Held) -> Held | None:
        found = self.resolved(held)
        if found is not None and found[0].kind == "collection" and found[0].type is not None:
            return Held(found[0].type, found[1])
        made = self.object_type(held)
        return Held(Argument("", made.element)) if made is not None and made.element is not None else None

    def object_of(self, path: Path) -> ObjectType | None:
        """The object type of a variable, or of a field of one."""
        held = self.held(path)
        made = self.object_type(held) if held is not None else None
        return made if made is not None and made.kind == "object" else None

    def object_type(self, held: Held) -> ObjectType | None:
        user = held.type.type.user if held.type.type is not None else ()
        found = self.estate.catalog.user_type(user, self.schema) if user else None
        return found if isinstance(found, ObjectType) else None
