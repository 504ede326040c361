"""{name} makes JSON text

PostgreSQL has these functions from version 16 on, and writes blanks between the pieces. Functions of the schema dbmigrate
write what Oracle writes.

```zh
{name} 生成 JSON 文本
PostgreSQL 从 16 版起才有这些函数，且输出带空格。改用 dbmigrate 模式中的函数，输出与 Oracle 一致。
```
```notes
form | a clause or form that has no counterpart | 含有无对应写法的子句或形式
value | the text of such a value in JSON is not certain | 该类值在 JSON 中的文本形式不确定
```
```setup oracle
CREATE TABLE patient (id NUMBER(4), name VARCHAR2(20), fee NUMBER(8,2), born DATE, tel VARCHAR2(11));
INSERT INTO patient VALUES (1, '张"三', 2.50, DATE '1990-05-16', NULL);
INSERT INTO patient VALUES (2, 'b', NULL, NULL, '139');
```
```oracle
SELECT JSON_OBJECT('id' VALUE id, KEY 'name' VALUE name, 'fee' : fee, 'born' VALUE born, 'tel' VALUE tel), JSON_ARRAY(id, fee, tel NULL ON NULL) FROM patient WHERE id = 1
```
```postgres
SELECT dbmigrate.json_object(false, 'id', id::text, 'name', to_json(name)::text, 'fee', trim_scale(fee)::text, 'born', to_json(born)::text, 'tel', to_json(tel)::text), dbmigrate.json_array(false, id::text, trim_scale(fee)::text, to_json(tel)::text) FROM patient WHERE id = 1
```
```rows
{"id":1,"name":"张\\"三","fee":2.5,"born":"1990-05-16T00:00:00","tel":null} | [1,2.5,null]
```
```oracle
SELECT JSON_OBJECT('all' VALUE JSON_ARRAYAGG(JSON_OBJECT('id' VALUE id, 'tel' VALUE tel ABSENT ON NULL) ORDER BY id DESC), 'n' VALUE COUNT(*)) FROM patient
```
```postgres
SELECT dbmigrate.json_object(false, 'all', CASE WHEN count(*) > 0 THEN concat('[', string_agg(dbmigrate.json_object(true, 'id', id::text, 'tel', to_json(tel)::text), ',' ORDER BY id DESC), ']') END, 'n', COUNT(*)::text) FROM patient
```
```rows
{"all":[{"id":2,"tel":"139"},{"id":1}],"n":2}
```
```oracle
SELECT JSON_OBJECTAGG(TO_CHAR(id) VALUE fee) FROM patient WHERE id < 2 UNION ALL SELECT (SELECT JSON_ARRAYAGG(p.tel -- numbers
RETURNING CLOB) FROM patient p) FROM dual
```
```postgres
SELECT CASE WHEN count(*) > 0 THEN concat('{', string_agg(concat(to_json(id::text), ':', coalesce(trim_scale(fee)::text, 'null')), ','), '}') END FROM patient WHERE id < 2 UNION ALL SELECT (SELECT CASE WHEN count(*) > 0 THEN concat('[', string_agg(to_json(p.tel -- numbers
)::text, ','), ']') END FROM patient p)
```
```rows
{"1":2.5}
["139"]
```
```quiet
SELECT p.name AS json_object FROM patient p
```
"""

from typing import Any

from sqlglot import exp

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import call, rule, syntax
from dbmigrate.engine.views import Expr
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.rules.functions.json_values import json_value

ON = (syntax("jsonobject"), syntax("jsonobjectagg"), call("JSON_ARRAY"), call("JSON_ARRAYAGG"))
COUNTED = "CASE WHEN count(*) > 0 THEN concat('{0}', string_agg({1}, ','{2}), '{3}') END"


@rule("FN363", source="oracle", severity=Severity.REFUSED, on=ON, needs="pg15")
def check(found: Expr, context: Context) -> Hit | None:
    name = found.lexed.words[found.part.first]
    values = {"name": name}
    made = Maker(found, context)
    template = made.template(name)
    if template is None:
        return Hit(note="form", values=values, fix=Fix.NONE)
    note, fix = ("value", Fix.REVIEW) if made.note else ("", Fix.SAFE)
    tails = [p for p in found.lexed.hidden if found.part.first <= p.first and p.last <= found.part.last]
    return Hit([(found, template, *made.places, *tails)], note, values, fix, helpers=("json_made",))


class Maker:
    def __init__(self, found: Expr, context: Context) -> None:
        self.found, self.context, self.node = found, context, found.node
        self.places: list[Any] = []
        self.note = ""

    def template(self, name: str) -> str | None:
        """None where a piece has no counterpart."""
        node = self.node
        if name == "JSON_ARRAY":
            items = [self.value(item) for item in node.expressions]
            absent = absent_of(self.found)
            return f"dbmigrate.json_array({absent}, {', '.join(items)})" if items and absent else None
        if name == "JSON_ARRAYAGG":
            return self.array_of_rows(node.expressions)
        pairs = [self.pair(item) for item in node.expressions]
        if None in pairs or not pairs or node.args.get("unique_keys") or node.args.get("encoding"):
            return None
        leaves_out = str(node.args.get("null_handling") or "").upper().startswith("ABSENT")
        if name == "JSON_OBJECT":
            texts = ", ".join(f"{k}, {v}" for k, v in filter(None, pairs))
            return f"dbmigrate.json_object({str(leaves_out).lower()}, {texts})"
        key, value = pairs[0] or ("", "")
        piece = f"concat(to_json({key}), ':', coalesce({value}, 'null'))"
        return None if leaves_out else COUNTED.format("{{", piece, "", "}}")

    def array_of_rows(self, items: list[Any]) -> str | None:
        if len(items) != 1 or absent_of(self.found) != "true":
            return None
        order = items[0] if isinstance(items[0], exp.Order) else None
        value = self.value(order.this if order is not None else items[0])
        if order is None:
            return COUNTED.format("[", value, "", "]")
        words, last = self.found.lexed.words, self.found.part.last
        first = next(k for k in range(self.found.part.first, last) if words[k] == "ORDER BY")
        end = next((k for k in range(first, last) if k in self.found.lexed.hidden_tokens), last)
        self.places.append(Part(first, end - 1))
        return COUNTED.format("[", value, " {}", "]")

    def pair(self, item: Any) -> tuple[str, str] | None:
        is_json = isinstance(item, exp.FormatJson)
        item = item.this if is_json else item
        if not isinstance(item, exp.JSONKeyValue):
            return None
        self.places.append(self.found.view(item.this))
        return "{}", self.value(item.expression, is_json)

    def value(self, node: Any, is_json: bool = False) -> str:
        value = self.found.view(node)
        made = json_value(value, self.context, is_json)
        self.note = self.note or made.note
        if "{}" in made.template:
            self.places.append(value)
        return made.template


def absent_of(found: Expr) -> str:
    """What becomes of NULL by the words behind the last argument; "" where they say something else as well."""
    lexed, inside = found.lexed, range(found.part.first, found.part.last)
    words = [lexed.words[k] for k in inside if k in lexed.hidden_tokens]
    if words[:2] in (["RETURNING", "CLOB"], ["RETURNING", "VARCHAR2"]):
        words = words[words.index(")") + 1 :] if words[2:3] == ["("] else words[2:]
    if words in ([], ["ABSENT", "ON", "NULL"]):
        return "true"
    return "false" if words == ["NULL", "ON", "NULL"] else ""
