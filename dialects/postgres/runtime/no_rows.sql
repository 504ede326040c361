-- An empty table with the columns of another one, for the rows that a trigger's event does not have.
CREATE OR REPLACE FUNCTION dbmigrate.no_rows(name text, like_table oid) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  known oid := to_regclass('pg_temp.' || quote_ident(name));
BEGIN
  IF known IS NULL OR EXISTS (
    (SELECT attnum, attname, atttypid FROM pg_attribute WHERE attrelid = like_table AND attnum > 0)
    EXCEPT (SELECT attnum, attname, atttypid FROM pg_attribute WHERE attrelid = known AND attnum > 0)
  ) THEN
    EXECUTE format('DROP TABLE IF EXISTS pg_temp.%I', name);
    EXECUTE format('CREATE TEMPORARY TABLE %I (LIKE %s)', name, like_table::regclass);
  ELSE
    EXECUTE format('DELETE FROM pg_temp.%I', name);
  END IF;
END
$$;
