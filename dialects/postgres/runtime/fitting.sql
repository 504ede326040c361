-- A number's text that must fit: SQL Server raises an arithmetic overflow (8115) where PostgreSQL would cut it.
CREATE OR REPLACE FUNCTION dbmigrate.fitting(value text, most integer) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT AS $$
BEGIN
  IF length(value) > most THEN
    RAISE numeric_value_out_of_range USING MESSAGE = format('%s does not fit into %s characters', value, most);
  END IF;
  RETURN value;
END
$$;
