"""{text} is looked for whatever the case of its letters and blanks behind it

Most databases of SQL Server ignore case (collations with `_CI_`, among them Chinese_PRC_CI_AS), so 'a' is equal to 'A'
in comparisons, LIKE, CHARINDEX, PATINDEX and REPLACE. The target tells them apart. Whether rows are missed depends on the
data: where codes are stored in one case only nothing changes. The choices hold for a whole database: clean the data, use
lower() on both sides, the type citext, or (without LIKE before PostgreSQL 18) a nondeterministic ICU collation.

```zh
查找 {text} 时源库不区分大小写，也不计尾部空格
SQL Server 多数数据库不区分大小写（排序规则含 _CI_，如 Chinese_PRC_CI_AS），比较、LIKE、CHARINDEX、PATINDEX、REPLACE 中 'a' 等于 'A'；目标库区分。是否漏查取决于数据：编码大小写统一则无影响。属全库选择：整理数据、两侧使用 lower()、citext 类型，或非确定性 ICU 排序规则（PostgreSQL 18 之前不支持 LIKE）。
```
```setup
CREATE TABLE visit (id INT NOT NULL, ward VARCHAR(10));
```
```sqlserver
SELECT v.id FROM visit v WHERE v.ward = 'n01' AND CHARINDEX('n', v.ward) > 0
```
```postgres
SELECT v.id FROM visit v WHERE v.ward = 'n01' AND strpos(v.ward, 'n') > 0
```
```sqlserver
SELECT REPLACE(v.ward, 'n', '') FROM visit v WHERE v.ward LIKE 'n%' OR v.ward IN ('x', '1')
```
```postgres
SELECT REPLACE(v.ward, 'n', '') FROM visit v WHERE v.ward LIKE 'n%' OR v.ward IN ('x', '1')
```
```quiet
SELECT v.id FROM visit v WHERE v.ward = '01' AND v.ward LIKE N'内科%' AND UPPER(v.ward) = 'A' AND v.ward = 'a' COLLATE Chinese_PRC_CS_AS AND CHARINDEX('-', v.ward) > 0
```
"""

import re
from typing import Final

from sqlglot import exp

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import call, operator, rule
from dbmigrate.engine.views import Expr
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.functions.operands import constant
from dbmigrate.rules.operators.sqlserver_mixed_operands import is_assignment, sides_of
from dbmigrate.types.values import Kind

LETTER: Final = re.compile("[A-Za-z]")
SEARCHES: Final = {"CHARINDEX": (0, 1), "PATINDEX": (0, 1), "REPLACE": (1, 0)}  # what is looked for, and where
ONE_CASE: Final = frozenset({"UPPER", "LOWER"})
COMPARING: Final = tuple(map(operator, ("eq", "neq", "in", "like")))


@rule("OP232", source="sqlserver", severity=Severity.NOTE, fix=Fix.NONE, on=(*COMPARING, *map(call, SEARCHES)))
def check(found: Expr, context: Context) -> Hit | None:
    node = found.node
    if isinstance(node, exp.Anonymous):
        wanted, place = SEARCHES[node.name.upper()]
        if len(node.expressions) <= max(wanted, place):
            return None
        sides = [node.expressions[wanted], node.expressions[place]]
    elif is_assignment(node):
        return None
    else:
        sides = sides_of(node)
    text = next((t for side in sides if (t := constant(side)) is not None and LETTER.search(t)), "")
    columns = [side for side in sides if constant(side) is None]
    if not text or not columns or not all(any_case(side, found, context) for side in columns):
        return None
    return Hit(values={"text": f"'{text}'"})


def any_case(side: exp.Expr, found: Expr, context: Context) -> bool:
    """A text of a table that was not brought to one case, nor compared by a collation of its own."""
    if side.find(exp.Collate) or not any(not column.name.startswith("@") for column in side.find_all(exp.Column)):
        return False
    if isinstance(side, exp.Anonymous) and side.name.upper() in ONE_CASE:
        return False
    return context.types.of(found.view(side)).kind in (Kind.TEXT, Kind.CHAR, Kind.CLOB)
