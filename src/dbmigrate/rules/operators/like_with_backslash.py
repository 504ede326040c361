r"""a backslash in a LIKE pattern

Without ESCAPE a backslash in a pattern is a character like any other in Oracle (SQL Language Reference, "LIKE
Condition") and SQL Server; in PostgreSQL it takes the meaning from the character behind it. It is doubled.

```zh
LIKE 模式中的反斜杠
未写 ESCAPE 时，Oracle 与 SQL Server 的模式中反斜杠是普通字符；PostgreSQL 中它是转义符，会取消其后字符的特殊含义。写成两个反斜杠。
```
```setup
CREATE TABLE image (path VARCHAR(20));
INSERT INTO image VALUES ('D:\ct\1.dcm'), ('D:ct1.dcm')
```
```oracle
SELECT i.path FROM image i WHERE i.path LIKE 'D:\ct\%'
```
```postgres
SELECT i.path FROM image i WHERE i.path LIKE 'D:\\ct\\%'
```
```rows
D:\ct\1.dcm
```
```sqlserver
SELECT i.path FROM image i WHERE i.path NOT LIKE N'D:\ct\%'
```
```postgres
SELECT i.path FROM image i WHERE i.path NOT LIKE 'D:\\ct\\%'
```
```rows
D:ct1.dcm
```
```quiet
SELECT i.path FROM image i WHERE i.path LIKE 'D:\ct\%' ESCAPE '\' OR i.path = '\'
```
"""

from sqlglot import exp

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.contract import operator, rule
from dbmigrate.engine.views import Expr
from dbmigrate.model import Hit, Severity
from dbmigrate.rules.operators.like_with_brackets import has_brackets


@rule("OP001", severity=Severity.DIFFERS, on=operator("like"), after=("SE217",))
def check(like: Expr) -> Hit | None:
    pattern = like.node.expression
    constant = isinstance(pattern, exp.National) or (isinstance(pattern, exp.Literal) and pattern.is_string)
    if not constant or "\\" not in pattern.this or isinstance(like.parent, exp.Escape):
        return None
    if like.lexed.dialect == "sqlserver" and has_brackets(pattern):
        return None  # OP200 writes the pattern
    text = pattern.this.replace("\\", "\\\\").replace("'", "''")
    written = like.view(pattern)
    return Hit(replace=[(written, literal_template(f"'{text}'"), written)])
