-- Files of Oracle's UTL_FILE, kept as rows of dbmigrate.file by directory and name: code that writes and reads them runs
-- without rights on the server's disk, and a program carries them to it or from it. Open files live in the session.
CREATE TABLE IF NOT EXISTS dbmigrate.file (
  location text, name text, content bytea NOT NULL, changed timestamptz NOT NULL DEFAULT now(), PRIMARY KEY (location, name)
);
CREATE OR REPLACE FUNCTION dbmigrate.file_open(location text, name text, mode text) RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
  made integer;
  held bytea := (SELECT f.content FROM dbmigrate.file f WHERE f.location = upper(file_open.location) AND f.name = file_open.name);
BEGIN
  IF location IS NULL OR name IS NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'U3BC7', MESSAGE = 'invalid directory path';
  ELSIF lower(mode) NOT IN ('r', 'w', 'a', 'rb', 'wb', 'ab') THEN
    RAISE EXCEPTION USING ERRCODE = 'UT635', MESSAGE = 'invalid file mode';
  ELSIF mode ~* '^r' AND held IS NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'UV4ZV', MESSAGE = format('no row of dbmigrate.file for %s in %s', name, upper(location));
  END IF;
  IF to_regclass('pg_temp.dbmigrate_open') IS NULL THEN
    CREATE TEMPORARY TABLE dbmigrate_open (file serial PRIMARY KEY, location text, name text,
      mode text, place integer DEFAULT 1, content bytea);
    CREATE TEMPORARY TABLE dbmigrate_piece (file integer, n integer, piece bytea, line text);
    CREATE INDEX ON pg_temp.dbmigrate_piece (file, n);
  END IF;
  INSERT INTO pg_temp.dbmigrate_open AS o (location, name, mode, content)
    VALUES (upper(file_open.location), file_open.name, lower(file_open.mode), CASE WHEN file_open.mode ~* '^w' THEN '' ELSE coalesce(held, '') END)
    RETURNING o.file INTO made;
  IF lower(mode) = 'r' THEN
    INSERT INTO pg_temp.dbmigrate_piece (file, n, line) SELECT made, k, rtrim(l, E'\r')
      FROM (SELECT l, row_number() OVER () AS k
        FROM regexp_split_to_table(regexp_replace(convert_from(held, 'UTF8'), E'\n$', ''), E'\n') AS t (l)) AS t
      WHERE held <> '';
  ELSIF mode ~* '^[wa]' THEN
    PERFORM dbmigrate.file_flush(made);
  END IF;
  RETURN made;
END
$$;
CREATE OR REPLACE FUNCTION dbmigrate.file_is_open(file numeric) RETURNS boolean
LANGUAGE plpgsql AS $$
BEGIN
  RETURN file IS NOT NULL AND to_regclass('pg_temp.dbmigrate_open') IS NOT NULL
    AND EXISTS (SELECT 1 FROM pg_temp.dbmigrate_open o WHERE o.file = file_is_open.file::integer);
END
$$;
CREATE OR REPLACE FUNCTION dbmigrate.file_check(file numeric, modes text) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  IF NOT dbmigrate.file_is_open(file) THEN
    RAISE EXCEPTION USING ERRCODE = 'U6Z8U', MESSAGE = 'invalid file handle';
  ELSIF NOT EXISTS (SELECT 1 FROM pg_temp.dbmigrate_open o WHERE o.file = file_check.file::integer AND o.mode ~ modes) THEN
    RAISE EXCEPTION USING ERRCODE = 'UV4ZV', MESSAGE = 'the file is not open for this';
  END IF;
END
$$;
CREATE OR REPLACE FUNCTION dbmigrate.file_put(file numeric, buffer bytea) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM dbmigrate.file_check(file, '^[wa]');
  INSERT INTO pg_temp.dbmigrate_piece AS p (file, n, piece) SELECT file_put.file::integer, o.place, file_put.buffer
    FROM pg_temp.dbmigrate_open o WHERE o.file = file_put.file::integer AND file_put.buffer IS NOT NULL;
  UPDATE pg_temp.dbmigrate_open o SET place = o.place + 1 WHERE o.file = file_put.file::integer;
END
$$;
CREATE OR REPLACE FUNCTION dbmigrate.file_put(file numeric, buffer text) RETURNS void
LANGUAGE sql AS $$
  SELECT dbmigrate.file_put(file, convert_to(buffer, 'UTF8'))
$$;
CREATE OR REPLACE FUNCTION dbmigrate.file_line(file numeric, size numeric) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
  made text;
BEGIN
  PERFORM dbmigrate.file_check(file, '^r$');
  SELECT p.line INTO made FROM pg_temp.dbmigrate_piece p JOIN pg_temp.dbmigrate_open o ON o.file = p.file AND o.place = p.n
    WHERE p.file = file_line.file::integer;
  IF NOT FOUND THEN
    RAISE no_data_found;
  END IF;
  UPDATE pg_temp.dbmigrate_open o SET place = o.place + 1 WHERE o.file = file_line.file::integer;
  RETURN nullif(made, '');
END
$$;
CREATE OR REPLACE FUNCTION dbmigrate.file_bytes(file numeric, size numeric) RETURNS bytea
LANGUAGE plpgsql AS $$
DECLARE
  made bytea;
BEGIN
  PERFORM dbmigrate.file_check(file, '^rb$');
  made := (SELECT substr(o.content, o.place, coalesce(size, 32767)::integer) FROM pg_temp.dbmigrate_open o
    WHERE o.file = file_bytes.file::integer);
  IF made = '' THEN
    RAISE no_data_found;
  END IF;
  UPDATE pg_temp.dbmigrate_open o SET place = o.place + length(made) WHERE o.file = file_bytes.file::integer;
  RETURN made;
END
$$;
CREATE OR REPLACE FUNCTION dbmigrate.file_flush(file numeric) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM dbmigrate.file_check(file, '^[wa]');
  UPDATE pg_temp.dbmigrate_open o SET content = o.content || coalesce((SELECT string_agg(p.piece, ''::bytea ORDER BY p.n)
    FROM pg_temp.dbmigrate_piece p WHERE p.file = o.file), '') WHERE o.file = file_flush.file::integer;
  DELETE FROM pg_temp.dbmigrate_piece p WHERE p.file = file_flush.file::integer;
  UPDATE dbmigrate.file f SET content = o.content, changed = now()
    FROM pg_temp.dbmigrate_open o
    WHERE o.file = file_flush.file::integer AND f.location = o.location AND f.name = o.name;
  IF NOT FOUND THEN
    INSERT INTO dbmigrate.file (location, name, content) SELECT o.location, o.name, o.content
      FROM pg_temp.dbmigrate_open o WHERE o.file = file_flush.file::integer;
  END IF;
END
$$;
CREATE OR REPLACE FUNCTION dbmigrate.file_close(file numeric) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM dbmigrate.file_check(file, '.');
  PERFORM dbmigrate.file_flush(o.file) FROM pg_temp.dbmigrate_open o WHERE o.file = file_close.file::integer AND o.mode ~ '^[wa]';
  DELETE FROM pg_temp.dbmigrate_piece p WHERE p.file = file_close.file::integer;
  DELETE FROM pg_temp.dbmigrate_open o WHERE o.file = file_close.file::integer;
END
$$;
CREATE OR REPLACE FUNCTION dbmigrate.file_close_all() RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  IF to_regclass('pg_temp.dbmigrate_open') IS NOT NULL THEN
    PERFORM dbmigrate.file_close(o.file) FROM pg_temp.dbmigrate_open o;
  END IF;
END
$$;
CREATE OR REPLACE FUNCTION dbmigrate.file_remove(location text, name text) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM dbmigrate.file f WHERE f.location = upper(file_remove.location) AND f.name = file_remove.name;
  IF NOT FOUND THEN
    RAISE EXCEPTION USING ERRCODE = 'UV4ZV', MESSAGE = format('no row of dbmigrate.file for %s in %s', name, upper(location));
  END IF;
END
$$;
CREATE OR REPLACE FUNCTION dbmigrate.file_length(location text, name text) RETURNS bigint
LANGUAGE sql AS $$
  SELECT length(f.content) FROM dbmigrate.file f WHERE f.location = upper($1) AND f.name = $2
$$;
