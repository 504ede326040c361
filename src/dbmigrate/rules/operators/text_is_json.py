"""IS JSON asks whether a text is JSON

PostgreSQL knows the question from version 16 on. A function answers it on 15 as well; like Oracle it takes objects and
arrays for JSON.

```zh
IS JSON 判断文本是否为 JSON
PostgreSQL 从 16 版起支持该写法；改用函数，在 15 版上也可判断，与 Oracle 一样只认对象和数组。
```
```setup oracle
CREATE TABLE report (id NUMBER(4), body CLOB);
INSERT INTO report VALUES (1, '{"no":7}');
INSERT INTO report VALUES (2, 'none');
INSERT INTO report VALUES (3, NULL);
```
```oracle
SELECT id FROM report WHERE body IS JSON UNION ALL SELECT id FROM report r WHERE r.body -- text
 IS NOT JSON
```
```postgres
SELECT id FROM report WHERE dbmigrate.is_json(body) = 1 UNION ALL SELECT id FROM report r WHERE dbmigrate.is_json(r.body -- text
) <> 1
```
```rows
1
2
```
```quiet
SELECT r.id FROM report r WHERE r.body IS NULL
```
"""

from sqlglot import exp

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import operator, rule
from dbmigrate.engine.views import Expr
from dbmigrate.model import Hit, Part, Severity
from dbmigrate.syntax.ddl.nodes import Constraint


@rule("OP024", source="oracle", severity=Severity.REFUSED, on=operator("is"), needs="pg15")
def check(found: Expr, context: Context) -> Hit | None:
    if not isinstance(found.node.expression, exp.JSON) or context.above(Constraint) is not None:
        return None  # DD061 serves constraints
    words, value = found.lexed.words, found.left
    k = value.part.last + 1
    negated = words[k + 1] == "NOT"
    last = k + 1 + negated
    sign = "<>" if negated else "="
    template = f"dbmigrate.is_json({{}}) {sign} 1"
    return Hit(replace=[(Part(value.part.first, last), template, value)], at=value.part, helpers=("json_value",))
