-- A statement with literals for its binds :name, by name without regard to case; what stands in literals, quoted names and
-- comments stays. `binds` holds literals by name in upper case.
CREATE OR REPLACE FUNCTION dbmigrate.sql_binds(statement text, binds jsonb) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
  SELECT string_agg(CASE WHEN m[1] ~ '^:[^:=]' THEN coalesce(binds ->> upper(substr(m[1], 2)), m[1]) ELSE m[1] END, '' ORDER BY n)
  FROM (SELECT m, row_number() OVER () AS n FROM regexp_matches(statement,
    '(''[^'']*''|"[^"]*"|--[^\n]*|/\*(?:[^*]|\*+[^*/])*\*+/|::|:[A-Za-z0-9_$#\u0080-\uffff]+|[A-Za-z0-9_]+|.|\n)', 'g') AS t (m)) AS t
$$;
