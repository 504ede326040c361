-- WRITE of Oracle's DBMS_LOB: the first `amount` of `buffer` (NULL: all of it) from `start` on over what is there. What lies
-- between the end and `start` is filled, with blanks or with zeros.
CREATE OR REPLACE FUNCTION dbmigrate.lob_write(lob text, amount numeric, start numeric, buffer text) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
  SELECT overlay(lob || repeat(' ', (start - 1)::integer - length(lob)) placing written from start::integer)
  FROM (SELECT substr(buffer, 1, coalesce(amount, length(buffer))::integer) AS written) parts
$$;
CREATE OR REPLACE FUNCTION dbmigrate.lob_write(lob bytea, amount numeric, start numeric, buffer bytea) RETURNS bytea
LANGUAGE sql IMMUTABLE AS $$
  SELECT overlay(lob || decode(repeat('00', (start - 1)::integer - length(lob)), 'hex') placing written from start::integer)
  FROM (SELECT substr(buffer, 1, coalesce(amount, length(buffer))::integer) AS written) parts
$$;
