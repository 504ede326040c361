-- What Oracle's HTP prints, in a temporary table of the session; page() gives it, and begins a new page.
CREATE OR REPLACE FUNCTION dbmigrate.page_print(piece text, ends boolean) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  IF to_regclass('pg_temp.dbmigrate_page') IS NULL THEN
    CREATE TEMPORARY TABLE dbmigrate_page (n bigserial, piece text);
  END IF;
  INSERT INTO pg_temp.dbmigrate_page (piece) VALUES (coalesce(page_print.piece, '') || CASE WHEN ends THEN E'\n' ELSE '' END);
END
$$;
CREATE OR REPLACE FUNCTION dbmigrate.page() RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
  made text := '';
BEGIN
  IF to_regclass('pg_temp.dbmigrate_page') IS NOT NULL THEN
    made := coalesce((SELECT string_agg(p.piece, '' ORDER BY p.n) FROM pg_temp.dbmigrate_page p), '');
    DELETE FROM pg_temp.dbmigrate_page;
  END IF;
  RETURN made;
END
$$;
