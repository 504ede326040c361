"""The body of a nested routine in the place of a statement that calls it."""

from __future__ import annotations

from typing import Final

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.model import Part
from dbmigrate.rules.procedural.plsql_nested import (
    Names,
    Use,
    calls_itself,
    is_captured,
    names_in,
    parameters_of,
    type_text,
)
from dbmigrate.rules.procedural.plsql_package_names import variable_of_package
from dbmigrate.rules.procedural.tsql_text import indent
from dbmigrate.syntax.ddl.nodes import Node, below
from dbmigrate.syntax.procedural.nodes import Block, Parameter, Routine, key_of
from dbmigrate.syntax.procedural.statements import Assignment, Goto, Raise, Return

# What PL/pgSQL says itself at the end of a function.
WITHOUT_VALUE: Final = (
    "RAISE EXCEPTION 'control reached end of function without RETURN' USING ERRCODE = 'function_executed_no_return_statement';"
)


class Text:
    """A template and what fills it. `blanks`: before each line but the first."""

    def __init__(self, blanks: str = "") -> None:
        self.template, self.places, self.blanks = "", list[Part](), blanks

    def add(self, *pieces: str | Part) -> None:
        for piece in pieces:
            own = literal_template(piece.replace("\n", f"\n{self.blanks}")) if isinstance(piece, str) else "{}"
            self.template += own
            self.places += [piece] if isinstance(piece, Part) else []


def can_expand(routine: Routine, context: Context, names: Names) -> bool:
    """`context`: of the block that declares it."""
    if routine.name is None or not isinstance(routine.body, Block) or routine.body.problem or routine.options or routine.rest:
        return False
    if key_of(routine.name) not in names or calls_itself(routine, names) or below(routine, Goto):
        return False
    parameters = parameters_of(routine)
    if routine.parameters is not None and not parameters:
        return False
    if routine.returns is not None and (routine.returns.type is None or not type_text(routine.returns.type, context)):
        return False
    return all(type_text(p.type, context) for p in parameters)


def can_replace(use: Use, context: Context, names: Names) -> bool:
    """The body can stand in the place of this call."""
    if is_captured(use, context, names):
        return False
    lexed = use.statement.lexed
    for parameter, part in zip(parameters_of(use.routine), use.arguments, strict=True):
        if parameter.direction == "in":
            continue
        if part is None or not lexed.is_name(part.first):
            return False
        words = [lexed.words[k] for k in range(part.first, part.last + 1)]
        simple = all(w == "." if i % 2 else lexed.is_name(part.first + i) for i, w in enumerate(words))
        if not simple or any(variable_of_package(tuple(words[::2])[:n], context) for n in (1, 2, 3)):
            return False
    return True


def ordinal(routine: Routine) -> str:
    """A name for what belongs to one routine, the same wherever its body is written."""
    return f"dbmigrate_{routine.part.first}"


def expansion(use: Use, context: Context) -> Text:
    """What takes the statement's place."""
    routine, parameters = use.routine, parameters_of(use.routine)
    made = Text(indent(use.statement.lexed, use.statement.part))
    assert routine.name and isinstance(routine.body, Block)
    pairs = list(zip(parameters, use.arguments, strict=True))
    if routine.returns is None and all(p.direction == "in" for p in parameters) and not clash(use, parameters):
        made.add("<<", routine.name.part, ">>\n", "DECLARE\n" if pairs or routine.body.declarations else "")
        for p, a in pairs:
            made.add("  ", p.name.part, " ", type_text(p.type, context), *value_of(a), ";\n")
        made.add("  " if routine.body.declarations else "", routine.body.part)
        return made
    with_results(made, use, pairs, context)
    return made


def value_of(argument: Part | None) -> tuple[str | Part, ...]:
    return (" := ", argument) if argument is not None else ()


def with_results(made: Text, use: Use, pairs: list[tuple[Parameter, Part | None]], context: Context) -> None:
    """Values first, then the parameters, then the body; what comes back is assigned where only the caller's names are
    in sight."""
    routine, name = use.routine, ordinal(use.routine)
    assert isinstance(routine.body, Block) and routine.name
    made.add("DECLARE\n")
    for n, (p, a) in enumerate(pairs, 1):
        made.add(f"  {name}_{n} {type_text(p.type, context)}", *(value_of(a) if p.direction != "out" else ()), ";\n")
    if routine.returns is not None and routine.returns.type is not None:
        made.add(f"  {name} {type_text(routine.returns.type, context)};\n")
    made.add("BEGIN\n")
    if pairs:
        made.add("DECLARE\n")
        for n, (p, a) in enumerate(pairs, 1):
            given = a is not None and p.direction != "out"
            made.add("  ", p.name.part, f" {type_text(p.type, context)}", f" := {name}_{n};\n" if given else ";\n")
        made.add("BEGIN\n")
    falls = routine.returns is not None and may_fall(routine.body)
    made.add("<<", routine.name.part, ">>\n", "BEGIN\n" if falls else "")
    made.add("DECLARE\n  " if routine.body.declarations else "", routine.body.part)
    made.add(f"\n{WITHOUT_VALUE}\nEND;" if falls else "")
    for n, (p, a) in enumerate(pairs, 1):
        if p.direction != "in" and a is not None:
            made.add(f"\n{name}_{n} := ", p.name.part, ";")
    made.add("\nEND;" if pairs else "")
    for n, (p, a) in enumerate(pairs, 1):
        if p.direction != "in" and a is not None:
            made.add("\n", a, f" := {name}_{n};")
    if isinstance(use.statement, Assignment):
        made.add("\n", use.statement.target.part, f" := {name};")
    elif isinstance(use.statement, Return):
        made.add("\n")
        returned(made, context, name)
    made.add("\nEND;")


def may_fall(body: Block) -> bool:
    """The end of a function's body may be reached without RETURN."""
    lists = (body.statements, *(h.statements for h in body.handlers))
    return any(not statements or not isinstance(statements[-1], (Return, Raise)) for statements in lists)


def returned(made: Text, context: Context, value: str | Part | None) -> None:
    """RETURN: in a nested routine its result is kept and its block left."""
    around = nested_around(context)
    if around is None:
        made.add("RETURN ", value or "", ";")
        return
    assert around.name
    if value is not None:
        made.add(f"{ordinal(around)} := ", value, ";\n")
    made.add("EXIT ", around.name.part, ";")


def nested_around(context: Context) -> Routine | None:
    """The nearest routine around the place, where a block declares it."""
    found = context.above(Routine)
    path = context.path
    blocks = [n for n in path if isinstance(n, Block) and any(found is d for d in n.declarations)]
    return found if blocks and path.index(blocks[0]) and isinstance(path[path.index(blocks[0]) - 1], Routine) else None


def clash(use: Use, parameters: tuple[Parameter, ...]) -> bool:
    """The value of a later parameter names an earlier one, which would hide the caller's."""
    earlier = set[str]()
    for parameter, argument in zip(parameters, use.arguments, strict=True):
        if argument is not None and names_in(Node(argument, use.statement.lexed)) & earlier:
            return True
        earlier.add(key_of(parameter.name))
    return False
