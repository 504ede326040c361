-- SUBSTR of Oracle: position 0 is the first one, a negative one counts from the end; an empty result is NULL.
CREATE OR REPLACE FUNCTION dbmigrate.ora_substr(value text, start numeric) RETURNS text
LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT CASE
    WHEN trunc(start) < 0 THEN CASE WHEN -trunc(start) <= length(value) THEN right(value, -trunc(start)::integer) END
    ELSE nullif(substr(value, greatest(trunc(start), 1)::integer), '')
  END
$$;
CREATE OR REPLACE FUNCTION dbmigrate.ora_substr(value text, start numeric, length numeric) RETURNS text
LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT CASE WHEN trunc(length) >= 1
    THEN nullif(substr(dbmigrate.ora_substr(value, start), 1, trunc(length)::integer), '') END
$$;
