"""{text} in double quotes is no column

With QUOTED_IDENTIFIER OFF, which old clients set for themselves, SQL Server takes double quotes for those of a string.
Where no table of the query can have such a column the text is one.

```zh
双引号中的 {text} 不是列
旧客户端自行设置 QUOTED_IDENTIFIER OFF 时，SQL Server 把双引号视为字符串引号。查询的表都没有该列时，它就是字符串。
```
```setup sqlserver
CREATE TABLE visit (id INT NOT NULL, name VARCHAR(10));
INSERT INTO visit VALUES (1, 'it''s');
```
```sqlserver
SELECT "abc", v.id FROM visit v WHERE v.name = "it's" UNION ALL SELECT (SELECT "x ""y"" z"), 2 -- text
```
```postgres
SELECT 'abc', v.id FROM visit v WHERE v.name = 'it''s' UNION ALL SELECT (SELECT 'x "y" z'), 2 -- text
```
```rows
abc | 1
x "y" z | 2
```
```refused 42703
```
```quiet
SELECT "name", v."id" AS "no" FROM visit v ORDER BY "no"
```
"""

from typing import Any

from sqlglot import exp

from dbmigrate.catalog.keys import fold
from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import SELECT, rule
from dbmigrate.engine.views import Select
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.scripts.existence import literal
from dbmigrate.syntax.ddl.nodes import Procedural


@rule(
    "QY225",
    source="sqlserver",
    severity=Severity.REFUSED,
    fix=Fix.SAFE,
    on=SELECT,
    after=("ID001", "ID002", "ID003", "ID005"),
)
def check(select: Select, context: Context) -> Hit | None:
    if '"' not in select.lexed.characters or context.above(Procedural) is not None:
        return None
    replace: list[tuple[Any, ...]] = []
    shown = ""
    for column in select.node.find_all(exp.Column):
        if column.find_ancestor(exp.Select) is not select.node or not is_text(select, column, context):
            continue
        part = select.view(column).part
        replace.append((part, literal_template(literal(column.name)), part))
        shown = shown or column.name
    return Hit(replace=replace, values={"text": f'"{shown}"'}) if replace else None


def is_text(select: Select, column: exp.Column, context: Context) -> bool:
    """In double quotes, without a qualifier, and no query around has a column or a result of that name."""
    start = column.this.meta.get("start") if isinstance(column.this, exp.Identifier) else None
    if column.table or start is None or not select.lexed.text.startswith('"', start):
        return False
    name = fold("sqlserver", column.name, True)
    scopes = context.types.reader(select.tree).scopes
    query: Any = select.node
    if isinstance(column.parent, exp.Ordered):
        return False
    while query is not None:
        if any(source.missing or name in source.columns for source in scopes.sources(query)):
            return False
        query = query.find_ancestor(exp.Select)
    return select.node.find_ancestor(exp.Insert, exp.Update, exp.Delete, exp.Merge) is None or not select.node.args.get("from_")
