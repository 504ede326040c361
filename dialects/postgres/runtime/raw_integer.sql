-- CAST_TO_BINARY_INTEGER and CAST_FROM_BINARY_INTEGER of Oracle's UTL_RAW: four bytes, the highest first (1) or last (2, and
-- 3 for the machine, which is taken to be a PC).
CREATE OR REPLACE FUNCTION dbmigrate.raw_to_integer(value bytea, endian integer) RETURNS integer
LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT (bit_or(get_byte(value, i)::bigint << (8 * CASE WHEN endian = 1 THEN length(value) - 1 - i ELSE i END))::bit(32))::integer
  FROM generate_series(0, length(value) - 1) AS i
$$;
CREATE OR REPLACE FUNCTION dbmigrate.raw_of_integer(value integer, endian integer) RETURNS bytea
LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT CASE WHEN endian = 1 THEN int4send(value) ELSE (SELECT string_agg(substr(int4send(value), i, 1), ''::bytea ORDER BY i DESC)
    FROM generate_series(1, 4) AS i) END
$$;
