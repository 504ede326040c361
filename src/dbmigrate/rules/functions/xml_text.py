"""{name} makes XML of text or text of XML

In PostgreSQL XMLPARSE reads a text, and a cast writes one.

```zh
{name} 在 XML 与文本之间转换
PostgreSQL 用 XMLPARSE 读取文本，用类型转换写出文本。
```
```notes
layout | Oracle may indent the elements, the target writes them as they were stored | Oracle 可能对元素缩进，目标库按存储的样子写出
form | such a form has to be written by hand | 此种写法须人工改写
```
```setup oracle
CREATE TABLE doc (id NUMBER(4), x XMLTYPE, c CLOB);
INSERT INTO doc VALUES (1, XMLTYPE('<p><a>5</a></p>'), '<q>张</q>');
```
```oracle
SELECT XMLTYPE(c).extract('/q/text()').getStringVal(), XMLTYPE.createXML('<r>1</r>').extract('//text()').getNumberVal() + 1, d.x.extract('/p/a/text()').getClobVal() FROM doc d
```
```postgres
SELECT (dbmigrate.xml_extract(xmlparse(document c), '/q/text()'))::text, (dbmigrate.xml_extract(xmlparse(document '<r>1</r>'), '//text()'))::text::numeric + 1, (dbmigrate.xml_extract(d.x, '/p/a/text()'))::text FROM doc d
```
```rows
张 | 2 | 5
```
```refused 42601
```
```oracle
SELECT d.x.getRootElement() FROM doc d
```
```postgres
SELECT (xpath('name(/*)', d.x))[1]::text FROM doc d
```
```rows
p
```
```oracle
SELECT d.x.getClobVal() FROM doc d
```
```postgres
-- dbmigrate FN341 1: GETCLOBVAL makes XML of text or text of XML (Oracle may indent the elements, the target writes them as they were stored)
SELECT (d.x)::text FROM doc d
```
```rows
<p><a>5</a></p>
```
```oracle
SELECT RTRIM(XMLAGG(XMLPARSE(CONTENT 'a' || ',' WELLFORMED) ORDER BY id).getClobVal(), ',') FROM doc UNION ALL SELECT XMLSERIALIZE(CONTENT XMLPARSE(CONTENT 'b') AS VARCHAR2(10)) FROM doc WHERE id IN (SELECT 1 FROM dual)
```
```postgres
-- dbmigrate FN341 1: XMLSERIALIZE makes XML of text or text of XML (Oracle may indent the elements, the target writes them as they were stored)
SELECT RTRIM((XMLAGG(XMLPARSE(CONTENT 'a' || ',') ORDER BY id))::text, ',') FROM doc UNION ALL SELECT XMLSERIALIZE(CONTENT XMLPARSE(CONTENT 'b') AS varchar(10)) FROM doc WHERE id IN (SELECT 1)
```
```rows
a
b
```
```oracle
SELECT XMLTYPE(c, 'schema.xsd') FROM doc
```
```refused 42883
```
```quiet
SELECT d.x, d.c AS getclobval FROM doc d WHERE d.id = 1
```
"""

from typing import Final

from sqlglot import exp

from dbmigrate.engine.contract import ANY_CALL, rule
from dbmigrate.engine.views import Call
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.rules.functions.xml_path import owner_of, whole_of

METHODS: Final = {
    "GETSTRINGVAL": "({})::text",
    "GETCLOBVAL": "({})::text",
    "GETNUMBERVAL": "({})::text::numeric",
    "GETROOTELEMENT": "(xpath('name(/*)', {}))[1]::text",
}
PARSED: Final = frozenset({"XMLTYPE", "CREATEXML"})


@rule("FN341", source="oracle", severity=Severity.REFUSED, on=ANY_CALL, needs="xml")
def check(found: Call) -> Hit | None:
    name, owner = found.node.name.upper(), owner_of(found)
    values, whole = {"name": name}, whole_of(found, owner)
    if owner and name in METHODS and not found.args:
        plain = name in ("GETNUMBERVAL", "GETROOTELEMENT") or has_no_elements(found)
        note, fix = ("", Fix.SAFE) if plain else ("layout", Fix.REVIEW)
        return Hit([(whole, METHODS[name], owner)], note, values, fix)
    if name in PARSED and (name == "XMLTYPE") == (owner is None):
        if len(found.args) != 1:
            return Hit(note="form", values=values, fix=Fix.NONE)
        return Hit(replace=[(whole, "xmlparse(document {})", found.args[0])], values=values)
    if owner is None and name == "XMLPARSE":
        return well_formed(found)
    if owner is None and name == "XMLSERIALIZE":
        return serialized(found)
    return None


def has_no_elements(found: Call) -> bool:
    """What a path to a text or an attribute finds, or parsed texts one behind the other."""
    dot = found.node.parent
    last = dot.this if isinstance(dot, exp.Dot) else None
    last = last.expression if isinstance(last, exp.Dot) else last
    if not isinstance(last, exp.Anonymous) or not last.expressions:
        return False
    if last.name.upper() == "XMLAGG":
        value = last.expressions[0]
        value = value.this if isinstance(value, exp.Order) else value
        return isinstance(value, exp.Anonymous) and value.name.upper() == "XMLPARSE"
    path = last.expressions[-1]
    is_path = last.name.upper() == "EXTRACT" and isinstance(path, exp.Literal) and path.is_string
    return is_path and (path.this.endswith("text()") or path.this.rpartition("/")[2].startswith("@"))


def well_formed(found: Call) -> Hit | None:
    """The word says that Oracle need not check."""
    k = found.part.last - 1
    if found.lexed.words[k] != "WELLFORMED":
        return None
    return Hit(replace=[(Part(k, k), "")], values={"name": "XMLPARSE"})


def serialized(found: Call) -> Hit | None:
    """A type must stand there in PostgreSQL; Oracle's is CLOB where none does. A layout is not asked for there."""
    words, argument, last = found.lexed.words, found.args[0].part, found.part.last
    tail = Part(argument.last + 1, last - 1)
    values = {"name": "XMLSERIALIZE"}
    kind = words[tail.first + 1 : tail.first + 2]
    if tail.first <= tail.last and (kind[0] not in ("CLOB", "NCLOB", "VARCHAR2", "VARCHAR") or "INDENT" in words):
        return Hit(note="form", values=values, fix=Fix.NONE)
    if tail.first > tail.last:
        return Hit([(argument.after, " AS text")], "layout", values, Fix.REVIEW)
    if kind[0] in ("CLOB", "NCLOB"):
        return Hit([(tail, "AS text")], "layout", values, Fix.REVIEW)
    return Hit([(Part(tail.first + 1, tail.first + 1), "varchar")], "layout", values, Fix.REVIEW)
