-- EDIT_DISTANCE and EDIT_DISTANCE_SIMILARITY of Oracle's UTL_MATCH: how many characters have to be put in, taken out or
-- changed (Levenshtein).
CREATE OR REPLACE FUNCTION dbmigrate.edit_distance(a text, b text) RETURNS integer
LANGUAGE plpgsql IMMUTABLE STRICT AS $$
DECLARE
  before integer[];
  now integer[] := ARRAY(SELECT generate_series(0, length(b)));
BEGIN
  FOR i IN 1 .. length(a) LOOP
    before := now;
    now[1] := i;
    FOR j IN 1 .. length(b) LOOP
      now[j + 1] := least(before[j + 1] + 1, now[j] + 1, before[j] + (substr(a, i, 1) <> substr(b, j, 1))::integer);
    END LOOP;
  END LOOP;
  RETURN now[length(b) + 1];
END
$$;
CREATE OR REPLACE FUNCTION dbmigrate.edit_similarity(a text, b text) RETURNS integer
LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT round((1 - dbmigrate.edit_distance(a, b)::numeric / greatest(length(a), length(b), 1)) * 100)::integer
$$;
