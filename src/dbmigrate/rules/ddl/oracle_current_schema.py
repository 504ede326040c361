'''the session's current schema: {schema}

`ALTER SESSION SET CURRENT_SCHEMA` says where names without an owner are looked up and created. The target has a list of
such schemas, the search path.

```zh
会话的当前模式：{schema}
ALTER SESSION SET CURRENT_SCHEMA 决定不带属主的名称在哪里查找和建立；目标库用搜索路径（search_path）表示。
```
```setup
CREATE TABLE visit (id INTEGER);
INSERT INTO visit VALUES (1)
```
```oracle
ALTER SESSION SET CURRENT_SCHEMA = his
```
```postgres
SET search_path TO his, public
```
```then
SELECT current_setting('search_path')
```
```rows
his, public
```
```refused 42601
```
```quiet
ALTER SESSION SET NLS_LANGUAGE = 'AMERICAN'
```
'''

from dbmigrate.catalog.keys import fold
from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Hit, Severity
from dbmigrate.rules.ddl.oracle_left_out import sets_schema
from dbmigrate.syntax.ddl.nodes import Environment


@rule("DD015", source="oracle", severity=Severity.REFUSED, on=node(Environment))
def check(statement: Environment, context: Context) -> Hit | None:
    if not sets_schema(statement) or statement.value is None:
        return None
    token = statement.value.last
    written = statement.lexed.tokens[token].text
    if "&" in written:  # a substitution variable, written by its own rule
        return Hit(replace=[(statement, "SET search_path TO {}, public", statement.value)], values={"schema": written})
    owner = context.names.schema(fold("oracle", written, statement.lexed.is_quoted(token)))
    path = ", ".join(dict.fromkeys([context.names.bare(owner), "public"]))
    return Hit(replace=[(statement, literal_template(f"SET search_path TO {path}"))], values={"schema": written})
