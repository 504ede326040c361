-- to_regclass for servers that lack it: the relation of that name, NULL where there is none.
CREATE OR REPLACE FUNCTION dbmigrate.to_regclass(name text) RETURNS regclass
LANGUAGE plpgsql STABLE STRICT AS $$
BEGIN
  RETURN name::regclass;
EXCEPTION WHEN undefined_table OR invalid_schema_name OR invalid_name THEN
  RETURN NULL;
END
$$;
