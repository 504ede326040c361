-- GATHER_TABLE_STATS of Oracle's DBMS_STATS: ANALYZE of the table, looked for in its owner's schema and on the search path.
CREATE OR REPLACE FUNCTION dbmigrate.gather_stats(owner text, name text) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  hit regclass := coalesce(to_regclass(format('%I.%I', lower(owner), lower(name))), to_regclass(quote_ident(lower(name))));
BEGIN
  IF hit IS NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'undefined_table', MESSAGE = format('table %s does not exist', name);
  END IF;
  EXECUTE format('ANALYZE %s', hit);
END
$$;
