-- ERASE of Oracle's DBMS_LOB: blanks, or zeros, in place of a part; the length stays.
CREATE OR REPLACE FUNCTION dbmigrate.lob_erase(lob text, amount numeric, start numeric) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN n > 0 THEN overlay(lob placing repeat(' ', n) from start::integer) ELSE lob END
  FROM (SELECT least(amount, length(lob) - start + 1)::integer AS n) parts
$$;
CREATE OR REPLACE FUNCTION dbmigrate.lob_erase(lob bytea, amount numeric, start numeric) RETURNS bytea
LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN n > 0 THEN overlay(lob placing decode(repeat('00', n), 'hex') from start::integer) ELSE lob END
  FROM (SELECT least(amount, length(lob) - start + 1)::integer AS n) parts
$$;
