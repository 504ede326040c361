-- Which triggers are at work, for servers whose functions cannot ask what called them: a setting of the transaction with
-- depth and name of each, the innermost last.
CREATE OR REPLACE FUNCTION dbmigrate.triggers_at_work() RETURNS text[]
LANGUAGE sql STABLE AS $$
  SELECT coalesce(nullif(current_setting('dbmigrate.triggers', true), ''), '{}')::text[]
$$;
-- False where the trigger's own statement fired it: SQL Server does not fire it then (RECURSIVE_TRIGGERS OFF). One that
-- others fire again while it is at work is refused: its rows would take the place of those that it still reads.
CREATE OR REPLACE FUNCTION dbmigrate.enter_trigger(of_trigger text) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
  depth integer := pg_trigger_depth();
  above text[] := '{}';
  entry text;
BEGIN
  FOREACH entry IN ARRAY dbmigrate.triggers_at_work() LOOP
    IF split_part(entry, ' ', 1)::integer < depth THEN
      above := above || entry;
    END IF;
  END LOOP;
  FOREACH entry IN ARRAY above LOOP
    IF substr(entry, strpos(entry, ' ') + 1) = of_trigger THEN
      IF entry = above[array_length(above, 1)] THEN
        RETURN false;
      END IF;
      RAISE EXCEPTION 'trigger % is fired again while it is at work', of_trigger USING ERRCODE = 'feature_not_supported';
    END IF;
  END LOOP;
  PERFORM set_config('dbmigrate.triggers', (above || (depth || ' ' || of_trigger))::text, true);
  RETURN true;
END
$$;
CREATE OR REPLACE FUNCTION dbmigrate.leave_trigger() RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  at_work text[] := dbmigrate.triggers_at_work();
BEGIN
  PERFORM set_config('dbmigrate.triggers', (at_work[1 : array_length(at_work, 1) - 1])::text, true);
END
$$;
