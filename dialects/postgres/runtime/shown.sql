-- A value of a type that is not known when the text is converted, as Oracle writes it in a text: numbers as TO_CHAR does,
-- texts as they are, a CHAR with its blanks. There is none for dates, which NLS_DATE_FORMAT writes. The bodies name their
-- arguments by number: the server has to choose among the functions, so none of them can stand where it is called.
CREATE OR REPLACE FUNCTION dbmigrate.shown(value numeric) RETURNS text
LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT regexp_replace(
    CASE WHEN strpos($1::text, '.') > 0 THEN rtrim(rtrim($1::text, '0'), '.') ELSE $1::text END, '^(-?)0\.', '\1.')
$$;
CREATE OR REPLACE FUNCTION dbmigrate.shown(value text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT AS $$ SELECT $1 $$;
CREATE OR REPLACE FUNCTION dbmigrate.shown(value character) RETURNS text
LANGUAGE sql IMMUTABLE STRICT AS $$ SELECT concat($1, '') $$;
