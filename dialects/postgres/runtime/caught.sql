-- The number that @@ERROR has behind a statement that failed; its message is sent on as a warning.
CREATE OR REPLACE FUNCTION dbmigrate.caught(state text, message text) RETURNS integer
LANGUAGE plpgsql AS $$
BEGIN
  RAISE WARNING '%', message;
  RETURN dbmigrate.error_number(state);
END;
$$;
