-- regexp_match for servers that lack it: the groups of the first match, NULL where there is none.
CREATE OR REPLACE FUNCTION dbmigrate.regexp_match(value text, pattern text) RETURNS text[]
LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT regexp_matches($1, $2) LIMIT 1
$$;
