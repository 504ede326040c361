-- trim_scale for servers that lack it: the number without zeros at the end of its decimal places.
CREATE OR REPLACE FUNCTION dbmigrate.trim_scale(value numeric) RETURNS numeric
LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT CASE WHEN strpos($1::text, '.') > 0 THEN rtrim(rtrim($1::text, '0'), '.')::numeric ELSE $1 END
$$;
