"""TABLE(..) reads a collection as rows

PostgreSQL's `unnest` gives the elements of an array; the nodes of an XML document come from `xpath`.

```zh
TABLE(..) 把集合当作行读取
PostgreSQL 用 `unnest` 展开数组；XML 文档的节点由 `xpath` 得到。
```
```notes
collection | what the collection is made of is not known | 集合的来源未知
untold | what the collection holds is not given: only the statement tells whether these are single values or objects | 未提供集合类型：仅由语句判断读取的是单个值还是对象
```
```setup oracle
CREATE TABLE doc (id NUMBER(4), x XMLTYPE);
INSERT INTO doc VALUES (1, XMLTYPE('<p><a k="1">5</a><a k="2">6</a></p>'));
```
```oracle
SELECT d.id, EXTRACTVALUE(VALUE(z), '/a/@k') AS k, z.column_value.extract('/a/text()').getStringVal() AS v FROM doc d, TABLE(XMLSEQUENCE(EXTRACT(d.x, -- nodes
'/p/a'))) z
```
```postgres
SELECT d.id, dbmigrate.extractvalue(z.column_value, '/a/@k') AS k, (dbmigrate.xml_extract(z.column_value, '/a/text()'))::text AS v FROM doc d, unnest(xpath(-- nodes
'/p/a', d.x)) z (column_value)
```
```rows
1 | 1 | 5
1 | 2 | 6
```
```refused 42601
```
```oracle
SELECT column_value FROM TABLE(sys.odcivarchar2list('a', NVL(NULL, 'b'))) WHERE column_value IN (SELECT t.column_value FROM TABLE(SYS.ODCIVARCHAR2LIST('b')) t) UNION SELECT 'n' FROM TABLE(odcinumberlist(1, 2)) n WHERE n.column_value > 1
```
```postgres
SELECT column_value FROM unnest(ARRAY['a', coalesce(NULL, 'b')]::text[]) AS collection1 (column_value) WHERE column_value IN (SELECT t.column_value FROM unnest(ARRAY['b']::text[]) t (column_value)) UNION SELECT 'n' FROM unnest(ARRAY[1, 2]::numeric[]) n (column_value) WHERE n.column_value > 1
```
```rows
b
n
```
```oracle
SELECT id FROM doc d, TABLE(XMLSEQUENCE(d.x.extract('/p/a'))) z
```
```postgres
SELECT id FROM doc d, unnest(xpath('/p/a', d.x)) z (column_value)
```
```rows
1
1
```
```oracle
SELECT EXTRACTVALUE(VALUE(z), '/a/@k', 'xmlns="u"') AS k FROM doc d, TABLE(XMLSEQUENCE(EXTRACT(XMLTYPE('<p xmlns="u"><a k="7"/></p>'), '/p/a', 'xmlns="u"'))) z
```
```rows
7
```
```oracle
SELECT * FROM TABLE(CAST(d.wards AS text_list))
```
```refused 42601
```
```setup oracle
CREATE TYPE t_codes AS TABLE OF VARCHAR2(10);
/
CREATE TYPE t_bed AS OBJECT (ward VARCHAR2(10), no NUMBER(4));
/
CREATE TYPE t_beds AS TABLE OF t_bed;
/
CREATE FUNCTION codes RETURN t_codes IS
BEGIN
  RETURN t_codes('a', 'b');
END;
/
CREATE FUNCTION piped(p_last NUMBER) RETURN t_codes PIPELINED IS
BEGIN
  FOR i IN 1 .. p_last LOOP
    PIPE ROW (CHR(96 + i));
  END LOOP;
END;
/
```
```oracle
SELECT COUNT(*) FROM TABLE(codes()) c, TABLE(piped(3)) p, TABLE(CAST(codes() AS t_codes)) WHERE c.column_value = p.column_value
```
```postgres
SELECT COUNT(*) FROM unnest(codes()) c (column_value), piped(3) p (column_value), unnest(CAST(codes() AS t_codes)) AS collection1 (column_value) WHERE c.column_value = p.column_value
```
```rows
4
```
```refused 42601
```
```quiet
SELECT d.id AS value FROM doc d
```
"""

from typing import Any, Final

from sqlglot import exp

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import call, rule
from dbmigrate.engine.views import Call
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.rules.functions.xml_path import owner_of
from dbmigrate.rules.queries.free_names import free_names
from dbmigrate.rules.queries.rows_of_collection import rows_of

ELEMENTS: Final = {
    "ODCIVARCHAR2LIST": "text",
    "ODCINUMBERLIST": "numeric",
    "ODCIDATELIST": "timestamp",
    "DBMS_DEBUG_VC2COLL": "text",
    "ORA_MINING_VARCHAR2_NT": "text",
    "ORA_MINING_NUMBER_NT": "numeric",
}


@rule(
    "QY022",
    source="oracle",
    severity=Severity.REFUSED,
    on=(call("TABLE"), call("VALUE"), call("XMLSEQUENCE")),
    needs="xml",
)
def check(found: Call, context: Context) -> Hit | None:
    name = found.node.name.upper()
    if len(found.args) != 1:
        return None
    if name == "VALUE":
        owner = found.args[0]
        return Hit(replace=[(found, "{}.column_value", owner)]) if isinstance(owner.node, exp.Column) else None
    if name == "XMLSEQUENCE":
        outside = not isinstance(found.parent, exp.Anonymous) or found.parent.name.upper() != "TABLE"
        return Hit(note="collection", fix=Fix.NONE) if outside else None
    if name != "TABLE" or not isinstance(found.parent, exp.Table):
        return None
    rows = nodes_of(found) or elements_of(found)
    if rows is not None:
        text, places = rows
        helpers = ("xml_namespaces",) if "dbmigrate." in text else ()
        return Hit(replace=[(found, text, *places), labelled(found)], helpers=helpers)
    own = rows_of(found, context)
    if own is None:
        return Hit(note="collection", fix=Fix.NONE)
    replace = [(found, own.text, *own.places), labelled(found, "(column_value)" if own.column else "")]
    return Hit(replace=replace, note="" if own.told else "untold", fix=None if own.told else Fix.REVIEW)


def nodes_of(found: Call) -> tuple[str, list[Any]] | None:
    """`XMLSEQUENCE(EXTRACT(x, path))` or `XMLSEQUENCE(x.extract(path))`."""
    sequence = found.args[0]
    if not isinstance(sequence.node, exp.Anonymous) or sequence.node.name.upper() != "XMLSEQUENCE":
        return None
    inner: Any = sequence.node.expressions[0] if len(sequence.node.expressions) == 1 else None
    method = inner.expression if isinstance(inner, exp.Dot) else inner
    if not isinstance(method, exp.Anonymous) or method.name.upper() != "EXTRACT":
        return None
    seen = Call(found.tree, method)
    owner = owner_of(seen)
    arguments: list[Any] = [*([owner] if owner else []), *seen.args]
    if len(arguments) == 3:
        return "unnest(dbmigrate.xml_nodes({}, {}, {}))", arguments
    return ("unnest(xpath({}, {}))", [arguments[1], arguments[0]]) if len(arguments) == 2 else None


def elements_of(found: Call) -> tuple[str, list[Any]] | None:
    """A constructor of the server's own collection types."""
    inner: Any = found.args[0].node
    made = inner.expression if isinstance(inner, exp.Dot) else inner
    if not isinstance(made, exp.Anonymous) or made.name.upper() not in ELEMENTS:
        return None
    values = [found.view(value) for value in made.expressions]
    listed = ", ".join("{}" for _ in values)
    return f"unnest(ARRAY[{listed}]::{ELEMENTS[made.name.upper()]}[])", values


def labelled(found: Call, column: str = "(column_value)") -> tuple[Any, ...]:
    """The name of the column behind the alias; "" where the rows have those of an object."""
    column = f" {column}" if column else ""
    table = found.parent
    alias = table.args.get("alias") if table is not None else None
    if isinstance(alias, exp.TableAlias) and isinstance(alias.this, exp.Identifier):
        k = found.lexed.by_start[alias.this.meta["start"]]
        return Part(k, k).after, column
    return found.part.after, f" AS {free_names(found.lexed, 1, 'collection')[0]}{column}"
