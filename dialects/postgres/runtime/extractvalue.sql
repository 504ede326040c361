-- EXTRACTVALUE of Oracle: the text of the only node that the path finds; more than one is an error.
CREATE OR REPLACE FUNCTION dbmigrate.extractvalue(document xml, path text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT AS $$
BEGIN
  RETURN nullif((SELECT found.value FROM xmltable(path PASSING document COLUMNS value text PATH '.') AS found), '');
END
$$;
