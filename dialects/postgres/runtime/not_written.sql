-- A condition that nobody has written yet: an error that handlers of WHEN OTHERS do not catch.
CREATE OR REPLACE FUNCTION dbmigrate.not_written(what text) RETURNS boolean
LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION USING ERRCODE = 'assert_failure', MESSAGE = 'dbmigrate PL172: ' || what;
END
$$;
