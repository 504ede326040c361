"""{name} of a package is written by way of a copy

What a package holds is written by a function. INTO, an element, a field or a method of a collection writes to a
variable of the same name first, which holds what the package does; the function then takes its value.

```zh
包变量 {name} 通过副本写入
包变量由函数写入。INTO、元素、字段或集合方法先写入同名的局部副本，再由函数保存其值。
```
```setup
CREATE TABLE ward (id INTEGER, beds INTEGER);
INSERT INTO ward VALUES (1, 30);
```
```oracle
CREATE OR REPLACE PACKAGE BODY pk_ward IS
  TYPE t_bed IS RECORD (id INTEGER, state VARCHAR(10));
  TYPE t_beds IS TABLE OF t_bed INDEX BY BINARY_INTEGER;
  g_beds INTEGER;
  g_all t_beds;

  PROCEDURE load(p_id INTEGER) IS
  BEGIN
    SELECT beds INTO g_beds FROM ward WHERE id = p_id;
    g_all(2).id := g_beds + 1;
    g_all(2).state := 'free';
    g_all(3).id := 1;
    g_all.DELETE(3);
  END load;

  FUNCTION told RETURN VARCHAR IS
  BEGIN
    RETURN g_beds || g_all(2).state || g_all(2).id || g_all.COUNT;
  END told;
END pk_ward;
/
```
```postgres
-- dbmigrate PL085 4: g_beds of a package as functions (a variable of the session: ROLLBACK takes its value back)
-- dbmigrate PL085 5: g_all of a package as functions (a variable of the session: ROLLBACK takes its value back)
-- dbmigrate PL100 5: type T_BEDS of code is pk_ward.t_bed[] (a collection becomes an array: elements that do not exist are NULL instead of an exception)
CREATE SCHEMA IF NOT EXISTS pk_ward;
  CREATE TYPE pk_ward.t_bed AS (id bigint, state varchar(10));
  -- TYPE t_beds IS TABLE OF t_bed INDEX BY BINARY_INTEGER;
  CREATE OR REPLACE FUNCTION pk_ward.g_beds() RETURNS bigint AS $$ BEGIN
    RETURN CASE left(current_setting('pk_ward.g_beds', true), 1)
      WHEN '=' THEN substr(current_setting('pk_ward.g_beds', true), 2)::bigint
      WHEN '0' THEN NULL
      ELSE NULL END;
  END; $$ LANGUAGE plpgsql;
  CREATE OR REPLACE FUNCTION pk_ward.set_g_beds(value bigint) RETURNS void AS $$ BEGIN
    PERFORM set_config('pk_ward.g_beds', coalesce('=' || value::text, '0'), false);
  END; $$ LANGUAGE plpgsql;
  CREATE OR REPLACE FUNCTION pk_ward.g_all() RETURNS pk_ward.t_bed[] AS $$ BEGIN
    RETURN CASE left(current_setting('pk_ward.g_all', true), 1)
      WHEN '=' THEN substr(current_setting('pk_ward.g_all', true), 2)::pk_ward.t_bed[]
      WHEN '0' THEN NULL
      ELSE NULL END;
  END; $$ LANGUAGE plpgsql;
  CREATE OR REPLACE FUNCTION pk_ward.set_g_all(value pk_ward.t_bed[]) RETURNS void AS $$ BEGIN
    PERFORM set_config('pk_ward.g_all', coalesce('=' || value::text, '0'), false);
  END; $$ LANGUAGE plpgsql;

  CREATE OR REPLACE PROCEDURE pk_ward.load(p_id bigint) AS $$
  BEGIN
    DECLARE
      g_beds bigint := pk_ward.g_beds();
    BEGIN
      SELECT beds INTO STRICT g_beds FROM ward WHERE id = p_id;
      PERFORM pk_ward.set_g_beds(g_beds);
    END;
    DECLARE
      g_all pk_ward.t_bed[] := pk_ward.g_all();
    BEGIN
      g_all[2].id := pk_ward.g_beds() + 1;
      PERFORM pk_ward.set_g_all(g_all);
    END;
    DECLARE
      g_all pk_ward.t_bed[] := pk_ward.g_all();
    BEGIN
      g_all[2].state := 'free';
      PERFORM pk_ward.set_g_all(g_all);
    END;
    DECLARE
      g_all pk_ward.t_bed[] := pk_ward.g_all();
    BEGIN
      g_all[3].id := 1;
      PERFORM pk_ward.set_g_all(g_all);
    END;
    DECLARE
      g_all pk_ward.t_bed[] := pk_ward.g_all();
    BEGIN
      g_all[3] := NULL;
      PERFORM pk_ward.set_g_all(g_all);
    END;
  END;
$$ LANGUAGE plpgsql;

  CREATE OR REPLACE FUNCTION pk_ward.told() RETURNS VARCHAR AS $$
  BEGIN
    RETURN nullif(concat(pk_ward.g_beds(), ((pk_ward.g_all())[2]).state, ((pk_ward.g_all())[2]).id, dbmigrate.shown((SELECT count(*) FROM generate_subscripts((pk_ward.g_all()), 1) AS taken(at) WHERE (pk_ward.g_all())[taken.at] IS DISTINCT FROM NULL))), '');
  END;
$$ LANGUAGE plpgsql;

```
```then
CALL pk_ward.load(1);
SELECT pk_ward.told()
```
```rows
30free311
```
```refused 42601
```
```quiet
CREATE OR REPLACE PACKAGE BODY pk_ward IS
  g_beds INTEGER;
  PROCEDURE load IS
    v INTEGER;
  BEGIN
    SELECT beds INTO v FROM ward;
    g_beds := v;
  END load;
END pk_ward;
/
```
"""

from __future__ import annotations

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Hit, Severity
from dbmigrate.rules.procedural.judgement import is_converted
from dbmigrate.rules.procedural.plsql_maps import COUNTING
from dbmigrate.rules.procedural.plsql_package_copies import WRITING, copies
from dbmigrate.rules.procedural.plsql_package_names import schema_of_package
from dbmigrate.rules.procedural.tsql_text import indent
from dbmigrate.syntax.ddl.nodes import Node


@rule("PL128", source="oracle", severity=Severity.REFUSED, on=tuple(map(node, WRITING)), after=(*COUNTING, "PL140", "PL151"))
def check(found: Node, context: Context) -> Hit | None:
    made = copies(found, context) if context.path else ()
    if not made or not is_converted(context):
        return None
    blanks, bare = indent(found.lexed, found.part), context.names.bare
    before, after = "DECLARE", ""
    for copy in made:
        schema, name = bare(schema_of_package(copy.home, context)), bare(copy.name.lower())
        before += f"\n{blanks}  {name} {copy.type} := {schema}.{name}();"
        after += f"\n{blanks}  PERFORM {schema}.{bare('set_' + copy.name.lower())}({name});"
    replace = [
        (found.part.before, literal_template(f"{before}\n{blanks}BEGIN\n{blanks}  ")),
        (found.part.after, literal_template(f"{after}\n{blanks}END;")),
    ]
    return Hit(replace=replace, values={"name": ".".join((*made[0].home[-1:], made[0].name))})
