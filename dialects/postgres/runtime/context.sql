-- Contexts of Oracle's sessions (DBMS_SESSION, DBMS_APPLICATION_INFO, SYS_CONTEXT): names without regard to case, in one
-- setting of the session.
CREATE OR REPLACE FUNCTION dbmigrate.contexts() RETURNS jsonb
LANGUAGE sql STABLE AS $$
  SELECT coalesce(nullif(current_setting('dbmigrate.contexts', true), ''), '{}')::jsonb
$$;
CREATE OR REPLACE FUNCTION dbmigrate.set_context(namespace text, attribute text, value text) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('dbmigrate.contexts',
    (dbmigrate.contexts() || jsonb_build_object(upper(namespace || '.' || attribute), value))::text, false);
END
$$;
CREATE OR REPLACE FUNCTION dbmigrate.context(namespace text, attribute text) RETURNS text
LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN nullif(dbmigrate.contexts() ->> upper(namespace || '.' || attribute), '');
END
$$;
CREATE OR REPLACE FUNCTION dbmigrate.clear_context(namespace text, attribute text) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('dbmigrate.contexts', coalesce((SELECT jsonb_object_agg(key, value)
    FROM jsonb_each(dbmigrate.contexts())
    WHERE CASE WHEN attribute IS NULL THEN NOT starts_with(key, upper(namespace) || '.')
      ELSE key <> upper(namespace || '.' || attribute) END), '{}')::text, false);
END
$$;
