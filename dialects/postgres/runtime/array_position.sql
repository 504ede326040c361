-- array_position for servers that lack it: the subscript of the first element that is not distinct from the value.
CREATE OR REPLACE FUNCTION dbmigrate.array_position(elements anyarray, wanted anyelement) RETURNS integer
LANGUAGE sql IMMUTABLE AS $$
  SELECT min(i) FROM generate_subscripts($1, 1) AS s (i) WHERE $1[i] IS NOT DISTINCT FROM $2
$$;
