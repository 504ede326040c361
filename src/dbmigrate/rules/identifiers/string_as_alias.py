"""alias written as a string: {old} is written {new}

SQL Server takes a string for the name of a result column; in PostgreSQL only a name can stand there.

```zh
用字符串作列别名：{old} 写为 {new}
SQL Server 允许用字符串作为结果列的名称；PostgreSQL 只接受标识符。
```
```setup
CREATE TABLE visit (id INT, memo VARCHAR(10));
INSERT INTO visit VALUES (1, 'a');
```
```sqlserver
SELECT id 'n', memo AS '备 注' FROM visit
```
```postgres
SELECT id AS n, memo AS "备 注" FROM visit
```
```rows
1 | a
```
```refused 42601
```
```quiet
SELECT id n, memo AS [a b], 'x' AS x FROM visit WHERE memo = 'x'
```
"""

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.syntax.ddl.nodes import Name


@rule("ID009", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=node(Name))
def check(name: Name, context: Context) -> Hit | None:
    lexed, k = name.lexed, name.part.first
    if name.kind != "alias" or name.part.last != k or not lexed.is_string(k):
        return None
    if lexed.words[k - 1] == "=" or lexed.words[k + 1] == "=":
        return None  # the alias stands before its expression: another rule
    new = context.names.spell(lexed.tokens[k].text, True, "alias")
    introduced = new if lexed.words[k - 1] == "AS" else f"AS {new}"
    return Hit(replace=[(name, literal_template(introduced))], values={"old": name.text(), "new": new})
