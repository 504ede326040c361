"""method {name} of an xml value

PostgreSQL has `xpath` and `xpath_exists`; functions of the schema dbmigrate call them with the path as XPath 1.0 and give
what SQL Server's methods give. XQuery that XPath 1.0 does not have is reported.

```zh
xml 值的方法 {name}
PostgreSQL 提供 xpath 与 xpath_exists；dbmigrate 模式中的函数以 XPath 1.0 路径调用它们，结果与 SQL Server 的方法一致。XPath 1.0 没有的 XQuery 语法予以报告。
```
```notes
query | the query is no XPath 1.0, or not a constant | 查询不是 XPath 1.0，或不是常量
type | nothing reads a text as this type | 无法将文本转换为该类型
```
```setup sqlserver
CREATE TABLE report (id INT NOT NULL, doc XML);
INSERT INTO report VALUES (1, '<r><item no="1"><name>a&amp;b</name></item><item no="2"><name>心电图</name></item></r>'), (2, NULL);
```
```sqlserver
SELECT r.doc.value('(/r/item/@no)[1]', 'INT') + 1, r.doc.value(N'(/r/item/name)[2]', N'NVARCHAR(20)'), [r].[doc].exist('/r/item[@no="3"]'), r.doc.value('(/r/none)[1]', 'VARCHAR(5)') FROM report r WHERE r.id = 1
```
```postgres
SELECT dbmigrate.xml_value(r.doc, '(/x/r/item/@no)[1]')::integer + 1, dbmigrate.xml_value(r.doc, '(/x/r/item/name)[2]')::varchar(20), dbmigrate.xml_exist(r.doc, '/x/r/item[@no = "3"]'), dbmigrate.xml_value(r.doc, '(/x/r/none)[1]')::varchar(5) FROM report r WHERE r.id = 1
```
```rows
2 | 心电图 | 0 | NULL
```
```refused 0A000
```
```sqlserver
SELECT t.c.value('@no', 'INT'), t.c.value('(name/text())[1]', 'VARCHAR(20)'), t.c.query('name') FROM report r CROSS APPLY r.doc.nodes('/r/item') AS t(c) UNION ALL SELECT 0, r.doc.value('count(/r/item)', 'VARCHAR(9)'), NULL -- all
 FROM report r WHERE r.doc.exist('/r') = 1
```
```postgres
SELECT dbmigrate.xml_value(t.c, '/x/*/@no')::integer, dbmigrate.xml_value(t.c, '(/x/*/name/text())[1]')::varchar(20), dbmigrate.xml_query(t.c, '/x/*/name') FROM report r CROSS JOIN LATERAL dbmigrate.xml_nodes(r.doc, '/x/r/item') AS t(c) UNION ALL SELECT 0, dbmigrate.xml_value(r.doc, 'count(/x/r/item)')::varchar(9), NULL -- all
 FROM report r WHERE dbmigrate.xml_exist(r.doc, '/x/r') = 1
```
```rows
1 | a&b | <name>a&amp;b</name>
2 | 心电图 | <name>心电图</name>
0 | 2 | NULL
```
```refused 0A000
```
```sqlserver
SELECT r.doc.query('for $i in /r/item return $i/name') FROM report r
```
```refused 0A000
```
```sqlserver
SELECT [t].[c].[value]('(/r/item/name)[1]', 'VARCHAR(20)') FROM report r CROSS APPLY r.doc.nodes('/r') t(c)
```
```postgres
SELECT dbmigrate.xml_value(t.c, '(/x/r/item/name)[1]')::varchar(20) FROM report r CROSS JOIN LATERAL dbmigrate.xml_nodes(r.doc, '/x/r') t(c)
```
```rows
a&b
```
```quiet
SELECT r.id AS value FROM report r WHERE r.doc IS NULL
```
"""

from __future__ import annotations

import re
from typing import Any, Final

from sqlglot import exp

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import ANY_CALL, rule
from dbmigrate.engine.views import Call
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.rules.functions.operands import constant, in_computed_column
from dbmigrate.rules.functions.xml_paths import NoXPath, XPath, prolog, xpath
from dbmigrate.rules.scripts.existence import literal
from dbmigrate.syntax.hidden import namespaces_of
from dbmigrate.types.declared import written
from dbmigrate.types.xml_methods import ARGUMENTS, is_method

FUNCTIONS: Final = {"VALUE": "xml_value", "NODES": "xml_nodes", "EXIST": "xml_exist", "QUERY": "xml_query"}
# Transact-SQL types as value() takes them, by what a text is cast to; {} takes the numbers behind the type.
CASTS: Final = {
    "INT": "::integer", "INTEGER": "::integer", "BIGINT": "::bigint", "SMALLINT": "::smallint", "TINYINT": "::smallint",
    "BIT": "::boolean::integer::smallint", "MONEY": "::numeric(19,4)", "SMALLMONEY": "::numeric(10,4)",
    "DECIMAL": "::numeric{}", "NUMERIC": "::numeric{}", "FLOAT": "::double precision", "REAL": "::real",
    "DATETIME": "::timestamp(3)", "SMALLDATETIME": "::timestamp(0)", "DATETIME2": "::timestamp(6)", "DATE": "::date",
    "TIME": "::time", "UNIQUEIDENTIFIER": "::uuid", "VARCHAR": "::varchar{}", "NVARCHAR": "::varchar{}", "CHAR": "::char{}",
    "NCHAR": "::char{}", "SYSNAME": "::varchar(128)",
}  # fmt: skip


@rule("FN438", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=ANY_CALL, needs="xml")
def check(found: Call, context: Context) -> Hit | None:
    if not is_method(found.node) or in_computed_column(context):
        return None
    name, owner = found.node.name.upper(), owner_of(found)
    if owner is None:
        return None
    values = {"name": found.node.name}
    texts = [constant(a.node) for a in found.args]
    try:
        if len(texts) != ARGUMENTS[name] or None in texts:
            raise NoXPath("no constant")
        nodes = nodes_of(found, owner)
        query = xpath(declared(found) + (texts[0] or ""), of_node=nodes is not None, of_root=nodes is not None and is_root(nodes))
    except NoXPath:
        return Hit(values=values, note="query", fix=Fix.NONE)
    cast = cast_of(texts[1] or "") if name == "VALUE" else ""
    if cast is None:
        return Hit(values=values, note="type", fix=Fix.NONE)
    whole = Part(owner.first, found.part.last)
    asked = f"dbmigrate.{FUNCTIONS[name]}({{}}, {literal_template(literal(query.path))}{names_of(query)}){cast}"
    return Hit(replace=[(whole, asked, owner, found.name_part, *found.args)], values=values, helpers=("xml_value",))


def declared(found: Call) -> str:
    """The namespaces of WITH XMLNAMESPACES, as a query would declare them itself."""
    names = namespaces_of(found.lexed) if "XMLNAMESPACES" in found.lexed.words else []
    texts = (f"namespace {prefix}=" if prefix else "default element namespace " for prefix, _ in names)
    return "".join(f'declare {text}"{uri}"; ' for text, (_, uri) in zip(texts, names, strict=True))


def owner_of(found: Call) -> Part | None:
    """The names before the method, or a CAST; None for a query or another call there."""
    words, lexed, end = found.lexed.words, found.lexed, found.name_part.first - 2
    if words[end] == ")":
        opening = lexed.brackets.open.get(end, 0)
        return Part(opening - 1, end) if words[opening - 1] in ("CAST", "CONVERT") and words[end + 1] == "." else None
    k = end
    while k >= 2 and lexed.is_name(k) and words[k - 1] == "." and lexed.is_name(k - 2):
        k -= 2
    return Part(k, end) if k >= 0 and lexed.is_name(k) and words[end + 1] == "." else None


def nodes_of(found: Call, owner: Part) -> Any:
    """The call of nodes() whose nodes the column stands for: `FROM .. x.nodes(..) AS t(c)`."""
    column = found.lexed.tokens[owner.last].text.lower()
    for alias in found.node.root().find_all(exp.TableAlias):
        source: Any = alias.parent.this if alias.parent is not None else None
        calls = [n for n in source.find_all(exp.Anonymous) if n.name.upper() == "NODES"] if source is not None else []
        if calls and any(c.name.lower() == column for c in alias.columns):
            return calls[0]
    return None


def is_root(nodes: Any) -> bool:
    """nodes() gives the root itself: paths from the document's start can be read from there."""
    text = constant(nodes.expressions[0]) if nodes.expressions else None
    return text is not None and re.fullmatch(r"/[^/\[(]+", prolog(text)[2].strip()) is not None


def cast_of(text: str) -> str | None:
    sql = written(text.strip().upper())
    if sql.keyword in ("TEXT", "NTEXT") or (sql.numbers and sql.numbers[0].upper() == "MAX"):
        return ""
    cast = CASTS.get(sql.keyword)
    numbers = f"({','.join(sql.numbers)})" if sql.numbers else ""
    return cast.replace("{}", numbers or ("(1)" if "char" in cast else "")) if cast is not None else None


def names_of(query: XPath) -> str:
    pairs = ", ".join(f"ARRAY[{literal(prefix)}, {literal(uri)}]" for prefix, uri in query.names)
    return literal_template(f", ARRAY[{pairs}]") if pairs else ""
