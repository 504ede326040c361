-- COUNT(DISTINCT ..) of Oracle over a window, whose values come as an array.
CREATE OR REPLACE FUNCTION dbmigrate.count_distinct(given anyarray) RETURNS bigint
LANGUAGE sql IMMUTABLE AS $$
  SELECT count(DISTINCT value) FROM unnest(given) AS value
$$;
