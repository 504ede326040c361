-- JSON_OBJECT, JSON_ARRAY, JSON_ARRAYAGG and JSON_OBJECTAGG of Oracle: JSON text without blanks. Values come as JSON texts.
CREATE OR REPLACE FUNCTION dbmigrate.json_object(absent boolean, VARIADIC pairs text[]) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
  SELECT concat('{', string_agg(to_json(pairs[k])::text || ':' || coalesce(pairs[k + 1], 'null'), ',' ORDER BY k), '}')
  FROM generate_series(1, cardinality(pairs), 2) AS k
  WHERE NOT absent OR pairs[k + 1] IS NOT NULL
$$;
CREATE OR REPLACE FUNCTION dbmigrate.json_array(absent boolean, VARIADIC items text[]) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
  SELECT concat('[', string_agg(coalesce(items[k], 'null'), ',' ORDER BY k), ']')
  FROM generate_series(1, cardinality(items)) AS k
  WHERE NOT absent OR items[k] IS NOT NULL
$$;
