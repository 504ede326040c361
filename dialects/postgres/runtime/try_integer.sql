-- TRY_CAST of SQL Server from text to int: NULL for what is no whole number of that size, 0 for blanks.
CREATE OR REPLACE FUNCTION dbmigrate.try_integer(value text) RETURNS integer
LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT CASE
    WHEN value ~ '^\s*$' THEN 0
    WHEN value ~ '^\s*[+-]?[0-9]+\s*$' AND value::numeric BETWEEN -2147483648 AND 2147483647 THEN value::integer
  END
$$;
