"""CASE compares a text with {text}, whose blanks at the end do not count

`CASE c WHEN '' THEN ..` asks for equal values, and SQL Server fills the shorter text with blanks before it compares
("CASE", "= (String comparison or assignment)"): a stored ' ' is equal to ''. To the target they differ, except in CHAR.

```zh
CASE 将文本与 {text} 比较，末尾空格不计
`CASE c WHEN '' THEN ..` 是等值比较，SQL Server 比较前以空格补齐较短的文本，存储的 ' ' 等于 ''；目标库除 CHAR 外视为不同。
```
```setup
CREATE TABLE visit (id INT NOT NULL, ward VARCHAR(10), room CHAR(4));
INSERT INTO visit VALUES (1, ' ', 'a'), (2, 'N1', ''), (3, '', 'b'), (4, NULL, NULL);
```
```sqlserver
SELECT v.id, CASE v.ward WHEN '' THEN 'none' WHEN 'N1 ' THEN 'first' ELSE 'other' END FROM visit v ORDER BY v.id
```
```postgres
SELECT v.id, CASE rtrim(v.ward) WHEN '' THEN 'none' WHEN 'N1' THEN 'first' ELSE 'other' END FROM visit v ORDER BY v.id
```
```rows
1 | none
2 | first
3 | none
4 | other
```
```sqlserver
SELECT count(*), (SELECT max(CASE w.ward WHEN -- blank
' ' THEN w.id END) FROM visit w) FROM visit v WHERE CASE v.ward WHEN 'N1 ' THEN 1 ELSE 0 END = 1 UNION ALL SELECT 0, 0
```
```postgres
SELECT count(*), (SELECT max(CASE rtrim(w.ward) WHEN -- blank
'' THEN w.id END) FROM visit w) FROM visit v WHERE CASE v.ward WHEN 'N1' THEN 1 ELSE 0 END = 1 UNION ALL SELECT 0, 0
```
```rows
1 | 3
0 | 0
```
```quiet
SELECT CASE v.room WHEN '' THEN 1 END, CASE v.ward WHEN 'N1' THEN 2 END, CASE RTRIM(v.ward) WHEN '' THEN 3 END, CASE WHEN v.id = 1 THEN '' END FROM visit v
```
"""

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import rule, syntax
from dbmigrate.engine.views import Expr
from dbmigrate.model import Hit, Severity
from dbmigrate.rules.functions.operands import constant, in_computed_column
from dbmigrate.rules.functions.placing import WRITTEN_BEFORE, around
from dbmigrate.rules.functions.sqlserver_implicit import Replacements
from dbmigrate.rules.operators.blank_text import is_trimmed, quoted, reads_column
from dbmigrate.types.values import Kind


@rule("OP252", source="sqlserver", severity=Severity.DIFFERS, on=syntax("case"), after=WRITTEN_BEFORE)
def check(found: Expr, context: Context) -> Hit | None:
    if found.node.this is None or in_computed_column(context):
        return None
    value = found.view(found.node.this)
    texts = [(found.view(b.this), t) for b in found.node.args["ifs"] if (t := constant(b.this)) is not None]
    if not any(not text or text.endswith(" ") for _, text in texts) or context.types.of(value).kind is not Kind.TEXT:
        return None
    replace: Replacements = [(s, literal_template(f"'{quoted(t)}'"), s) for s, t in texts if t.endswith(" ")]
    if any(not text.strip(" ") for _, text in texts) and reads_column(value.node) and not is_trimmed(value.node):
        replace += around(value, "rtrim({})")
    first = next(f"'{text}'" for _, text in texts if not text or text.endswith(" "))
    return Hit(replace=replace, values={"text": first}) if replace else None
