-- SOUNDEX and DIFFERENCE of SQL Server: the first letter and three digits; H and W do not part letters of one sound.
CREATE OR REPLACE FUNCTION dbmigrate.soundex(value text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT AS $$
DECLARE
  letters text := upper(substring(value FROM '^[A-Za-z]+'));
  made text := left(letters, 1);
  last text;
  digit text;
BEGIN
  IF letters IS NULL THEN
    RETURN '0000';
  END IF;
  last := translate(made, 'BFPVCGJKQSXZDTLMNRAEIOUYHW', '11112222222233455600000099');
  FOR i IN 2 .. length(letters) LOOP
    digit := translate(substr(letters, i, 1), 'BFPVCGJKQSXZDTLMNRAEIOUYHW', '11112222222233455600000099');
    CONTINUE WHEN digit = '9';
    IF digit <> '0' AND digit <> last THEN
      made := made || digit;
    END IF;
    last := digit;
  END LOOP;
  RETURN left(rpad(made, 4, '0'), 4);
END
$$;
CREATE OR REPLACE FUNCTION dbmigrate.difference(a text, b text) RETURNS integer
LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT count(*)::integer FROM generate_series(1, 4) AS i
  WHERE substr(dbmigrate.soundex(a), i, 1) = substr(dbmigrate.soundex(b), i, 1)
$$;
