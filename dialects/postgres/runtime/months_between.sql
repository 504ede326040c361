-- MONTHS_BETWEEN of Oracle: whole months between like days and between last days; else 31sts of a month, with the time.
CREATE OR REPLACE FUNCTION dbmigrate.months_between(a timestamp, b timestamp) RETURNS numeric
LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT (extract(year FROM a) - extract(year FROM b)) * 12 + extract(month FROM a) - extract(month FROM b)
    + CASE
        WHEN extract(day FROM a) = extract(day FROM b) THEN 0
        WHEN extract(day FROM a + interval '1 day') = 1 AND extract(day FROM b + interval '1 day') = 1 THEN 0
        ELSE (extract(day FROM a) - extract(day FROM b)
          + extract(epoch FROM (a - date_trunc('day', a)) - (b - date_trunc('day', b))) / 86400) / 31
      END
$$;
