"""function {name} that is one query

RETURNS TABLE names the columns there, and the query is a string in the language SQL. What a caller passes is cut to
the parameter's type where it is used, since PostgreSQL forgets the lengths of parameters.

```zh
由一个查询构成的函数 {name}
目标库的 RETURNS TABLE 需列出各列，查询作为 SQL 语言的字符串。PostgreSQL 不保留参数长度，因此在使用参数处转换为其声明类型。
```
```setup
CREATE TABLE ward (id INTEGER, code VARCHAR(10), beds DECIMAL(9, 2));
INSERT INTO ward (id, code, beds) VALUES (1, 'ab', 10);
INSERT INTO ward (id, code, beds) VALUES (2, 'cd', 20);
```
```sqlserver
CREATE FUNCTION ward_of(@id INTEGER, @code VARCHAR(2)) RETURNS TABLE AS RETURN
(
  SELECT id, beds * 2 AS twice FROM ward WHERE id = @id OR code = @code
)
```
```postgres
CREATE FUNCTION ward_of(p_id INTEGER, p_code VARCHAR(2)) RETURNS TABLE (id integer, twice numeric) AS $$
  SELECT id, beds * 2 AS twice FROM ward WHERE id = p_id OR code = (p_code::VARCHAR(2))
$$ LANGUAGE sql STABLE
```
```then
SELECT id, twice FROM ward_of(1, 'cdef') ORDER BY id
```
```rows
1 | 20.00
2 | 40.00
```
```refused 42601
```
```quiet
CREATE VIEW ward_two AS SELECT id FROM ward WHERE id = 2
```
"""

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Hit, Part, Severity
from dbmigrate.rules.procedural.body_text import quotes
from dbmigrate.rules.procedural.tsql_judgement import judge_tsql
from dbmigrate.rules.procedural.tsql_routine import keyword, parentheses
from dbmigrate.rules.procedural.tsql_rows import columns_text
from dbmigrate.rules.procedural.tsql_text import Replacement, language_of
from dbmigrate.syntax.procedural.tsql_nodes import TsqlRoutine


@rule("PL230", source="sqlserver", severity=Severity.REFUSED, on=node(TsqlRoutine), after=("QY200", "QY202"))
def check(unit: TsqlRoutine, context: Context) -> Hit | None:
    judgement = judge_tsql(unit, context) if unit.is_inline else None
    if judgement is None or judgement.unclear or unit.body is None:
        return None
    assert unit.name and unit.return_part and unit.returns and unit.returns.table_word
    mark = quotes(unit)
    opener = unit.opener or unit.return_part
    columns = literal_template(columns_text(judgement.columns))
    ends = unit.opening or unit.return_part
    closing = f"\n{mark} {language_of(unit, context).replace('plpgsql', 'sql STABLE', 1)}"
    replace: list[Replacement] = [
        *keyword(unit, unit.kind),
        *parentheses(unit),
        *((o, "") for o in unit.options),
        (unit.returns.table_word.after, f" ({columns})"),
        (Part(opener.first, ends.last), f"AS {mark}"),
        (unit.body.part.after, closing),
    ]
    if unit.closing:
        replace.append((unit.closing, ""))
    return Hit(replace=replace, values={"name": unit.name.text()})
