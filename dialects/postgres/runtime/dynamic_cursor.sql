-- Cursors of Oracle's DBMS_SQL: a number, for which a setting of the session keeps the statement, its binds and the row that
-- was fetched last. DDL runs when it is parsed. A query is read by a cursor of the server, which lives until the transaction
-- ends.
CREATE OR REPLACE FUNCTION dbmigrate.sql_state(c numeric) RETURNS jsonb
LANGUAGE plpgsql STABLE AS $$
DECLARE
  hit text := nullif(current_setting('dbmigrate.cursor_' || c::integer, true), '');
BEGIN
  IF hit IS NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'invalid_cursor_name', MESSAGE = format('cursor %s is not open', c);
  END IF;
  RETURN hit::jsonb;
END
$$;
CREATE OR REPLACE FUNCTION dbmigrate.sql_keep(c numeric, state jsonb) RETURNS void
LANGUAGE sql AS $$
  SELECT set_config('dbmigrate.cursor_' || c::integer, state::text, false)
$$;
CREATE OR REPLACE FUNCTION dbmigrate.sql_open() RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
  c integer := coalesce(nullif(current_setting('dbmigrate.cursors', true), ''), '0')::integer + 1;
BEGIN
  PERFORM set_config('dbmigrate.cursors', c::text, false), dbmigrate.sql_keep(c, '{}');
  RETURN c;
END
$$;
CREATE OR REPLACE FUNCTION dbmigrate.sql_is_open(c numeric) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT coalesce(nullif(current_setting('dbmigrate.cursor_' || c::integer, true), '') IS NOT NULL, false)
$$;
CREATE OR REPLACE FUNCTION dbmigrate.sql_end(c numeric) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  reader refcursor := 'dbmigrate_cursor_' || c::integer;
BEGIN
  IF EXISTS (SELECT 1 FROM pg_cursors WHERE name = reader::text) THEN
    CLOSE reader;
  END IF;
END
$$;
CREATE OR REPLACE FUNCTION dbmigrate.sql_close(c numeric) RETURNS void
LANGUAGE sql AS $$
  SELECT dbmigrate.sql_end(c), set_config('dbmigrate.cursor_' || c::integer, '', false)
$$;
CREATE OR REPLACE FUNCTION dbmigrate.sql_parse(c numeric, statement text) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  is_ddl boolean := statement ~* '^\s*(create|alter|drop|truncate|grant|revoke|comment|analyze|refresh)\M';
BEGIN
  PERFORM dbmigrate.sql_state(c), dbmigrate.sql_end(c);
  PERFORM dbmigrate.sql_keep(c, jsonb_build_object('sql', statement, 'ddl', is_ddl, 'binds', '{}'::jsonb));
  IF is_ddl THEN
    EXECUTE statement;
  END IF;
END
$$;
CREATE OR REPLACE FUNCTION dbmigrate.bind_literal(value anyelement) RETURNS text
LANGUAGE sql STABLE AS $$
  SELECT quote_nullable(value::text) || '::' || pg_typeof(value)
$$;
CREATE OR REPLACE FUNCTION dbmigrate.sql_keep_bind(c numeric, name text, value text) RETURNS void
LANGUAGE sql AS $$
  SELECT dbmigrate.sql_keep(c, jsonb_set(dbmigrate.sql_state(c), ARRAY['binds', upper(ltrim(name, ':'))], to_jsonb(value)))
$$;
CREATE OR REPLACE FUNCTION dbmigrate.sql_bind(c numeric, name text, value text) RETURNS void
LANGUAGE sql AS $$
  SELECT dbmigrate.sql_keep_bind(c, name, dbmigrate.bind_literal(value))
$$;
CREATE OR REPLACE FUNCTION dbmigrate.sql_bind(c numeric, name text, value anyelement) RETURNS void
LANGUAGE sql AS $$
  SELECT dbmigrate.sql_keep_bind(c, name, dbmigrate.bind_literal(value))
$$;
CREATE OR REPLACE FUNCTION dbmigrate.sql_execute(c numeric) RETURNS numeric
LANGUAGE plpgsql AS $$
DECLARE
  state jsonb := dbmigrate.sql_state(c);
  statement text := dbmigrate.sql_binds(state ->> 'sql', state -> 'binds');
  reader refcursor := 'dbmigrate_cursor_' || c::integer;
  n bigint := 0;
BEGIN
  PERFORM dbmigrate.sql_end(c), set_config('dbmigrate.cursor_count', '0', false);
  IF (state ->> 'ddl')::boolean THEN
    RETURN 0;
  ELSIF statement ~* '^[\s(]*(select|with|values)\M' THEN
    OPEN reader FOR EXECUTE statement;
  ELSE
    EXECUTE statement;
    GET DIAGNOSTICS n = ROW_COUNT;
  END IF;
  RETURN n;
END
$$;
CREATE OR REPLACE FUNCTION dbmigrate.sql_fetch(c numeric) RETURNS numeric
LANGUAGE plpgsql AS $$
DECLARE
  reader refcursor := 'dbmigrate_cursor_' || c::integer;
  item record;
BEGIN
  FETCH reader INTO item;
  IF NOT FOUND THEN
    RETURN 0;
  END IF;
  PERFORM dbmigrate.sql_keep(c, dbmigrate.sql_state(c) || jsonb_build_object('row',
      (SELECT jsonb_agg(value ORDER BY n) FROM (SELECT value, row_number() OVER () AS n FROM json_each_text(row_to_json(item)) AS t (key, value)) AS t))),
    set_config('dbmigrate.cursor_count', (dbmigrate.sql_count() + 1)::text, false);
  RETURN 1;
END
$$;
CREATE OR REPLACE FUNCTION dbmigrate.sql_execute_and_fetch(c numeric, exact boolean) RETURNS numeric
LANGUAGE plpgsql AS $$
DECLARE
  reader refcursor := 'dbmigrate_cursor_' || c::integer;
  n numeric;
BEGIN
  PERFORM dbmigrate.sql_execute(c);
  n := dbmigrate.sql_fetch(c);
  IF exact AND n = 0 THEN
    RAISE no_data_found;
  END IF;
  IF exact THEN
    MOVE NEXT FROM reader;
    IF FOUND THEN
      RAISE too_many_rows;
    END IF;
  END IF;
  RETURN n;
END
$$;
CREATE OR REPLACE FUNCTION dbmigrate.sql_count() RETURNS numeric
LANGUAGE sql STABLE AS $$
  SELECT coalesce(nullif(current_setting('dbmigrate.cursor_count', true), ''), '0')::numeric
$$;
CREATE OR REPLACE FUNCTION dbmigrate.sql_column(c numeric, i numeric) RETURNS text
LANGUAGE sql STABLE AS $$
  SELECT nullif(dbmigrate.sql_state(c) -> 'row' ->> (i - 1)::integer, '')
$$;
