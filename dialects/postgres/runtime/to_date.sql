-- TO_DATE of Oracle: with the time of day, to the second.
CREATE OR REPLACE FUNCTION dbmigrate.to_date(value text, model text) RETURNS timestamp
LANGUAGE plpgsql IMMUTABLE STRICT SET timezone = 'UTC' AS $$
DECLARE
  m text := upper(model);
  hit timestamp;
BEGIN
  IF btrim(value) = '' THEN
    RETURN NULL;
  END IF;
  hit := to_timestamp(btrim(value), replace(replace(replace(m, 'SYYYY', 'YYYY'), 'RRRR', 'YYYY'), 'RR', 'YY'))::timestamp;
  IF m ~ 'RRRR' AND extract(year FROM hit) < 100 THEN
    hit := hit + CASE WHEN extract(year FROM hit) >= 50 THEN interval '1900 years' ELSE interval '2000 years' END;
  ELSIF m ~ 'RR' AND extract(year FROM hit) BETWEEN 2050 AND 2099 THEN
    hit := hit - interval '100 years';
  END IF;
  RETURN hit;
END
$$;
