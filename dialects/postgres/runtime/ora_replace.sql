-- REPLACE of Oracle: NULL is an empty text; an empty result is NULL.
CREATE OR REPLACE FUNCTION dbmigrate.ora_replace(value text, wanted text, new text DEFAULT NULL) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN wanted IS NULL OR wanted = '' THEN value
    ELSE nullif(replace(value, wanted, coalesce(new, '')), '') END
$$;
