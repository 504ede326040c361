"""{name} as an assignment

CLOB is text on the target and BLOB is bytea: what writes to a large object assigns the variable.

```zh
{name} 改写为赋值
CLOB 在目标库为 text，BLOB 为 bytea：写大对象的过程改为给变量赋值。
```
```notes
kept | the target runs this code as it is: it has to have the package itself | 目标库原样执行该代码：须自带该系统包
```
```oracle
CREATE FUNCTION told(p VARCHAR2) RETURN CLOB IS
  v CLOB;
  b BLOB;
BEGIN
  DBMS_LOB.CREATETEMPORARY(v, TRUE);
  DBMS_LOB.CREATETEMPORARY(b, TRUE, DBMS_LOB.CALL);
  DBMS_LOB.WRITEAPPEND(v, 2, p);
  DBMS_LOB.APPEND(v, 'xyz');
  DBMS_LOB.TRIM(v, 4);
  DBMS_LOB.WRITE(v, 1, 2, 'QQ');
  DBMS_LOB.FREETEMPORARY(b);
  RETURN v;
END;
/
```
```then
SELECT told('abc')
```
```rows
aQxy
```
```refused 42601
```
```oracle
CREATE OR REPLACE PACKAGE BODY pk_page IS
  g_text CLOB;
  FUNCTION made RETURN CLOB IS
    n PLS_INTEGER := 2;
    s VARCHAR2(10);
  BEGIN
    DBMS_LOB.CREATETEMPORARY(g_text, TRUE);
    DBMS_LOB.APPEND(g_text, 'abc');
    DBMS_LOB.WRITEAPPEND(g_text, 1, 'd');
    DBMS_LOB.READ(g_text, n, 2, s);
    RETURN g_text || ' ' || s;
  END;
END;
/
```
```then
SELECT pk_page.made()
```
```rows
abcd bc
```
```refused 42601
```
```quiet
CREATE FUNCTION told(p VARCHAR2) RETURN CLOB IS
  v CLOB;
BEGIN
  v := p;
  RETURN v;
END;
/
```
"""

from __future__ import annotations

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Hit, Severity
from dbmigrate.rules.packages.statements import statement_hit
from dbmigrate.rules.procedural.judgement import is_converted
from dbmigrate.syntax.procedural.statements import CallStatement


@rule("PK001", source="oracle", severity=Severity.REFUSED, on=node(CallStatement))
def check(found: CallStatement, context: Context) -> Hit | None:
    hit = statement_hit(found, context) if context.kept_code or is_converted(context) else None
    return hit if hit is not None and hit.values["name"].startswith("DBMS_LOB.") else None
