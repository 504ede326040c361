-- Oracle's DBMS_ASSERT: what is no name is refused. Names are compared as the target has them, in small letters unless quoted.
CREATE OR REPLACE FUNCTION dbmigrate.enquote_name(value text, capitalize boolean) RETURNS text
LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT CASE WHEN value ~ '^".*"$' THEN value ELSE quote_ident(CASE WHEN capitalize THEN lower(value) ELSE value END) END
$$;
CREATE OR REPLACE FUNCTION dbmigrate.qualified_name(value text) RETURNS text
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  IF trim(value) ~ '^([[:alpha:]][[:alnum:]_$#]*|"[^"]+")(\.([[:alpha:]][[:alnum:]_$#]*|"[^"]+"))*(@[[:alnum:]_$#.]+)?$' THEN
    RETURN trim(value);
  END IF;
  RAISE EXCEPTION USING ERRCODE = 'invalid_name', MESSAGE = 'invalid qualified SQL name';
END
$$;
CREATE OR REPLACE FUNCTION dbmigrate.simple_name(value text) RETURNS text
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  IF trim(value) ~ '^([[:alpha:]][[:alnum:]_$#]*|"[^"]+")$' THEN
    RETURN trim(value);
  END IF;
  RAISE EXCEPTION USING ERRCODE = 'invalid_name', MESSAGE = 'invalid SQL name';
END
$$;
CREATE OR REPLACE FUNCTION dbmigrate.object_name(value text) RETURNS text
LANGUAGE plpgsql STABLE AS $$
BEGIN
  IF to_regclass(dbmigrate.qualified_name(value)) IS NULL
    AND NOT EXISTS (SELECT 1 FROM pg_proc WHERE proname = lower(regexp_replace(trim(value), '^.*\.', ''))) THEN
    RAISE EXCEPTION USING ERRCODE = 'undefined_object', MESSAGE = 'invalid object name';
  END IF;
  RETURN value;
END
$$;
CREATE OR REPLACE FUNCTION dbmigrate.schema_name(value text) RETURNS text
LANGUAGE plpgsql STABLE AS $$
BEGIN
  IF to_regnamespace(dbmigrate.simple_name(value)) IS NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'invalid_schema_name', MESSAGE = 'invalid schema';
  END IF;
  RETURN value;
END
$$;
