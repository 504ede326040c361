-- MOD of Oracle: a divisor of zero leaves the number as it is.
CREATE OR REPLACE FUNCTION dbmigrate.mod(value numeric, divisor numeric) RETURNS numeric
LANGUAGE sql IMMUTABLE STRICT AS $$ SELECT CASE WHEN divisor = 0 THEN value ELSE mod(value, divisor) END $$;
