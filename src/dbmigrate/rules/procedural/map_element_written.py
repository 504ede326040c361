"""element of the collection {name}, which texts index, is written

An element of jsonb is a text, and no variable. The statement writes to a variable of the element's own type, whose text
the collection then takes.

```zh
写入以文本为下标的集合 {name} 的元素
jsonb 的元素是文本而非变量。语句先写入元素类型的变量，再将其文本存入集合。
```
```setup
CREATE TABLE ward (code VARCHAR(10), beds INTEGER);
INSERT INTO ward VALUES ('a', 30), ('B', 7);
```
```oracle
CREATE FUNCTION told RETURN VARCHAR IS
  TYPE t_ward IS RECORD (beds INTEGER, note VARCHAR(20));
  TYPE t_wards IS TABLE OF t_ward INDEX BY VARCHAR(10);
  TYPE t_codes IS TABLE OF VARCHAR(10) INDEX BY VARCHAR(10);
  v t_wards;
  c t_codes;
  k VARCHAR(10);
  r VARCHAR(100);
BEGIN
  FOR w IN (SELECT code, beds FROM ward) LOOP
    v(w.code).beds := w.beds;
    c(w.code) := 'is ' || w.code;
  END LOOP;
  SELECT beds INTO v('x').beds FROM ward WHERE code = 'a';
  c.DELETE('a');
  k := v.FIRST;
  WHILE k IS NOT NULL LOOP
    r := r || k || v(k).beds || ' ';
    k := v.NEXT(k);
  END LOOP;
  RETURN r || c('B') || c.COUNT;
END;
/
```
```then
SELECT told()
```
```rows
B7 a30 x30 is B1
```
```refused 42601
```
```quiet
CREATE FUNCTION told RETURN VARCHAR IS
  TYPE t_codes IS TABLE OF VARCHAR(10) INDEX BY PLS_INTEGER;
  c t_codes;
BEGIN
  c(1) := 'a';
  RETURN c(1);
END;
/
```
"""

from __future__ import annotations

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Hit, Part, Severity
from dbmigrate.rules.procedural.judgement import is_converted
from dbmigrate.rules.procedural.plsql_maps import COUNTING, HELPER, WRITING, elements_written, key_at
from dbmigrate.rules.procedural.plsql_package_copies import inside
from dbmigrate.rules.procedural.tsql_text import indent
from dbmigrate.syntax.ddl.nodes import Node
from dbmigrate.syntax.procedural.statements import Fetch, SqlStatement


@rule("PL140", source="oracle", severity=Severity.REFUSED, on=tuple(map(node, WRITING)), after=COUNTING)
def check(found: Node, context: Context) -> Hit | None:
    if not context.path or context.lexed.dialect != "oracle":
        return None
    with inside(found, context):
        made = elements_written(found, context)
        keys = [key_at(e.key, context) for e in made]
    if not made or not is_converted(context):
        return None
    blanks = indent(found.lexed, found.part)
    before, after, places, behind, replace = "DECLARE", "", list[Part](), list[Part](), list[tuple[object, ...]]()
    for n, (element, key) in enumerate(zip(made, keys, strict=True)):
        known, last = element.held.known.element, element.path[-1].lower()
        assert known is not None
        name, owner = variable(last, n), element.held.text
        text = key.template
        if "(" in found.lexed.words[element.key.first : element.key.last + 1]:  # it is worked out once
            before += f"\n{blanks}  {variable(last, n, 'key')} text := {text};"
            places.append(element.key)
            text = literal_template(variable(last, n, "key"))
        before += f"\n{blanks}  {literal_template(f'{name} {known.text}')}"
        if element.rest:
            before += f" := dbmigrate.map_found({owner}, {text})::{literal_template(known.text)}"
            places += [element.owner] * (not element.held.of_package) + [element.key] * ("{}" in text)
        before += ";"
        after += f"\n{blanks}  {owner} := dbmigrate.map_with({owner}, {text}, {name}::text);"
        behind += [element.owner] * (0 if element.held.of_package else 2) + [element.key] * ("{}" in text)
        replace.append((element.head, name))
    before += f"\n{blanks}BEGIN\n{blanks}  "
    if may_give_no_row(found):
        lines = after.replace("\n", "\n  ")
        after = f"\n{blanks}  IF FOUND THEN{lines}\n{blanks}  END IF;"
    replace += [(found.part.before, before, *places), (found.part.after, f"{after}\n{blanks}END;", *behind)]
    helpers = {HELPER}.union(*(k.helpers for k in keys))
    return Hit(replace=replace, values={"name": ".".join(made[0].path)}, helpers=tuple(sorted(helpers)))


def may_give_no_row(found: Node) -> bool:
    """Oracle then writes nothing."""
    return isinstance(found, Fetch) or (isinstance(found, SqlStatement) and found.sql.verb != "select")


def variable(name: str, n: int, what: str = "element") -> str:
    return f"{name}_{what}{n + 1 if n else ''}"
