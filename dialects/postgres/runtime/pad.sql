-- LPAD and RPAD of Oracle count columns on the screen: a Chinese character takes two. Nothing left is NULL.
CREATE OR REPLACE FUNCTION dbmigrate.width(value text) RETURNS integer
LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT length(value) + length(regexp_replace(value, '[\u0001-\u10ff]', '', 'g'))
$$;
CREATE OR REPLACE FUNCTION dbmigrate.head(value text, columns integer) RETURNS text
LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT coalesce(max(left(value, n)) FILTER (WHERE dbmigrate.width(left(value, n)) <= columns), '')
  FROM generate_series(0, length(value)) AS n
$$;
CREATE OR REPLACE FUNCTION dbmigrate.filling(columns integer, fill text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT AS $$ SELECT rpad(f, f_columns, ' ') FROM (
  SELECT dbmigrate.head(repeat(fill, columns), columns)) AS a(f),
  LATERAL (SELECT length(f) + columns - dbmigrate.width(f)) AS b(f_columns) $$;
CREATE OR REPLACE FUNCTION dbmigrate.lpad(value text, columns integer, fill text DEFAULT ' ') RETURNS text
LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT nullif(CASE WHEN dbmigrate.width(value) >= columns THEN dbmigrate.head(value, columns)
    ELSE dbmigrate.filling(columns - dbmigrate.width(value), fill) || value END, '')
$$;
CREATE OR REPLACE FUNCTION dbmigrate.rpad(value text, columns integer, fill text DEFAULT ' ') RETURNS text
LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT nullif(CASE WHEN dbmigrate.width(value) >= columns THEN dbmigrate.head(value, columns)
    ELSE value || dbmigrate.filling(columns - dbmigrate.width(value), fill) END, '')
$$;
