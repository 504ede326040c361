-- EXTRACTVALUE of Oracle: the text of the only node that the path finds; more than one is an error.
CREATE OR REPLACE FUNCTION dbmigrate.extractvalue(document xml, path text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT nullif((SELECT found.value FROM xmltable(path PASSING document COLUMNS value text PATH '.') AS found), '')
$$;
