-- TRY_CAST of SQL Server from text to decimal(digits, scale): NULL for what is no such number.
CREATE OR REPLACE FUNCTION dbmigrate.try_numeric(value text, digits integer, scale integer) RETURNS numeric
LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT CASE
    WHEN value !~ '^\s*[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)\s*$' THEN NULL
    WHEN abs(round(value::numeric, scale)) < power(10::numeric, digits - scale) THEN round(value::numeric, scale)
  END
$$;
