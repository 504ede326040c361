-- ESCAPE and UNESCAPE of Oracle's UTL_URL: bytes of the character set as %XX. Letters, digits and -_.!~*'() stay, and the
-- reserved characters ;/?:@&=+$,[] unless they are asked for.
CREATE OR REPLACE FUNCTION dbmigrate.url_escape(url text, reserved boolean, charset text) RETURNS text
LANGUAGE sql STABLE AS $$
  SELECT string_agg(CASE
      WHEN c ~ '^[A-Za-z0-9_.!~*''()-]$' OR (NOT reserved AND strpos(';/?:@&=+$,[]', c) > 0) THEN c
      ELSE upper(regexp_replace(encode(convert_to(c, dbmigrate.charset(charset)), 'hex'), '..', '%\&', 'g')) END, '' ORDER BY n)
  FROM regexp_split_to_table(url, '') WITH ORDINALITY AS t (c, n)
$$;
CREATE OR REPLACE FUNCTION dbmigrate.url_unescape(url text, charset text) RETURNS text
LANGUAGE sql STABLE AS $$
  SELECT convert_from(string_agg(CASE WHEN m[1] ~ '^%' THEN decode(substr(m[1], 2), 'hex')
      ELSE convert_to(m[1], dbmigrate.charset(charset)) END, ''::bytea ORDER BY n), dbmigrate.charset(charset))
  FROM regexp_matches(url, '%[0-9A-Fa-f]{2}|.', 'gs') WITH ORDINALITY AS t (m, n)
$$;
