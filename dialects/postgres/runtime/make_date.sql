-- make_date for servers that lack it.
CREATE OR REPLACE FUNCTION dbmigrate.make_date(year integer, month integer, day integer) RETURNS date
LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT (lpad($1::text, 4, '0') || '-' || $2::text || '-' || $3::text)::date
$$;
