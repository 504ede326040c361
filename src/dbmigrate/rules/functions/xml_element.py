"""{function} makes XML elements

Oracle names an element by a name without a keyword, and elements and attributes without a name by their column, all in
upper case where they are not quoted. PostgreSQL asks for NAME and would write the names in lower case.

```zh
{function} 生成 XML 元素
Oracle 直接写元素名，未命名的元素和属性取列名，未加引号的均为大写。PostgreSQL 要求写 NAME，且会得到小写名称。
```
```notes
form | such a form has to be written by hand | 此种写法须人工改写
value | how Oracle writes this value follows its type and settings | Oracle 写出该值的方式取决于其类型和设置
```
```setup oracle
CREATE TABLE visit (id NUMBER(4), name VARCHAR2(10), fee NUMBER(8,2));
INSERT INTO visit VALUES (1, 'A<', 5.50);
```
```oracle
SELECT XMLELEMENT("p", XMLATTRIBUTES(v.id AS "no", v.name), XMLELEMENT(fee, v.fee)) FROM visit v
```
```postgres
SELECT XMLELEMENT(NAME "p", XMLATTRIBUTES(v.id AS "no", v.name AS "NAME"), XMLELEMENT(NAME "FEE", dbmigrate.to_char(v.fee))) FROM visit v
```
```rows
<p no="1" NAME="A&lt;"><FEE>5.5</FEE></p>
```
```refused 42601
```
```oracle
SELECT XMLFOREST(id, -- the key
name AS "n", name AS who) FROM visit WHERE id IN (SELECT COUNT(XMLELEMENT(NAME x, 1)) FROM visit UNION SELECT 2 FROM dual)
```
```postgres
SELECT XMLFOREST(id AS "ID", -- the key
name AS "n", name AS "WHO") FROM visit WHERE id IN (SELECT COUNT(XMLELEMENT(NAME "X", 1)) FROM visit UNION SELECT 2)
```
```rows
<ID>1</ID><n>A&lt;</n><WHO>A&lt;</WHO>
```
```quiet
SELECT XMLELEMENT(NAME "p", XMLAGG(XMLELEMENT(NAME "q", v.name) ORDER BY v.id)) FROM visit v
```
"""

from collections.abc import Iterator
from typing import Any

from sqlglot import exp

from dbmigrate.catalog.keys import fold
from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import call, rule, syntax
from dbmigrate.engine.views import Expr
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.rules.functions.oracle_implicit import Written, as_text


@rule(
    "FN342",
    source="oracle",
    severity=Severity.REFUSED,
    on=(syntax("xmlelement"), call("XMLFOREST"), call("XMLATTRIBUTES")),
    needs="xml",
)
def check(found: Expr, context: Context) -> Hit | None:
    lexed, first = found.lexed, found.part.first
    values = {"function": lexed.words[first]}
    replace: list[tuple[Any, ...]] = []
    if isinstance(found.node, exp.XMLElement):
        if lexed.words[first + 2] in ("EVALNAME", "ENTITYESCAPING", "NOENTITYESCAPING"):
            return Hit(note="form", values=values, fix=Fix.NONE)
        replace += named(found)
    helpers, review = set[str](), False
    for node in found.node.expressions:
        value = found.view(node.unalias())
        text = shown(value, context)
        helpers.update(text.helpers)
        review = review or text.review
        label = "" if isinstance(found.node, exp.XMLElement) else label_behind(found, node)
        if isinstance(node, exp.Alias):
            replace += relabelled(found, node)
        if text.helpers or label:
            replace.append((value, text.template + label, value))
    if not replace and not review:
        return None
    severity = Severity.REFUSED if isinstance(found.node, exp.XMLElement) else Severity.DIFFERS
    note, fix = ("value", Fix.REVIEW) if review else ("", Fix.SAFE)
    return Hit(replace, note, values, fix, severity, tuple(sorted(helpers)))


def named(found: Expr) -> Iterator[tuple[Any, ...]]:
    """`NAME "p"` in the place of the element's name."""
    k = found.part.first + 2
    has_word = found.lexed.words[k] == "NAME" and found.lexed.words[k + 1] not in (",", ")")
    label = k + has_word
    if has_word and found.lexed.is_quoted(label):
        return
    yield Part(k, label), literal_template(f"NAME {quoted(found, label)}")


def shown(value: Expr, context: Context) -> Written:
    """A number as Oracle writes it; what is XML stays."""
    node = value.node
    if isinstance(node, exp.XMLElement) or (isinstance(node, exp.Anonymous) and node.name.upper().startswith("XML")):
        return Written()
    text = as_text(value, context)
    return text if text.helpers or text.review else Written()


def label_behind(found: Expr, node: exp.Expr) -> str:
    """A column without an alias has its own name."""
    if not isinstance(node, exp.Column):
        return ""
    return literal_template(f" AS {quoted(found, found.view(node).part.last)}")


def relabelled(found: Expr, node: exp.Alias) -> Iterator[tuple[Any, ...]]:
    last = found.view(node).part.last
    if found.lexed.is_quoted(last):
        return
    word = "" if found.lexed.words[last - 1] == "AS" else "AS "
    yield Part(last, last), literal_template(word + quoted(found, last))


def quoted(found: Expr, k: int) -> str:
    name = fold("oracle", found.lexed.tokens[k].text, found.lexed.is_quoted(k))
    return '"' + name.replace('"', '""') + '"'
