-- make_time for servers that lack it.
CREATE OR REPLACE FUNCTION dbmigrate.make_time(hour integer, minute integer, second double precision) RETURNS time
LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT ($1::text || ':' || $2::text || ':' || $3::numeric::text)::time
$$;
