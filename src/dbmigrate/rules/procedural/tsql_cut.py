"""Values of T-SQL code that are stored as another type: cut off, rounded, or converted as SQL Server converts them."""

from __future__ import annotations

from sqlglot import exp

from dbmigrate.engine.context import Context
from dbmigrate.engine.views import Expr, view
from dbmigrate.model import Part
from dbmigrate.records import dataclass
from dbmigrate.rules.functions.operands import operand
from dbmigrate.rules.functions.short_texts import limited
from dbmigrate.rules.functions.sqlserver_conversions import Conversion, Written, keyword_of, written
from dbmigrate.rules.functions.texts_by_bytes import OF_BYTES, OF_CHARACTERS
from dbmigrate.rules.procedural.tsql_text import Replacement
from dbmigrate.rules.procedural.tsql_type_text import ROUNDED, declared, is_limited, named_type
from dbmigrate.rules.procedural.tsql_values import declared_length, is_cut, is_rounded, length, storable
from dbmigrate.syntax.ddl.nodes import Name, Piece
from dbmigrate.syntax.procedural.nodes import DataType
from dbmigrate.syntax.procedural.tsql_assigned import values
from dbmigrate.syntax.procedural.tsql_nodes import LocalVariable, TsqlParameter, TsqlUnit
from dbmigrate.syntax.procedural.tsql_statements import TsqlSql
from dbmigrate.syntax.sql import Tree, parse
from dbmigrate.types.sqlserver import digits, plain
from dbmigrate.types.values import Kind, Type, unknown


@dataclass(frozen=True)
class Stored:
    """A value on its way into a variable, a result or a column. `doubt`: what a person must look at, a key of PL222's
    notes; `cause`: why its type is not known."""

    replace: tuple[Replacement, ...] = ()
    doubt: str = ""
    cause: str = ""
    helpers: tuple[str, ...] = ()


def type_of(name: Name, context: Context) -> DataType | None:
    """As the declaration of a variable writes it."""
    unit = context.above(TsqlUnit)
    node = unit.declared.get(name.value.lower()) if unit else None
    return node.type if isinstance(node, (LocalVariable, TsqlParameter)) else None


def forgets(name: Name, context: Context) -> bool:
    """A parameter: PL/pgSQL does not keep its length or digits when it is assigned to."""
    unit = context.above(TsqlUnit)
    return unit is not None and isinstance(unit.declared.get(name.value.lower()), TsqlParameter)


def limit_of(name: Name, context: Context) -> tuple[str, list[object]]:
    """A cast for what `@v = @v + ..` makes: a text is cut to the length of its variable, a number to the digits of a
    parameter; "" where there is nothing to cut."""
    type_ = type_of(name, context)
    if type_ is None or not is_limited(type_, context):
        return "", []
    if not (declared(type_, context).is_text or forgets(name, context)):
        return "", []
    text, places = named_type(type_, context)
    return f"::{text}", places


def literal_of(node: object) -> str | None:
    """The text of a literal, without its quotes."""
    while isinstance(node, exp.Paren):
        node = node.this
    return node.name if isinstance(node, (exp.Literal, exp.National)) else None


def read(value: Piece, context: Context) -> tuple[Tree, Type]:
    tree = parse(value.lexed, value.part, value.into)
    found = context.types.reader(tree).type(tree.root) if tree.root is not None else unknown(tree.error)
    return tree, found


def rounded(type_: DataType, value: Piece, context: Context) -> list[Replacement]:
    """The value of a function, cast to the function's type where PostgreSQL would return more digits or letters."""
    tree, found = read(value, context)
    if not is_rounded(declared(type_, context), found, literal_of(tree.root)):
        return fitted(type_, value, context)
    if not is_stored_alike(declared(type_, context), found, tree.root):
        return fitted(type_, value, context)
    return cast(type_, value, context)


def cast(type_: DataType, value: Piece, context: Context) -> list[Replacement]:
    text, places = named_type(type_, context)
    return [(value.part.before, "("), (value.part.after, f")::{text}", *places)]


def fitted(type_: DataType | None, value: Piece, context: Context, loose: bool = False) -> list[Replacement]:
    return list(stored(type_, value, context, loose).replace)


def is_stored_alike(to: Type, given: Type, node: object) -> bool:
    return not to.is_known or storable(to, given, literal_of(node))


def stored(type_: DataType | None, value: Piece, context: Context, loose: bool = False) -> Stored:
    """A value of an assignment. `loose`: the variable forgets its digits."""
    tree, given = read(value, context)
    if type_ is None or tree.root is None:
        return Stored()
    to = declared(type_, context)
    most = bytes_kept(to, given)
    if most:
        return cut_by_bytes(value.part, most)
    if is_stored_alike(to, given, tree.root):
        cut = is_cut(to, given, literal_of(tree.root)) or (loose and may_round(to, given, literal_of(tree.root)))
        return Stored(tuple(cast(type_, value, context)) if cut else ())
    text, places = named_type(type_, context)
    return converted(view(tree, tree.root), value.part, (to, text, places), given, loose)


def may_round(to: Type, given: Type, literal: str | None) -> bool:
    """A number that may have more digits than the type keeps."""
    if to.kind is not Kind.NUMBER or to.is_whole or to.sql is None or to.sql.keyword not in ROUNDED:
        return False
    if literal is not None:
        return len(literal.partition(".")[2]) > digits(plain(to.sql))[1]
    if given.kind is Kind.NUMBER and given.sql is not None and not given.is_whole:
        return digits(plain(given.sql))[1] > digits(plain(to.sql))[1]
    return given.kind is not Kind.NULL and not given.is_whole


def bytes_kept(to: Type, given: Type) -> int:
    """Bytes that a VARCHAR keeps of a longer NVARCHAR, whose Chinese characters take two each; 0 where all of it fits."""
    most = declared_length(to.sql) if to.is_text and keyword_of(to) in OF_BYTES else None
    if most is None or keyword_of(given) not in OF_CHARACTERS or given.constant:
        return 0
    longest = length(given.sql)
    return most if longest is None or longest * 2 > most else 0


def cut_by_bytes(part: Part, most: int) -> Stored:
    return Stored(((part.before, "dbmigrate.cut_bytes("), (part.after, f", {most})")), helpers=("cut_bytes",))


def stored_of_query(sql: TsqlSql, k: int, context: Context) -> Stored:
    """The k-th value of SELECT @a = .., @b = .., which may read the columns of the query."""
    one, part = sql.assigned[k], values(sql)[k].part
    type_ = type_of(one.target, context)
    tree = parse(sql.lexed, sql.query.part, sql.query.into)
    if type_ is None or not isinstance(tree.root, exp.Select) or len(one.words(one.operator)) > 1:
        return Stored()
    node = tree.root.expressions[k]
    given, to = context.types.reader(tree).type(node), declared(type_, context)
    text, places = named_type(type_, context)
    most = bytes_kept(to, given)
    if most:
        return cut_by_bytes(part, most)
    if is_stored_alike(to, given, node):
        cut = is_cut(to, given, literal_of(node)) or (forgets(one.target, context) and may_round(to, given, literal_of(node)))
        return Stored(((part.before, "("), (part.after, f")::{text}", *places)) if cut else ())
    return converted(view(tree, node), part, (to, text, places), given, forgets(one.target, context))


def converted(
    found: Expr, part: Part, to: tuple[Type, str, list[object]], given: Type, loose: bool = False
) -> Stored:
    """`to`: the type, its text as a template, and what fills that."""
    wanted, text, places = to
    if not given.is_known:
        if loose and may_round(wanted, given, None):
            return Stored(((part.before, "("), (part.after, f")::{text}", *places)))
        matters = wanted.is_text or wanted.is_whole
        return Stored(doubt="unknown" if matters else "", cause=given.cause)
    conversion = Conversion(found, found, part, wanted, given, None, True)
    made = limited(conversion, written(conversion)) if wanted.is_text else written(conversion)
    if made.template is None:
        return Stored(doubt=made.note or "other")
    return Stored(tuple(around(found, part, made, text, places)), made.note, "", made.helpers)


def around(found: Expr, part: Part, made: Written, text: str, places: list[object]) -> list[Replacement]:
    """What the conversion puts before and behind the value."""
    template = (made.template or "").replace("{type}", "{{type}}")
    for name, shown in (("{value}", "{}"), ("{operand}", operand(found))):
        if name in template:
            before, _, after = template.replace(name, shown, 1).partition("{}")
            typed = after.count("{{type}}")
            after = after.replace("{{type}}", text)
            return [(part.before, before), (part.after, after, *(places * typed))]
    return [(part, template.replace("{{type}}", text), *places, part)]

