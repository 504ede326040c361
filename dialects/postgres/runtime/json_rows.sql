-- JSON_TABLE of Oracle: the rows of a path (each element of an array, or what is there), and numbers of a row. A path is
-- the list of its steps; text that is no JSON has no rows.
CREATE OR REPLACE FUNCTION dbmigrate.json_rows(value text, path text[], each boolean) RETURNS SETOF text
LANGUAGE plpgsql IMMUTABLE STRICT AS $$
DECLARE
  hit json;
BEGIN
  hit := value::json #> path;
  IF each AND json_typeof(hit) = 'array' THEN
    RETURN QUERY SELECT item::text FROM json_array_elements(hit) AS item;
  ELSIF hit IS NOT NULL THEN
    RETURN NEXT hit::text;
  END IF;
EXCEPTION WHEN invalid_text_representation THEN
  RETURN;
END
$$;
CREATE OR REPLACE FUNCTION dbmigrate.json_number(value text, path text[]) RETURNS numeric
LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT CASE WHEN hit ~ '^\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*$' THEN hit::numeric END
  FROM (SELECT value::json #>> path AS hit) AS x
$$;
