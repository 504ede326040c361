-- A parameter without a default behind one that has it: a call that leaves it out is refused when it is run.
CREATE OR REPLACE FUNCTION dbmigrate.argument_missing(name text, like_this anyelement) RETURNS anyelement
LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION USING ERRCODE = 'undefined_function', MESSAGE = 'argument ' || name || ' is missing';
END
$$;
