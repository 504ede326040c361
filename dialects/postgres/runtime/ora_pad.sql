-- LPAD and RPAD of Oracle: a length below 1 gives NULL.
CREATE OR REPLACE FUNCTION dbmigrate.ora_lpad(value text, length numeric, fill text DEFAULT ' ') RETURNS text
LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT CASE WHEN trunc(length) >= 1 THEN lpad(value, trunc(length)::integer, fill) END
$$;
CREATE OR REPLACE FUNCTION dbmigrate.ora_rpad(value text, length numeric, fill text DEFAULT ' ') RETURNS text
LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT CASE WHEN trunc(length) >= 1 THEN rpad(value, trunc(length)::integer, fill) END
$$;
