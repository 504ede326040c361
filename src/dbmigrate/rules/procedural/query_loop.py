"""loop over a query: {name} needs a declaration

In Oracle the FOR statement declares the record that its rows go into. PL/pgSQL wants a variable for it.

```zh
查询循环：{name} 需要声明
Oracle 的 FOR 语句自行声明接收各行的记录；PL/pgSQL 需要事先声明变量。
```
```setup
CREATE TABLE ward (id INTEGER, beds INTEGER);
INSERT INTO ward VALUES (1, 30);
INSERT INTO ward VALUES (2, 12);
```
```oracle
CREATE FUNCTION all_beds RETURN INTEGER IS
  v_sum INTEGER := 0;
BEGIN
  FOR w IN (SELECT beds FROM ward) LOOP
    v_sum := v_sum + w.beds;
  END LOOP;
  FOR w IN (SELECT id FROM ward) LOOP
    v_sum := v_sum + w.id;
  END LOOP;
  RETURN v_sum;
END;
/
```
```then
SELECT all_beds()
```
```rows
45
```
```refused 42601
```
```oracle
CREATE PROCEDURE add_beds IS
BEGIN
  FOR w IN (SELECT id FROM ward) LOOP
    UPDATE ward SET beds = 1 WHERE id = w.id;
  END LOOP;
END;
/
```
```then
CALL add_beds();
SELECT beds FROM ward
```
```rows
1
1
```
```quiet
CREATE FUNCTION three RETURN INTEGER IS
  v INTEGER := 0;
BEGIN
  FOR i IN 1..3 LOOP
    v := i;
  END LOOP;
  RETURN v;
END;
/
```
"""

from collections.abc import Iterator

from sqlglot import exp

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Hit, Severity
from dbmigrate.rules.procedural.judged_calls import folded
from dbmigrate.rules.procedural.judgement import is_converted
from dbmigrate.rules.procedural.plsql_types import of_row
from dbmigrate.syntax.ddl.nodes import Node, children
from dbmigrate.syntax.procedural.nodes import Block, PackageStart, Routine, key_of
from dbmigrate.syntax.procedural.statements import Loop, Sql
from dbmigrate.syntax.sql import parse


@rule("PL021", source="oracle", severity=Severity.REFUSED, on=node(Loop), unless="loop_row_is_declared", kept=True)
def check(loop: Loop, context: Context) -> Hit | None:
    block = context.above(Block)
    if loop.kind != "query" or loop.index is None or block is None or block.begin is None:
        return None
    if not is_first(loop, block) or not is_converted(context):
        return None
    name = context.names.spell(loop.index.value, loop.index.is_quoted(), "plvar")
    line = literal_template(f"{name} {row_type(loop, context)};")
    if block.declarations and isinstance(block.declarations[-1], Routine):  # which is written elsewhere
        place, text = block.begin.before, f"  {line}\n"
    elif block.declarations:
        place, text = block.declarations[-1].part.after, f"\n  {line}"
    elif context.kept_code and isinstance(block_owner(block, context), PackageStart):
        place, text = block.begin.before, f"  {line}\n"  # beside what the package declares
    else:
        place, text = block.begin.before, f"DECLARE\n  {line}\n"
    return Hit(replace=[(place, text)], values={"name": loop.index.text()}, at=loop.index.part)


def block_owner(block: Block, context: Context) -> Node | None:
    return context.path[context.path.index(block) - 1] if context.path.index(block) else None


def row_type(loop: Loop, context: Context) -> str:
    """The row's own type where all columns of one table are read and the row is handed on as a whole."""
    assert loop.index
    lexed, key = loop.lexed, key_of(loop.index)
    whole = [
        k
        for k in range(loop.loop.last if loop.loop else loop.part.last, loop.part.last)
        if lexed.words[k] == key and lexed.words[k - 1] != "." and lexed.words[k + 1] not in (".", "%")
    ]
    tree = parse(lexed, loop.source.query.part, loop.source.query.into) if whole and isinstance(loop.source, Sql) else None
    root = tree.root if tree is not None else None
    if not isinstance(root, exp.Select) or root.args.get("joins") or not isinstance(root.args.get("from_"), exp.From):
        return "record"
    table = root.args["from_"].this
    stars = len(root.expressions) == 1 and isinstance(root.expressions[0], exp.Star)
    if not stars or not isinstance(table, exp.Table) or not isinstance(table.this, exp.Identifier):
        return "record"
    path = tuple(folded(p) for p in (table.args.get("db"), table.this) if p is not None)
    known = of_row(path, context)
    return known.text if known is not None else "record"


def is_first(loop: Loop, block: Block) -> bool:
    """Loops one after the other share the variable."""
    assert loop.index
    name = key_of(loop.index)
    return next(o for o in loops(block) if o.index and key_of(o.index) == name) is loop


def loops(node: Node) -> Iterator[Loop]:
    """The query loops that belong to a block itself."""
    for child in children(node):
        if isinstance(child, Block):
            continue
        if isinstance(child, Loop) and child.kind == "query":
            yield child
        yield from loops(child)
