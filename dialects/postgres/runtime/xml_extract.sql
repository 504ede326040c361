-- EXTRACT of Oracle's XMLTYPE: the nodes that the path finds, one behind the other; NULL where there is none.
-- What has several roots (the result of XMLAGG) is looked through below a root of our own.
CREATE OR REPLACE FUNCTION dbmigrate.xml_extract(document xml, path text) RETURNS xml
LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT xmlagg(found.node ORDER BY found.place)
  FROM unnest(
    CASE WHEN document IS DOCUMENT THEN xpath(path, document)
         ELSE xpath('/all' || path, xmlelement(NAME "all", document)) END
  ) WITH ORDINALITY AS found (node, place)
$$;
