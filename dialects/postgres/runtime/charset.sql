-- The target's name for one of Oracle's character sets, also behind a language; UTF-8 where none is named.
CREATE OR REPLACE FUNCTION dbmigrate.charset(name text) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce((SELECT pg FROM (VALUES ('AL32UTF8', 'UTF8'), ('UTF8', 'UTF8'), ('UTF-8', 'UTF8'), ('ZHS16GBK', 'GBK'),
      ('GBK', 'GBK'), ('GB2312', 'GBK'), ('ZHS32GB18030', 'GB18030'), ('GB18030', 'GB18030'), ('ZHT16BIG5', 'BIG5'),
      ('US7ASCII', 'SQL_ASCII'), ('WE8ISO8859P1', 'LATIN1'), ('ISO-8859-1', 'LATIN1'), ('WE8MSWIN1252', 'WIN1252'))
      AS known (oracle, pg) WHERE oracle = upper(regexp_replace(name, '^.*\.', ''))), name, 'UTF8')
$$;
