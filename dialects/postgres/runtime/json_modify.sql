-- JSON_MODIFY of SQL Server in lax mode: the step's value is replaced, added, or taken away where the new one is NULL.
-- What is not changed keeps its text and its order. `new` is JSON, `adds` puts it behind the items of an array.
CREATE OR REPLACE FUNCTION dbmigrate.json_modify(value text, path text[], new json, adds boolean DEFAULT false)
RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  document json := value::json;
  step text := path[1];
  old json := document -> step;
  made text;
BEGIN
  IF json_typeof(document) = 'array' THEN
    old := document -> step::integer;
  END IF;
  IF value IS NULL OR path IS NULL OR (old IS NULL AND (cardinality(path) > 1 OR json_typeof(document) = 'array')) THEN
    RETURN value;
  ELSIF cardinality(path) > 1 THEN
    made := dbmigrate.json_modify(old::text, path[2 : array_upper(path, 1)], new, adds);
  ELSIF adds AND old IS NOT NULL AND json_typeof(old) <> 'array' THEN
    RETURN value;
  ELSIF adds THEN
    SELECT '[' || string_agg(coalesce(item::text, 'null'), ',') || ']' INTO made
    FROM (SELECT item FROM json_array_elements(old) AS item UNION ALL SELECT new) AS items;
  ELSE
    made := new::text;
  END IF;
  IF json_typeof(document) = 'array' THEN
    RETURN (SELECT '[' || string_agg(CASE WHEN n - 1 = step::integer THEN coalesce(made, 'null') ELSE item::text END, ',' ORDER BY n) || ']'
      FROM (SELECT item, row_number() OVER () AS n FROM json_array_elements(document) AS items (item)) AS items);
  END IF;
  RETURN '{' || coalesce((SELECT string_agg(to_json(key)::text || ':' || CASE WHEN key = step THEN made ELSE item::text END, ',' ORDER BY n)
    FROM (SELECT key, item, row_number() OVER () AS n FROM json_each(document) AS pairs (key, item)
      UNION ALL SELECT step, NULL, 1000000 WHERE old IS NULL) AS pairs
    WHERE key <> step OR made IS NOT NULL), '') || '}';
END
$$;
