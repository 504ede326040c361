-- COPIES, REVERSE, COMPARE, XRANGE, OVERLAY and TRANSLATE of Oracle's UTL_RAW.
CREATE OR REPLACE FUNCTION dbmigrate.raw_copies(value bytea, n integer) RETURNS bytea
LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT decode(repeat(encode(value, 'hex'), n), 'hex')
$$;
CREATE OR REPLACE FUNCTION dbmigrate.raw_reverse(value bytea) RETURNS bytea
LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT string_agg(substr(value, i, 1), ''::bytea ORDER BY i DESC) FROM generate_series(1, length(value)) AS i
$$;
CREATE OR REPLACE FUNCTION dbmigrate.raw_padded(value bytea, n integer, pad bytea) RETURNS bytea
LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT value || decode(repeat(encode(substr(pad, 1, 1), 'hex'), greatest(n - length(value), 0)), 'hex')
$$;
CREATE OR REPLACE FUNCTION dbmigrate.raw_compare(a bytea, b bytea, pad bytea) RETURNS integer
LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(min(i) FILTER (WHERE substr(dbmigrate.raw_padded(coalesce(a, ''), n, pad), i, 1)
    <> substr(dbmigrate.raw_padded(coalesce(b, ''), n, pad), i, 1)), 0)
  FROM (SELECT greatest(length(a), length(b)) AS n) sizes, generate_series(1, n) AS i
$$;
CREATE OR REPLACE FUNCTION dbmigrate.raw_range(a bytea, b bytea) RETURNS bytea
LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT string_agg(set_byte('\x00'::bytea, 0, (get_byte(a, 0) + i) % 256), ''::bytea ORDER BY i)
  FROM generate_series(0, (get_byte(b, 0) - get_byte(a, 0) + 256) % 256) AS i
$$;
CREATE OR REPLACE FUNCTION dbmigrate.raw_overlay(piece bytea, target bytea, pos integer, len integer, pad bytea) RETURNS bytea
LANGUAGE sql IMMUTABLE AS $$
  SELECT overlay(dbmigrate.raw_padded(target, pos - 1, pad)
    placing substr(dbmigrate.raw_padded(piece, coalesce(len, 0), pad), 1, coalesce(len, length(piece))) from pos)
$$;
CREATE OR REPLACE FUNCTION dbmigrate.raw_translate(value bytea, old bytea, new bytea) RETURNS bytea
LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT string_agg(CASE WHEN at = 0 THEN byte ELSE substr(new, at, 1) END, ''::bytea ORDER BY i)
  FROM (SELECT i, substr(value, i, 1) AS byte, position(substr(value, i, 1) IN old) AS at FROM generate_series(1, length(value)) AS i) bytes
$$;
