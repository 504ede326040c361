-- to_regnamespace for servers that lack it: the number of the schema of that name, NULL where there is none.
CREATE OR REPLACE FUNCTION dbmigrate.to_regnamespace(name text) RETURNS oid
LANGUAGE sql STABLE STRICT AS $$
  SELECT oid FROM pg_namespace WHERE nspname = CASE WHEN $1 LIKE '"%"' THEN replace(btrim($1, '"'), '""', '"') ELSE lower($1) END
$$;
