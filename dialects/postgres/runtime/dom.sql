-- Documents of Oracle's DBMS_XMLDOM: nodes in a temporary table of the session, a node is its number, a list of nodes an
-- array. All is volatile, so that a call sees what another one in the same expression has made. Kinds as in the DOM:
-- 1 element, 2 attribute, 3 text, 4 CDATA, 7 instruction, 8 comment, 9 document.
CREATE OR REPLACE FUNCTION dbmigrate.dom_new(parent numeric, kind integer, name text, value text) RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
  made integer;
BEGIN
  IF to_regclass('pg_temp.dbmigrate_dom') IS NULL THEN
    CREATE TEMPORARY TABLE dbmigrate_dom (node serial PRIMARY KEY, parent integer,
      place numeric, kind integer, name text, value text);
    CREATE INDEX ON pg_temp.dbmigrate_dom (parent);
  END IF;
  INSERT INTO pg_temp.dbmigrate_dom AS d (parent, kind, name, value)
    VALUES (dom_new.parent::integer, dom_new.kind, dom_new.name, dom_new.value) RETURNING d.node INTO made;
  UPDATE pg_temp.dbmigrate_dom d SET place = d.node WHERE d.node = made;
  RETURN made;
END
$$;
CREATE OR REPLACE FUNCTION dbmigrate.dom_decoded(value text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT AS $$
DECLARE
  made text := value;
  code text;
BEGIN
  FOR code IN SELECT DISTINCT m[1] FROM regexp_matches(value, '&#(x[0-9a-fA-F]+|[0-9]+);', 'g') AS m LOOP
    made := replace(made, '&#' || code || ';', chr(CASE WHEN code LIKE 'x%'
      THEN ('x' || lpad(substr(code, 2), 8, '0'))::bit(32)::integer ELSE code::integer END));
  END LOOP;
  RETURN replace(replace(replace(replace(replace(made, '&lt;', '<'), '&gt;', '>'), '&quot;', '"'), '&apos;', ''''), '&amp;', '&');
END
$$;
CREATE OR REPLACE FUNCTION dbmigrate.dom_encoded(value text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT replace(replace(replace(replace(value, '&', '&amp;'), '<', '&lt;'), '>', '&gt;'), '"', '&quot;')
$$;
CREATE OR REPLACE FUNCTION dbmigrate.dom_load(document numeric, source text) RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
  piece text;
  tag text[];
  attribute text[];
  at integer := document;
  made integer;
BEGIN
  FOR piece IN SELECT m[1] FROM regexp_matches(source, '(<!\[CDATA\[(?:[^\]]|\](?!\]>))*\]\]>|<!--(?:[^-]|-(?!->))*-->'
    || '|<\?(?:[^?]|\?(?!>))*\?>|<(?:"[^"]*"|''[^'']*''|[^''">])*>|[^<]+|<)', 'g') AS m
  LOOP
    IF piece LIKE '<![CDATA[%' THEN
      PERFORM dbmigrate.dom_new(at, 4, '#cdata-section', substr(piece, 10, length(piece) - 12));
    ELSIF piece LIKE '<!--%' THEN
      PERFORM dbmigrate.dom_new(at, 8, '#comment', substr(piece, 5, length(piece) - 7));
    ELSIF piece LIKE '<?%' OR piece LIKE '<!%' THEN
      CONTINUE;
    ELSIF piece LIKE '</%' THEN
      SELECT d.parent INTO at FROM pg_temp.dbmigrate_dom d WHERE d.node = at AND d.kind = 1 AND d.name = trim(substr(piece, 3, length(piece) - 3));
      IF at IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'invalid_xml_document', MESSAGE = 'end tag does not match start tag';
      END IF;
    ELSIF piece LIKE '<_%>' THEN
      tag := regexp_match(piece, '^<([^\s/>]+)');
      made := dbmigrate.dom_new(at, 1, tag[1], NULL);
      FOR attribute IN SELECT m FROM regexp_matches(substr(piece, length(tag[1]) + 2), '([^\s=/]+)\s*=\s*(?:"([^"]*)"|''([^'']*)'')', 'g') AS m LOOP
        PERFORM dbmigrate.dom_new(made, 2, attribute[1], dbmigrate.dom_decoded(coalesce(attribute[2], attribute[3])));
      END LOOP;
      at := CASE WHEN piece LIKE '%/>' THEN at ELSE made END;
    ELSIF piece ~ '\S' THEN
      IF at = document OR piece = '<' THEN
        RAISE EXCEPTION USING ERRCODE = 'invalid_xml_document', MESSAGE = 'text outside of the document''s element';
      END IF;
      PERFORM dbmigrate.dom_new(at, 3, '#text', dbmigrate.dom_decoded(piece));
    END IF;
  END LOOP;
  IF at <> document OR dbmigrate.dom_element(document) IS NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'invalid_xml_document', MESSAGE = 'end of the document expected';
  END IF;
  RETURN document;
END
$$;
CREATE OR REPLACE FUNCTION dbmigrate.dom_document(source text) RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
  made integer := dbmigrate.dom_new(NULL, 9, '#document', NULL);
BEGIN
  RETURN CASE WHEN source IS NULL THEN made ELSE dbmigrate.dom_load(made, source) END;
END
$$;
CREATE OR REPLACE FUNCTION dbmigrate.dom_children(n numeric, is_attribute boolean) RETURNS numeric[]
LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  RETURN coalesce((SELECT array_agg(d.node ORDER BY d.place) FROM pg_temp.dbmigrate_dom d
    WHERE d.parent = n::integer AND (d.kind = 2) = is_attribute), '{}');
END
$$;
CREATE OR REPLACE FUNCTION dbmigrate.dom_element(n numeric) RETURNS integer
LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  RETURN (SELECT min(d.node) FROM pg_temp.dbmigrate_dom d WHERE d.parent = n::integer AND d.kind = 1);
END
$$;
CREATE OR REPLACE FUNCTION dbmigrate.dom_elements(n numeric, wanted text) RETURNS numeric[]
LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  RETURN coalesce((WITH RECURSIVE found AS (
      SELECT d.node, d.name, d.kind, ARRAY[d.place] AS path FROM pg_temp.dbmigrate_dom d WHERE d.parent = n::integer
      UNION ALL
      SELECT d.node, d.name, d.kind, f.path || d.place FROM found f JOIN pg_temp.dbmigrate_dom d ON d.parent = f.node)
    SELECT array_agg(f.node ORDER BY f.path) FROM found f WHERE f.kind = 1 AND (wanted = '*' OR f.name = wanted)), '{}');
END
$$;
CREATE OR REPLACE FUNCTION dbmigrate.dom_part(n numeric, what text) RETURNS text
LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  RETURN (SELECT CASE what WHEN 'name' THEN d.name WHEN 'value' THEN nullif(d.value, '') WHEN 'kind' THEN d.kind::text
      WHEN 'parent' THEN CASE WHEN d.kind <> 2 THEN d.parent::text END
      WHEN 'local' THEN regexp_replace(d.name, '^.*:', '') END
    FROM pg_temp.dbmigrate_dom d WHERE d.node = n::integer);
END
$$;
CREATE OR REPLACE FUNCTION dbmigrate.dom_beside(n numeric, step integer) RETURNS integer
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  all_of numeric[] := dbmigrate.dom_children(dbmigrate.dom_part(n, 'parent')::integer, false);
BEGIN
  RETURN all_of[array_position(all_of, n::integer::numeric) + step];
END
$$;
CREATE OR REPLACE FUNCTION dbmigrate.dom_attribute(n numeric, wanted text) RETURNS integer
LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  RETURN (SELECT d.node FROM pg_temp.dbmigrate_dom d WHERE d.parent = n::integer AND d.kind = 2 AND d.name = wanted);
END
$$;
CREATE OR REPLACE FUNCTION dbmigrate.dom_named(nodes numeric[], wanted text) RETURNS integer
LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  RETURN (SELECT d.node FROM pg_temp.dbmigrate_dom d WHERE d.node = ANY (nodes) AND d.name = wanted);
END
$$;
CREATE OR REPLACE FUNCTION dbmigrate.dom_owner(n numeric) RETURNS integer
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  at integer := n;
BEGIN
  LOOP
    EXIT WHEN (SELECT d.parent FROM pg_temp.dbmigrate_dom d WHERE d.node = at) IS NULL;
    at := (SELECT d.parent FROM pg_temp.dbmigrate_dom d WHERE d.node = at);
  END LOOP;
  RETURN at;
END
$$;
CREATE OR REPLACE FUNCTION dbmigrate.dom_put(n numeric, child numeric, before numeric) RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
  behind numeric := (SELECT d.place FROM pg_temp.dbmigrate_dom d WHERE d.node = before::integer);
  ahead numeric := (SELECT max(d.place) FROM pg_temp.dbmigrate_dom d WHERE d.parent = n::integer
    AND (behind IS NULL OR d.place < behind) AND d.node <> child::integer);
BEGIN
  UPDATE pg_temp.dbmigrate_dom d SET parent = n::integer,
    place = CASE WHEN behind IS NULL THEN coalesce(ahead, 0) + 1 ELSE (coalesce(ahead, behind - 2) + behind) / 2 END
    WHERE d.node = child::integer;
  RETURN child;
END
$$;
CREATE OR REPLACE FUNCTION dbmigrate.dom_take(child numeric) RETURNS integer
LANGUAGE plpgsql AS $$
BEGIN
  UPDATE pg_temp.dbmigrate_dom d SET parent = NULL WHERE d.node = child::integer;
  RETURN child;
END
$$;
CREATE OR REPLACE FUNCTION dbmigrate.dom_set(n numeric, name text, value text) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  IF name IS NULL THEN
    UPDATE pg_temp.dbmigrate_dom d SET value = dom_set.value WHERE d.node = n::integer;
  ELSE
    DELETE FROM pg_temp.dbmigrate_dom d WHERE d.node = dbmigrate.dom_attribute(n, dom_set.name);
    PERFORM dbmigrate.dom_new(n, 2, name, value);
  END IF;
END
$$;
CREATE OR REPLACE FUNCTION dbmigrate.dom_free(n numeric) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  WITH RECURSIVE found AS (
    SELECT d.node FROM pg_temp.dbmigrate_dom d WHERE d.node = n::integer
    UNION ALL
    SELECT d.node FROM found f JOIN pg_temp.dbmigrate_dom d ON d.parent = f.node)
  DELETE FROM pg_temp.dbmigrate_dom d USING found f WHERE d.node = f.node;
END
$$;
CREATE OR REPLACE FUNCTION dbmigrate.dom_text(n numeric, numbered boolean) RETURNS text
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  item record;
  inner_text text;
BEGIN
  SELECT * INTO item FROM pg_temp.dbmigrate_dom d WHERE d.node = n::integer;
  CASE item.kind
    WHEN 2 THEN RETURN format('%s="%s"', item.name, dbmigrate.dom_encoded(item.value));
    WHEN 3 THEN RETURN replace(dbmigrate.dom_encoded(item.value), '&quot;', '"');
    WHEN 4 THEN RETURN '<![CDATA[' || coalesce(item.value, '') || ']]>';
    WHEN 8 THEN RETURN '<!--' || coalesce(item.value, '') || '-->';
    ELSE NULL;
  END CASE;
  inner_text := (SELECT string_agg(dbmigrate.dom_text(c, numbered), '' ORDER BY k)
    FROM (SELECT c, row_number() OVER () AS k FROM unnest(dbmigrate.dom_children(n, false)) AS t (c)) AS t);
  IF item.kind = 9 THEN
    RETURN inner_text;
  END IF;
  RETURN format('<%s%s%s', item.name, CASE WHEN numbered THEN format(' dbm_id="%s"', item.node) ELSE '' END,
    (SELECT string_agg(' ' || dbmigrate.dom_text(c, false), '' ORDER BY k)
    FROM (SELECT c, row_number() OVER () AS k FROM unnest(dbmigrate.dom_children(n, true)) AS t (c)) AS t))
    || CASE WHEN inner_text IS NULL THEN '/>' ELSE format('>%s</%s>', inner_text, item.name) END;
END
$$;
