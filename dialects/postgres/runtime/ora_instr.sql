-- INSTR of Oracle: the position of the n-th occurrence from a place on, backwards from a negative one; 0 for none.
CREATE OR REPLACE FUNCTION dbmigrate.ora_instr(value text, wanted text, start numeric DEFAULT 1, nth numeric DEFAULT 1)
RETURNS integer LANGUAGE plpgsql IMMUTABLE STRICT AS $$
DECLARE
  at integer := trunc(start);
  step integer := CASE WHEN trunc(start) < 0 THEN -1 ELSE 1 END;
  seen integer := 0;
BEGIN
  IF nth < 1 THEN
    RAISE EXCEPTION USING ERRCODE = '22003', MESSAGE = 'the occurrence has to be 1 or more';
  END IF;
  IF at = 0 THEN
    RETURN 0;
  ELSIF at < 0 THEN
    at := least(length(value) + at + 1, length(value) - length(wanted) + 1);
  END IF;
  WHILE at BETWEEN 1 AND length(value) - length(wanted) + 1 LOOP
    IF substr(value, at, length(wanted)) = wanted THEN
      seen := seen + 1;
      IF seen = trunc(nth) THEN
        RETURN at;
      END IF;
    END IF;
    at := at + step;
  END LOOP;
  RETURN 0;
END $$;
