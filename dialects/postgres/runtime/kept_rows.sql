-- Rows of a trigger's event for servers without transition tables: a trigger for each row keeps them, the trigger for
-- the statement takes them. All of it lies in temporary tables of the session and is undone with the statement.
-- The statement that keeps a row ($1) in a table of its event; the table is made where there is none.
CREATE OR REPLACE FUNCTION dbmigrate.keep_row(rows_of text, like_table oid, event text) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
  kept text := 'kept_' || md5(like_table || ' ' || event || ' ' || rows_of);
BEGIN
  IF to_regclass('pg_temp.' || kept) IS NULL THEN
    PERFORM dbmigrate.no_rows(kept, like_table);
  END IF;
  RETURN 'INSERT INTO pg_temp.' || kept || ' SELECT ($1).*';
END
$$;
-- What was kept, in the table that the trigger reads; `wanted` is false where nobody will read it.
CREATE OR REPLACE FUNCTION dbmigrate.take_kept(rows_of text, like_table oid, event text, wanted boolean) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  kept text := 'kept_' || md5(like_table || ' ' || event || ' ' || rows_of);
BEGIN
  IF wanted THEN
    PERFORM dbmigrate.no_rows(rows_of, like_table);
  END IF;
  IF to_regclass('pg_temp.' || kept) IS NOT NULL THEN
    IF wanted THEN
      EXECUTE format('INSERT INTO pg_temp.%I SELECT * FROM pg_temp.%I', rows_of, kept);
    END IF;
    PERFORM dbmigrate.no_rows(kept, like_table);
  END IF;
END
$$;
-- Both tables of a trigger's event, one of them empty unless it is an UPDATE. False where the trigger's own statement
-- fired it (`enter_trigger`).
CREATE OR REPLACE FUNCTION dbmigrate.take_rows(of_trigger text, inserted text, deleted text, like_table oid, event text)
RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
  wanted boolean := dbmigrate.enter_trigger(of_trigger);
BEGIN
  PERFORM dbmigrate.take_kept(inserted, like_table, event, wanted);
  PERFORM dbmigrate.take_kept(deleted, like_table, event, wanted);
  RETURN wanted;
END
$$;
