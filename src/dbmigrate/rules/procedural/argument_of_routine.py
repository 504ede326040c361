"""{name} is given a value of another type

Oracle converts what is passed to a routine: numbers and texts to each other, dates by NLS_DATE_FORMAT ("Implicit Data
Conversion"). The target finds no routine for such arguments; a cast says what Oracle does. PLS_INTEGER rounds.

```zh
调用 {name} 的参数类型不符
Oracle 会隐式转换传入的参数：数值与文本互转，日期按 NLS_DATE_FORMAT。目标库找不到接受这类参数的过程，改写为显式转换；PLS_INTEGER 会四舍五入。
```
```notes
date | a date becomes a text, or a text a date, by NLS_DATE_FORMAT | 日期与文本按 NLS_DATE_FORMAT 互转
float | Oracle writes a binary number with an exponent | Oracle 以指数形式输出二进制浮点数
default | the constant is read by NLS_DATE_FORMAT; Oracle's default is DD-MON-RR | 常量按 NLS_DATE_FORMAT 读取，Oracle 默认为 DD-MON-RR
unclear | the constant is read by NLS_DATE_FORMAT and does not fit Oracle's default | 常量按 NLS_DATE_FORMAT 读取，且不符合 Oracle 默认格式
out | the variable that takes the result has another type than the parameter: the target does not find the routine | 接收结果的变量与参数类型不同，目标库找不到该过程
digits | the constant is no number by Oracle's default settings | 按 Oracle 默认设置该常量不是数字
hex | the constant does not consist of hexadecimal digits | 常量不是十六进制数字
number | Oracle writes such a number with an exponent | Oracle 对此类数字使用指数形式
```
```setup oracle
CREATE FUNCTION bed_name(p_ward VARCHAR2, p_no PLS_INTEGER DEFAULT 1) RETURN VARCHAR2 IS
BEGIN
  RETURN p_ward || '-' || p_no;
END;
/
```
```oracle
CREATE FUNCTION bed_of(p_ward NUMBER, p_no VARCHAR2) RETURN VARCHAR2 IS
BEGIN
  RETURN bed_name(p_ward, p_no) || ' ' || bed_name(p_no => p_ward, p_ward => 7);
END;
/
```
```postgres
CREATE FUNCTION bed_of(p_ward numeric, p_no varchar) RETURNS varchar AS $$
BEGIN
  RETURN concat(bed_name(dbmigrate.to_char(p_ward), p_no::numeric::integer), ' ', bed_name(p_no => p_ward::integer, p_ward => 7::text));
END;
$$ LANGUAGE plpgsql;

```
```then
SELECT bed_of(0.5, '2.5')
```
```rows
.5-3 7-1
```
```refused 42883
```
```quiet
CREATE FUNCTION bed_of(p_ward VARCHAR2, p_no PLS_INTEGER) RETURN VARCHAR2 IS
BEGIN
  RETURN bed_name(p_ward, p_no) || bed_name('x', 2) || bed_name(NULL, '3');
END;
/
```
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from sqlglot import exp

from dbmigrate.catalog.keys import Path, path_of
from dbmigrate.catalog.signatures import argument
from dbmigrate.catalog.values import Argument, Signature, SqlType
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import ANY_CALL, rule
from dbmigrate.engine.views import Call, Expr
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.dml.stored_constants import of_constant
from dbmigrate.rules.dml.stored_values import AS_IT_IS, Stored
from dbmigrate.rules.functions.operands import operand
from dbmigrate.rules.functions.oracle_implicit import as_text
from dbmigrate.rules.functions.placing import around
from dbmigrate.rules.procedural.judged_calls import callees, folded, path_of_call
from dbmigrate.rules.procedural.judgement import members_of
from dbmigrate.rules.procedural.plsql_target import path_of_node
from dbmigrate.rules.procedural.plsql_types import column_text
from dbmigrate.syntax.procedural.nodes import CursorDeclaration, Module, Parameter, key_of
from dbmigrate.types.code import Held
from dbmigrate.types.constants import constant_of
from dbmigrate.types.outside import Surroundings
from dbmigrate.types.values import WHOLE, Kind, Type


@rule(
    "PL007",
    source="oracle",
    severity=Severity.REFUSED,
    on=ANY_CALL,
    unless="routine_is_as",
    after=("FN331", "FN332", "PL076", "FN900"),
)
def check(found: Call, context: Context) -> Hit | None:
    outer = found.parent
    path = path_of_call(outer if isinstance(outer, exp.Dot) and outer.expression is found.node else found.node)
    meant = of_cursor(path, context) or callees(path, context, members_of(context)) if path else ()
    if len(meant) != 1:
        return None
    code = Surroundings(context.types.estate, context.path, context.schema, context.types.shared).code
    edits: list[tuple[Any, ...]] = []
    notes: set[str] = set()
    helpers: set[str] = set()
    for value, parameter in paired(found, meant[0]):
        to = code.type(Held(parameter, home_of(path, context)))
        if parameter.mode != "in" and meant[0].kind == "procedure" and is_between(value, to, context):
            continue  # PL151
        made = passed(value, to, parameter.mode, context)
        edits += made.edits
        notes.add(made.note)
        helpers.update(made.helpers)
    note = next((n for n in NOTES if n in notes), "")
    if not edits and not note:
        return None
    return Hit(
        edits,
        values={"name": ".".join(path)},
        note=note,
        fix=Fix.REVIEW if note else None,
        helpers=tuple(sorted(helpers)),
    )


NOTES: Sequence[str] = ("out", "date", "unclear", "default", "float", "digits", "hex", "number")


def of_cursor(path: Path, context: Context) -> tuple[Signature, ...]:
    """The parameters of a cursor that the code declares: OPEN c(..), FOR r IN c(..)."""
    found = context.declared(path[0]) if len(path) == 1 else None
    if not isinstance(found, CursorDeclaration) or found.parameters is None:
        return ()
    known = [p for p in found.parameters.items if isinstance(p, Parameter)]
    return (Signature("cursor", tuple(argument(key_of(p.name), p.type, "in", False) for p in known)),)


def home_of(path: Path, context: Context) -> Path:
    """The package that declares the routine, in which the types of its parameters are looked for."""
    outer = context.path[0] if context.path else None
    if len(path) == 1:
        own = isinstance(outer, Module) and path[0] in members_of(context)
        return path_of(outer.name) if own and isinstance(outer, Module) and outer.name else ()
    return path[:-1] if context.catalog.routine(path, context.schema) is None else ()


def paired(found: Call, signature: Signature) -> Iterator[tuple[Expr, Argument]]:
    by_name = {a.name: a for a in signature.arguments}
    for k, node in enumerate(found.node.expressions):
        if isinstance(node, exp.Kwarg):
            parameter = by_name.get(folded(node.this))
            value = node.expression
        else:
            parameter = signature.arguments[k] if k < len(signature.arguments) else None
            value = node
        if parameter is not None:
            yield found.view(value), parameter


def passed(value: Expr, to: Type, mode: str, context: Context) -> Stored:
    given = context.types.of(value)
    if not to.is_known or to.kind is Kind.OTHER or given.kind is Kind.NULL:
        return AS_IT_IS
    if mode != "in":
        return Stored([], "out") if given.is_known and not is_found(given, to) else AS_IT_IS
    if to.is_text and to.sql is not None:
        to = replace(to, sql=SqlType(to.sql.keyword))  # parameters have no length
    constant = constant_of(value.node)
    if constant is not None and (constant.quoted or to.is_text):
        made = of_constant(to, value, constant, context) if constant.text else AS_IT_IS
        return made if made.edits or made.note or constant.quoted else Stored(list(around(value, "{}::text")))
    if not given.is_known:
        return AS_IT_IS
    return of_value(value, given, to, context)


def is_between(value: Expr, to: Type, context: Context) -> bool:
    """A number or a text is handed back to a variable of another type of numbers or texts."""
    given = context.types.of(value)
    if not path_of_node(value.node) or not (given.is_number or given.is_text):
        return False
    if to.is_number:
        return bool(to.target) and not is_found(given, to)
    if not to.is_text or not text_type(to, context):
        return False
    return given.is_number or text_type(given, context) not in ("", text_type(to, context))


def text_type(type_: Type, context: Context) -> str:
    """The target's type, without a length: a CHAR without one is one character."""
    found = column_text(type_, context).split("(")[0].lower()
    return "bpchar" if found == "char" else found


def is_found(given: Type, to: Type) -> bool:
    """The target finds a routine with this parameter for a variable of that type."""
    if to.is_number and given.is_number:
        return given.target == to.target or not given.target or not to.target
    return (to.is_text and given.is_text) or (to.is_moment and given.is_moment) or to.kind is given.kind


def of_value(value: Expr, given: Type, to: Type, context: Context) -> Stored:
    if to.is_text and (given.is_number or given.is_moment):
        made = as_text(value, context)
        edits = list(around(value, made.template)) if made.changes else []
        note = "date" if given.is_moment else "float" if made.review else ""
        return Stored(edits, note, made.helpers)
    if to.is_moment and given.is_text:
        return Stored([], "date")
    if not to.is_number or not to.target:
        return AS_IT_IS
    if given.is_text:
        whole = f"::{to.target}" if to.target in WHOLE else ""
        return Stored(list(around(value, f"{operand(value)}::numeric{whole}")))
    if given.is_number and given.target and widens(given.target, to.target):
        return Stored(list(around(value, f"{operand(value)}::{to.target}")))
    return AS_IT_IS


ORDER: Sequence[str] = ("smallint", "integer", "bigint", "numeric", "real", "double precision")


def widens(given: str, to: str) -> bool:
    """The target converts to a type further behind by itself, never to one further in front."""
    return ORDER.index(given) > ORDER.index(to)
