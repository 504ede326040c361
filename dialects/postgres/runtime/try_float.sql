-- TRY_CAST of SQL Server from text to float: NULL for what is no number, 0 for blanks.
CREATE OR REPLACE FUNCTION dbmigrate.try_float(value text) RETURNS double precision
LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT CASE
    WHEN value ~ '^\s*$' THEN 0
    WHEN value ~ '^\s*[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,2})?\s*$' THEN value::double precision
  END
$$;
