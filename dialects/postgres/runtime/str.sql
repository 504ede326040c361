-- STR of SQL Server: a number rounded to `decimals` places in `width` characters, asterisks where it does not fit.
CREATE OR REPLACE FUNCTION dbmigrate.str(value double precision, width integer DEFAULT 10, decimals integer DEFAULT 0)
RETURNS text LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT CASE
    WHEN length(round(value::numeric)::text) > width THEN repeat('*', width)
    ELSE lpad(rtrim(left(round(value::numeric, least(decimals, 16))::text, width), '.'), width)
  END
$$;
