"""{text} is compared whatever case and blanks at the end

Two texts of tables are compared. Most databases of SQL Server take 'N01', 'n01' and 'N01 ' for the same value
(collations with `_CI_`; "= (String comparison or assignment)"), the target for three. A join then misses rows only where
the two places spell a code differently. Look for such rows before the move (`lower(rtrim(a)) = lower(rtrim(b)) AND a <> b`)
and clean them; else write lower(rtrim()) on both sides, with an index on that expression, or choose the type citext.

```zh
{text} 的比较在源库中不区分大小写和末尾空格
两个表中的文本互相比较。SQL Server 多数数据库（排序规则含 _CI_）把 'N01'、'n01'、'N01 ' 视为同一个值，目标库视为三个不同的值。只有两处写法不一致时连接才会漏行。迁移前请查出这类行（`lower(rtrim(a)) = lower(rtrim(b)) AND a <> b`）并整理；否则两侧都写 lower(rtrim()) 并建相应的表达式索引，或使用 citext 类型。
```
```setup sqlserver
CREATE TABLE visit (id INT NOT NULL, ward VARCHAR(10));
CREATE TABLE ward (code VARCHAR(10), name NVARCHAR(20), floor CHAR(4));
```
```sqlserver
SELECT w.name FROM visit v JOIN ward w ON w.code = v.ward
```
```postgres
SELECT w.name FROM visit v JOIN ward w ON w.code = v.ward
```
```sqlserver
SELECT v.id FROM visit v WHERE v.ward NOT IN (SELECT w.code FROM ward w)
```
```postgres
SELECT v.id FROM visit v WHERE v.ward NOT IN (SELECT w.code FROM ward w)
```
```quiet
SELECT v.id FROM visit v JOIN ward w ON UPPER(w.code) = UPPER(v.ward) WHERE v.ward = 'N1' AND v.id = 2 AND w.code COLLATE Chinese_PRC_CS_AS = v.ward
```
"""

from sqlglot import exp

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import operator, rule
from dbmigrate.engine.views import Expr
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.functions.operands import constant
from dbmigrate.rules.operators.letters_of_either_case import any_case
from dbmigrate.rules.operators.sqlserver_mixed_operands import is_assignment, sides_of


@rule("OP250", source="sqlserver", severity=Severity.NOTE, fix=Fix.NONE, on=(operator("eq"), operator("neq"), operator("in")))
def check(found: Expr, context: Context) -> Hit | None:
    if is_assignment(found.node):
        return None
    sides = sides_of(found.node)
    if len(sides) < 2 or any(constant(side) is not None for side in sides):
        return None
    if not all(reads_table(side) and any_case(side, found, context) for side in sides):
        return None
    return Hit(values={"text": found.view(sides[0]).text})


def reads_table(side: exp.Expr) -> bool:
    return any(not column.name.startswith("@") for column in side.find_all(exp.Column))
