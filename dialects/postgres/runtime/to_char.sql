-- TO_CHAR of Oracle for a number without a format: no zeros at the end, none before the point. A text stays.
CREATE OR REPLACE FUNCTION dbmigrate.to_char(value numeric) RETURNS text
LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT regexp_replace(
    CASE WHEN strpos(value::text, '.') > 0 THEN rtrim(rtrim(value::text, '0'), '.') ELSE value::text END, '^(-?)0\.', '\1.')
$$;
CREATE OR REPLACE FUNCTION dbmigrate.to_char(value text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT AS $$ SELECT value $$;
