"""Columns of XMLTABLE: empty elements, paths that are left out

Oracle gives NULL for an element or attribute without text, PostgreSQL an empty text. A column without a path looks for an
element of its own name, which in Oracle is in upper case.

```zh
XMLTABLE 的列：空元素与省略的路径
元素或属性没有文本时 Oracle 返回 NULL，PostgreSQL 返回空串。省略路径时按列名查找元素，Oracle 的列名为大写。
```
```setup oracle
CREATE TABLE report (id NUMBER(4), body XMLTYPE);
INSERT INTO report VALUES (1, XMLTYPE('<r><i c="WBC"><v>5.6</v><U>g</U></i><i c=""><v></v></i></r>'));
```
```oracle
SELECT t.c, t.v, t.u FROM report r, XMLTABLE('/r/i' PASSING r.body COLUMNS c VARCHAR2(10) PATH '@c', v VARCHAR2(5) PATH 'v', u VARCHAR2(2)) t
```
```postgres
SELECT t.c, t.v, t.u FROM report r, XMLTABLE('/r/i' PASSING r.body COLUMNS c varchar(10) PATH '@c[. != ""]', v varchar(5) PATH 'v[. != ""]', u varchar(2) PATH 'U[. != ""]') t
```
```rows
WBC | 5.6 | g
NULL | NULL | NULL
```
```oracle
SELECT COUNT(t.s) FROM report r, XMLTABLE('/r/i/v' PASSING r.body COLUMNS s VARCHAR2(10) -- all
 PATH '.') t UNION ALL SELECT (SELECT COUNT(x.c) FROM report r, XMLTABLE('//i' PASSING r.body COLUMNS c VARCHAR2(5) PATH '@c') x) FROM dual
```
```postgres
SELECT COUNT(t.s) FROM report r, XMLTABLE('/r/i/v' PASSING r.body COLUMNS s varchar(10) -- all
 PATH 'self::node()[. != ""]') t UNION ALL SELECT (SELECT COUNT(x.c) FROM report r, XMLTABLE('//i' PASSING r.body COLUMNS c varchar(5) PATH '@c[. != ""]') x)
```
```rows
1
1
```
```quiet
SELECT t.n, t.v FROM report r, XMLTABLE('/r/i' PASSING r.body COLUMNS n FOR ORDINALITY, v XMLTYPE PATH 'v', w VARCHAR2(9) PATH 'v/text()', x VARCHAR2(9) PATH '@c' DEFAULT 'a') t
```
"""

import re
from typing import Any, Final

from sqlglot import exp

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import rule, syntax
from dbmigrate.engine.views import Expr, type_of
from dbmigrate.model import Hit, Part, Severity

SIMPLE: Final = re.compile(r"[\w@:./*\[\]='-]+")
FILLED: Final = '[. != ""]'


@rule("FN360", source="oracle", severity=Severity.DIFFERS, on=syntax("xmltable"), needs="xml")
def check(found: Expr, context: Context) -> Hit | None:
    replace: list[tuple[Any, ...]] = []
    for column in found.node.args.get("columns") or ():
        kind = column.args.get("kind")
        written = type_of(found.tree, kind) if kind is not None else None
        if written is None or written.keyword in ("XMLTYPE", "BLOB"):
            continue
        given = {type(c.kind): c.kind for c in column.args.get("constraints") or ()}
        path = given.pop(exp.PathColumnConstraint, None)
        if given:
            continue  # DEFAULT would take the place of an empty text
        if path is None:
            name = column.this.name if column.this.args.get("quoted") else column.this.name.upper()
            replace.append((last(found, column).after, literal_template(f" PATH '{name}{FILLED}'")))
        elif isinstance(path.this, exp.Literal) and SIMPLE.fullmatch(path.this.this):
            steps = "self::node()" if path.this.this == "." else path.this.this.replace("'", "''")
            replace.append((found.view(path.this), literal_template(f"'{steps}{FILLED}'")))
    return Hit(replace=replace) if replace else None


def last(found: Expr, column: Any) -> Part:
    """The end of the column's type."""
    kind = type_of(found.tree, column.args["kind"])
    assert kind is not None
    return Part(kind.part.last, kind.part.last)
