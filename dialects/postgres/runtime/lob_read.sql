-- READ of Oracle's DBMS_LOB: NO_DATA_FOUND behind the end, an error where an argument is NULL or none.
CREATE OR REPLACE FUNCTION dbmigrate.lob_read(lob text, amount numeric, start numeric) RETURNS text
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  IF lob IS NULL OR coalesce(amount, 0) < 1 OR coalesce(start, 0) < 1 THEN
    RAISE EXCEPTION USING ERRCODE = 'numeric_value_out_of_range', MESSAGE = 'invalid argument of DBMS_LOB.READ';
  ELSIF start > length(lob) THEN
    RAISE no_data_found;
  END IF;
  RETURN substr(lob, start::integer, least(amount, 1073741823)::integer);
END
$$;
CREATE OR REPLACE FUNCTION dbmigrate.lob_read(lob bytea, amount numeric, start numeric) RETURNS bytea
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  IF lob IS NULL OR coalesce(amount, 0) < 1 OR coalesce(start, 0) < 1 THEN
    RAISE EXCEPTION USING ERRCODE = 'numeric_value_out_of_range', MESSAGE = 'invalid argument of DBMS_LOB.READ';
  ELSIF start > length(lob) THEN
    RAISE no_data_found;
  END IF;
  RETURN substr(lob, start::integer, least(amount, 1073741823)::integer);
END
$$;
