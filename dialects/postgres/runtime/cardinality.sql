-- cardinality for servers that lack it: how many elements an array of one dimension has.
CREATE OR REPLACE FUNCTION dbmigrate.cardinality(elements anyarray) RETURNS integer
LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT coalesce(array_length($1, 1), 0)
$$;
