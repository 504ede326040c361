-- current_setting for servers that cannot be told that a setting may be missing: NULL then.
CREATE OR REPLACE FUNCTION dbmigrate.current_setting(name text, missing_ok boolean) RETURNS text
LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN current_setting(name);
EXCEPTION WHEN undefined_object THEN
  IF missing_ok THEN
    RETURN NULL;
  END IF;
  RAISE;
END
$$;
