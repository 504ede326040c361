-- STRING and NORMAL of Oracle's DBMS_RANDOM: u upper case, l lower case, a both, x upper case and digits, p what can be
-- printed; any other option is upper case.
CREATE OR REPLACE FUNCTION dbmigrate.random_string(opt text, n integer) RETURNS text
LANGUAGE sql VOLATILE STRICT AS $$
  SELECT string_agg(substr(letters, 1 + floor(random() * length(letters))::integer, 1), '')
  FROM generate_series(1, n), (SELECT CASE lower(opt)
      WHEN 'l' THEN 'abcdefghijklmnopqrstuvwxyz'
      WHEN 'a' THEN 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'
      WHEN 'x' THEN '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'
      WHEN 'p' THEN (SELECT string_agg(chr(c), '') FROM generate_series(32, 126) AS c)
      ELSE 'ABCDEFGHIJKLMNOPQRSTUVWXYZ' END AS letters) chosen
$$;
CREATE OR REPLACE FUNCTION dbmigrate.random_normal() RETURNS numeric
LANGUAGE sql VOLATILE AS $$
  SELECT (sqrt(-2 * ln(1 - random())) * cos(2 * pi() * random()))::numeric
$$;
