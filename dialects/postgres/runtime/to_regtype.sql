-- to_regtype for servers that lack it: the type of that name, NULL where there is none.
CREATE OR REPLACE FUNCTION dbmigrate.to_regtype(name text) RETURNS regtype
LANGUAGE plpgsql STABLE STRICT AS $$
BEGIN
  RETURN name::regtype;
EXCEPTION WHEN undefined_object OR invalid_schema_name OR invalid_name OR syntax_error THEN
  RETURN NULL;
END
$$;
