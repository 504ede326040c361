-- TO_TIMESTAMP of Oracle: without a time zone, so that no hour of a change of summer time is missing. RR: 50 to 99 belong
-- to the last century.
CREATE OR REPLACE FUNCTION dbmigrate.to_timestamp(value text, model text) RETURNS timestamp
LANGUAGE plpgsql IMMUTABLE STRICT SET timezone = 'UTC' AS $$
DECLARE
  m text := regexp_replace(regexp_replace(upper(model), 'XFF', '.FF', 'g'), 'FF[1-9]?', 'US', 'g');
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
