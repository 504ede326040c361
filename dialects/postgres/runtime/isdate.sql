-- ISDATE of SQL Server: 1 for a text that the target reads as a moment from 1753 on.
CREATE OR REPLACE FUNCTION dbmigrate.isdate(value text) RETURNS integer
LANGUAGE plpgsql STABLE AS $$
BEGIN
  IF value IS NULL OR value !~ '[0-9]' THEN
    RETURN 0;
  END IF;
  RETURN CASE WHEN value::timestamp >= timestamp '1753-01-01' THEN 1 ELSE 0 END;
EXCEPTION WHEN data_exception THEN
  RETURN 0;
END
$$;
