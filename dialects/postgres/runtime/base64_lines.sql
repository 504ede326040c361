-- BASE64_ENCODE of Oracle's UTL_ENCODE: the letters as bytes, in lines of 64 that CR and LF part.
CREATE OR REPLACE FUNCTION dbmigrate.base64_lines(value bytea) RETURNS bytea
LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT convert_to(regexp_replace(replace(encode(value, 'base64'), E'\n', ''), '(.{64})(?=.)', E'\\1\r\n', 'g'), 'UTF8')
$$;
