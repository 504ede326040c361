-- STUFF of SQL Server: NULL where the place does not lie inside of the text; a new text that is NULL counts as empty.
CREATE OR REPLACE FUNCTION dbmigrate.stuff(value text, start integer, length integer, new text) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN start BETWEEN 1 AND length(value) AND length >= 0
    THEN overlay(value PLACING coalesce(new, '') FROM start FOR length) END
$$;
