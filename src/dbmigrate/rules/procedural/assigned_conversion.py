"""value of another type where code stores it

Oracle converts what is assigned or returned: it writes a number as TO_CHAR does (`.5`), and dates as NLS_DATE_FORMAT
says. The target writes `0.5`, and dates in its own way; a text is read as a date by DateStyle, and the blanks that
fill a CHAR are cut off, so that rpad puts them back.

```zh
代码中存放其他类型的值
Oracle 会转换赋值或返回的值：数字按 TO_CHAR 输出（`.5`），日期按 NLS_DATE_FORMAT。目标库输出 `0.5`，日期用自己的格式；文本按 DateStyle 读作日期，CHAR 尾部填充的空格会被去掉，用 rpad 补回。
```
```notes
date | a date becomes a text: Oracle uses the session's NLS_DATE_FORMAT | 日期转为文本：Oracle 使用会话的 NLS_DATE_FORMAT
constant | the constant is read by NLS_DATE_FORMAT; Oracle's default is DD-MON-RR | 常量按 NLS_DATE_FORMAT 读取，Oracle 默认为 DD-MON-RR
digits | the constant is no number by Oracle's default settings | 按 Oracle 默认设置该常量不是数字
hex | the constant does not consist of hexadecimal digits | 常量不是十六进制数字
long | the text is longer than the variable: both sides raise an error, Oracle where it counts more bytes than letters too | 文本超过变量长度，两边均报错；Oracle 按字节计数时也会报错
interval | an interval becomes a text: both sides write it in their own way | 间隔转为文本：两边输出格式不同
read | a text becomes a date: Oracle uses the session's NLS_DATE_FORMAT | 文本转为日期：Oracle 使用会话的 NLS_DATE_FORMAT
padded | the blanks at the end of a CHAR are lost | CHAR 尾部的空格会丢失
number | a number with decimals becomes a text: Oracle writes .5 and the target 0.5 | 带小数的数字转为文本：Oracle 输出 .5，目标库输出 0.5
float | a binary float becomes a text: both sides write it in their own way | 二进制浮点数转为文本：两边输出格式不同
```
```oracle
CREATE FUNCTION half_of(p NUMBER) RETURN VARCHAR IS
  v VARCHAR(20);
BEGIN
  v := p * 0.5;
  RETURN v;
END;
/
```
```postgres
CREATE FUNCTION half_of(p numeric) RETURNS VARCHAR AS $$
DECLARE
  v VARCHAR(20);
BEGIN
  v := dbmigrate.to_char(p * 0.5);
  RETURN v;
END;
$$ LANGUAGE plpgsql;

```
```then
SELECT half_of(1), half_of(4)
```
```rows
.5 | 2
```
```setup oracle
CREATE TABLE bed (id NUMBER(4), ward CHAR(4));
INSERT INTO bed VALUES (1, 'a');
```
```oracle
CREATE FUNCTION ward_of(p NUMBER) RETURN VARCHAR2 IS
  v VARCHAR2(10);
  w CHAR(3) := 'b';
BEGIN
  SELECT ward INTO v FROM bed WHERE id = p;
  v := v || '.';
  RETURN v;
EXCEPTION
  WHEN NO_DATA_FOUND THEN
    RETURN w;
END;
/
```
```then
SELECT ward_of(1), length(ward_of(2))
```
```rows
a   . | 3
```
```setup
```
```oracle
CREATE FUNCTION half_text(p NUMBER) RETURN VARCHAR IS
BEGIN
  RETURN p * 0.5;
END;
/
```
```then
SELECT half_text(1)
```
```rows
.5
```
```oracle
CREATE FUNCTION marked(p TIMESTAMP, h VARCHAR2) RETURN VARCHAR2 IS
  d DATE := p;
  r RAW(8) := h;
  v VARCHAR2(20) := 0.50;
  c VARCHAR2(40);
BEGIN
  c := r;
  RETURN TO_CHAR(d, 'SS') || c || v;
END;
/
```
```postgres
CREATE FUNCTION marked(p TIMESTAMP, h varchar) RETURNS varchar AS $$
DECLARE
  d timestamp(0) := date_trunc('second', p);
  r bytea := decode(h, 'hex');
  v varchar(20) := '.5';
  c varchar(40);
BEGIN
  c := upper(encode(r, 'hex'));
  RETURN nullif(concat(TO_CHAR(d, 'SS'), c, v), '');
END;
$$ LANGUAGE plpgsql;

```
```then
SELECT marked(TIMESTAMP '2024-05-06 03:04:05.75', '0aff')
```
```rows
050AFF.5
```
```setup oracle
CREATE TABLE bill (id NUMBER(4), fee NUMBER(8,2), seen TIMESTAMP);
INSERT INTO bill VALUES (1, 0.5, TIMESTAMP '2024-05-06 03:04:05.75');
```
```oracle
CREATE FUNCTION changed(p NUMBER) RETURN VARCHAR2 IS
  v VARCHAR2(20);
  w VARCHAR2(20);
  d DATE;
BEGIN
  SELECT fee, seen INTO v, d FROM bill WHERE id = p;
  UPDATE bill SET fee = fee + 1 WHERE id = p RETURNING fee INTO w;
  RETURN v || ' ' || w || TO_CHAR(d, ' SS');
END;
/
```
```postgres
CREATE FUNCTION changed(p numeric) RETURNS varchar AS $$
DECLARE
  v varchar(20);
  w varchar(20);
  d timestamp(0);
BEGIN
  SELECT dbmigrate.to_char(fee), date_trunc('second', seen) INTO STRICT v, d FROM bill WHERE id = p;
  UPDATE bill SET fee = fee + 1 WHERE id = p RETURNING dbmigrate.to_char(fee) INTO w;
  RETURN concat(v, ' ', w, TO_CHAR(d, ' SS'));
END;
$$ LANGUAGE plpgsql;

```
```then
SELECT changed(1)
```
```rows
.5 1.5 05
```
```quiet
CREATE FUNCTION as_text(p INTEGER, d DATE, t VARCHAR) RETURN VARCHAR IS
  v VARCHAR(20) := p;
  n NUMBER := t;
  e DATE := d;
BEGIN
  v := t;
  RETURN p;
END;
/
```
"""

from __future__ import annotations

import re
from typing import Final

from sqlglot import exp

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.engine.views import Expr
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.dml.stored_constants import of_constant
from dbmigrate.rules.dml.stored_values import AS_IT_IS
from dbmigrate.rules.functions.oracle_implicit import Written, as_text, converted
from dbmigrate.rules.functions.placing import around
from dbmigrate.rules.procedural.judgement import is_converted
from dbmigrate.syntax.ddl.nodes import Piece
from dbmigrate.syntax.procedural.nodes import Routine, Variable
from dbmigrate.syntax.procedural.statements import Assignment, Fetch, Into, Return, Sql
from dbmigrate.syntax.sql import parse
from dbmigrate.types.constants import Constant, constant_of
from dbmigrate.types.oracle import is_integral
from dbmigrate.types.outside import Surroundings
from dbmigrate.types.values import Kind, Type

ISO: Final = re.compile(r"\d{4}-\d{1,2}-\d{1,2}( \d{1,2}:\d{2}(:\d{2})?)?$")
STORES: Final = (node(Assignment), node(Return), node(Variable), node(Sql), node(Fetch))


@rule("PL005", source="oracle", severity=Severity.DIFFERS, on=STORES, kept=True)
def check(found: Assignment | Return | Variable | Sql | Fetch, context: Context) -> Hit | None:
    if not context.path or context.lexed.dialect != "oracle" or not is_converted(context):
        return None
    if isinstance(found, Sql):
        return of_query(found, context)
    if isinstance(found, Fetch):
        return of_fetch(found, context)
    piece = found.default if isinstance(found, Variable) else found.value
    held = held_by(found, context)
    value = view_of(piece) if piece is not None else None
    if value is None or held is None:
        return None
    assert piece is not None
    given = context.types.of(value)
    constant = constant_of(value.node)
    if constant is not None and held.is_known:
        return of_constants(held, value, constant, context)
    note = doubt(held, given, value.node)
    if note and note != "number":
        return Hit(note=note, fix=Fix.REVIEW, at=piece.part)
    made = as_text(value, context) if note else Written(stored(value, given, held))
    if not made.changes:
        return None
    before, _, after = made.template.partition("{}")
    return Hit(replace=[(piece.part.before, before), (piece.part.after, after)], helpers=made.helpers, at=piece.part)


def of_constants(held: Type, value: Expr, constant: Constant, context: Context) -> Hit | None:
    made = of_constant(held, value, constant, context) if constant.text else AS_IT_IS
    if made.note == "fraction" or not (made.edits or made.note):
        return None
    note = "constant" if made.note == "default" else "read" if made.note == "unclear" else made.note
    return Hit(replace=made.edits, note=note, fix=Fix.REVIEW if note else None, at=value.part)


def of_query(found: Sql, context: Context) -> Hit | None:
    """SELECT .. INTO and RETURNING .. INTO: what comes back is stored in variables."""
    into = found.returning.into if found.returning is not None else found.into
    tree = parse(found.query.lexed, found.query.part, found.query.into)
    if into is None or into.bulk or tree.root is None:
        return None
    returned = tree.root.args.get("returning")
    items = returned.expressions if isinstance(returned, exp.Returning) else tree.root.expressions
    plain = isinstance(tree.root, exp.Select) or isinstance(returned, exp.Returning)
    if not plain:  # a UNION
        outputs = context.types.reader(tree).scopes.outputs(tree.root)
        return of_types([] if outputs.missing else [lazy() for _, lazy in outputs.items], into, context)
    if any(item.is_star for item in items) or len(items) != len(into.targets):
        return None
    return of_items([Expr(tree, item.unalias()) for item in items], into, context)


def of_items(items: list[Expr], into: Into, context: Context) -> Hit | None:
    """The expressions are written as the variables hold them, where that can be said."""
    replace: list[tuple[object, ...]] = []
    helpers: set[str] = set()
    noted: tuple[str, Piece] | None = None
    for item, target in zip(items, into.targets, strict=True):
        held, given = type_of(target, context), context.types.of(item)
        if held is None or given.constant:
            continue
        note = doubt(held, given, None)
        if note and note != "number":
            noted = noted or (note, target)
            continue
        made = as_text(item, context) if note else Written(stored(item, given, held))
        if made.changes:
            replace += around(item, made.template)
            helpers.update(made.helpers)
    note, at = noted if noted else ("", into.targets[0])
    if not replace and not note:
        return None
    return Hit(replace, note=note, fix=Fix.REVIEW if note else None, at=at.part, helpers=tuple(sorted(helpers)))


def of_types(given: list[Type], into: Into, context: Context) -> Hit | None:
    """What cannot be written where it is read."""
    if into.bulk or len(given) != len(into.targets):
        return None
    for target, type_ in zip(into.targets, given, strict=True):
        held = type_of(target, context)
        note = doubt(held, type_, None) if held is not None else ""
        if held is not None and stored_padded(held, type_):
            note = "padded"
        if note:
            return Hit(note=note, fix=Fix.REVIEW, at=target.part)
    return None


def of_fetch(found: Fetch, context: Context) -> Hit | None:
    surroundings = Surroundings(context.types.estate, context.path, context.schema, context.types.shared)
    words = found.cursor.words()
    outputs = surroundings.outputs_of_cursor(words[0]) if len(words) == 1 else None
    return of_types([lazy() for _, lazy in outputs.items], found.into, context) if outputs is not None else None


def held_by(found: Assignment | Return | Variable, context: Context) -> Type | None:
    if isinstance(found, Assignment):
        return type_of(found.target, context)
    surroundings = Surroundings(context.types.estate, context.path, context.schema, context.types.shared)
    if isinstance(found, Variable):
        return surroundings.of_type(found.type)
    routine = context.above(Routine)
    returns = routine.returns if routine else None
    return surroundings.of_type(returns.type) if returns and returns.type else None


def type_of(piece: Piece, context: Context) -> Type | None:
    value = view_of(piece)
    return context.types.of(value) if value is not None else None


def view_of(piece: Piece) -> Expr | None:
    tree = parse(piece.lexed, piece.part, piece.into)
    return Expr(tree, tree.root) if tree.root is not None else None


def stored(value: Expr, given: Type, held: Type) -> str:
    """A template for what the target would store otherwise; a CHAR keeps its blanks in a VARCHAR2."""
    if stored_padded(held, given):
        return f"rpad({{}}, {length(given)})"
    return converted(value, given, held) or "{}"


def stored_padded(held: Type, given: Type) -> bool:
    return held.kind in (Kind.TEXT, Kind.CLOB) and given.kind is Kind.CHAR and not given.constant and length(given) > 1


def doubt(held: Type, value: Type, literal: exp.Expr | None) -> str:
    """The note that says what differs; "" where both sides store the same."""
    if held.is_text:
        if value.is_moment or value.kind is Kind.INTERVAL:
            return "date" if value.is_moment else "interval"
        if value.is_number and not is_integral(value) and not value.constant:
            return "number" if value.kind is Kind.NUMBER else "float"
        padded = value.kind is Kind.CHAR and not value.constant and held.kind is not Kind.CHAR
        return "padded" if padded and not length(value) else ""
    if held.is_moment and value.is_text:
        constant = isinstance(literal, exp.Literal) and ISO.match(literal.name.strip())
        return "" if constant else "read"
    return ""


def length(value: Type) -> int:
    """Of a CHAR, 0 where it is not known. One of a single character is never padded."""
    numbers = value.sql.numbers if value.sql else ()
    return int(numbers[0]) if numbers and numbers[0].isdigit() else 0
