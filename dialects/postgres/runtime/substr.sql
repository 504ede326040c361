-- SUBSTR of Oracle: 0 counts as 1, a negative start counts from the end, nothing found is NULL.
CREATE OR REPLACE FUNCTION dbmigrate.substr(value text, start integer, length integer DEFAULT NULL) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE
    WHEN length <= 0 OR length(value) < abs(start) THEN NULL
    ELSE nullif(substr(value, p, coalesce(length, length(value))), '')
  END
  FROM (SELECT CASE WHEN start < 0 THEN length(value) + start + 1 ELSE greatest(start, 1) END) AS f(p)
$$;
