-- SELECTNODES and VALUEOF of Oracle's DBMS_XSLPROCESSOR over the nodes of dom.sql: the path begins at the node, or at its
-- document where it begins with a stroke. What is found besides elements comes as nodes of its own.
CREATE OR REPLACE FUNCTION dbmigrate.dom_place(n numeric, path text) RETURNS text
LANGUAGE sql VOLATILE AS $$
  SELECT CASE WHEN path LIKE '/%' OR dbmigrate.dom_part(n, 'kind') = '9' THEN path WHEN path = '.' THEN '/*' ELSE '/*/' || path END
$$;
CREATE OR REPLACE FUNCTION dbmigrate.dom_source(n numeric, path text) RETURNS xml
LANGUAGE sql VOLATILE AS $$
  SELECT dbmigrate.dom_text(CASE WHEN path LIKE '/%' THEN dbmigrate.dom_owner(n) ELSE n END, true)::xml
$$;
CREATE OR REPLACE FUNCTION dbmigrate.dom_select(n numeric, path text) RETURNS numeric[]
LANGUAGE plpgsql AS $$
DECLARE
  piece xml;
  made numeric[] := '{}';
BEGIN
  FOREACH piece IN ARRAY xpath(dbmigrate.dom_place(n, path), dbmigrate.dom_source(n, path)) LOOP
    made := made || CASE WHEN piece::text ~ '^<[^!?]' THEN (xpath('/*/@dbm_id', piece))[1]::text::numeric
      ELSE dbmigrate.dom_new(NULL, 3, '#text', dbmigrate.dom_decoded(piece::text)) END;
  END LOOP;
  RETURN made;
END
$$;
CREATE OR REPLACE FUNCTION dbmigrate.dom_value(n numeric, path text) RETURNS text
LANGUAGE sql VOLATILE AS $$
  SELECT nullif((xpath('string(' || dbmigrate.dom_place(n, path) || ')', dbmigrate.dom_source(n, path)))[1]::text, '')
$$;
