"""Methods of object types: which ones a call means, and where they are on the target.

Each method is a routine in a schema of the type's name, as those of a package are; SELF is its first parameter.
Object-Relational Developer's Guide, "Object Methods", "Constructor Methods for Object Types".
"""

from __future__ import annotations

from typing import Final

from sqlglot import exp

from dbmigrate.catalog.keys import Key, Path, fold, path_of
from dbmigrate.catalog.values import ObjectType, Signature
from dbmigrate.engine.context import Context
from dbmigrate.engine.views import Call, Expr
from dbmigrate.records import dataclass
from dbmigrate.syntax.procedural.nodes import Routine, TypeBody
from dbmigrate.types.methods import SELF, object_type, own_type
from dbmigrate.types.outside import Surroundings

OF_OBJECT: Final = frozenset({"member", "map", "order"})


@dataclass(frozen=True)
class Method:
    """`object`: how many components of the name say whose method it is: 0 for SELF, and for methods of no object."""

    type: ObjectType
    signatures: tuple[Signature, ...]
    object: int = 0

    @property
    def of_object(self) -> bool:
        return all(s.member in OF_OBJECT for s in self.signatures)

    @property
    def is_function(self) -> bool:
        return all(s.kind == "function" for s in self.signatures)


def method(path: Path, context: Context) -> Method | None:
    """What a name means before an argument list, or without one. Names that methods of both sorts have are not told."""
    if not path:
        return None
    found = of_own_type(path[0], context) if len(path) == 1 else of_variable(path, context) or static(path, context)
    sorts = {s.member in OF_OBJECT for s in found.signatures} if found is not None else ()
    return found if len(sorts) == 1 else None


def of_own_type(name: str, context: Context) -> Method | None:
    outer = context.path[0] if context.path else None
    if not isinstance(outer, TypeBody) or outer.name is None or not is_free(name, context):
        return None
    known = object_type(path_of(outer.name), context.catalog, context.schema)
    signatures = known.methods.get(name, ()) if known is not None else ()
    heads = tuple(s for s in signatures if s.member != "constructor")
    if known is None or not heads or (heads[0].member in OF_OBJECT and not own_type(context.path)):
        return None
    return Method(known, heads)


def is_free(name: str, context: Context) -> bool:
    """No variable, parameter or routine of a block has the name."""
    declared = context.declared(name)
    return declared is None or (isinstance(declared, Routine) and declared.member is not None)


def of_variable(path: Path, context: Context) -> Method | None:
    found = object_of(path[:-1], context)
    heads = found.methods.get(path[-1], ()) if found is not None and path[-1] not in found.columns else ()
    return Method(found, heads, len(path) - 1) if found is not None and heads else None


def object_of(path: Path, context: Context) -> ObjectType | None:
    """The object type of a variable, or of a field of one."""
    if not context.path:
        return None
    return Surroundings(context.types.estate, context.path, context.schema).code.object_of(path)


def static(path: Path, context: Context) -> Method | None:
    if context.declared(path[0]) is not None:
        return None
    known = object_type(path[:-1], context.catalog, context.schema)
    heads = tuple(s for s in known.methods.get(path[-1], ()) if s.member == "static") if known is not None else ()
    return Method(known, heads) if known is not None and heads else None


def constructors(path: Path, context: Context) -> Method | None:
    """Those that the type declares itself."""
    if len(path) == 1 and not is_free(path[0], context):
        return None
    known = object_type(path, context.catalog, context.schema)
    heads = tuple(s for s in known.methods.get(path[-1], ()) if s.member == "constructor") if known is not None else ()
    return Method(known, heads) if known is not None and heads else None


def takes(found: Signature, call: Call) -> bool:
    """It can be called with as many arguments, and with these names."""
    given = call.node.expressions
    names = {fold("oracle", a.name, False) for a in given if isinstance(a, exp.Kwarg)}
    known = {a.name for a in found.arguments}
    needed = {a.name for a in found.arguments[len(given) - len(names) :] if not a.default}
    return len(given) <= len(found.arguments) and names <= known and needed <= names


def method_of_value(found: Expr, context: Context) -> Method | None:
    """Of a call whose object is an expression (what a function gives, an element, a column), or of such a call without
    parentheses, which the parser shows as an attribute."""
    outer = found.node if isinstance(found.node, exp.Dot) else found.parent
    if not isinstance(outer, exp.Dot) or found.node not in (outer, outer.expression):
        return None
    known = object_of_value(Expr(found.tree, outer.this), context)
    heads = known.methods.get(fold("oracle", outer.expression.name, False), ()) if known is not None else ()
    made = Method(known, heads) if known is not None and heads else None
    return made if made is not None and made.of_object else None


def object_of_value(found: Expr, context: Context) -> ObjectType | None:
    given = context.types.of(found)
    path = given.sql.user if given.sql is not None else ()
    return object_type(path, context.catalog, context.schema) if path else None


def is_chained(found: Call) -> bool:
    """`f(x).m()`: what stands before the point is no name."""
    first = found.name_part.first
    return first > 1 and found.lexed.words[first - 1] == "." and not found.lexed.is_name(first - 2)


def key_of_type(found: ObjectType) -> Key:
    return found.schema, fold("oracle", found.name, found.quoted)


def schema_of_type(found: ObjectType, context: Context) -> str:
    """The target schema of its methods, spelled."""
    return context.names.bare(context.names.package_schema(key_of_type(found)))


__all__ = ["SELF", "Method", "constructors", "method", "method_of_value", "schema_of_type", "takes"]
