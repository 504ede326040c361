"""character type {source} is {target} on the target

nvarchar is varchar there and (max) is text. Without a length SQL Server takes 1 in a declaration and 30 in CAST and
CONVERT ("char and varchar", Remarks), the target any length for varchar and 1 for char. A target that counts
characters keeps the number; one that counts bytes gets what the characters can need in UTF-8.

```zh
字符类型 {source} 在目标库中为 {target}
nvarchar 改为 varchar，(max) 改为 text。不写长度时，SQL Server 在声明中取 1，在 CAST、CONVERT 中取 30；目标库的 varchar 不限长度、char 取 1，因此写明长度。目标库按字符计长时长度不变；按字节计长时，按 UTF-8 下可能需要的字节数放大。
```
```sqlserver
CREATE TABLE patient (name [nvarchar](20), memo VARCHAR(MAX), note nvarchar(max), code varchar(8), flag varchar)
```
```postgres
CREATE TABLE patient (name varchar(20), memo text, note text, code varchar(8), flag varchar(1))
```
```then
INSERT INTO patient VALUES ('张三', 'm', 'n', 'A1', '1');
SELECT name, memo, note, code, flag FROM patient
```
```rows
张三 | m | n | A1 | 1
```
```refused 42601
```
```sqlserver
SELECT CAST('abcdefghijabcdefghijabcdefghijabcdefghij' AS varchar) AS short, CAST('abc' AS char(2)) AS two
```
```postgres
SELECT CAST('abcdefghijabcdefghijabcdefghijabcdefghij' AS varchar(30)) AS short, CAST('abc' AS char(2)) AS two
```
```rows
abcdefghijabcdefghijabcdefghij | ab
```
```quiet
CREATE TABLE ward (code varchar(8), name char(20), kind char, mark nchar(2))
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Hit, Severity
from dbmigrate.rules.types.lengths import needed
from dbmigrate.rules.types.spelling import (
    is_declared,
    is_dressed,
    is_native,
    known_as,
    number_part,
    shown,
    stays,
    written,
)
from dbmigrate.syntax.ddl.nodes import TypeName

IN_CAST = 30


@rule("TY003", source="sqlserver", severity=Severity.REFUSED, on=node(TypeName))
def check(found: TypeName, context: Context) -> Hit | None:
    row = context.source.types.get(found.keyword)
    if found.user or stays(found, context) or row is None or row.to not in ("varchar", "char") or not row.rule:
        return None
    word = written(found)
    native, dressed = is_native(context, word, row.to), is_dressed(found)
    spelled = word if native else row.to
    taken = bool(known_as(context, word)) and not dressed
    if found.numbers[:1] == ("MAX",):
        return hit(found, [(found.part, "text")], "text", Severity.REFUSED)
    length = wanted_length(found, context, row.to)
    replace: list[tuple[object, ...]] = [] if native and not dressed else [(found.name, spelled)]
    if found.arguments is None and length:
        replace = [(found.name, f"{spelled}({length})")]
    elif length:
        replace.append((number_part(found), length))
    if not replace:
        return None
    number = length or (found.numbers[0] if found.numbers else "")
    severity = Severity.DIFFERS if taken else Severity.REFUSED
    return hit(found, replace, f"{spelled}({number})" if number else spelled, severity)


def hit(found: TypeName, replace: list[tuple[object, ...]], target: str, severity: Severity) -> Hit:
    return Hit(replace=replace, severity=severity, values={"source": shown(found), "target": target})


def wanted_length(found: TypeName, context: Context, to: str) -> str:
    """The length to write, "" where the text can stay as it is."""
    counts = "national" if found.keyword.startswith("N") else "byte"
    if found.arguments is None:
        declared = is_declared(found, context)
        length = needed(1 if declared else IN_CAST, counts, context)
        return "" if declared and to == "char" and length == 1 else str(length)
    if not found.numbers or not found.numbers[0].isdigit():
        return ""
    length = needed(int(found.numbers[0]), counts, context)
    return "" if length == int(found.numbers[0]) else str(length)
