"""character type {source} is {target} on the target

VARCHAR2 and NVARCHAR2 are varchar there, and a length has no BYTE or CHAR. A target that counts characters keeps the
number: it holds at least what the source held. One that counts bytes gets what the characters can need in UTF-8.

```zh
字符类型 {source} 在目标库中为 {target}
VARCHAR2、NVARCHAR2 改为 varchar，长度后不能写 BYTE 或 CHAR。目标库按字符计长时长度不变，不会比源库短；按字节计长时，按 UTF-8 下可能需要的字节数放大。
```
```oracle
CREATE TABLE patient (name VARCHAR2(20 CHAR), code VARCHAR2(8), alias NVARCHAR2(10), sex CHAR(1 BYTE), mark NCHAR(2))
```
```postgres
CREATE TABLE patient (name varchar(20), code varchar(8), alias varchar(10), sex CHAR(1), mark NCHAR(2))
```
```then
INSERT INTO patient VALUES ('张三', 'A1', '小张', '1', 'ab');
SELECT name, code, alias, sex, mark FROM patient
```
```rows
张三 | A1 | 小张 | 1 | ab
```
```refused 42601
```
```oracle
SELECT CAST(12 AS VARCHAR2(10)) AS n
```
```postgres
SELECT CAST(12 AS varchar(10)) AS n
```
```refused 42704
```
```quiet
CREATE TABLE ward (code VARCHAR(8), name CHARACTER VARYING(20), kind CHAR, flag CHAR(1))
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Hit, Severity
from dbmigrate.rules.types.lengths import needed
from dbmigrate.rules.types.spelling import is_dressed, is_native, known_as, number_part, shown, written
from dbmigrate.syntax.ddl.nodes import TypeName

NATIONAL = ("NVARCHAR", "NCHAR", "NATIONAL")


@rule("TY002", source="oracle", severity=Severity.REFUSED, on=node(TypeName))
def check(found: TypeName, context: Context) -> Hit | None:
    row = context.source.types.get(found.keyword)
    if found.user or row is None or row.to not in ("varchar", "char") or not row.rule:
        return None
    word = written(found)
    native = is_native(context, word, row.to)
    replace: list[tuple[object, ...]] = []
    if not native or is_dressed(found):
        replace.append((found.name, word if native else row.to))
    length = wanted_length(found, context)
    if length:
        replace.append((number_part(found), length))
    if found.unit:
        replace.append((found.unit, ""))
    if not replace:
        return None
    taken = known_as(context, word) and not is_dressed(found) and not found.unit
    number = length or (found.numbers[0] if found.numbers else "")
    target = f"{word if native else row.to}{f'({number})' if number else ''}"
    severity = Severity.DIFFERS if taken else Severity.REFUSED
    return Hit(replace=replace, severity=severity, values={"source": shown(found), "target": target})


def wanted_length(found: TypeName, context: Context) -> str:
    """Another length, "" where the number can stay."""
    if not found.numbers or not found.numbers[0].isdigit():
        return ""
    unit = found.words(found.unit)[0] if found.unit else context.options.length_semantics.upper()
    counts = "national" if found.keyword.startswith(NATIONAL) else unit.lower()
    length = needed(int(found.numbers[0]), counts, context)
    return "" if length == int(found.numbers[0]) else str(length)
