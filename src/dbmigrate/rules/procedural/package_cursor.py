"""cursor {name} of a package

PL/pgSQL knows cursors of routines only. A routine that uses a package's cursor declares it; where it opens, fetches or
closes it, the cursor has the same name for all of them, so that one goes on where another has begun.

```zh
包的游标 {name}
PL/pgSQL 只有例程内的游标。使用包游标的例程各自声明它；打开、读取或关闭时使用同一个名称，因此一个例程可以接着另一个例程继续读取。
```
```notes
shared | routines hand it on: it is closed where the transaction ends | 多个例程共用该游标：事务结束时游标关闭
doubtful | its query has open issues | 其查询中有未解决的问题
unwritten | no rule writes its declaration | 尚无规则改写其声明
```
```setup oracle
CREATE TABLE ward (id INTEGER, beds INTEGER);
INSERT INTO ward VALUES (1, 10);
INSERT INTO ward VALUES (2, 20);
INSERT INTO ward VALUES (3, 30);
CREATE PACKAGE wards IS
  g_least INTEGER := 15;
  CURSOR large(p_most INTEGER) IS SELECT id, beds FROM ward WHERE beds BETWEEN g_least AND p_most ORDER BY id;
END wards;
/
```
```oracle
CREATE FUNCTION beds_of_large(p_most INTEGER) RETURN INTEGER IS
  r wards.large%ROWTYPE;
  n INTEGER := 0;
BEGIN
  OPEN wards.large(p_most);
  LOOP
    FETCH wards.large INTO r;
    EXIT WHEN wards.large%NOTFOUND;
    n := n + r.beds;
  END LOOP;
  CLOSE wards.large;
  FOR w IN wards.large(20) LOOP
    n := n * 100 + w.id;
  END LOOP;
  RETURN n;
END;
/
```
```postgres
CREATE FUNCTION beds_of_large(p_most bigint) RETURNS bigint AS $$
DECLARE
  large CURSOR(p_most bigint) FOR SELECT id, beds FROM ward WHERE beds BETWEEN wards.g_least() AND p_most ORDER BY id;
  r record;
  n bigint := 0;
BEGIN
  large := 'wards.large';
  OPEN large(p_most);
  LOOP
    FETCH large INTO r;
    EXIT WHEN NOT FOUND;
    n := n + r.beds;
  END LOOP;
  CLOSE large;
  FOR w IN large(20) LOOP
    n := n * 100 + w.id;
  END LOOP;
  RETURN n;
END;
$$ LANGUAGE plpgsql;

```
```then
SELECT beds_of_large(99), beds_of_large(20)
```
```rows
5002 | 2002
```
```refused 42601
```
```quiet
CREATE FUNCTION beds_of_large RETURN INTEGER IS
  CURSOR large IS SELECT id FROM ward;
  n INTEGER := 0;
BEGIN
  FOR w IN large LOOP
    n := n + w.id;
  END LOOP;
  RETURN n;
END;
/
```
"""

from __future__ import annotations

from collections.abc import Iterator

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.procedural.constant_text import rewritten_node
from dbmigrate.rules.procedural.judged_fetching import counter_of, seen_of
from dbmigrate.rules.procedural.judgement import judgement_at, undisturbed
from dbmigrate.rules.procedural.package_cursors_used import is_unit, prefixes, uses
from dbmigrate.rules.procedural.tsql_text import indent
from dbmigrate.syntax.ddl.nodes import Node
from dbmigrate.syntax.procedural.nodes import AnonymousBlock, Block, Routine, Trigger

UNITS = (Routine, Trigger, AnonymousBlock)
Replacement = tuple[object, ...]


@rule(
    "PL152",
    source="oracle",
    severity=Severity.REFUSED,
    on=tuple(map(node, UNITS)),
    after=("PL010", "PL015", "PL021", "PL030", "PL066", "PL072", "PL122"),
)
def check(unit: Routine | Trigger | AnonymousBlock, context: Context) -> Hit | None:
    body = unit.body
    if not isinstance(body, Block) or body.begin is None or not is_unit(unit, context):
        return None
    found = [use for use in uses(unit, context) if use.cursor is not None]
    if not found:
        return None
    context.path.append(unit)
    judgement = judgement_at(context)
    context.path.pop()
    if judgement is None or judgement.unclear is not None:
        return None
    lines, names, notes, helpers = "", "", [""], list[str]()
    for use in found:
        assert use.cursor is not None
        with undisturbed():
            around: list[Node] = [use.cursor.unit, use.cursor.unit.body] if use.cursor.unit.body else []
            made = rewritten_node(use.cursor.declaration, around, context)
        if made is None:
            notes.append("unwritten")
            continue
        lines += f"\n  {made.text}"
        lines += f"\n  {counter_of(use.name)} bigint := 0;" if use.name in judgement.cursors else ""
        lines += f"\n  {seen_of(use.name)} boolean;" if use.name in judgement.seen else ""
        notes.append("" if made.certain else "doubtful")
        helpers += made.helpers
        if use.state:
            portal = ".".join((*use.cursor.home[-1:], use.name)).lower().replace("'", "''")
            names += f"\n{indent(unit.lexed, body.begin)}  {context.names.bare(use.name.lower())} := '{portal}';"
            notes.append("" if use.whole else "shared")
    note = next((n for n in ("unwritten", "doubtful", "shared") if n in notes), "")
    replace = [*declared(unit, body, lines), *([(body.begin.after, literal_template(names))] if names else [])]
    replace += [(part, "") for use in found for part in prefixes(unit, use.name, context)]
    values = {"name": ", ".join(".".join((*u.cursor.home[-1:], u.name)).lower() for u in found if u.cursor)}
    return Hit(replace, note, values, Fix.REVIEW if note else None, helpers=tuple(sorted(set(helpers))))


def declared(unit: Routine | Trigger | AnonymousBlock, body: Block, lines: str) -> Iterator[Replacement]:
    """Where the lines stand: PL/pgSQL takes DECLARE more than once."""
    text = literal_template(lines)
    if not lines:
        return
    if isinstance(unit, Routine) and unit.opener is not None:
        yield unit.opener.after, text if body.declarations else f"\nDECLARE{text}"
    elif body.declare is not None:
        yield body.declare.after, text
    elif body.begin is not None:
        yield body.begin.before, f"DECLARE{text}\n"

