"""conditional compilation

The target compiles no code by conditions. The branch that Oracle's compiler takes is written and the others stay behind
comment marks: inquiry directives ($$name) count as not set, DBMS_DB_VERSION as release 19.

```zh
条件编译
目标库没有条件编译。保留 Oracle 编译器会采用的分支，其余分支保留为注释：查询指令（$$name）视为未设置，DBMS_DB_VERSION 视为 19 版。
```
```notes
unknown | it cannot be told which branch the source's compiler takes | 无法判断源库编译器采用哪个分支
```
```oracle
CREATE FUNCTION told RETURN VARCHAR IS
  v VARCHAR(10);
BEGIN
  $IF $$debug OR DBMS_DB_VERSION.VER_LE_10 $THEN
    v := 'a';
  $ELSE
    v := 'b';
  $END
  RETURN v;
END;
/
```
```postgres
-- dbmigrate PL109 4: conditional compilation
CREATE FUNCTION told() RETURNS VARCHAR AS $body$
DECLARE
  v VARCHAR(10);
BEGIN
  -- $IF $$debug OR DBMS_DB_VERSION.VER_LE_10 $THEN
--     v := 'a';
--   $ELSE
    v := 'b';
  -- $END
  RETURN v;
END;
$body$ LANGUAGE plpgsql;

```
```then
SELECT told()
```
```rows
b
```
```refused 42601
```
```quiet
CREATE FUNCTION told RETURN VARCHAR IS
BEGIN
  IF 1 = 2 THEN
    RETURN 'a';
  END IF;
  RETURN 'b';
END;
/
```
"""

from __future__ import annotations

from collections.abc import Iterator

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import COMMENT_OUT, Fix, Hit, Part, Severity
from dbmigrate.rules.procedural.judgement import is_converted
from dbmigrate.rules.procedural.plsql_conditions import Unknown, chosen
from dbmigrate.syntax.procedural.nodes import Conditional


@rule("PL109", source="oracle", severity=Severity.REFUSED, fix=Fix.REVIEW, on=node(Conditional), kept=True)
def check(found: Conditional, context: Context) -> Hit | None:
    if not context.kept_code and not is_converted(context):
        return None
    try:
        branch = chosen(found, context)
    except Unknown:
        if context.kept_code:
            return Hit(note="unknown", fix=Fix.NONE, at=found.branches[0].keyword)
        return None  # PL002 and PL003
    body = branch.body if branch is not None else ()
    kept = Part(body[0].part.first, body[-1].part.last) if body else None
    replace: list[tuple[object, ...]] = []
    for part in left(found.part, kept):
        replace.append((part, COMMENT_OUT))
        if shares_line(found, part):
            replace.append((part.after, "\n"))
    return Hit(replace=replace, at=found.branches[0].keyword)


def left(whole: Part, kept: Part | None) -> Iterator[Part]:
    if kept is None:
        yield whole
        return
    if whole.first < kept.first:
        yield Part(whole.first, kept.first - 1)
    if kept.last < whole.last:
        yield Part(kept.last + 1, whole.last)


def shares_line(found: Conditional, part: Part) -> bool:
    """What stands behind it on its last line would be lost behind the comment mark."""
    lexed = found.lexed
    if part.last + 1 >= len(lexed.tokens):
        return False
    between = lexed.text[lexed.tokens[part.last].end + 1 : lexed.tokens[part.last + 1].start]
    return "\n" not in between and "\r" not in between
