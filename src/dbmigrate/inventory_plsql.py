"""What PL/SQL routines take and give: parameters, results, and the cursors that they hand out."""

from __future__ import annotations

from collections.abc import Iterator

from dbmigrate.catalog.keys import path_of
from dbmigrate.catalog.values import Routine as Known
from dbmigrate.engine.context import Context
from dbmigrate.inventory import CURSOR, OUT_CURSORS, TABLE, GivenSet, Interface, Passed, arguments, fetching
from dbmigrate.rules.procedural.judged_types import is_cursor_type
from dbmigrate.rules.procedural.judgement import settled
from dbmigrate.rules.procedural.plsql_nested import type_text
from dbmigrate.rules.procedural.plsql_types import column_text
from dbmigrate.syntax.ddl.nodes import Node, TypeName, below
from dbmigrate.syntax.procedural.nodes import Block, DataType, Package, Parameter, Routine, key_of
from dbmigrate.syntax.procedural.statements import Open, Sql
from dbmigrate.syntax.sql import parse


def interfaces(unit: Node, context: Context) -> Iterator[Interface]:
    """Of a routine, and of those routines of a package's body that its specification offers."""
    if isinstance(unit, Routine) and unit.member is None and unit.name is not None:
        target = context.names.object(path_of(unit.name), "routine", context.schema)
        found = interface(unit, unit.name.text(), target, context)
        yield from [found] if found else []
    elif isinstance(unit, Package) and unit.kind == "package body" and unit.name and isinstance(unit.body, Block):
        path = path_of(unit.name)
        known = context.catalog.routine(path, context.schema)
        key = context.catalog.locate("routine", path, context.schema)
        if known is None or key is None:
            return
        schema = context.names.bare(context.names.package_schema(key))
        inner = Context(**{**vars(context), "path": [unit, unit.body]})
        for node in unit.body.declarations:
            if isinstance(node, Routine) and node.name and node.body is not None and is_offered(node, known):
                own = context.names.spell(key_of(node.name), True, kind="routine")
                found = interface(node, f"{unit.name.text()}.{node.name.text()}", f"{schema}.{own}", inner)
                yield from [found] if found else []


def is_offered(node: Routine, package: Known) -> bool:
    return node.name is not None and key_of(node.name) in package.signatures


def interface(unit: Routine, name: str, target: str, context: Context) -> Interface | None:
    """None where the routine is not converted."""
    whole = context.path[0] if context.path else unit
    assert isinstance(whole, (Package, Routine))
    all_of_it = settled(whole, context)
    judgement = all_of_it if whole is unit else all_of_it.routines.get(id(unit))
    if judgement is None or judgement.unclear is not None:
        return None
    nodes = [p for p in (unit.parameters.items if unit.parameters else ()) if isinstance(p, Parameter)]
    found = tuple(passed(p, context) for p in nodes)
    cursors = [p for p in nodes if p.direction != "in" and is_cursor(p.type, context)]
    returned = unit.returns.type if unit.returns is not None else None
    piped = any(o.kind == "pipelined" for o in unit.options)
    form = TABLE if piped else OUT_CURSORS if cursors else CURSOR if returned and is_cursor(returned, context) else ""
    out = unit.kind == "function" and any(p.mode != "in" for p in found)
    called = f"{target}({arguments(found, out=unit.kind == 'procedure')})"
    select = "SELECT * FROM" if piped or out else "SELECT"
    return Interface(
        name,
        target,
        unit.kind,
        line_of(unit, unit.part.first),
        found,
        shown(returned, context) if returned else "",
        tuple(sets(unit, cursors, form, context)),
        form,
        False,
        before(name, unit.kind, found, piped),
        (f"CALL {called}" if unit.kind == "procedure" else f"{select} {called}") + fetching(form),
    )


def is_cursor(type_: DataType, context: Context) -> bool:
    """Also of a type that the package's specification declares."""
    return isinstance(type_, TypeName) and (is_cursor_type(type_, context) or type_text(type_, context) == "refcursor")


def passed(node: Parameter, context: Context) -> Passed:
    name = context.names.spell(key_of(node.name), True, "param")
    return Passed(name, shown(node.type, context), node.direction, node.default is not None)


def shown(type_: DataType, context: Context) -> str:
    """In the target's words; in the source's where it is not known what these are."""
    if is_cursor(type_, context):
        return "refcursor"
    return type_text(type_, context) or " ".join(type_.text().split())


def sets(unit: Routine, cursors: list[Parameter], form: str, context: Context) -> Iterator[GivenSet]:
    """One for each cursor, as it is opened first. What a function returns may be any cursor of its code."""
    opened: dict[str, Open] = {}
    for node in below(unit, Open):
        if isinstance(node, Open):
            opened.setdefault("".join(node.cursor.text().split()).upper(), node)
    for one in cursors:
        yield given_set(unit, f"cursor {one.name.text()}", opened.get(key_of(one.name)), one, context)
    if form == CURSOR:
        yield given_set(unit, "cursor", next(iter(opened.values()), None), unit, context)
    elif form == TABLE:
        yield GivenSet(line_of(unit, unit.part.first), "rows")


def given_set(unit: Routine, by: str, opened: Open | None, otherwise: Node, context: Context) -> GivenSet:
    columns: tuple[tuple[str, str], ...] = ()
    if opened is not None and isinstance(opened.source, Sql):
        query = opened.source.query
        tree = parse(query.lexed, query.part, query.into)
        outputs = context.types.reader(tree).scopes.outputs(tree.root) if tree.root is not None else None
        if outputs is not None and not outputs.missing:
            listed = ((name or f"column{k}", lazy()) for k, (name, lazy) in enumerate(outputs.items, 1))
            columns = tuple((context.names.spell(name, True, "column"), column_text(t, context)) for name, t in listed)
    return GivenSet(line_of(unit, (opened or otherwise).part.first), by, columns)


def line_of(unit: Routine, token: int) -> int:
    """Counted from the first line of the whole unit."""
    return unit.lexed.text.count("\n", 0, unit.lexed.tokens[token].start) + 1


def before(name: str, kind: str, found: tuple[Passed, ...], piped: bool) -> str:
    called = f"{name}({', '.join('?' for _ in found)})"
    if kind == "procedure":
        return f"{{call {called}}}"
    return f"SELECT * FROM TABLE({called})" if piped else f"{{? = call {called}}}"
