-- PUT of Oracle's DBMS_OUTPUT keeps a piece of a line for the session; output_line gives what was kept and what ends it.
CREATE OR REPLACE FUNCTION dbmigrate.output_put(piece text) RETURNS void
LANGUAGE sql AS $$
  SELECT set_config('dbmigrate.output', coalesce(current_setting('dbmigrate.output', true), '') || coalesce(piece, ''), false)
$$;
CREATE OR REPLACE FUNCTION dbmigrate.output_line(piece text) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
  line text := coalesce(current_setting('dbmigrate.output', true), '') || coalesce(piece, '');
BEGIN
  PERFORM set_config('dbmigrate.output', '', false);
  RETURN line;
END
$$;
