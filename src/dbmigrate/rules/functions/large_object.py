"""{name} reads a large object

CLOB is text on the target and BLOB is bytea: the functions for texts and bytes do it, with the start before the length.

```zh
{name} 读取大对象
CLOB 在目标库为 text，BLOB 为 bytea：改用普通文本和字节函数，起始位置在长度之前。
```
```notes
form | such a form has to be written by hand | 此种写法须人工改写
```
```setup oracle
CREATE TABLE doc (id NUMBER(4), body CLOB, pos NUMBER(4));
INSERT INTO doc VALUES (1, '主诉：咳嗽三天', 4);
```
```oracle
SELECT DBMS_LOB.GETLENGTH(body), DBMS_LOB.SUBSTR(d.body, 2, 4), dbms_lob.substr(lob_loc => body, amount => 2), DBMS_LOB.SUBSTR(body, 9, 99), DBMS_LOB.INSTR(body, '咳'), DBMS_LOB.INSTR(body, '无') FROM doc d
```
```postgres
SELECT length(body), nullif(substr(d.body, 4, 2), ''), nullif(substr(body, 1, 2), ''), nullif(substr(body, 99, 9), ''), strpos(body, '咳'), strpos(body, '无') FROM doc d
```
```rows
7 | 咳嗽 | 主诉 | NULL | 4 | 0
```
```oracle
SELECT x.s FROM (SELECT SYS.DBMS_LOB.SUBSTR(d.body, -- two
2, d.pos) AS s FROM doc d WHERE DBMS_LOB.GETLENGTH(d.body) > 3) x UNION ALL SELECT DBMS_LOB.SUBSTR(body) FROM doc WHERE DBMS_LOB.INSTR(body, '三', 2, 1) = 6
```
```postgres
SELECT x.s FROM (SELECT nullif(substr(d.body, d.pos::integer, -- two
2), '') AS s FROM doc d WHERE length(d.body) > 3) x UNION ALL SELECT nullif(substr(body, 1, 32767), '') FROM doc WHERE dbmigrate.instr(body, '三', 2, 1) = 6
```
```rows
咳嗽
主诉：咳嗽三天
```
```oracle
CREATE FUNCTION found(b BLOB) RETURN VARCHAR2 IS
BEGIN
  RETURN DBMS_LOB.INSTR(b, HEXTORAW('02')) || ' ' || DBMS_LOB.INSTR(b, HEXTORAW('02'), 1, 2) || ' ' || DBMS_LOB.INSTR(b, HEXTORAW('FF'), 2);
END;
/
```
```then
SELECT found(decode('01020302', 'hex'))
```
```rows
2 4 0
```
```refused 3F000
```
```oracle
SELECT DBMS_LOB.INSTR(BFILENAME('D', 'f'), body, 1, 1, 9) FROM doc
```
```quiet
SELECT LENGTH(d.body), d.id AS dbms_lob FROM doc d
```
"""

from typing import Any

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import call, rule
from dbmigrate.engine.views import Call
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.functions.oracle_implicit import as_integer
from dbmigrate.rules.functions.xml_path import owner_of, whole_of
from dbmigrate.rules.packages.supplied import by_place
from dbmigrate.types.values import Kind

NAMES = {
    "GETLENGTH": "LOB_LOC|FILE_LOC",
    "SUBSTR": "LOB_LOC|FILE_LOC AMOUNT OFFSET",
    "INSTR": "LOB_LOC|FILE_LOC PATTERN OFFSET NTH",
}


@rule("FN352", source="oracle", severity=Severity.REFUSED, on=tuple(call(f"DBMS_LOB.{name}") for name in NAMES))
def check(found: Call, context: Context) -> Hit | None:
    name = found.node.name.upper()
    arguments = by_place(found, NAMES[name]) or []
    values = {"name": f"DBMS_LOB.{name}"}
    bytes_ = bool(arguments) and context.types.of(arguments[0]).kind is Kind.BINARY
    whole = whole_of(found, owner_of(found))
    if name == "GETLENGTH" and len(arguments) == 1:
        return Hit(replace=[(whole, "length({})", arguments[0])], values=values)
    if name == "SUBSTR" and arguments:
        text, places = part_of_lob(arguments, context, bytes_)
        return Hit(replace=[(whole, text, *places)], values=values)
    if name == "INSTR" and len(arguments) in (2, 3, 4) and bytes_:
        numbers = [as_integer(argument, context).template for argument in arguments[2:]] + ["1"] * (4 - len(arguments))
        text = f"dbmigrate.lob_instr({', '.join(['{}', '{}', *numbers])})"
        return Hit([(whole, text, *arguments)], values=values, helpers=("lob_instr",))
    if name == "INSTR" and len(arguments) in (2, 3, 4):
        numbers = [as_integer(argument, context).template for argument in arguments[2:]]
        text = "dbmigrate.instr" if numbers else "strpos"
        template = f"{text}({', '.join(['{}', '{}', *numbers])})"
        return Hit([(whole, template, *arguments)], values=values, helpers=("instr",) if numbers else ())
    return Hit(note="form", values=values, fix=Fix.NONE)


def part_of_lob(arguments: list[Any], context: Context, bytes_: bool) -> tuple[str, list[Any]]:
    """(lob, amount = 32767, offset = 1) as (lob, offset, amount)."""
    start, amount, places = "1", "32767", [arguments[0]]
    if len(arguments) > 2:
        start, places = as_integer(arguments[2], context).template, [*places, arguments[2]]
    if len(arguments) > 1:
        amount, places = as_integer(arguments[1], context).template, [*places, arguments[1]]
    text = f"substr({{}}, {start}, {amount})"
    return text if bytes_ else f"nullif({text}, '')", places
