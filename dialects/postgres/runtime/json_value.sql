-- JSON_VALUE, JSON_QUERY, ISJSON and OPENJSON of SQL Server. A path is the list of its steps.
CREATE OR REPLACE FUNCTION dbmigrate.json_value(value text, path text[]) RETURNS text LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT CASE WHEN json_typeof(value::json #> path) NOT IN ('object', 'array') THEN value::json #>> path END
$$;
CREATE OR REPLACE FUNCTION dbmigrate.json_strict(value text, path text[]) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT AS $$
BEGIN
  IF value::json #> path IS NULL THEN
    RAISE EXCEPTION 'Property cannot be found on the specified JSON path.';
  ELSIF json_typeof(value::json #> path) IN ('object', 'array') THEN
    RAISE EXCEPTION 'Scalar value cannot be found in the specified JSON path.';
  END IF;
  RETURN value::json #>> path;
END
$$;
CREATE OR REPLACE FUNCTION dbmigrate.json_query(value text, path text[] DEFAULT '{}') RETURNS text
LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT CASE WHEN json_typeof(value::json #> path) IN ('object', 'array') THEN (value::json #> path)::text END
$$;
CREATE OR REPLACE FUNCTION dbmigrate.is_json(value text) RETURNS integer LANGUAGE plpgsql IMMUTABLE STRICT AS $$
BEGIN
  RETURN (json_typeof(value::json) IN ('object', 'array'))::integer;
EXCEPTION WHEN invalid_text_representation THEN
  RETURN 0;
END
$$;
CREATE OR REPLACE FUNCTION dbmigrate.json_items(value text, path text[] DEFAULT '{}') RETURNS SETOF text
LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT item.value::text
  FROM (SELECT value::json #> path AS json) AS found
  CROSS JOIN LATERAL json_array_elements(
    CASE json_typeof(found.json) WHEN 'array' THEN found.json ELSE json_build_array(found.json) END) AS item
  WHERE found.json IS NOT NULL
$$;
CREATE OR REPLACE FUNCTION dbmigrate.openjson(value text, path text[] DEFAULT '{}')
RETURNS TABLE (key text, value text, type smallint) LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT pair.key, pair.value #>> '{}',
    array_position(ARRAY['null', 'string', 'number', 'boolean', 'array', 'object'], json_typeof(pair.value))::smallint
      - 1::smallint
  FROM (SELECT $1::json #> $2 AS json) AS found
  CROSS JOIN LATERAL (
    SELECT (n - 1)::text AS key, item AS value
    FROM (SELECT item, row_number() OVER () AS n
      FROM json_array_elements(CASE json_typeof(found.json) WHEN 'array' THEN found.json END) AS a (item)) AS a
    UNION ALL
    SELECT o.key, o.value FROM json_each(CASE json_typeof(found.json) WHEN 'object' THEN found.json END) AS o
  ) AS pair
$$;
