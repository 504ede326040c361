-- WRITE of Oracle's DBMS_LOB: the first `amount` of `buffer` (NULL: all of it) from `start` on over what is there. What lies
-- between the end and `start` is filled, with blanks or with zeros. A large object or a buffer that is NULL, and an amount
-- beyond the buffer, are errors as in Oracle.
CREATE OR REPLACE FUNCTION dbmigrate.lob_write(lob text, amount numeric, start numeric, buffer text) RETURNS text
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  IF lob IS NULL OR buffer IS NULL OR coalesce(start, 0) < 1 OR amount NOT BETWEEN 1 AND length(buffer) THEN
    RAISE EXCEPTION USING ERRCODE = 'numeric_value_out_of_range', MESSAGE = 'invalid argument of DBMS_LOB';
  END IF;
  RETURN overlay(lob || repeat(' ', (start - 1)::integer - length(lob))
    placing substr(buffer, 1, coalesce(amount, length(buffer))::integer) from start::integer);
END
$$;
CREATE OR REPLACE FUNCTION dbmigrate.lob_write(lob bytea, amount numeric, start numeric, buffer bytea) RETURNS bytea
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  IF lob IS NULL OR buffer IS NULL OR coalesce(start, 0) < 1 OR amount NOT BETWEEN 1 AND length(buffer) THEN
    RAISE EXCEPTION USING ERRCODE = 'numeric_value_out_of_range', MESSAGE = 'invalid argument of DBMS_LOB';
  END IF;
  RETURN overlay(lob || decode(repeat('00', (start - 1)::integer - length(lob)), 'hex')
    placing substr(buffer, 1, coalesce(amount, length(buffer))::integer) from start::integer);
END
$$;
