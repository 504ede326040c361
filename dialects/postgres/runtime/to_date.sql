-- TO_DATE of Oracle: with the time of day, to the second.
CREATE OR REPLACE FUNCTION dbmigrate.to_date(value text, model text) RETURNS timestamp
LANGUAGE plpgsql IMMUTABLE STRICT SET timezone = 'UTC' AS $$
DECLARE
  m text := upper(model);
  found timestamp;
BEGIN
  IF btrim(value) = '' THEN
    RETURN NULL;
  END IF;
  found := to_timestamp(btrim(value), replace(replace(replace(m, 'SYYYY', 'YYYY'), 'RRRR', 'YYYY'), 'RR', 'YY'))::timestamp;
  IF m ~ 'RRRR' AND extract(year FROM found) < 100 THEN
    found := found + CASE WHEN extract(year FROM found) >= 50 THEN interval '1900 years' ELSE interval '2000 years' END;
  ELSIF m ~ 'RR' AND extract(year FROM found) BETWEEN 2050 AND 2099 THEN
    found := found - interval '100 years';
  END IF;
  RETURN found;
END
$$;
