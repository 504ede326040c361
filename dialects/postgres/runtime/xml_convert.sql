-- CONVERT of Oracle's DBMS_XMLGEN: 0 writes the characters of XML as entities, 1 reads entities.
CREATE OR REPLACE FUNCTION dbmigrate.xml_convert(value text, flag numeric) RETURNS text
LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT CASE WHEN flag = 1
    THEN replace(replace(replace(replace(replace(value, '&lt;', '<'), '&gt;', '>'), '&quot;', '"'), '&apos;', ''''), '&amp;', '&')
    ELSE replace(replace(replace(replace(replace(value, '&', '&amp;'), '<', '&lt;'), '>', '&gt;'), '"', '&quot;'), '''', '&apos;') END
$$;
