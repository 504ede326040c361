-- Whether a trigger's function was called by a change that it made itself: SQL Server does not fire it then
-- (RECURSIVE_TRIGGERS OFF). `context` is PG_CONTEXT, the innermost call first.
CREATE OR REPLACE FUNCTION dbmigrate.fires_itself(context text) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$
  SELECT count(*) > 1 AND count(DISTINCT call) = 1
  FROM (
    SELECT m[1] AS call FROM regexp_matches($1, 'function ([^()\s]+\(\)) line', 'g') AS t (m)
    LIMIT 2
  ) calls
$$;
