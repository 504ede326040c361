"""Members of supplied packages in the user's text: which one a name means, and how a call of it is written."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, Final

from sqlglot import exp

from dbmigrate.catalog.keys import Path
from dbmigrate.catalog.values import Argument, PackageItem
from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.views import Call, Expr
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.packs.sources import load_source
from dbmigrate.packs.supplied import Member, Package, Parameter
from dbmigrate.records import dataclass
from dbmigrate.rules.functions.operands import operand
from dbmigrate.rules.functions.oracle_implicit import AS_IT_IS, Written, as_integer, as_number, as_text
from dbmigrate.types.declared import written

PACKAGES: Final = load_source("oracle").packages
PLACE: Final = re.compile(r"\$(\d+|\*)(?::(int|num|text|op))?")
HANDLE: Final = "HANDLE"
OPAQUE: Final = {HANDLE: "text", "LIST": "numeric[]"}
HANDLES: Final = frozenset(name for p in PACKAGES.values() for name, text in p.types.items() if text == HANDLE)
TABLE: Final = "TABLE OF "
KEPT: Final = "kept | the target runs this code as it is: it has to have the package itself | 目标库原样执行该代码：须自带该系统包\n"
REST: Final = "..."  # the last parameter takes any number of values


@dataclass(frozen=True, slots=True)
class Filled:
    """A template with what fills it; `review`: the session's settings decide what an argument is."""

    template: str
    places: tuple[Expr, ...]
    helpers: tuple[str, ...]
    review: bool


def package_of(path: Path, context: Context) -> Package | None:
    """Of `[SYS.]package.member`; None where it is none, or the estate or the code has something of that name."""
    if len(path) < 2 or path[:-2] not in ((), ("SYS",)) or context.source.name != "oracle":
        return None
    found = PACKAGES.get(path[-2])
    if found is None or context.declared(path[-2]) is not None:
        return None
    return None if len(path) == 2 and context.catalog.routine(path[:-1], context.schema) is not None else found


def constant_of(path: Path, context: Context) -> str | None:
    package = package_of(path, context)
    return package.constants.get(path[-1]) if package else None


def function_of(path: Path, context: Context) -> Member | None:
    package = package_of(path, context)
    return package.functions.get(path[-1]) if package else None


def procedure_of(path: Path, context: Context) -> Member | None:
    package = package_of(path, context)
    return package.procedures.get(path[-1]) if package else None


def type_of(path: Path, context: Context) -> PackageItem | None:
    """What a package's type is, as a declaration of the estate's code would say it."""
    package = package_of(path, context)
    text = package.types.get(path[-1], "") if package else ""
    if not text or text in OPAQUE:
        return None
    element = text.removeprefix(TABLE)
    made = Argument("", written(element))
    return PackageItem("collection", made, index="BINARY_INTEGER") if element != text else PackageItem("subtype", made)


def opaque(path: Path, context: Context) -> str:
    """What holds the values of a type that only the package looks into; "" for other types."""
    package = package_of(path, context)
    return OPAQUE.get(package.types.get(path[-1], ""), "") if package else ""


def is_handle(path: Path, context: Context) -> bool:
    """A type whose values only the package can fill."""
    package = package_of(path, context)
    return package is not None and package.types.get(path[-1]) == HANDLE


def arranged(parameters: Sequence[Parameter], arguments: Sequence[Any]) -> list[Any] | None:
    """An argument or None for each parameter, whether by place or by name, and then the rest; None where they do not
    fit."""
    rest = bool(parameters) and parameters[-1].name.endswith(REST)
    known = list(parameters[:-1] if rest else parameters)
    found: list[Any] = [None] * len(known)
    for i, argument in enumerate(arguments):
        if isinstance(argument, exp.Kwarg):
            i = next((i for i, p in enumerate(known) if argument.this.name.upper() in p.name.split("|")), -1)
            if (i < 0 and not rest) or (i >= 0 and found[i] is not None):
                return None
            if i < 0:
                found.append(argument.expression)
            else:
                found[i] = argument.expression
        elif i < len(known):
            found[i] = argument
        elif rest:
            found.append(argument)
        else:
            return None
    given = zip(known, found[: len(known)], strict=True)
    return found if all(a is not None or p.default is not None for p, a in given) else None


def by_place(found: Call, names: str) -> list[Expr] | None:
    """The arguments in the order of the parameters, whether by place or by name; None where one is left out amid them."""
    arguments = arranged([Parameter(name, "") for name in names.split()], found.node.expressions)
    given = [a for a in arguments if a is not None] if arguments is not None else []
    return [found.view(a) for a in given] if arguments is not None and given == arguments[: len(given)] else None


def filled(member: Member, arguments: Sequence[Any], see: Callable[[Any], Expr], context: Context) -> Filled | None:
    """The call as the row says; None where the row does not take such arguments."""
    found = arranged(member.parameters, arguments)
    if found is None:
        return None
    template, places, helpers, review, at = "", list[Expr](), list(member.helpers), False, 0
    used = set[int]()
    for match in PLACE.finditer(member.to):
        template += literal_template(member.to[at : match.start()])
        at = match.end()
        if match[1] == "*":
            values = [see(a) for a in found[len(member.parameters) - 1 :]]
            used.update(range(len(member.parameters) - 1, len(found)))
            template += ", ".join(["{}"] * len(values))
            places += values
            continue
        i = int(match[1]) - 1
        if found[i] is None:
            template += literal_template(member.parameters[i].default or "")
            continue
        used.add(i)
        value = see(found[i])
        made = placed(value, match[2] or "", context)
        template += made.template
        places.append(value)
        helpers += made.helpers
        review |= made.review
    places += [see(a) for i, a in enumerate(found) if a is not None and i not in used]  # what stands in them vanishes
    return Filled(template + literal_template(member.to[at:]), tuple(places), tuple(helpers), review)


def placed(value: Expr, kind: str, context: Context) -> Written:
    if kind == "int":
        return AS_IT_IS if value.text.isdigit() else as_integer(value, context)
    if kind == "num":
        return as_number(value, context)
    if kind == "text":
        return as_text(value, context)
    return Written(operand(value)) if kind == "op" else AS_IT_IS


def written_to(member: Member, arguments: Sequence[Any]) -> list[Any]:
    """The arguments that the procedure writes to."""
    found = arranged(member.parameters, arguments) or []
    return [a for p, a in zip(member.parameters, found, strict=False) if p.out and a is not None]


def package_in(what: str, context: Context) -> str:
    """The supplied package that a reason names first; "" where it names none."""
    word = what.removeprefix("type ").removeprefix("SYS.").partition(".")
    return word[0] if context.source.name == "oracle" and word[1] and word[0] in PACKAGES else ""


def kept(name: str, context: Context) -> Hit | None:
    """In code that the target runs as it is: whether the target has the package itself."""
    has = context.target.capability(name.partition(".")[0].lower()).has
    if has == "yes":
        return None
    severity, fix = (Severity.NOTE, Fix.NONE) if has == "partial" else (Severity.REFUSED, Fix.REVIEW)
    return Hit(note="kept", values={"name": name}, severity=severity, fix=fix)


def notes_of(kind: str) -> str:
    """The rows' own remarks, as the notes of a page."""
    rows = [m for p in PACKAGES.values() for m in getattr(p, kind).values() if m.note and m.package == p.name]
    lines = (f"{m.key} | {m.note.replace('|', '/')} | {m.note_zh.replace('|', '/')}\n" for m in rows)
    return f"\n```notes\n{KEPT}" + "".join(lines) + "```\n"


def advice() -> str:
    """What to do instead of a package, as the notes of a page."""
    lines = (f"{p.name} | {p.note.replace('|', '/')} | {p.note_zh.replace('|', '/')}\n" for p in PACKAGES.values())
    return f"\n```notes\n{KEPT}" + "".join(lines) + "```\n"
