-- A part of a large object by amount and offset, as the conversions of Oracle's DBMS_LOB take it.
CREATE OR REPLACE FUNCTION dbmigrate.lob_part(lob text, amount numeric, start numeric) RETURNS text
LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT substr(lob, start::integer, least(amount, 1073741823)::integer)
$$;
CREATE OR REPLACE FUNCTION dbmigrate.lob_part(lob bytea, amount numeric, start numeric) RETURNS bytea
LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT substr(lob, start::integer, least(amount, 1073741823)::integer)
$$;
