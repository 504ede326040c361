-- date_bin for servers that lack it: the beginning of the stride that a moment falls into.
CREATE OR REPLACE FUNCTION dbmigrate.date_bin(stride interval, value timestamp, origin timestamp) RETURNS timestamp
LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT $3 + floor(extract(epoch FROM $2 - $3)::numeric / extract(epoch FROM $1)::numeric)::double precision * $1
$$;
