-- TRUNC of Oracle where the type of the value is known to the server only, and of dates with other format models.
CREATE OR REPLACE FUNCTION dbmigrate.trunc(value timestamp) RETURNS timestamp
LANGUAGE sql IMMUTABLE STRICT AS $$ SELECT date_trunc('day', value) $$;
CREATE OR REPLACE FUNCTION dbmigrate.trunc(value timestamptz) RETURNS timestamp
LANGUAGE sql STABLE STRICT AS $$ SELECT date_trunc('day', value::timestamp) $$;
CREATE OR REPLACE FUNCTION dbmigrate.trunc(value date) RETURNS timestamp
LANGUAGE sql IMMUTABLE STRICT AS $$ SELECT value::timestamp $$;
CREATE OR REPLACE FUNCTION dbmigrate.trunc(value numeric) RETURNS numeric
LANGUAGE sql IMMUTABLE STRICT AS $$ SELECT trunc(value) $$;
CREATE OR REPLACE FUNCTION dbmigrate.trunc(value bigint) RETURNS numeric
LANGUAGE sql IMMUTABLE STRICT AS $$ SELECT value::numeric $$;
CREATE OR REPLACE FUNCTION dbmigrate.trunc(value integer) RETURNS numeric
LANGUAGE sql IMMUTABLE STRICT AS $$ SELECT value::numeric $$;
CREATE OR REPLACE FUNCTION dbmigrate.trunc(value double precision) RETURNS double precision
LANGUAGE sql IMMUTABLE STRICT AS $$ SELECT trunc(value) $$;
CREATE OR REPLACE FUNCTION dbmigrate.trunc(value numeric, digits numeric) RETURNS numeric
LANGUAGE sql IMMUTABLE STRICT AS $$ SELECT trunc(value, digits::integer) $$;
-- Weeks begin on Sunday (D), on Monday (IW), on the weekday of the year's first day (WW), of the month's (W).
CREATE OR REPLACE FUNCTION dbmigrate.trunc(value timestamp, model text) RETURNS timestamp
LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT CASE
    WHEN m IN ('CC', 'SCC') THEN date_trunc('century', value)
    WHEN m IN ('SYYYY', 'YYYY', 'YEAR', 'SYEAR', 'YYY', 'YY', 'Y') THEN date_trunc('year', value)
    WHEN m IN ('IYYY', 'IYY', 'IY', 'I') THEN date_trunc('week', make_date(extract(isoyear FROM value)::integer, 1, 4)::timestamp)
    WHEN m = 'Q' THEN date_trunc('quarter', value)
    WHEN m IN ('MONTH', 'MON', 'MM', 'RM') THEN date_trunc('month', value)
    WHEN m = 'WW' THEN date_trunc('day', value) - (extract(doy FROM value)::integer - 1) % 7 * interval '1 day'
    WHEN m = 'IW' THEN date_trunc('week', value)
    WHEN m = 'W' THEN date_trunc('day', value) - (extract(day FROM value)::integer - 1) % 7 * interval '1 day'
    WHEN m IN ('DDD', 'DD', 'J') THEN date_trunc('day', value)
    WHEN m IN ('DAY', 'DY', 'D') THEN date_trunc('day', value) - extract(dow FROM value)::integer * interval '1 day'
    WHEN m IN ('HH', 'HH12', 'HH24') THEN date_trunc('hour', value)
    WHEN m = 'MI' THEN date_trunc('minute', value)
  END
  FROM (SELECT upper(model)) AS f(m)
$$;
