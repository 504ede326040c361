"""alias in front of its expression: {alias}

In a select list SQL Server reads `name = expression` as an expression with an alias ("SELECT Clause"). PostgreSQL
compares the two: it refuses the name, or answers true and false where a column has it.

```zh
别名写在表达式之前：{alias}
SQL Server 在选择列表中将“名称 = 表达式”视为带别名的表达式。PostgreSQL 视为比较：名称不存在时报错，存在同名列时返回真或假。
```
```setup
CREATE TABLE visit (id INT, memo VARCHAR(10));
INSERT INTO visit VALUES (1, 'a');
```
```sqlserver
SELECT DISTINCT id = id + 1, [patient memo] = memo, 'kind' = CASE WHEN id = 1 THEN 'x' END FROM visit
```
```postgres
SELECT DISTINCT id + 1 AS id, memo AS "patient memo", CASE WHEN id = 1 THEN 'x' END AS kind FROM visit
```
```rows
2 | a | x
```
```sqlserver
SELECT total = COUNT(*) FROM visit
```
```postgres
SELECT COUNT(*) AS total FROM visit
```
```rows
1
```
```refused 42703
```
```quiet
SELECT id AS n, memo m FROM visit WHERE id = 1
```
"""

from sqlglot import exp

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import SELECT, rule
from dbmigrate.engine.views import Select
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.rules.queries.documents import makes_document


@rule("ID010", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=SELECT)
def check(select: Select, context: Context) -> Hit | None:
    if makes_document(select):
        return None  # its rule writes the whole list
    lexed, seen = select.lexed, []
    replace: list[tuple[object, ...]] = []
    for k in (alias_token(select, item) for item in select.node.expressions):
        if k is None:
            continue
        expression = next(select.split(k + 2, select.clauses["SELECT"].last, ","))
        alias = lexed.tokens[k].text
        if lexed.is_string(k):
            new = literal_template(context.names.spell(alias, True, "alias"))
            replace.append((Part(k, expression.last), "{} AS " + new, expression))
        else:
            replace.append((Part(k, expression.last), "{} AS {}", expression, Part(k, k)))
        seen.append(alias)
    return Hit(replace=replace, values={"alias": seen[0]}) if replace else None


def alias_token(select: Select, item: exp.Expr) -> int | None:
    """The token of a name or string that stands before `=` at the start of an item; a variable is none."""
    lexed = select.lexed
    if isinstance(item, exp.Alias):
        k = lexed.by_start.get(item.args["alias"].meta.get("start", -1))
    elif isinstance(item, exp.EQ) and isinstance(item.this, exp.Literal) and item.this.is_string:
        k = select.view(item.this).part.first
    else:
        return None
    if k is None or lexed.words[k + 1] != "=" or lexed.tokens[k].text.startswith("@"):
        return None
    return k
