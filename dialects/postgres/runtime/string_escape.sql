-- STRING_ESCAPE(.., 'json') of SQL Server, which escapes the solidus as well.
CREATE OR REPLACE FUNCTION dbmigrate.string_escape(value text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT replace(substr(quoted, 2, length(quoted) - 2), '/', '\/') FROM (SELECT to_json(value)::text AS quoted) AS made
$$;
