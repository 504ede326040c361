-- starts_with for servers that lack it.
CREATE OR REPLACE FUNCTION dbmigrate.starts_with(value text, beginning text) RETURNS boolean
LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT left($1, length($2)) = $2
$$;
