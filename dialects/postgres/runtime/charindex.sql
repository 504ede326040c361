-- CHARINDEX of SQL Server: an empty text is found nowhere, and a start below 1 counts as 1.
CREATE OR REPLACE FUNCTION dbmigrate.charindex(wanted text, value text, start integer DEFAULT 1) RETURNS integer
LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT CASE
    WHEN wanted = '' OR strpos(substr(value, greatest(start, 1)), wanted) = 0 THEN 0
    ELSE strpos(substr(value, greatest(start, 1)), wanted) + greatest(start, 1) - 1
  END
$$;
