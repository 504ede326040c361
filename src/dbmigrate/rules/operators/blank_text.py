"""a text is compared with {text}, whose blanks at the end do not count

SQL Server fills the shorter text with blanks before it compares, so that '' is equal to ' ' and 'a' to 'a ' ("= (String
comparison or assignment)"). To the target they differ, except in CHAR. Blanks at the end of the constant go; where
nothing is left the column's own are cut as well, since columns that hold blanks for 'nothing' are many.

```zh
文本与 {text} 比较，末尾空格不计
SQL Server 比较前以空格补齐较短的文本，'' 等于 ' '，'a' 等于 'a '；目标库除 CHAR 外视为不同。常量末尾的空格去掉；若常量为空，列值末尾的空格也去掉，因为用空格表示“无”的列很多。
```
```setup
CREATE TABLE visit (id INT NOT NULL, ward VARCHAR(10), room CHAR(4));
INSERT INTO visit VALUES (1, ' ', 'a'), (2, 'N1', ''), (3, '', 'b'), (4, NULL, NULL);
```
```sqlserver
SELECT v.id FROM visit v WHERE v.ward = '' ORDER BY v.id
```
```postgres
SELECT v.id FROM visit v WHERE rtrim(v.ward) = '' ORDER BY v.id
```
```rows
1
3
```
```sqlserver
SELECT count(*), (SELECT max(w.id) FROM visit w WHERE ISNULL(w.ward, '') <> ' ' -- none
) FROM visit v WHERE v.ward = N'N1  ' UNION ALL SELECT 0, 0 FROM visit v WHERE v.ward IN (' ', 'x') AND v.id = 3
```
```postgres
SELECT count(*), (SELECT max(w.id) FROM visit w WHERE rtrim(coalesce(w.ward, '')) <> '' -- none
) FROM visit v WHERE v.ward = 'N1' UNION ALL SELECT 0, 0 FROM visit v WHERE rtrim(v.ward) IN ('', 'x') AND v.id = 3
```
```rows
1 | 2
0 | 0
```
```quiet
SELECT v.id FROM visit v WHERE v.room = '' AND v.ward = 'N1' AND RTRIM(v.ward) <> '' AND LEN(v.ward) > 0 AND v.id = ''
```
"""

from typing import Final

from sqlglot import exp

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import operator, rule
from dbmigrate.engine.views import Expr
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.functions.operands import constant, in_computed_column
from dbmigrate.rules.functions.placing import WRITTEN_BEFORE, around
from dbmigrate.rules.functions.sqlserver_implicit import Replacements
from dbmigrate.rules.operators.sqlserver_mixed_operands import is_assignment, sides_of
from dbmigrate.types.values import Kind

TRIMMED: Final = frozenset({"RTRIM", "TRIM"})


@rule(
    "OP231",
    source="sqlserver",
    severity=Severity.DIFFERS,
    fix=Fix.SAFE,
    on=(operator("eq"), operator("neq"), operator("in")),
    after=WRITTEN_BEFORE,
)
def check(found: Expr, context: Context) -> Hit | None:
    if in_computed_column(context) or is_assignment(found.node):
        return None
    sides = [found.view(side) for side in sides_of(found.node)]
    constants = [(side, text) for side in sides if (text := constant(side.node)) is not None]
    if not any(text == "" or text.endswith(" ") for _, text in constants):
        return None
    types = [context.types.of(side) for side in sides]
    others = [side for side in sides if constant(side.node) is None]
    if not others or any(t.kind is not Kind.TEXT for t in types):
        return None
    replace: Replacements = [(s, literal_template(f"'{quoted(t)}'"), s) for s, t in constants if t.endswith(" ")]
    if any(not text.strip(" ") for _, text in constants):
        for side in others:
            if reads_column(side.node) and not is_trimmed(side.node):
                replace += around(side, "rtrim({})")
    values = {"text": next(f"'{text}'" for _, text in constants if not text or text.endswith(" "))}
    return Hit(replace=replace, values=values) if replace else None


def quoted(text: str) -> str:
    return text.rstrip(" ").replace("'", "''")


def reads_column(node: exp.Expr) -> bool:
    return any(not column.name.startswith("@") for column in node.find_all(exp.Column))


def is_trimmed(node: exp.Expr) -> bool:
    if isinstance(node, exp.Paren):
        return is_trimmed(node.this)
    return isinstance(node, exp.Trim) or (isinstance(node, exp.Anonymous) and node.name.upper() in TRIMMED)
