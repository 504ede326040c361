-- TRY_CAST of SQL Server from text to a date or time: NULL for what is none, 1900-01-01 for blanks.
CREATE OR REPLACE FUNCTION dbmigrate.try_timestamp(value text) RETURNS timestamp
LANGUAGE plpgsql STABLE STRICT AS $$
BEGIN
  IF value ~ '^\s*$' THEN
    RETURN timestamp '1900-01-01';
  ELSIF value !~ '^\s*[0-9]' THEN  -- words such as 'now' and 'infinity'
    RETURN NULL;
  END IF;
  RETURN value::timestamp;
EXCEPTION WHEN data_exception THEN
  RETURN NULL;
END
$$;
