-- Oracle's DBMS_XMLGEN: a query's rows as XML. A context is a number, for which a setting of the session keeps what was set.
CREATE OR REPLACE FUNCTION dbmigrate.xmlgen_state(ctx numeric) RETURNS jsonb
LANGUAGE sql STABLE AS $$
  SELECT nullif(current_setting('dbmigrate.xmlgen_' || ctx::integer, true), '')::jsonb
$$;
CREATE OR REPLACE FUNCTION dbmigrate.xmlgen_set(ctx numeric, name text, value text) RETURNS void
LANGUAGE sql AS $$
  SELECT set_config('dbmigrate.xmlgen_' || ctx::integer, (dbmigrate.xmlgen_state(ctx) || jsonb_build_object(name, value))::text, false)
$$;
CREATE OR REPLACE FUNCTION dbmigrate.xmlgen_bind(ctx numeric, name text, value text) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM dbmigrate.xmlgen_set(ctx, 'query', dbmigrate.sql_binds(dbmigrate.xmlgen_state(ctx) ->> 'query',
    jsonb_build_object(upper(ltrim(name, ':')), quote_nullable(value))));
END
$$;
CREATE OR REPLACE FUNCTION dbmigrate.xmlgen_new(query text) RETURNS numeric
LANGUAGE plpgsql AS $$
DECLARE
  ctx integer := coalesce(nullif(current_setting('dbmigrate.xmlgens', true), ''), '0')::integer + 1;
BEGIN
  PERFORM set_config('dbmigrate.xmlgens', ctx::text, false), set_config('dbmigrate.xmlgen_' || ctx,
    jsonb_build_object('query', query, 'row', 'ROW', 'rowset', 'ROWSET', 'nulls', '0')::text, false);
  RETURN ctx;
END
$$;
CREATE OR REPLACE FUNCTION dbmigrate.xmlgen_new(query refcursor) RETURNS numeric
LANGUAGE plpgsql AS $$
BEGIN
  RETURN dbmigrate.xmlgen_new('@' || query::text);
END
$$;
CREATE OR REPLACE FUNCTION dbmigrate.xmlgen_row(item record, tag text, nulls text) RETURNS text
LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (SELECT CASE WHEN tag <> '' THEN format(E' <%s>\n', tag) ELSE '' END
    || coalesce(string_agg(CASE
      WHEN value IS NOT NULL AND value <> '' THEN format(E'  <%1$s>%2$s</%1$s>\n', name,
        replace(replace(replace(replace(replace(value, '&', '&amp;'), '<', '&lt;'), '>', '&gt;'), '"', '&quot;'), '''', '&apos;'))
      WHEN nulls = '1' THEN format(E'  <%s xsi:nil = "true"/>\n', name)
      WHEN nulls = '2' THEN format(E'  <%s/>\n', name) ELSE '' END, '' ORDER BY n), '')
    || CASE WHEN tag <> '' THEN format(E' </%s>\n', tag) ELSE '' END
  FROM (SELECT value, n, CASE WHEN key = lower(key) THEN upper(key) ELSE key END AS name
    FROM (SELECT key, value, row_number() OVER () AS n FROM json_each_text(row_to_json(item)) AS t (key, value)) AS t) fields);
END
$$;
CREATE OR REPLACE FUNCTION dbmigrate.xmlgen(ctx numeric) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
  state jsonb := dbmigrate.xmlgen_state(ctx);
  query text := state ->> 'query';
  most bigint := coalesce((state ->> 'max')::numeric, 9e15);
  tag text := state ->> 'rowset';
  reader refcursor;
  item record;
  rows bigint := 0;
  made text := '';
BEGIN
  IF state IS NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'invalid_cursor_name', MESSAGE = format('context %s is not open', ctx);
  END IF;
  IF query LIKE '@%' THEN
    reader := substr(query, 2);
  ELSE
    OPEN reader FOR EXECUTE query;
  END IF;
  WHILE rows < most LOOP
    FETCH reader INTO item;
    EXIT WHEN NOT FOUND;
    rows := rows + 1;
    made := made || dbmigrate.xmlgen_row(item, state ->> 'row', state ->> 'nulls');
  END LOOP;
  CLOSE reader;
  PERFORM dbmigrate.xmlgen_set(ctx, 'rows', rows::text);
  IF rows = 0 THEN
    RETURN NULL;
  END IF;
  RETURN E'<?xml version="1.0"?>\n' || CASE WHEN tag = '' THEN made ELSE format(E'<%1$s%3$s>\n%2$s</%1$s>\n', tag, made,
    CASE WHEN state ->> 'nulls' = '1' THEN ' xmlns:xsi = "http://www.w3.org/2001/XMLSchema-instance"' ELSE '' END) END;
END
$$;
CREATE OR REPLACE FUNCTION dbmigrate.xmlgen(query text) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
  ctx numeric := dbmigrate.xmlgen_new(query);
  made text := dbmigrate.xmlgen(ctx);
BEGIN
  PERFORM dbmigrate.xmlgen_close(ctx);
  RETURN made;
END
$$;
CREATE OR REPLACE FUNCTION dbmigrate.xmlgen(query refcursor) RETURNS text
LANGUAGE plpgsql AS $$
BEGIN
  RETURN dbmigrate.xmlgen('@' || query::text);
END
$$;
CREATE OR REPLACE FUNCTION dbmigrate.xmlgen_rows(ctx numeric) RETURNS integer
LANGUAGE sql STABLE AS $$
  SELECT (dbmigrate.xmlgen_state(ctx) ->> 'rows')::integer
$$;
CREATE OR REPLACE FUNCTION dbmigrate.xmlgen_close(ctx numeric) RETURNS void
LANGUAGE sql AS $$
  SELECT set_config('dbmigrate.xmlgen_' || ctx::integer, '', false)
$$;
