-- APPEND and WRITEAPPEND of Oracle's DBMS_LOB: the first `amount` of `piece` (NULL: all of it) behind a large object. What is
-- NULL, and an amount beyond the piece, are errors as in Oracle, where || would lose the whole.
CREATE OR REPLACE FUNCTION dbmigrate.lob_append(lob text, amount numeric, piece text) RETURNS text
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  IF lob IS NULL OR piece IS NULL OR amount NOT BETWEEN 1 AND length(piece) THEN
    RAISE EXCEPTION USING ERRCODE = 'numeric_value_out_of_range', MESSAGE = 'invalid argument of DBMS_LOB';
  END IF;
  RETURN lob || substr(piece, 1, coalesce(amount, length(piece))::integer);
END
$$;
CREATE OR REPLACE FUNCTION dbmigrate.lob_append(lob bytea, amount numeric, piece bytea) RETURNS bytea
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  IF lob IS NULL OR piece IS NULL OR amount NOT BETWEEN 1 AND length(piece) THEN
    RAISE EXCEPTION USING ERRCODE = 'numeric_value_out_of_range', MESSAGE = 'invalid argument of DBMS_LOB';
  END IF;
  RETURN lob || substr(piece, 1, coalesce(amount, length(piece))::integer);
END
$$;
