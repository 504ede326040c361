"""EXECUTE IMMEDIATE of a text

PL/pgSQL says EXECUTE, binds are $1, $2, and STRICT asks for exactly one row as Oracle does. A constant text is converted
like a statement of a script. One that the code puts together is converted around its pieces, each taken for a name, a
value or a type, where that leaves the pieces in their places; else it is run as it is. A helper finds the binds where no
literal shows them.

```zh
EXECUTE IMMEDIATE 动态语句
PL/pgSQL 写作 EXECUTE，绑定变量为 $1、$2，STRICT 要求恰好一行（与 Oracle 相同）。常量文本按脚本语句转换；由代码拼接的文本，把各拼接项视为名称、值或类型，仅转换其余部分；做不到时原样执行。字面量中看不到绑定变量时由辅助函数识别。
```
```notes
text | the code puts the text together: it has to be SQL that the target takes | 文本由代码拼接，须为目标库可执行的 SQL
left | a statement about the server or the session: it is left out, and what it does for the application has to be looked at | 有关服务器或会话的语句：已略去，须确认它对应用的作用
around | the code puts the text together: what stands around its pieces is converted, each taken for a name, a value or a type | 文本由代码拼接：各拼接项视为名称、值或类型，其余部分已转换
doubtful | a change in the text has to be looked at | 文本中的改写需复核
```
```setup
CREATE TABLE ward (id INTEGER, code VARCHAR(10));
INSERT INTO ward VALUES (1, 'a');
```
```oracle
CREATE FUNCTION code_of(p_id INTEGER) RETURN VARCHAR IS
  v VARCHAR(10);
BEGIN
  EXECUTE IMMEDIATE 'UPDATE ward SET id = id + :n WHERE id = :i' USING 1, p_id;
  EXECUTE IMMEDIATE 'SELECT code FROM ward WHERE id = :1' INTO v USING p_id + 1;
  RETURN v;
END;
/
```
```postgres
CREATE FUNCTION code_of(p_id bigint) RETURNS VARCHAR AS $$
DECLARE
  v VARCHAR(10);
BEGIN
  EXECUTE 'UPDATE ward SET id = id + $1 WHERE id = $2' USING 1, p_id;
  EXECUTE 'SELECT code FROM ward WHERE id = $1' INTO STRICT v USING p_id + 1;
  RETURN v;
END;
$$ LANGUAGE plpgsql;

```
```then
SELECT code_of(1)
```
```rows
a
```
```refused 42704
```
```oracle
CREATE PROCEDURE widen(p_name VARCHAR) IS
BEGIN
  EXECUTE IMMEDIATE 'ALTER TABLE ward ADD (note VARCHAR2(20) DEFAULT ''none'')';
  EXECUTE IMMEDIATE 'INSERT INTO ' || p_name || ' (id) VALUES (3)';
END;
/
```
```postgres
-- dbmigrate PL091 4: EXECUTE IMMEDIATE of a text (the code puts the text together: it has to be SQL that the target takes)
CREATE PROCEDURE widen(p_name VARCHAR) AS $$
BEGIN
  EXECUTE 'ALTER TABLE ward ADD note varchar(20) DEFAULT ''none''';
  EXECUTE concat('INSERT INTO ', p_name, ' (id) VALUES (3)');
END;
$$ LANGUAGE plpgsql;

```
```then
CALL widen('ward');
SELECT note FROM ward WHERE id = 3
```
```rows
none
```
```setup
CREATE TABLE ward (id INTEGER, code VARCHAR(10));
INSERT INTO ward VALUES (1, 'a');
```
```oracle
CREATE PROCEDURE rename_ward(p_id INTEGER, p_code VARCHAR) IS
  v_sql VARCHAR(200);
BEGIN
  v_sql := 'UPDATE ward SET code = :1 || '':x'' /* :no */ WHERE id = :编号 AND code <> :1';
  EXECUTE IMMEDIATE v_sql USING p_code, p_id, p_code;
END;
/
```
```postgres
-- dbmigrate PL160 4: a text that a variable keeps for EXECUTE IMMEDIATE
-- dbmigrate PL091 5: EXECUTE IMMEDIATE of a text (the code puts the text together: it has to be SQL that the target takes)
CREATE PROCEDURE rename_ward(p_id bigint, p_code VARCHAR) AS $$
DECLARE
  v_sql VARCHAR(200);
BEGIN
  v_sql := 'UPDATE ward SET code = concat(dbmigrate.shown(:1), '':x'') /* :no */ WHERE id = :编号 AND code <> :1';
  EXECUTE dbmigrate.bind_names(v_sql) USING p_code, p_id, p_code;
END;
$$ LANGUAGE plpgsql;

```
```then
CALL rename_ward(1, 'b');
SELECT code FROM ward
```
```rows
b:x
```
```setup
CREATE TABLE ward (id INTEGER, code VARCHAR(10));
INSERT INTO ward VALUES (1, 'a');
```
```oracle
CREATE PROCEDURE extend(p_table VARCHAR, p_column VARCHAR, p_type VARCHAR) IS
BEGIN
  EXECUTE IMMEDIATE 'ALTER TABLE ' || p_table || ' ADD (' || p_column || ' ' || p_type || ')';
  EXECUTE IMMEDIATE q'!ALTER TABLE !' || p_table || ' MODIFY ' || p_column || ' DEFAULT ''x''';
  EXECUTE IMMEDIATE 'UPDATE ' || p_table || ' SET ' || p_column || ' = NVL(:1, code)' USING 'b';
END;
/
```
```postgres
-- dbmigrate PL091 3: EXECUTE IMMEDIATE of a text (the code puts the text together: what stands around its pieces is converted, each taken for a name, a value or a type)
-- dbmigrate PL091 4: EXECUTE IMMEDIATE of a text (the code puts the text together: what stands around its pieces is converted, each taken for a name, a value or a type)
-- dbmigrate PL091 5: EXECUTE IMMEDIATE of a text (the code puts the text together: what stands around its pieces is converted, each taken for a name, a value or a type)
CREATE PROCEDURE extend(p_table VARCHAR, p_column VARCHAR, p_type VARCHAR) AS $$
BEGIN
  EXECUTE concat('ALTER TABLE ', p_table, ' ADD ', p_column, ' ', dbmigrate.type_text(p_type), '');
  EXECUTE concat('ALTER TABLE ', p_table, ' ALTER COLUMN ', p_column, ' SET DEFAULT ''x''');
  EXECUTE concat('UPDATE ', p_table, ' SET ', p_column, ' = coalesce($1, code)') USING 'b';
END;
$$ LANGUAGE plpgsql;

```
```then
CALL extend('ward', 'note', 'VARCHAR2(20)');
INSERT INTO ward (id) VALUES (2);
SELECT note FROM ward ORDER BY id
```
```rows
b
x
```
```quiet
CREATE TABLE execute_immediate (id INTEGER)
```
"""

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import COMMENT_OUT, Fix, Hit, Severity
from dbmigrate.rules.procedural.composed_text import composed
from dbmigrate.rules.procedural.constant_text import Rewritten, rewritten
from dbmigrate.rules.procedural.executed_calls import executed_call
from dbmigrate.rules.procedural.judged_commands import is_counted, literals, numbered
from dbmigrate.rules.procedural.tsql_text import indent
from dbmigrate.syntax.ddl.nodes import Piece
from dbmigrate.syntax.procedural.statements import ExecuteImmediate, Open


@rule(
    "PL091",
    source="oracle",
    severity=Severity.REFUSED,
    fix=Fix.REVIEW,
    on=(node(ExecuteImmediate), node(Open)),
    after=("FN101",),
)
def check(found: ExecuteImmediate | Open, context: Context) -> Hit | None:
    replace: list[tuple[object, ...]] = []
    if isinstance(found, ExecuteImmediate) and (found.returning is not None or executed_call(found) is not None):
        return None  # PL267, PL125
    if isinstance(found, Open):
        if not isinstance(found.source, Piece) or found.for_part is None:
            return None
        command = found.source
        replace.append((found.for_part.after, " EXECUTE"))
    else:
        command = found.command
        replace.append((found.keyword, "EXECUTE"))
        if found.into and not found.into.bulk:  # PL143
            replace.append((found.into.keyword.after, " STRICT"))
    made = constant(command, context)
    if made is not None and made.left_out and isinstance(found, ExecuteImmediate):
        return left_out(found, Fix.SAFE if made.certain else Fix.REVIEW)
    if made is not None and not made.left_out:
        text = numbered(made.literal, 1)[0] if found.using else made.literal
        replace.append((command, literal_template(text), command))
        note, fix = ("", Fix.SAFE) if made.certain else ("doubtful", Fix.REVIEW)
        return Hit(replace=replace, at=found.keyword, note=note, fix=fix, helpers=made.helpers)
    counted = not found.using or is_counted(command, found.using)
    put_together = composed(command, context)
    if put_together and put_together.left_out and isinstance(found, ExecuteImmediate):
        return left_out(found, Fix.REVIEW)
    changes = put_together.replaced(command.lexed, 1 if found.using and counted else 0) if put_together else []
    helpers = put_together.used if put_together else ()
    note = "around" if changes else "text"
    if not counted:
        replace += [(command, "dbmigrate.bind_names({})", command), *changes]
        return Hit(replace=replace, at=found.keyword, note=note, helpers=("bind_names", *helpers))
    if put_together is not None:
        return Hit(replace=replace + changes, at=found.keyword, note=note, helpers=helpers)
    first = 1
    for part in literals(command) if found.using else ():
        text, count = numbered(found.lexed.source(part), first)
        first += count
        if count:
            replace.append((part, literal_template(text)))
    return Hit(replace=replace, at=found.keyword, note="text")


def constant(command: Piece, context: Context) -> Rewritten | None:
    """The command as one literal whose statement is converted."""
    if command.part.first != command.part.last:
        return None
    return rewritten(command.lexed, command.part, context)


def left_out(found: ExecuteImmediate, fix: Fix) -> Hit:
    idle = f"\n{indent(found.lexed, found.part)}NULL;"
    return Hit(replace=[(found, COMMENT_OUT), (found.part.after, idle)], at=found.keyword, note="left", fix=fix)
