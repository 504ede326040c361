-- ESCAPE and UNESCAPE of Oracle's UTL_URL: bytes of the character set as %XX. Letters, digits and -_.!~*'() stay, and the
-- reserved characters ;/?:@&=+$,[] unless they are asked for.
CREATE OR REPLACE FUNCTION dbmigrate.url_escape(url text, reserved boolean, charset text) RETURNS text
LANGUAGE sql STABLE AS $$
  SELECT string_agg(CASE
      WHEN c ~ '^[A-Za-z0-9_.!~*''()-]$' OR (NOT reserved AND strpos(';/?:@&=+$,[]', c) > 0) THEN c
      ELSE upper(regexp_replace(encode(convert_to(c, dbmigrate.charset(charset)), 'hex'), '..', '%\&', 'g')) END, '' ORDER BY n)
  FROM (SELECT c, row_number() OVER () AS n FROM regexp_split_to_table(url, '') AS t (c)) AS t
$$;
CREATE OR REPLACE FUNCTION dbmigrate.url_unescape(url text, charset text) RETURNS text
LANGUAGE sql STABLE AS $$
  SELECT convert_from(string_agg(CASE WHEN m[1] ~ '^%' THEN decode(substr(m[1], 2), 'hex')
      ELSE convert_to(m[1], dbmigrate.charset(charset)) END, ''::bytea ORDER BY n), dbmigrate.charset(charset))
  FROM (SELECT m, row_number() OVER () AS n FROM regexp_matches(url, '%[0-9A-Fa-f]{2}|.', 'gs') AS t (m)) AS t
$$;
