-- Collections of Oracle's that texts index, as jsonb: each key with its element's text. Keys stand in the order of their
-- bytes, as Oracle's do unless NLS_COMP says LINGUISTIC. A key that is not there gives NO_DATA_FOUND, as there.
CREATE OR REPLACE FUNCTION dbmigrate.map_value(map jsonb, key text) RETURNS text
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  IF map ? key THEN
    RETURN map ->> key;
  ELSIF key IS NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'invalid_text_representation', MESSAGE = 'NULL index table key value';
  END IF;
  RAISE EXCEPTION USING ERRCODE = 'no_data_found', MESSAGE = 'no data found';
END
$$;
CREATE OR REPLACE FUNCTION dbmigrate.map_found(map jsonb, key text) RETURNS text
LANGUAGE sql IMMUTABLE AS $$ SELECT map ->> key $$;
CREATE OR REPLACE FUNCTION dbmigrate.map_with(map jsonb, key text, value text) RETURNS jsonb
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  IF key IS NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'invalid_text_representation', MESSAGE = 'NULL index table key value';
  END IF;
  RETURN coalesce(map, '{}') || jsonb_build_object(key, value);
END
$$;
CREATE OR REPLACE FUNCTION dbmigrate.map_found(map jsonb, key text) RETURNS text
LANGUAGE sql IMMUTABLE AS $$ SELECT map ->> key $$;
CREATE OR REPLACE FUNCTION dbmigrate.map_without(map jsonb, first text, last text) RETURNS jsonb
LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(jsonb_object_agg(e.key, e.value), '{}') FROM jsonb_each(map) AS e
  WHERE (e.key COLLATE "C" BETWEEN first AND last) IS NOT TRUE
$$;
CREATE OR REPLACE FUNCTION dbmigrate.map_has(map jsonb, key text) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$ SELECT coalesce(map ? key, false) $$;
CREATE OR REPLACE FUNCTION dbmigrate.map_count(map jsonb) RETURNS bigint
LANGUAGE sql IMMUTABLE AS $$ SELECT count(*) FROM jsonb_object_keys(map) $$;
CREATE OR REPLACE FUNCTION dbmigrate.map_first(map jsonb) RETURNS text
LANGUAGE sql IMMUTABLE AS $$ SELECT min(k COLLATE "C") FROM jsonb_object_keys(map) AS k $$;
CREATE OR REPLACE FUNCTION dbmigrate.map_last(map jsonb) RETURNS text
LANGUAGE sql IMMUTABLE AS $$ SELECT max(k COLLATE "C") FROM jsonb_object_keys(map) AS k $$;
CREATE OR REPLACE FUNCTION dbmigrate.map_next(map jsonb, key text) RETURNS text
LANGUAGE sql IMMUTABLE AS $$ SELECT min(k COLLATE "C") FROM jsonb_object_keys(map) AS k WHERE k COLLATE "C" > key $$;
CREATE OR REPLACE FUNCTION dbmigrate.map_prior(map jsonb, key text) RETURNS text
LANGUAGE sql IMMUTABLE AS $$ SELECT max(k COLLATE "C") FROM jsonb_object_keys(map) AS k WHERE k COLLATE "C" < key $$;
