"""FOR {kind} makes a document of a query's rows

PostgreSQL has functions for this (xmlelement, xmlagg, json_agg, row_to_json), which must be written for the document that
the reader expects.

```zh
FOR {kind} 把查询结果生成文档
PostgreSQL 用函数生成（xmlelement、xmlagg、json_agg、row_to_json），须按读取方期望的文档结构编写。
```
```setup
CREATE TABLE visit (id INT NOT NULL);
```
```sqlserver
SELECT v.id FROM visit v FOR XML RAW
```
```refused 42601
```
```quiet
SELECT ',' + 'x' FROM visit v FOR XML PATH('')
```
"""

from dbmigrate.engine.contract import SELECT, rule
from dbmigrate.engine.views import Select
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.queries.joined_rows import joins_texts


@rule("QY206", source="sqlserver", severity=Severity.REFUSED, fix=Fix.NONE, on=SELECT)
def check(select: Select) -> Hit | None:
    clause = select.clauses.get("FOR")
    words = select.lexed.words
    if clause is None or words[clause.first + 1] not in ("XML", "BROWSE") or joins_texts(select, clause):
        return None
    return Hit(values={"kind": words[clause.first + 1]}, at=clause)
