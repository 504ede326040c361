-- BIT_AND, BIT_OR and BIT_XOR of Oracle's UTL_RAW: byte by byte; what the longer one has more stays as it is.
CREATE OR REPLACE FUNCTION dbmigrate.raw_bits(operation text, a bytea, b bytea) RETURNS bytea
LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT string_agg(set_byte('\x00'::bytea, 0, CASE operation
      WHEN 'and' THEN get_byte(a, i) & get_byte(b, i)
      WHEN 'or' THEN get_byte(a, i) | get_byte(b, i)
      WHEN 'xor' THEN get_byte(a, i) # get_byte(b, i) END), ''::bytea ORDER BY i)
    || substr(CASE WHEN length(a) > length(b) THEN a ELSE b END, least(length(a), length(b)) + 1)
  FROM generate_series(0, least(length(a), length(b)) - 1) AS i
$$;
