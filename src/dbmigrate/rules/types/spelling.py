"""What the rules on types share: how a type is written, what the target makes of that, and the hit that renames it."""

from __future__ import annotations

from collections.abc import Mapping

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.syntax.ddl.nodes import TypeName, children


def written(found: TypeName) -> str:
    """The type's words as the user wrote them, without brackets, quotes and schema: `int` for `[sys].[int]`."""
    tokens = found.lexed.tokens[found.name.first : found.name.last + 1]
    words = [t.text for t in tokens]
    return " ".join(words[max((k + 1 for k, w in enumerate(words) if w == "."), default=0) :])


def is_dressed(found: TypeName) -> bool:
    """Written with brackets, quotes or a schema, none of which a target takes on its built-in types."""
    return found.text(found.name).casefold() != written(found).casefold()


def known_as(context: Context, word: str) -> str:
    """What the target makes of a spelling without a length: `integer` for `INT`; "" where it knows no such type."""
    return context.target.types.get(" ".join(word.lower().split()), "")


def is_native(context: Context, word: str, to: str) -> bool:
    """Whether the target takes the source's word for the very type that we would write."""
    return word.lower() == to or known_as(context, word) in {to, known_as(context, to) or to}


def renamed(
    found: TypeName,
    context: Context,
    to: str,
    *,
    keep: bool = False,
    severity: Severity | None = None,
    fix: Fix | None = None,
    note: str = "",
    values: Mapping[str, str] | None = None,
) -> Hit | None:
    """The hit that writes `to` for the type, with (`keep`) or without what stands in parentheses.

    None where the user's own text already says that. The severity, where none is given, is what the server does with
    the source's spelling: another type of that name makes it `differs`.
    """
    word, arguments = written(found), found.arguments
    native, goes = is_native(context, word, to), arguments is not None and not keep
    if native and not goes and not is_dressed(found):
        return None
    part = Part(found.name.first, arguments.last) if arguments and goes else found.name
    if severity is None:
        taken = known_as(context, word) and not is_dressed(found)
        severity = Severity.DIFFERS if taken else Severity.REFUSED
    said = {"source": shown(found), "target": word if native else to} | dict(values or {})
    new = literal_template(word if native else to)
    return Hit(replace=[(part, new)], severity=severity, fix=fix, note=note, values=said)


def shown(found: TypeName) -> str:
    """The type for a message, on one line."""
    return " ".join(found.text().split())


def shape(found: TypeName) -> str:
    """All words of a type of several words, without what stands in parentheses: TIMESTAMP WITH LOCAL TIME ZONE."""
    words, depth = [], 0
    for word in found.words(found.tail) if found.tail else ():
        depth += (word == "(") - (word == ")")
        if not depth and word != ")":
            words.append(word)
    return " ".join([found.keyword, *words])


def stays(found: TypeName, context: Context) -> bool:
    """A target with SQL Server's own types has this one: its pack makes the name of itself."""
    word = found.keyword.lower()
    return context.has("datetime_types") and context.target.types.get(word) == word


def is_declared(found: TypeName, context: Context) -> bool:
    """The type of a column, attribute, sequence or type; False for the type of a CAST or CONVERT."""
    return bool(context.path) and any(child is found for child in children(context.path[-1]))


def number_part(found: TypeName, i: int = 0) -> Part:
    """The token of the i-th number in the parentheses."""
    assert found.arguments is not None
    inside = range(found.arguments.first + 1, found.arguments.last)
    tokens = [k for k in inside if found.lexed.words[k] not in (",", "-", "BYTE", "CHAR")]
    return Part(tokens[i], tokens[i])
