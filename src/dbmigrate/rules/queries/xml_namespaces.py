"""WITH XMLNAMESPACES declares namespaces for the statement

The functions that stand for the methods of xml values take the namespaces themselves, so that the clause goes. FOR XML
with namespaces has to be written by hand (QY206).

```zh
WITH XMLNAMESPACES 为整个语句声明命名空间
代替 xml 方法的函数自带命名空间参数，因此去掉该子句。带命名空间的 FOR XML 须人工改写（QY206）。
```
```setup sqlserver
CREATE TABLE report (id INT NOT NULL, doc XML);
INSERT INTO report VALUES (1, '<h:a xmlns:h="urn:h" k="9"><h:b>5</h:b><h:b>6</h:b></h:a>');
```
```sqlserver
WITH XMLNAMESPACES ('urn:h' AS h) SELECT r.doc.value('(/h:a/h:b)[1]', 'INT') + 1, r.doc.exist('/h:a/h:c') FROM report r
```
```postgres
 SELECT dbmigrate.xml_value(r.doc, '(/x/h:a/h:b)[1]', ARRAY[ARRAY['h', 'urn:h']])::integer + 1, dbmigrate.xml_exist(r.doc, '/x/h:a/h:c', ARRAY[ARRAY['h', 'urn:h']]) FROM report r
```
```rows
6 | 0
```
```refused 42601
```
```sqlserver
;WITH XMLNAMESPACES (DEFAULT 'urn:h'), c AS (SELECT r.doc FROM report r) SELECT b.n.value('.', 'INT') AS n -- each
 FROM c CROSS APPLY c.doc.nodes('/a/b') AS b(n) UNION ALL SELECT CAST('<q xmlns="urn:h">3</q>' AS XML).value('(/q)[1]', 'INT') ORDER BY n
```
```postgres
;WITH c AS (SELECT r.doc FROM report r) SELECT dbmigrate.xml_value(b.n, '/x/*', ARRAY[ARRAY['d', 'urn:h']])::integer AS n -- each
 FROM c CROSS JOIN LATERAL dbmigrate.xml_nodes(c.doc, '/x/d:a/d:b', ARRAY[ARRAY['d', 'urn:h']]) AS b(n) UNION ALL SELECT dbmigrate.xml_value(CAST('<q xmlns="urn:h">3</q>' AS XML), '(/x/d:q)[1]', ARRAY[ARRAY['d', 'urn:h']])::integer ORDER BY n NULLS FIRST
```
```rows
3
5
6
```
```refused 42601
```
```quiet
SELECT r.doc.value('(/a)[1]', 'INT') FROM report r
```
"""

from dbmigrate.engine.contract import STATEMENT, rule
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.syntax.ddl.nodes import Node
from dbmigrate.syntax.hidden import xml_namespaces


@rule("QY234", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=STATEMENT, needs="xml")
def check(statement: Node) -> Hit | None:
    lexed, part = statement.lexed, statement.part
    if "XMLNAMESPACES" not in lexed.words:
        return None
    found = [p for p in xml_namespaces(lexed) if part.first <= p.first and p.last <= part.last]
    return Hit(replace=[(p, "") for p in found], at=found[0]) if found else None
