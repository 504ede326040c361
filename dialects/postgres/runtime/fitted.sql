-- A number's text where at most so many characters fit, else another text: SQL Server's '*', NULL of TRY_CONVERT.
CREATE OR REPLACE FUNCTION dbmigrate.fitted(value text, most integer, instead text) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN length(value) > most THEN instead ELSE value END
$$;
