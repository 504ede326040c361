-- COMPARE of Oracle's DBMS_LOB: 0 where the two are the same from their offsets on, NULL where an argument is none.
CREATE OR REPLACE FUNCTION dbmigrate.lob_compare(a text, b text, amount numeric, a_start numeric, b_start numeric) RETURNS integer
LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN a IS NULL OR b IS NULL OR amount < 1 OR a_start < 1 OR b_start < 1 THEN NULL
    WHEN x = y THEN 0 WHEN x < y THEN -1 ELSE 1 END
  FROM (SELECT substr(a, a_start::integer, least(amount, 1073741823)::integer) COLLATE "C" AS x,
    substr(b, b_start::integer, least(amount, 1073741823)::integer) COLLATE "C" AS y) parts
$$;
CREATE OR REPLACE FUNCTION dbmigrate.lob_compare(a bytea, b bytea, amount numeric, a_start numeric, b_start numeric) RETURNS integer
LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN a IS NULL OR b IS NULL OR amount < 1 OR a_start < 1 OR b_start < 1 THEN NULL
    WHEN x = y THEN 0 WHEN x < y THEN -1 ELSE 1 END
  FROM (SELECT substr(a, a_start::integer, least(amount, 1073741823)::integer) AS x,
    substr(b, b_start::integer, least(amount, 1073741823)::integer) AS y) parts
$$;
