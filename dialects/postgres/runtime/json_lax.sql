-- JSON_VALUE, JSON_QUERY and JSON_EXISTS of Oracle: NULL (or false) where the text is no JSON. A path is the list of its steps.
CREATE OR REPLACE FUNCTION dbmigrate.json_value_lax(value text, path text[]) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT AS $$
BEGIN
  IF json_typeof(value::json #> path) IN ('object', 'array') THEN
    RETURN NULL;
  END IF;
  RETURN nullif(value::json #>> path, '');
EXCEPTION WHEN invalid_text_representation THEN
  RETURN NULL;
END
$$;
CREATE OR REPLACE FUNCTION dbmigrate.json_query_lax(value text, path text[]) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT AS $$
BEGIN
  IF json_typeof(value::json #> path) IN ('object', 'array') THEN
    RETURN (value::json #> path)::text;
  END IF;
  RETURN NULL;
EXCEPTION WHEN invalid_text_representation THEN
  RETURN NULL;
END
$$;
CREATE OR REPLACE FUNCTION dbmigrate.json_exists(value text, path text[]) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE STRICT AS $$
BEGIN
  RETURN (value::json #> path) IS NOT NULL;
EXCEPTION WHEN invalid_text_representation THEN
  RETURN false;
END
$$;
