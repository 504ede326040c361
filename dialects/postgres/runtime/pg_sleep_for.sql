-- pg_sleep_for for servers that lack it.
CREATE OR REPLACE FUNCTION dbmigrate.pg_sleep_for(pause interval) RETURNS void
LANGUAGE sql VOLATILE STRICT AS $$
  SELECT pg_sleep(extract(epoch FROM $1)::double precision)
$$;
