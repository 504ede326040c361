'''column property without counterpart: {property}

An INVISIBLE column is left out of `SELECT *` and of INSERT without a column list; PostgreSQL's columns are all
visible. Collations of Oracle have no counterpart either.

```zh
没有对应写法的列属性：{property}
INVISIBLE 列不出现在 SELECT * 和不带列名的 INSERT 中；PostgreSQL 的列全部可见。Oracle 的排序规则（COLLATE）也没有对应物。
```
```oracle
CREATE TABLE visit (id NUMERIC(9), memo VARCHAR(10) INVISIBLE)
```
```postgres
-- dbmigrate DD005 1: column property without counterpart: INVISIBLE
CREATE TABLE visit (id NUMERIC(9), memo VARCHAR(10))
```
```then
INSERT INTO visit (id, memo) VALUES (1, 'a');
SELECT id, memo FROM visit
```
```rows
1 | a
```
```refused 42601
```
```oracle
CREATE TABLE visit (id NUMERIC(9), memo VARCHAR(10) COLLATE "USING_NLS_COMP") DEFAULT COLLATION "USING_NLS_COMP"
```
```postgres
CREATE TABLE visit (id NUMERIC(9), memo VARCHAR(10))
```
```quiet
CREATE TABLE visit (id INTEGER, invisible INTEGER)
```
'''

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.ddl.oracle_left_out import inside_left_out
from dbmigrate.syntax.ddl.nodes import CreateIndex, CreateType, Phrase


@rule("DD005", source="oracle", severity=Severity.REFUSED, on=node(Phrase))
def check(phrase: Phrase, context: Context) -> Hit | None:
    if phrase.kind not in ("visibility", "collate") or inside_left_out(context):
        return None
    if isinstance(context.path[-1], CreateType):
        return None  # the whole head of a type is written anew
    words = phrase.words()
    hides = words[0] == "INVISIBLE" and not isinstance(context.path[-1], CreateIndex)
    compares = phrase.kind == "collate" and "USING_NLS_COMP" not in phrase.text().upper()
    return Hit(
        replace=[(phrase, "")],
        values={"property": " ".join(filter(None, words[:2]))},
        fix=Fix.REVIEW if hides or compares else Fix.SAFE,
    )
