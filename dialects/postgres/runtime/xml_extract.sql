-- EXTRACT of Oracle's XMLTYPE: the nodes that the path finds, one behind the other; NULL where there is none.
-- What has several roots (the result of XMLAGG) is looked through below a root of our own.
CREATE OR REPLACE FUNCTION dbmigrate.xml_extract(document xml, path text) RETURNS xml
LANGUAGE plpgsql IMMUTABLE STRICT AS $$
DECLARE
  nodes xml[];
BEGIN
  IF document IS DOCUMENT THEN
    nodes := xpath(path, document);
  ELSE
    nodes := xpath('/all' || path, xmlelement(NAME "all", document));
  END IF;
  RETURN (SELECT xmlagg(found.node ORDER BY found.place) FROM (SELECT node, row_number() OVER () AS place FROM unnest(nodes) AS found (node)) AS found);
END
$$;
