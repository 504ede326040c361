-- SQL Server's FLOAT as text without a style: six digits, '1.5', '0.333333', '1.23457e+006'.
CREATE OR REPLACE FUNCTION dbmigrate.float_text(value double precision) RETURNS text
LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT CASE
    WHEN value = 0 THEN '0'
    WHEN abs(value) >= 999999.5 OR abs(value) < 0.0001 THEN (
      SELECT trim_scale(substring(parts.text, '^[^e]+')::numeric)::text || 'e' || substring(parts.text, 'e([-+])')
        || lpad(substring(parts.text, 'e[-+](.*)$'), 3, '0')
      FROM (SELECT btrim(to_char(value, '9.99999EEEE')) AS text) AS parts)
    ELSE trim_scale(round(value::numeric, 5 - floor(log(abs(value)))::integer))::text
  END
$$;
