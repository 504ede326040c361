-- ISNUMERIC of SQL Server: numbers with sign, thousands, exponent or currency; also a sign or a currency alone.
CREATE OR REPLACE FUNCTION dbmigrate.isnumeric(value text) RETURNS integer
LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE
    WHEN value ~ '^\s*([+-]?\s*[$¥￥£€]?|[$¥￥£€]\s*[+-]?)\s*([0-9][0-9,]*\.?[0-9]*|\.[0-9]+)([eEdD][+-]?[0-9]{1,3})?\s*$'
      OR value ~ '^\s*([+-]|[$¥￥£€]|\.|,)\s*$' THEN 1
    ELSE 0
  END
$$;
