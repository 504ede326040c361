-- The methods of SQL Server's xml: value() as text, nodes(), exist(), query(). Paths begin at /x, which is put around the
-- value: SQL Server's xml may be a fragment with several elements. `names`: pairs of prefix and namespace.
CREATE OR REPLACE FUNCTION dbmigrate.xml_document(value xml) RETURNS xml LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT ('<x>' || regexp_replace(value::text, '^\s*<\?xml[^>]*\?>', '') || '</x>')::xml
$$;
CREATE OR REPLACE FUNCTION dbmigrate.xml_value(value xml, path text, names text[] DEFAULT '{}') RETURNS text
LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT replace(replace(replace(replace(replace(found.text, '&lt;', '<'), '&gt;', '>'), '&quot;', '"'), '&#13;', chr(13)),
    '&amp;', '&')
  FROM (
    SELECT (xpath('string(' || path || ')', d.document, names))[1]::text AS text
    FROM (SELECT dbmigrate.xml_document(value) AS document) AS d
    WHERE xpath_exists(path, d.document, names)) AS found
$$;
CREATE OR REPLACE FUNCTION dbmigrate.xml_nodes(value xml, path text, names text[] DEFAULT '{}') RETURNS SETOF xml
LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT unnest(xpath(path, dbmigrate.xml_document(value), names))
$$;
CREATE OR REPLACE FUNCTION dbmigrate.xml_exist(value xml, path text, names text[] DEFAULT '{}') RETURNS smallint
LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT xpath_exists(path, dbmigrate.xml_document(value), names)::integer::smallint
$$;
CREATE OR REPLACE FUNCTION dbmigrate.xml_query(value xml, path text, names text[] DEFAULT '{}') RETURNS xml
LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT coalesce(xmlagg(node), xmlparse(CONTENT '')) FROM dbmigrate.xml_nodes(value, path, names) AS node
$$;
