"""{kind} {name} of T-SQL in PL/pgSQL

The body is a string there, behind AS, with its language. DECLARE stands once, before BEGIN; a routine has parentheses
around its parameters, also around none. ALTER and CREATE OR ALTER become CREATE OR REPLACE. PostgreSQL forgets the
lengths of parameters, so the body begins with casting them.

```zh
T-SQL 的{kind} {name} 改写为 PL/pgSQL
目标库中例程体是 AS 之后的字符串，并注明语言。DECLARE 统一写在 BEGIN 之前；参数（包括没有参数时）要写括号。ALTER 和 CREATE OR ALTER 改为 CREATE OR REPLACE。PostgreSQL 不保留参数长度，因此过程体开头先做类型转换。
```
```notes
alike | a variable has the name of a column, which the target then calls ambiguous | 变量与列同名，目标库会报告名称有歧义
rights | it ran with its owner's rights, now with the caller's: grant the caller what it needs | 原以属主权限执行，现以调用者权限执行：需向调用者授予所需权限
```
```setup
CREATE TABLE ward (id INTEGER, beds INTEGER);
```
```sqlserver
CREATE PROCEDURE add_ward @p_id INTEGER, @p_beds INTEGER AS
BEGIN
  DECLARE @twice INTEGER;
  SET @twice = @p_beds * 2;
  INSERT INTO ward (id, beds) VALUES (@p_id, @twice);
END
```
```postgres
CREATE PROCEDURE add_ward (p_id INTEGER, p_beds INTEGER) AS $$
DECLARE
  twice INTEGER;
BEGIN
  twice := p_beds * 2;
  INSERT INTO ward (id, beds) VALUES (p_id, twice);
END;
$$ LANGUAGE plpgsql
```
```then
CALL add_ward(1, 15);
SELECT id, beds FROM ward
```
```rows
1 | 30
```
```refused 42601
```
```sqlserver
CREATE OR ALTER FUNCTION half(@n INTEGER) RETURNS INTEGER WITH SCHEMABINDING
BEGIN
  RETURN @n / 2
END
```
```then
SELECT half(7), half(-7)
```
```rows
3 | -3
```
```sqlserver
CREATE PROC two_wards AS
INSERT INTO ward (id) VALUES (1);
INSERT INTO ward (id) VALUES (2)
```
```then
CALL two_wards();
SELECT id FROM ward ORDER BY id
```
```rows
1
2
```
```sqlserver
CREATE FUNCTION head(@s VARCHAR(3)) RETURNS VARCHAR(3) WITH EXECUTE AS OWNER AS
BEGIN
  RETURN @s
END
```
```postgres
CREATE FUNCTION head(s VARCHAR(3)) RETURNS VARCHAR(3) AS $$
BEGIN
  s := s::VARCHAR(3);
  RETURN s;
END;
$$ LANGUAGE plpgsql
```
```then
SELECT head('abcdef')
```
```rows
abc
```
```sqlserver
CREATE FUNCTION wards_from(@n INTEGER) RETURNS @found TABLE (id INTEGER, beds INTEGER NULL) AS
BEGIN
  INSERT INTO @found (id, beds) SELECT id, beds FROM ward WHERE id >= @n
  IF @n > 5 RETURN
  INSERT INTO @found VALUES (@n, 7)
  RETURN
END
```
```postgres
CREATE FUNCTION wards_from(n INTEGER) RETURNS TABLE (id INTEGER, beds INTEGER) AS $$
#variable_conflict use_column
BEGIN
  PERFORM 'PRAGMA:TABLE: wards_from_found (id INTEGER, beds INTEGER)'; DROP TABLE IF EXISTS pg_temp.wards_from_found; CREATE TEMPORARY TABLE wards_from_found (id INTEGER, beds INTEGER NULL);
  INSERT INTO wards_from_found (id, beds) SELECT id, beds FROM ward WHERE id >= n;
  IF n > 5 THEN RETURN QUERY SELECT * FROM wards_from_found; RETURN; END IF;
  INSERT INTO wards_from_found VALUES (n, 7);
  RETURN QUERY SELECT * FROM wards_from_found; RETURN;
END;
$$ LANGUAGE plpgsql
```
```then
SELECT id, beds FROM wards_from(3)
```
```rows
3 | 7
```
```quiet
CREATE TABLE visit (id INTEGER)
```
"""

from typing import Final

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.rules.procedural.body_text import around_body, quotes
from dbmigrate.rules.procedural.tsql_calls import NO_STATUS, RESULTS, STATUS, keeping_status
from dbmigrate.rules.procedural.tsql_judgement import judge_tsql
from dbmigrate.rules.procedural.tsql_rows import columns_text
from dbmigrate.rules.procedural.tsql_tables import elements_part, returned_columns, returned_table
from dbmigrate.rules.procedural.tsql_text import Replacement, body_opening, is_closed, language_of, limits, only_block
from dbmigrate.rules.procedural.tsql_type_text import named_type
from dbmigrate.syntax.ddl.nodes import below
from dbmigrate.syntax.procedural.tsql_nodes import TsqlBody, TsqlParameter, TsqlRoutine, TsqlUnit
from dbmigrate.syntax.procedural.tsql_results import has_status
from dbmigrate.syntax.procedural.tsql_statements import Execute

STATUS_PARAMETER: Final = f"INOUT {STATUS} integer DEFAULT 0"
RESULTS_PARAMETER: Final = f"INOUT {RESULTS} refcursor[] DEFAULT NULL"


@rule("PL200", source="sqlserver", severity=Severity.REFUSED, on=node(TsqlRoutine))
def check(unit: TsqlRoutine, context: Context) -> Hit | None:
    judgement = judge_tsql(unit, context)
    if judgement.unclear or not isinstance(unit.body, TsqlBody):
        return None
    assert unit.name
    table = returned_table(unit)
    conflict = bool(judgement.clashing or judgement.columns or table)
    out = has_parameters_out(unit)
    kind = "function" if judgement.columns or (judgement.hands_out_cursors and not out) else unit.kind
    before, closing = around_body(kind, quotes(unit), language_of(unit, context), context)
    bare = not closing  # a body without quotes has no place for options
    opening, places = body_opening(unit, dict(judgement.names), before, conflict and not bare, context)
    if judgement.columns:
        opening = f"RETURNS TABLE ({literal_template(columns_text(judgement.columns))}) {opening}"
    elif kind != unit.kind:
        opening = f"RETURNS SETOF refcursor {opening}"
    added = [RESULTS_PARAMETER] if judgement.hands_out_cursors and out else []
    status = has_status(unit) and kind == "procedure"
    added += [STATUS_PARAMETER] if status else []
    replace = [*keyword(unit, kind), *parentheses(unit, ", ".join(added)), *((o, "") for o in unit.options)]
    first, more = limits(unit, judgement.names, context)
    first += f"\n  {STATUS} := 0;" if status else ""
    first += f"\n  {RESULTS} := NULL;" if RESULTS_PARAMETER in added else ""
    kept = keeping_status(NO_STATUS) if has_status(unit) and kind != unit.kind else ""
    first += f"\n  {kept}" if kept else ""
    last = kept if below(unit.body, Execute) else ""  # a function that was called has its own status
    replace += shell(unit, unit.body, (opening, places), closing, (first, more), last)
    rows = returned_columns(table, context) if table else None
    if table and rows and unit.returns:
        template, places = rows
        replace.append((table, template, *places, table.name, elements_part(table)))
    if unit.returns and unit.returns.type:
        text, more = named_type(unit.returns.type, context)
        if not more:
            replace += [(unit.returns.type, ""), (unit.returns.keyword.after, f" {text}")]
    definer = not unit.option_words.isdisjoint(("OWNER", "SELF"))
    values = {"kind": unit.kind, "name": unit.name.text()}
    if bare and conflict:
        return Hit(replace=replace, values=values, note="alike", fix=Fix.REVIEW)
    return Hit(replace=replace, values=values, note="rights" if definer else "")


def keyword(unit: TsqlUnit, kind: str) -> list[Replacement]:
    """CREATE [OR REPLACE] with the kind that the unit has on the target."""
    assert unit.keyword
    words = unit.words(unit.keyword)
    wanted = ["CREATE"] if words[0] == "CREATE" and len(words) == 2 else ["CREATE", "OR", "REPLACE"]
    wanted.append(kind.upper())
    if len(wanted) == 2:
        last = Part(unit.keyword.last, unit.keyword.last)
        return [(last, wanted[1])] if words[-1] != wanted[1] else []
    return [(unit.keyword, " ".join(wanted))]


def has_parameters_out(unit: TsqlRoutine) -> bool:
    items = unit.parameters.items if unit.parameters else ()
    return any(isinstance(p, TsqlParameter) and p.mode for p in items)


def parentheses(unit: TsqlRoutine, more: str = "") -> list[Replacement]:
    """`more`: parameters that the target needs."""
    assert unit.name
    if unit.parameters is None:
        return [(unit.name.part.after, f"({more})")]
    if more and unit.parameters.items:
        more = f", {more}"
    if unit.parameters.brackets:
        return [(Part(unit.parameters.part.last, unit.parameters.part.last).before, more)] if more else []
    return [(unit.parameters.part.before, "("), (unit.parameters.part.after, f"{more})")]


Text = tuple[str, list[object]]  # a template and what fills it


def shell(
    unit: TsqlUnit, body: TsqlBody, opening: Text, closing: str, first: Text = ("", []), last: str = ""
) -> list[Replacement]:
    """The body as a string: its own BEGIN and END stay where they are around all of it. `first`: behind BEGIN, `last`:
    before END."""
    template, places = opening
    block = only_block(body)
    if block is None:
        template, places = f"{template}BEGIN{first[0]}", [*places, *first[1]]
        end, ends = (f"\n{last}" if last else "") + "\nEND;\n" + closing, unit.part.after
    else:
        template = template.rstrip("\n")
        end, ends = ("\n" if is_closed(block) else ";\n") + closing, body.part.after
    replace: list[Replacement] = [(ends, end)]
    if block is not None and block.end is not None and last:
        replace.append((block.end.before, f"{last}\n"))
    if block is not None and block.atomic is not None:
        replace.append((block.atomic, ""))
    if block is not None and first[0]:
        replace.append((block.begin.after, first[0], *first[1]))
    if unit.opener:
        return [(unit.opener, template, *places), *replace]
    return [(body.part.before, f"{template}\n", *places), *replace]
