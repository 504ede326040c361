-- STRING_SPLIT of SQL Server: an empty text is one empty piece.
CREATE OR REPLACE FUNCTION dbmigrate.string_split(text, separator text) RETURNS TABLE (value text)
LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT unnest(CASE WHEN $1 = '' THEN ARRAY[''] ELSE string_to_array($1, $2) END)
$$;
