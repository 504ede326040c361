-- LAST_DAY of Oracle: the last day of the month, with the time of day of the value.
CREATE OR REPLACE FUNCTION dbmigrate.last_day(value timestamp) RETURNS timestamp
LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT date_trunc('month', value) + interval '1 month - 1 day' + (value - date_trunc('day', value))
$$;
