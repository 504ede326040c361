-- ROUND of Oracle where the type of the value is known to the server only, and of dates with format models.
CREATE OR REPLACE FUNCTION dbmigrate.round(value timestamp) RETURNS timestamp
LANGUAGE sql IMMUTABLE STRICT AS $$ SELECT date_trunc('day', value + interval '12 hours') $$;
CREATE OR REPLACE FUNCTION dbmigrate.round(value timestamptz) RETURNS timestamp
LANGUAGE sql STABLE STRICT AS $$ SELECT date_trunc('day', value::timestamp + interval '12 hours') $$;
CREATE OR REPLACE FUNCTION dbmigrate.round(value date) RETURNS timestamp
LANGUAGE sql IMMUTABLE STRICT AS $$ SELECT value::timestamp $$;
CREATE OR REPLACE FUNCTION dbmigrate.round(value numeric) RETURNS numeric
LANGUAGE sql IMMUTABLE STRICT AS $$ SELECT round(value) $$;
CREATE OR REPLACE FUNCTION dbmigrate.round(value bigint) RETURNS numeric
LANGUAGE sql IMMUTABLE STRICT AS $$ SELECT value::numeric $$;
CREATE OR REPLACE FUNCTION dbmigrate.round(value integer) RETURNS numeric
LANGUAGE sql IMMUTABLE STRICT AS $$ SELECT value::numeric $$;
CREATE OR REPLACE FUNCTION dbmigrate.round(value double precision) RETURNS double precision
LANGUAGE sql IMMUTABLE STRICT AS $$ SELECT round(value) $$;
CREATE OR REPLACE FUNCTION dbmigrate.round(value numeric, digits numeric) RETURNS numeric
LANGUAGE sql IMMUTABLE STRICT AS $$ SELECT round(value, digits::integer) $$;
-- Up from July 1, from the 16th of a month, from the 16th of a quarter's second month, from the middle of a week or day.
CREATE OR REPLACE FUNCTION dbmigrate.round(value timestamp, model text) RETURNS timestamp
LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT CASE
    WHEN m IN ('CC', 'SCC') THEN date_trunc('century', value + interval '50 years')
    WHEN m IN ('SYYYY', 'YYYY', 'YEAR', 'SYEAR', 'YYY', 'YY', 'Y') THEN date_trunc('year', value + interval '6 months')
    WHEN m IN ('IYYY', 'IYY', 'IY', 'I') THEN
      date_trunc('week', make_date(extract(isoyear FROM value + interval '6 months')::integer, 1, 4)::timestamp)
    WHEN m = 'Q' THEN date_trunc('quarter', date_trunc('month', value + interval '1 month')
      + CASE WHEN extract(day FROM value) >= 16 THEN interval '1 month' ELSE interval '0' END)
    WHEN m IN ('MONTH', 'MON', 'MM', 'RM') THEN date_trunc('month', value)
      + CASE WHEN extract(day FROM value) >= 16 THEN interval '1 month' ELSE interval '0' END
    WHEN m = 'WW' THEN date_trunc('day', v) - (extract(doy FROM v)::integer - 1) % 7 * interval '1 day'
    WHEN m = 'IW' THEN date_trunc('week', v)
    WHEN m = 'W' THEN date_trunc('day', v) - (extract(day FROM v)::integer - 1) % 7 * interval '1 day'
    WHEN m IN ('DDD', 'DD', 'J') THEN date_trunc('day', value + interval '12 hours')
    WHEN m IN ('DAY', 'DY', 'D') THEN date_trunc('day', v) - extract(dow FROM v)::integer * interval '1 day'
    WHEN m IN ('HH', 'HH12', 'HH24') THEN date_trunc('hour', value + interval '30 minutes')
    WHEN m = 'MI' THEN date_trunc('minute', value + interval '30 seconds')
  END
  FROM (SELECT upper(model), value + interval '84 hours') AS f(m, v)
$$;
