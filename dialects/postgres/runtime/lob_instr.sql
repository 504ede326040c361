-- INSTR of Oracle's DBMS_LOB for bytes: where the nth find from `start` on begins, 0 where there is none.
CREATE OR REPLACE FUNCTION dbmigrate.lob_instr(lob bytea, pattern bytea, start numeric, nth numeric) RETURNS integer
LANGUAGE plpgsql IMMUTABLE STRICT AS $$
DECLARE
  at integer := start - 1;
  step integer;
BEGIN
  FOR i IN 1 .. nth LOOP
    step := position(pattern IN substr(lob, at + 1));
    IF step = 0 THEN
      RETURN 0;
    END IF;
    at := at + step;
  END LOOP;
  RETURN at;
END
$$;
