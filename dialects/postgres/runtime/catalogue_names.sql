-- Objects by their numbers and names, as SQL Server's metadata functions say them; NULL where there is no such object.
CREATE OR REPLACE FUNCTION dbmigrate.object_name(id oid) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT name FROM dbmigrate.sys_objects WHERE object_id = $1
$$;
CREATE OR REPLACE FUNCTION dbmigrate.object_schema_name(id oid) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT s.name FROM dbmigrate.sys_objects o JOIN dbmigrate.sys_schemas s ON s.schema_id = o.schema_id WHERE o.object_id = $1
$$;
CREATE OR REPLACE FUNCTION dbmigrate.col_name(id oid, place integer) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT name FROM dbmigrate.sys_columns WHERE object_id = $1 AND column_id = $2
$$;
CREATE OR REPLACE FUNCTION dbmigrate.schema_name(id oid) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT name FROM dbmigrate.sys_schemas WHERE schema_id = $1
$$;
CREATE OR REPLACE FUNCTION dbmigrate.type_name(id oid) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT name FROM dbmigrate.sys_types WHERE user_type_id = $1
$$;
CREATE OR REPLACE FUNCTION dbmigrate.object_id(name text) RETURNS oid LANGUAGE sql STABLE AS $$
  SELECT o.object_id FROM (SELECT string_to_array(lower(translate($1, '[]" ', '')), '.') AS parts) AS asked
    JOIN dbmigrate.sys_objects o ON true JOIN dbmigrate.sys_schemas s ON s.schema_id = o.schema_id
  WHERE o.name = asked.parts[array_length(asked.parts, 1)]
    AND s.name = coalesce(nullif(asked.parts[array_length(asked.parts, 1) - 1], ''), s.name)
  ORDER BY o.object_id LIMIT 1
$$;
-- The last number that the identity column of a table was given, its first one where none was given yet.
CREATE OR REPLACE FUNCTION dbmigrate.ident_current(name text) RETURNS numeric LANGUAGE plpgsql STABLE AS $$
DECLARE
  asked oid := dbmigrate.object_id(name);
  sequence text;
  answer numeric;
BEGIN
  SELECT pg_get_serial_sequence(format('%I.%I', n.nspname, c.relname), a.attname::text) INTO sequence
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid
  WHERE c.oid = asked AND a.attnum > 0 AND NOT a.attisdropped
    AND pg_get_serial_sequence(format('%I.%I', n.nspname, c.relname), a.attname::text) IS NOT NULL
  ORDER BY a.attnum LIMIT 1;
  IF sequence IS NOT NULL THEN
    EXECUTE 'SELECT last_value FROM ' || sequence INTO answer;
  END IF;
  RETURN answer;
END;
$$;
CREATE OR REPLACE FUNCTION dbmigrate.object_definition(id oid) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT definition FROM dbmigrate.sys_sql_modules WHERE object_id = $1
$$;
