-- CHAR(n) of SQL Server in a Chinese code page: blanks up to n bytes, of which a Chinese character takes two.
CREATE OR REPLACE FUNCTION dbmigrate.padded(value text, bytes integer) RETURNS text
LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT value || repeat(' ', bytes - length(value) - length(regexp_replace(value, '[\u0001-\u007f]', '', 'g')))
$$;
