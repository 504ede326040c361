-- EXTRACT, EXTRACTVALUE and EXISTSNODE of Oracle with namespaces, given as xmlns:a="..." xmlns="..."; names without a prefix
-- belong to the namespace without one, which XPath has to call by a prefix (dbm).
CREATE OR REPLACE FUNCTION dbmigrate.xml_names(namespaces text) RETURNS text[]
LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(array_agg(ARRAY[coalesce(m[1], 'dbm'), m[2]]), '{}')
  FROM regexp_matches(namespaces, 'xmlns(?::([[:alnum:]_.-]+))?\s*=\s*["'']([^"'']*)["'']', 'g') AS m
$$;
CREATE OR REPLACE FUNCTION dbmigrate.xml_steps(path text, namespaces text) RETURNS text
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  tokens text[] := ARRAY(SELECT m[1] FROM regexp_matches(path,
    '("[^"]*"|''[^'']*''|::|[[:alpha:]_][[:alnum:]_.-]*(?::[[:alpha:]_][[:alnum:]_.-]*)?|\s+|.)', 'g') AS m);
  piece text;
  before text := '';
  after text;
  made text := '';
BEGIN
  IF coalesce(namespaces, '') !~ 'xmlns\s*=' THEN
    RETURN path;
  END IF;
  FOR i IN 1 .. cardinality(tokens) LOOP
    piece := tokens[i];
    after := ltrim(array_to_string(tokens[i + 1 : i + 2], ''));
    IF piece ~ '^[[:alpha:]_]' AND piece !~ ':' AND before <> '@' AND after !~ '^(\(|::)'
      AND NOT (piece IN ('and', 'or', 'div', 'mod') AND before ~ '[])"''[:alnum:]]$') THEN
      made := made || 'dbm:';
    END IF;
    made := made || piece;
    before := CASE WHEN piece ~ '^\s' THEN before ELSE piece END;
  END LOOP;
  RETURN made;
END
$$;
CREATE OR REPLACE FUNCTION dbmigrate.xml_extract(document xml, path text, namespaces text) RETURNS xml
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  names text[] := dbmigrate.xml_names(namespaces);
  steps text := dbmigrate.xml_steps(path, namespaces);
  nodes xml[];
BEGIN
  IF document IS DOCUMENT THEN
    nodes := xpath(steps, document, names);
  ELSE
    nodes := xpath('/all' || steps, xmlelement(NAME "all", document), names);
  END IF;
  RETURN (SELECT xmlagg(found.node ORDER BY found.place) FROM (SELECT node, row_number() OVER () AS place FROM unnest(nodes) AS found (node)) AS found);
END
$$;
CREATE OR REPLACE FUNCTION dbmigrate.extractvalue(document xml, path text, namespaces text) RETURNS text
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  names text[] := dbmigrate.xml_names(namespaces);
  steps text := dbmigrate.xml_steps(path, namespaces);
  nodes xml[] := xpath(steps, document, names);
BEGIN
  IF cardinality(nodes) > 1 THEN
    RAISE EXCEPTION USING ERRCODE = 'cardinality_violation', MESSAGE = 'EXTRACTVALUE returns value of only one node';
  END IF;
  RETURN nullif((xpath('string(' || steps || ')', document, names))[1]::text, '');
END
$$;
CREATE OR REPLACE FUNCTION dbmigrate.xml_exists(document xml, path text, namespaces text) RETURNS integer
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  RETURN (xpath_exists(dbmigrate.xml_steps(path, namespaces), document, dbmigrate.xml_names(namespaces)) IS TRUE)::integer;
END
$$;
CREATE OR REPLACE FUNCTION dbmigrate.xml_nodes(document xml, path text, namespaces text) RETURNS xml[]
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  RETURN xpath(dbmigrate.xml_steps(path, namespaces), document, dbmigrate.xml_names(namespaces));
END
$$;
