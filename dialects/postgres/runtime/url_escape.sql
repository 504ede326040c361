-- ESCAPE and UNESCAPE of Oracle's UTL_URL: bytes of the character set as %XX. Letters, digits and -_.!~*'() stay, and the
-- reserved characters ;/?:@&=+$,[] unless they are asked for.
CREATE OR REPLACE FUNCTION dbmigrate.url_charset(name text) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN name IS NULL THEN 'UTF8' ELSE coalesce(
    (SELECT pg FROM (VALUES ('AL32UTF8', 'UTF8'), ('UTF8', 'UTF8'), ('UTF-8', 'UTF8'), ('ZHS16GBK', 'GBK'), ('GBK', 'GBK'),
      ('GB2312', 'GBK'), ('ZHS32GB18030', 'GB18030'), ('GB18030', 'GB18030'), ('US7ASCII', 'SQL_ASCII'),
      ('WE8ISO8859P1', 'LATIN1'), ('ISO-8859-1', 'LATIN1'), ('WE8MSWIN1252', 'WIN1252')) AS known (oracle, pg)
      WHERE oracle = upper(name)), name) END
$$;
CREATE OR REPLACE FUNCTION dbmigrate.url_escape(url text, reserved boolean, charset text) RETURNS text
LANGUAGE sql STABLE AS $$
  SELECT string_agg(CASE
      WHEN c ~ '^[A-Za-z0-9_.!~*''()-]$' OR (NOT reserved AND strpos(';/?:@&=+$,[]', c) > 0) THEN c
      ELSE upper(regexp_replace(encode(convert_to(c, dbmigrate.url_charset(charset)), 'hex'), '..', '%\&', 'g')) END, '' ORDER BY n)
  FROM regexp_split_to_table(url, '') WITH ORDINALITY AS t (c, n)
$$;
CREATE OR REPLACE FUNCTION dbmigrate.url_unescape(url text, charset text) RETURNS text
LANGUAGE sql STABLE AS $$
  SELECT convert_from(string_agg(CASE WHEN m[1] ~ '^%' THEN decode(substr(m[1], 2), 'hex')
      ELSE convert_to(m[1], dbmigrate.url_charset(charset)) END, ''::bytea ORDER BY n), dbmigrate.url_charset(charset))
  FROM regexp_matches(url, '%[0-9A-Fa-f]{2}|.', 'gs') WITH ORDINALITY AS t (m, n)
$$;
