-- INSTR of Oracle with a start and the number of the find; a negative start searches backwards from there.
CREATE OR REPLACE FUNCTION dbmigrate.instr(value text, wanted text, start integer DEFAULT 1, nth integer DEFAULT 1) RETURNS integer
LANGUAGE plpgsql IMMUTABLE STRICT AS $$
DECLARE
  at integer := CASE WHEN start < 0 THEN length(value) + start + 1 ELSE start END;
  step integer := sign(start);
  hit integer := 0;
BEGIN
  IF wanted = '' THEN
    RETURN NULL;
  END IF;
  WHILE step <> 0 AND at BETWEEN 1 AND length(value) LOOP
    IF substr(value, at, length(wanted)) = wanted THEN
      hit := hit + 1;
      IF hit = nth THEN
        RETURN at;
      END IF;
    END IF;
    at := at + step;
  END LOOP;
  RETURN 0;
END
$$;
