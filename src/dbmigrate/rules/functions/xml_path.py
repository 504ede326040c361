"""{name} looks into an XML document

PostgreSQL finds nodes with `xpath` and `xmltable`; helpers give one value, or the nodes one behind the other.

```zh
用 {name} 读取 XML
PostgreSQL 用 `xpath` 和 `xmltable` 查找节点；辅助函数返回单个值或依次连接的节点。
```
```notes
form | such a form has to be written by hand | 此种写法须人工改写
```
```setup oracle
CREATE TABLE doc (id NUMBER(4), x XMLTYPE);
INSERT INTO doc VALUES (1, XMLTYPE('<p><n>张&amp;</n><a k="1">5</a><a k="2">6</a></p>'));
```
```oracle
SELECT EXTRACTVALUE(x, '/p/n'), EXTRACTVALUE(d.x, '//a[1]/@k'), EXTRACTVALUE(x, '/p/none'), EXTRACTVALUE(x, '/p/a[2]/text()') FROM doc d
```
```postgres
SELECT dbmigrate.extractvalue(x, '/p/n'), dbmigrate.extractvalue(d.x, '//a[1]/@k'), dbmigrate.extractvalue(x, '/p/none'), dbmigrate.extractvalue(x, '/p/a[2]/text()') FROM doc d
```
```rows
张& | 1 | NULL | 6
```
```refused 42883
```
```oracle
SELECT EXISTSNODE(x, '/p/n'), d.x.existsNode('/q') FROM doc d WHERE EXISTSNODE(x, -- a node
'/p') = 1
```
```postgres
SELECT (xpath_exists('/p/n', x) IS TRUE)::integer, (xpath_exists('/q', d.x) IS TRUE)::integer FROM doc d WHERE (xpath_exists(-- a node
'/p', x) IS TRUE)::integer = 1
```
```rows
1 | 0
```
```refused 42883
```
```oracle
SELECT EXTRACT(x, '/p/a') FROM doc WHERE '1' IN (SELECT EXTRACTVALUE(EXTRACT(e.x, '/p/a[1]'), '/a/@k') FROM doc e UNION SELECT '2' FROM dual)
```
```postgres
SELECT dbmigrate.xml_extract(x, '/p/a') FROM doc WHERE '1' IN (SELECT dbmigrate.extractvalue(dbmigrate.xml_extract(e.x, '/p/a[1]'), '/a/@k') FROM doc e UNION SELECT '2')
```
```rows
<a k="1">5</a><a k="2">6</a>
```
```oracle
SELECT EXTRACTVALUE(XMLTYPE('<p xmlns="u:1" xmlns:h="u:2"><a id="7">x</a><h:b>y</h:b></p>'), '/p/a[@id="7" and not(text()="a")]', 'xmlns="u:1"') AS a, EXTRACT(XMLTYPE('<p xmlns="u:1" xmlns:h="u:2"><h:b>y</h:b></p>'), '/k:p/h:b/text()', 'xmlns:k="u:1" xmlns:h="u:2"') AS b, EXISTSNODE(x, '/p', 'xmlns="u:3"') AS c FROM doc
```
```rows
x | y | 0
```
```refused 42601
```
```oracle
SELECT EXTRACTVALUE(x) FROM doc
```
```refused 42883
```
```quiet
SELECT EXTRACT(YEAR FROM DATE '2024-05-06'), d.id AS extractvalue FROM doc d
```
"""

from typing import Any, Final

from sqlglot import exp

from dbmigrate.engine.contract import ANY_CALL, rule
from dbmigrate.engine.views import Call
from dbmigrate.model import Fix, Hit, Part, Severity

CALLS: Final = frozenset({"EXTRACTVALUE", "EXISTSNODE", "EXTRACT"})
METHODS: Final = frozenset({"EXTRACT", "EXISTSNODE"})
TEMPLATES: Final = {
    "EXTRACTVALUE": "dbmigrate.extractvalue({0}, {1})",
    "EXTRACT": "dbmigrate.xml_extract({0}, {1})",
    "EXISTSNODE": "(xpath_exists({1}, {0}) IS TRUE)::integer",
}
WITH_NAMES: Final = {
    "EXTRACTVALUE": "dbmigrate.extractvalue",
    "EXTRACT": "dbmigrate.xml_extract",
    "EXISTSNODE": "dbmigrate.xml_exists",
}
HELPERS: Final = {"EXTRACTVALUE": ("extractvalue",), "EXTRACT": ("xml_extract",), "EXISTSNODE": ()}


@rule("FN340", source="oracle", severity=Severity.REFUSED, on=ANY_CALL, needs="xml", unless="extractvalue")
def check(found: Call) -> Hit | None:
    name, owner = found.node.name.upper(), owner_of(found)
    if name not in (CALLS if owner is None else METHODS) or is_sequence(found):
        return None
    values = {"name": name}
    arguments: list[Any] = [*([owner] if owner else []), *found.args]
    if len(arguments) == 3:
        text = f"{WITH_NAMES[name]}({{}}, {{}}, {{}})"
        return Hit([(whole_of(found, owner), text, *arguments)], values=values, helpers=("xml_namespaces",))
    if len(arguments) != 2:
        return Hit(note="form", values=values, fix=Fix.NONE)
    text, places = in_order(TEMPLATES[name], arguments)
    return Hit(replace=[(whole_of(found, owner), text, *places)], values=values, helpers=HELPERS[name])


def is_sequence(found: Call) -> bool:
    """`XMLSEQUENCE(EXTRACT(..))`: QY022 writes both."""
    node = found.parent
    node = node.parent if isinstance(node, exp.Dot) else node
    return isinstance(node, exp.Anonymous) and node.name.upper() == "XMLSEQUENCE"


def owner_of(found: Call) -> Part | None:
    """What stands before the point of a method call: `d.x`, `XMLTYPE(c)`, `f(x).g(y)`."""
    lexed, k = found.lexed, found.part.first - 1
    if k < 1 or lexed.words[k] != ".":
        return None
    last, k = k - 1, k - 1
    opened = lexed.brackets.open
    while True:
        if k in opened:
            k = opened[k]
            k -= k > 0 and lexed.is_name(k - 1)
        if k < 2 or lexed.words[k - 1] != ".":
            return Part(k, last)
        k -= 2


def whole_of(found: Call, owner: Part | None) -> Part:
    return Part(owner.first if owner else found.part.first, found.part.last)


def in_order(template: str, arguments: list[Any]) -> tuple[str, list[Any]]:
    """A template whose places are filled in the order in which it shows them."""
    swapped = template.find("{1}") < template.find("{0}")
    return template.replace("{0}", "{}").replace("{1}", "{}"), arguments[::-1] if swapped else arguments
