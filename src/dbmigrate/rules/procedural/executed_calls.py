"""Constant texts of EXECUTE IMMEDIATE that hold one call: `begin p(:a, 1); end;`, `begin :a := f(:b); end;`, `call p(:a)`.

PL/SQL Language Reference, "EXECUTE IMMEDIATE Statement": binds of a block are taken by their names, those of CALL in
their order.
"""

from __future__ import annotations

import re
from typing import Final

from dbmigrate.records import dataclass
from dbmigrate.rules.packages.supplied import PACKAGES
from dbmigrate.rules.procedural.judged_commands import BIND
from dbmigrate.syntax.procedural.statements import ExecuteImmediate

NAME: Final = r'[\w$#"]+(?:\s*\.\s*[\w$#"]+){0,2}'
BLOCK: Final = re.compile(
    rf"\s*begin\s+(?:(?P<to>:\w+)\s*:=\s*)?(?P<name>{NAME})\s*(?:\((?P<with>[^()]*)\))?\s*;\s*end\s*;\s*", re.I
)
CALL: Final = re.compile(rf"\s*call\s+(?P<name>{NAME})\s*\((?P<with>[^()]*)\)\s*(?:into\s+(?P<to>:\w+)\s*)?;?\s*", re.I)
VALUE: Final = re.compile(r"\s*(?:\w+\s*=>\s*)?(?::\w+|'[^':]*'|-?\d+(?:\.\d+)?|null)\s*", re.I)


@dataclass(frozen=True)
class ExecutedCall:
    """`text`: the statement, with the number of an argument of USING between two NULs."""

    name: str
    text: str


def executed_call(found: ExecuteImmediate) -> ExecutedCall | None:
    """None for any other text."""
    lexed, part = found.lexed, found.command.part
    if part.first != part.last or lexed.text[lexed.tokens[part.first].start] != "'" or found.into or found.returning:
        return None
    text = lexed.source(part)[1:-1].replace("''", "'")
    block, call = BLOCK.fullmatch(text), CALL.fullmatch(text)
    read = block or call
    if read is None:
        return None
    package, _, member = "".join(read["name"].split()).upper().rpartition(".")
    supplied = PACKAGES.get(package.removeprefix("SYS."))
    if supplied is not None:
        row = supplied.procedures.get(member)
        plain = row is not None and "$" not in row.to and not row.helpers
        return ExecutedCall(row.key, row.to) if row is not None and plain and read["to"] is None else None
    values = read["with"] or ""
    if values.strip() and not all(VALUE.fullmatch(v) for v in values.split(",")):
        return None
    order = BIND.findall(text) if block else [*BIND.findall(values), *([read["to"]] if read["to"] else [])]
    names = list(dict.fromkeys(order)) if block else order
    if len(names) != (len(found.using.arguments) if found.using else 0):
        return None
    asked = iter(range(len(names)))

    def number(bind: re.Match[str]) -> str:
        return f"\x00{names.index(bind[1]) if block else next(asked)}\x00"

    name = "".join(read["name"].split())
    made = BIND.sub(number, values)
    if read["to"] is None:
        return ExecutedCall(name, f"CALL {name}({made})")
    target = f"\x00{names.index(read['to']) if block else len(names) - 1}\x00"
    return ExecutedCall(name, f"{target} := {name}({made})")
