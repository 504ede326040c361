-- Puts the rows of cursors into a table, by their order in the list of columns, as INSERT .. EXEC does.
CREATE OR REPLACE FUNCTION dbmigrate.fill(filled_table text, cursors refcursor[]) RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
  one refcursor;
  found_row record;
  listed text;
  filled integer := 0;
BEGIN
  FOREACH one IN ARRAY cursors LOOP
    LOOP
      FETCH one INTO found_row;
      EXIT WHEN NOT FOUND;
      SELECT string_agg(quote_nullable(value), ', ' ORDER BY n) INTO listed
      FROM (SELECT name, value, row_number() OVER () AS n FROM json_each_text(row_to_json(found_row)) AS j (name, value)) AS j;
      EXECUTE 'INSERT INTO ' || filled_table || ' VALUES (' || listed || ')';
      filled := filled + 1;
    END LOOP;
    CLOSE one;
  END LOOP;
  RETURN filled;
END
$$;
