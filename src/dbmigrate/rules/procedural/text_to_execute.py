"""a text that a variable keeps for EXECUTE IMMEDIATE

The variable is executed further on, so the text is SQL, and it is converted as the same statement in a script would be;
pieces that the code puts in are taken for names, values or types. A text that grows by further assignments, or that
becomes part of another one, stays as it is.

```zh
变量中保存、供 EXECUTE IMMEDIATE 执行的文本
该变量随后被执行，故其文本是 SQL，按脚本中的同一语句转换；代码拼入的各项视为名称、值或类型。之后还会继续拼接、或成为其他文本一部分的，保持不变。
```
```setup
CREATE TABLE ward (id INTEGER, code VARCHAR(10));
INSERT INTO ward VALUES (1, NULL);
```
```oracle
CREATE PROCEDURE extend(p_table VARCHAR, p_column VARCHAR) IS
  v_sql VARCHAR(200) := 'UPDATE ward SET code = NVL(code, ''none'')';
  v_ddl VARCHAR(200);
BEGIN
  EXECUTE IMMEDIATE v_sql;
  v_ddl := q'!ALTER TABLE !' || p_table || ' ADD (' || p_column || ' VARCHAR2(20) DEFAULT ''x'')';
  EXECUTE IMMEDIATE v_ddl;
END;
/
```
```postgres
-- dbmigrate PL160 2: a text that a variable keeps for EXECUTE IMMEDIATE
-- dbmigrate PL091 5: EXECUTE IMMEDIATE of a text (the code puts the text together: it has to be SQL that the target takes)
-- dbmigrate PL160 6: a text that a variable keeps for EXECUTE IMMEDIATE
-- dbmigrate PL091 7: EXECUTE IMMEDIATE of a text (the code puts the text together: it has to be SQL that the target takes)
CREATE PROCEDURE extend(p_table VARCHAR, p_column VARCHAR) AS $$
DECLARE
  v_sql VARCHAR(200) := 'UPDATE ward SET code = coalesce(code, ''none'')';
  v_ddl VARCHAR(200);
BEGIN
  EXECUTE v_sql;
  v_ddl := concat('ALTER TABLE ', p_table, ' ADD ', p_column, ' varchar(20) DEFAULT ''x''');
  EXECUTE v_ddl;
END;
$$ LANGUAGE plpgsql;

```
```then
CALL extend('ward', 'note');
SELECT code, note FROM ward
```
```rows
none | x
```
```quiet
CREATE PROCEDURE quiet(p_code VARCHAR) IS
  v_sql VARCHAR(200);
  v_text VARCHAR(200);
BEGIN
  v_sql := 'SELECT NVL(code, ''none'') FROM ward WHERE 1 = 1';
  IF p_code IS NOT NULL THEN
    v_sql := v_sql || ' AND code = ''a''';
  END IF;
  EXECUTE IMMEDIATE v_sql;
  v_text := 'SELECT NVL(code, ''none'') FROM ward';
END;
/
```
"""

from __future__ import annotations

from typing import Any, Final

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.latest import latest
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.rules.procedural.composed_text import STATEMENT, composed
from dbmigrate.rules.procedural.constant_text import rewritten
from dbmigrate.syntax.ddl.nodes import Piece
from dbmigrate.syntax.lex import Lexed
from dbmigrate.syntax.procedural.nodes import CodeUnit, Package, Variable
from dbmigrate.syntax.procedural.statements import Assignment


@rule(
    "PL160",
    source="oracle",
    severity=Severity.REFUSED,
    fix=Fix.REVIEW,
    on=(node(Assignment), node(Variable)),
    after=("FN101",),
)
def check(found: Assignment | Variable, context: Context) -> Hit | None:
    target = found.target if isinstance(found, Assignment) else found.name
    value = found.value if isinstance(found, Assignment) else found.default
    name = target.words()
    unit = next((n for n in context.path if isinstance(n, CodeUnit) and not isinstance(n, Package)), None)
    if unit is None or value is None or len(name) != 1 or not begins(value) or name[0] not in executed_in(unit):
        return None
    changes, helpers = converted(value, context)
    return Hit(replace=changes, at=target.part, values={"name": target.text()}, helpers=helpers) if changes else None


def begins(value: Piece) -> bool:
    """It begins with a literal that begins with a statement's verb."""
    first = value.part.first
    return value.lexed.is_string(first) and STATEMENT.match(value.lexed.tokens[first].text) is not None


def converted(value: Piece, context: Context) -> tuple[list[tuple[Any, ...]], tuple[str, ...]]:
    lexed = value.lexed
    if value.part.first == value.part.last:
        made = rewritten(lexed, value.part, context)
        if made is None or made.left_out or made.text == lexed.tokens[value.part.first].text:
            return [], ()
        return [(value, literal_template(made.literal), value)], made.helpers
    put_together = composed(value, context)
    return (put_together.replaced(lexed), put_together.used) if put_together else ([], ())


BEHIND: Final = frozenset({";", "USING", "INTO", "BULK COLLECT INTO", "BULK", "RETURNING", "RETURN"})


@latest
def executed_in(unit: CodeUnit) -> frozenset[str]:
    """The variables of a unit that hold whole statements."""
    return executed_names(unit.lexed, unit.part)


def executed_names(lexed: Lexed, part: Part) -> frozenset[str]:
    """Variables that stand behind EXECUTE IMMEDIATE or OPEN .. FOR, and never in another text or in their own."""
    words, found, joined = lexed.words, set(), set()
    target = ""
    for k in range(part.first + 1, part.last):
        word = words[k]
        if word == ":=":
            target = words[k - 1]
        elif word == ";":
            target = ""
        elif word == target or "||" in (words[k - 1], words[k + 1]):
            joined.add(word)
        if words[k + 1] in BEHIND and (words[k - 1] == "IMMEDIATE" or (words[k - 1] == "FOR" and word[:1].isalpha())):
            found.add(word)
    return frozenset(found - joined)
