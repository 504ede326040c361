-- make_timestamp for servers that lack it.
CREATE OR REPLACE FUNCTION dbmigrate.make_timestamp(
  year integer, month integer, day integer, hour integer, minute integer, second double precision
) RETURNS timestamp
LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT (lpad($1::text, 4, '0') || '-' || $2::text || '-' || $3::text || ' ' || $4::text || ':' || $5::text || ':'
    || $6::numeric::text)::timestamp
$$;
