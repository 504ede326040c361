"""Exceptions: which condition of the target stands for one of Oracle's, and the SQLSTATE of those that code declares.

PL/SQL Language Reference, "Predefined Exceptions", "User-Defined Exceptions", "EXCEPTION_INIT Pragma".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b
from typing import Final

from dbmigrate.catalog.keys import path_of
from dbmigrate.engine.context import Context
from dbmigrate.syntax.ddl.nodes import Name, Node, below
from dbmigrate.syntax.procedural.nodes import CodeUnit, ExceptionDeclaration, Module, Pragma, key_of

# By the name of the same condition. Some have no single one: the first is what RAISE gives. NULL as the bound of a loop
# is VALUE_ERROR; a cursor variable that was never opened is NULL from 16 on.
EXCEPTIONS: Final[Mapping[str, str]] = {
    "OTHERS": "others",
    "NO_DATA_FOUND": "no_data_found",
    "TOO_MANY_ROWS": "too_many_rows",
    "DUP_VAL_ON_INDEX": "unique_violation",
    "ZERO_DIVIDE": "division_by_zero",
    "CASE_NOT_FOUND": "case_not_found",
    "CURSOR_ALREADY_OPEN": "duplicate_cursor",
    "INVALID_NUMBER": "invalid_text_representation",
    "VALUE_ERROR": "string_data_right_truncation OR numeric_value_out_of_range OR invalid_text_representation"
    " OR null_value_not_allowed",
    "ACCESS_INTO_NULL": "null_value_not_allowed",
    "COLLECTION_IS_NULL": "null_value_not_allowed",
    "INVALID_CURSOR": "invalid_cursor_name OR null_value_not_allowed",
    "PROGRAM_ERROR": "internal_error",
    "ROWTYPE_MISMATCH": "datatype_mismatch",
    "STORAGE_ERROR": "out_of_memory",
    "SUBSCRIPT_BEYOND_COUNT": "array_subscript_error",
    "SUBSCRIPT_OUTSIDE_LIMIT": "array_subscript_error",
    "TIMEOUT_ON_RESOURCE": "lock_not_available",
}
INIT: Final = "EXCEPTION_INIT"
APPLICATION_CLASS: Final = "45"  # -20000 to -20999 are 45000 to 45999
# Numbers of errors by the SQLSTATE of the same condition. Database Error Messages, "ORA-".
STATES: Final[Mapping[int, str]] = {
    -1: "23505",
    -51: "55P03",
    -54: "55P03",
    -60: "40P01",
    -904: "42703",
    -942: "42P01",
    -955: "42P07",
    -1001: "34000",
    -1400: "23502",
    -1403: "P0002",
    100: "P0002",
    -1407: "23502",
    -1418: "42704",
    -1422: "P0003",
    -1476: "22012",
    -2289: "42P01",
    -2290: "23514",
    -2291: "23503",
    -2292: "23503",
    -2443: "42704",
    -4043: "42883",
    -24381: "24381",
    -6511: "42P03",
    -6592: "20000",
    -30006: "55P03",
}
ALPHABET: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def state_of_number(number: int) -> str:
    """The SQLSTATE for an error number; "" where none is known to mean the same."""
    if -20999 <= number <= -20000:
        return APPLICATION_CLASS + str(-number)[2:]
    return STATES.get(number, "")


def own_state(unit: str, name: str) -> str:
    """A SQLSTATE for an exception that has no number: the same for the same declaration, in classes nobody else uses."""
    value = int.from_bytes(blake2b(f"{unit}.{name}".encode("utf-8", "surrogatepass"), digest_size=8).digest())
    digits = ""
    for _ in range(4):
        value, digit = divmod(value, len(ALPHABET))
        digits += ALPHABET[digit]
    return "U" + digits


def state_of(declared: ExceptionDeclaration, around: Iterable[Node]) -> str:
    """The SQLSTATE that stands for a declared exception; "" where its number has none. `around`: as Context.path."""
    name, nodes = key_of(declared.name), tuple(around)
    block = next((n for n in reversed(nodes) if declared in getattr(n, "declarations", ())), None)
    for pragma in getattr(block, "declarations", ()):
        if isinstance(pragma, Pragma) and pragma.word == INIT and target_of(pragma) == name:
            return state_of_number(number_of(pragma))
    return own_state_of(declared, nodes)


def own_state_of(declared: ExceptionDeclaration, around: Iterable[Node]) -> str:
    """The SQLSTATE of a declared exception whose number, if it has one, has none."""
    nodes = tuple(around)
    block = next((n for n in reversed(nodes) if declared in getattr(n, "declarations", ())), None)
    return own_state(scope_name(declared, block, nodes), key_of(declared.name))


def raised_condition(key: str) -> str:
    """The condition that RAISE gives for a predefined exception; "" where the exception is no such one."""
    return EXCEPTIONS.get(key, "").split(" OR ")[0] if key != "OTHERS" else ""


def is_predefined(name: Name, declared: Node | None) -> bool:
    """One of the server's own: no declaration of the code hides it."""
    path = path_of(name)
    return declared is None and path[-1] in EXCEPTIONS and path[:-1] in ((), ("STANDARD",), ("SYS", "STANDARD"))


def state_elsewhere(name: Name, context: Context) -> tuple[str, bool]:
    """The SQLSTATE of an exception that a package declares, and whether its declaration is in what was given. The same
    in the package itself and elsewhere."""
    path = path_of(name)
    outer = context.path[0] if context.path else None
    if len(path) == 1 and isinstance(outer, Module) and outer.name:
        path = (path_of(outer.name)[-1], *path)
    package = context.catalog.routine(path[:-1], context.schema) if len(path) > 1 else None
    item = package.items.get(path[-1]) if package else None
    if item is not None and item.kind == "exception" and item.number and state_of_number(item.number):
        return state_of_number(item.number), True
    supplied = path[-2:-1] != () and path[-2] in context.source.packages
    return own_state(".".join(path[-2:-1]), path[-1]), item is not None or supplied


def target_of(pragma: Pragma) -> str:
    """The exception that EXCEPTION_INIT speaks of."""
    words = pragma.arguments[0].words() if pragma.arguments else ()
    return words[0] if len(words) == 1 else ""


def number_of(pragma: Pragma) -> int:
    """The number that EXCEPTION_INIT gives; 0 where it is none."""
    text = "".join(pragma.arguments[-1].text().split()) if len(pragma.arguments) == 2 else ""
    return int(text) if text.removeprefix("-").isdigit() else 0


def scope_name(declared: ExceptionDeclaration, block: Node | None, nodes: Sequence[Node]) -> str:
    """Of the units around the declaration, and its number where an inner block declares the name as well: exceptions
    of two declarations are never the same ("Scope Rules for PL/SQL Exceptions")."""
    seen = nodes[: next((k for k, n in enumerate(nodes) if n is block), len(nodes) - 1) + 1]
    units = [n for n in seen if isinstance(n, CodeUnit) and isinstance(n.name, Name)]
    found = ".".join(part for n in units if isinstance(n.name, Name) for part in path_of(n.name))
    if block is None or (units and block is units[-1].body):
        return found
    same = [d for d in below(nodes[0], ExceptionDeclaration) if isinstance(d, ExceptionDeclaration)]
    place = [d.part for d in same if key_of(d.name) == key_of(declared.name)].index(declared.part)
    return f"{found}.{place}" if place else found


def is_init(node: Node) -> bool:
    return isinstance(node, Pragma) and node.word == INIT


