-- TRY_CAST of SQL Server from text to bigint: NULL for what is no whole number of that size, 0 for blanks.
CREATE OR REPLACE FUNCTION dbmigrate.try_bigint(value text) RETURNS bigint
LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT CASE
    WHEN value ~ '^\s*$' THEN 0
    WHEN value ~ '^\s*[+-]?[0-9]+\s*$' AND value::numeric BETWEEN -9223372036854775808 AND 9223372036854775807
      THEN value::bigint
  END
$$;
