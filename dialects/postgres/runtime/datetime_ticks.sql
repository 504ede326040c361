-- DATETIME of SQL Server keeps 1/300 of a second: .000, .003, .007 and so on.
CREATE OR REPLACE FUNCTION dbmigrate.datetime_ticks(value timestamp) RETURNS timestamp
LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT date_trunc('second', value)
    + round(round(extract(microseconds FROM value)::bigint % 1000000 * 0.0003) * 10 / 3) * interval '1 millisecond'
$$;
