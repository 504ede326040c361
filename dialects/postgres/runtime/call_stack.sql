-- FORMAT_CALL_STACK of Oracle's DBMS_UTILITY: the calls around this one, the innermost first.
CREATE OR REPLACE FUNCTION dbmigrate.call_stack() RETURNS text
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  calls text;
BEGIN
  GET DIAGNOSTICS calls = PG_CONTEXT;
  RETURN regexp_replace(calls, '^[^\n]*\n?', '');
END
$$;
