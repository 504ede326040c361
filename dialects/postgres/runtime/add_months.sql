-- ADD_MONTHS of Oracle: the last day of a month stays the last day. A fraction of a month does not count.
CREATE OR REPLACE FUNCTION dbmigrate.add_months(value timestamp, months numeric) RETURNS timestamp
LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT CASE
    WHEN date_trunc('day', value) = date_trunc('month', value) + interval '1 month - 1 day'
      THEN date_trunc('month', value) + (trunc(months) + 1) * interval '1 month' - interval '1 day' + (value - date_trunc('day', value))
    ELSE value + trunc(months) * interval '1 month'
  END
$$;
