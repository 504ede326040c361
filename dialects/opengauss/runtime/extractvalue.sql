-- EXTRACTVALUE of Oracle: the text of the only node that the path finds; more than one is an error. Without XMLTABLE.
CREATE OR REPLACE FUNCTION dbmigrate.extractvalue(document xml, path text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT AS $$
DECLARE
  nodes xml[] := xpath(path, document);
  value text;
BEGIN
  IF array_length(nodes, 1) > 1 THEN
    RAISE EXCEPTION 'EXTRACTVALUE: % nodes where one is wanted', array_length(nodes, 1) USING ERRCODE = 'cardinality_violation';
  END IF;
  value := nodes[1]::text;
  IF value ~ '^<' THEN
    value := array_to_string(xpath('//text()', nodes[1]), '');
  END IF;
  value := replace(replace(replace(replace(value, '&lt;', '<'), '&gt;', '>'), '&quot;', '"'), '&#13;', E'\r');
  RETURN nullif(replace(value, '&amp;', '&'), '');
END
$$;
