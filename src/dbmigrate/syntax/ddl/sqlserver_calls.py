"""SQL Server calls of system procedures; descriptions as comments. Reference: EXECUTE, sp_addextendedproperty."""

from __future__ import annotations

from typing import Final

from sqlglot.tokenizer_core import TokenType as T

from dbmigrate.syntax.ddl.nodes import Argument, Comment, Name, Node, Phrase, Procedural, SystemCall
from dbmigrate.syntax.ddl.reader import Cursor, Unexpected

PROPERTY: Final = (
    "name value level0type level0name level1type level1name level2type level2name".split()
)  # the parameters in order
REMOVING: Final = "sp_dropextendedproperty"  # takes no value
COMMENTING: Final = frozenset({"sp_addextendedproperty", "sp_updateextendedproperty", REMOVING})
# SQL Server's tools show MS_Description; hand-written scripts and other tools call the same thing Description.
DESCRIPTIONS: Final = frozenset({"ms_description", "description"})
SIGNS: Final = ("-", "+")
TEXTS: Final = frozenset({T.STRING, T.NATIONAL_STRING})


def read_execute(c: Cursor, in_code: bool = False) -> Node:
    """`EXEC [@result =] procedure arguments`; text that is run (`EXEC ('..')`, `EXEC @name`) is a block.

    `in_code`: what describes an object may stand in a variable.
    """
    first = c.k
    c.take()
    extras: tuple[Phrase, ...] = ()
    if c.words[c.k].startswith("@") and c.ahead() == "=":
        c.take(2)
        extras = (c.phrase("result", c.k - 2),)
    if c.ended:
        raise Unexpected("a procedure expected")
    if c.at("(") or c.words[c.k].startswith("@"):
        c.k = c.n
        return Procedural(c.part(first), c.lexed, "dynamic")
    return read_call(c, first, extras, in_code)


def read_call(c: Cursor, first: int, extras: tuple[Phrase, ...] = (), in_code: bool = False) -> Node:
    """The call itself; EXEC may be missing where it opens a batch."""
    procedure = c.name("routine")
    if c.eat(";"):  # the number of a procedure group: p;1
        c.take()
        extras += (c.phrase("number", c.k - 2),)
    arguments = read_arguments(c)
    start = c.k
    if c.at_any("WITH", "AT"):
        c.k = c.n
        extras += (c.phrase(c.words[start].lower(), start),)
    if not c.ended:
        raise Unexpected("the end of the call expected")
    comment = None if extras else as_comment(c, first, procedure, arguments, in_code)
    return comment or SystemCall(c.part(first), c.lexed, procedure, arguments, extras)


def read_arguments(c: Cursor) -> tuple[Argument, ...]:
    found: list[Argument] = []
    while not c.ended and not c.at_any("WITH", "AT"):
        found.append(read_argument(c))
        if not c.eat(","):
            break
    return tuple(found)


def read_argument(c: Cursor) -> Argument:
    """A constant, a variable, a bare word or dotted name, DEFAULT or NULL; EXECUTE takes no expressions."""
    first, name = c.k, ""
    if c.words[c.k].startswith("@") and c.ahead() == "=":
        name = c.words[c.k][1:].lower()
        c.take(2)
    start = c.k
    c.eat_any(*SIGNS)
    if c.ahead() == ".":
        c.name("object")
    else:
        c.take()
    value = c.part(start)
    c.eat_any("OUTPUT", "OUT")
    return Argument(c.part(first), c.lexed, name, value, c.lexed.tokens[value.last].token_type in TEXTS)


def as_comment(
    c: Cursor, first: int, procedure: Name, arguments: tuple[Argument, ...], in_code: bool
) -> Comment | None:
    called = procedure.value.lower()
    if called not in COMMENTING:
        return None
    removes = called == REMOVING
    given = by_parameter(arguments, [p for p in PROPERTY if p != "value"] if removes else PROPERTY)
    prop, value = given.get("name"), given.get("value")
    if prop is None or plain(prop).lower() not in DESCRIPTIONS:
        return None
    variable = in_code and value is not None and value.words(value.value)[0].startswith("@")
    if not removes and (value is None or not (variable or is_constant(value))):
        return None
    levels = [(plain(given[f"level{i}type"]), given.get(f"level{i}name")) for i in range(3) if named(given, i)]
    on = levels[-1][0].lower() if levels else "database"
    return Comment(
        c.part(first),
        c.lexed,
        {"user": "schema"}.get(on, on),
        value=None if value is None or value.words(value.value) == ("NULL",) else value.value,
        path=tuple(plain(name) for _, name in levels if name is not None),
        procedure=procedure,
        arguments=arguments,
    )


def by_parameter(arguments: tuple[Argument, ...], parameters: list[str]) -> dict[str, Argument]:
    """By position first, then by name, as EXECUTE allows it."""
    return {a.name or parameters[k]: a for k, a in enumerate(arguments) if a.name or k < len(parameters)}


def named(given: dict[str, Argument], level: int) -> bool:
    """The level is given, and not as NULL."""
    type_, name = given.get(f"level{level}type"), given.get(f"level{level}name")
    return type_ is not None and name is not None and type_.words(type_.value) != ("NULL",)


def plain(argument: Argument) -> str:
    """The text of a string, a bare word, or a name in brackets or double quotes."""
    return argument.lexed.tokens[argument.value.last].text


def is_constant(argument: Argument) -> bool:
    """A string (in double quotes where QUOTED_IDENTIFIER is off) or NULL, no variable."""
    lexed, k = argument.lexed, argument.value.last
    return argument.is_string or lexed.is_quoted(k) or lexed.words[k] == "NULL"
