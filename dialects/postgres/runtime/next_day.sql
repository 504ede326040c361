-- NEXT_DAY of Oracle: the next day of that name, with the time of day of the value. English and Chinese names, 1 for Sunday.
CREATE OR REPLACE FUNCTION dbmigrate.next_day(value timestamp, name text) RETURNS timestamp
LANGUAGE plpgsql IMMUTABLE STRICT AS $$
DECLARE
  wanted integer := CASE
    WHEN name ~ '^[1-7]$' THEN name::integer - 1
    WHEN upper(left(name, 3)) IN ('SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT')
      THEN strpos('SUNMONTUEWEDTHUFRISAT', upper(left(name, 3))) / 3
    WHEN name ~ '^星期[日一二三四五六]$' THEN strpos('日一二三四五六', right(name, 1)) - 1
  END;
BEGIN
  IF wanted IS NULL THEN
    RAISE EXCEPTION 'not a valid day of the week: %', name USING ERRCODE = 'datetime_field_overflow';
  END IF;
  RETURN value + (7 - (7 + extract(dow FROM value)::integer - wanted) % 7) * interval '1 day';
END
$$;

CREATE OR REPLACE FUNCTION dbmigrate.next_day(value timestamp, day numeric) RETURNS timestamp
LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT dbmigrate.next_day(value, trunc(day)::text)
$$;
