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
-- TRY_CONVERT with a style: month first (101, 110) or day first (103, 104, 105); other forms as without a style.
CREATE OR REPLACE FUNCTION dbmigrate.try_timestamp(value text, style integer) RETURNS timestamp
LANGUAGE sql STABLE STRICT AS $$
  SELECT CASE
    WHEN value !~ '^\s*[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{4}' THEN dbmigrate.try_timestamp(value)
    WHEN style IN (101, 110) THEN dbmigrate.try_timestamp(
      regexp_replace(value, '^\s*([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})', '\3-\1-\2'))
    ELSE dbmigrate.try_timestamp(
      regexp_replace(value, '^\s*([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})', '\3-\2-\1'))
  END
$$;
