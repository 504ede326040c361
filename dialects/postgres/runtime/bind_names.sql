-- The statement of an EXECUTE IMMEDIATE with $1, $2 for :name: binds are taken in the order of the text, so the same name
-- twice is two of them. What stands in literals, quoted names and comments stays. Blocks take binds by name, and q'[..]' is
-- no literal of the target: both are refused.
CREATE OR REPLACE FUNCTION dbmigrate.bind_names(statement text) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT AS $$
DECLARE
  piece text;
  made text := '';
  n integer := 0;
BEGIN
  FOR piece IN SELECT m[1] FROM regexp_matches(statement,
    '(''[^'']*''|"[^"]*"|--[^\n]*|/\*(?:[^*]|\*+[^*/])*\*+/|:[A-Za-z0-9_$#\u0080-\uffff]+|\m[nN]?[qQ]''|[A-Za-z0-9_]+|.)', 'g') AS m
  LOOP
    IF piece ~ '^[nN]?[qQ]''$' OR (made !~ '\S' AND lower(piece) IN ('begin', 'declare', 'call')) THEN
      RAISE EXCEPTION USING ERRCODE = 'feature_not_supported', MESSAGE = 'dbmigrate PL091: binds in ' || piece;
    ELSIF piece ~ '^:.' THEN
      n := n + 1;
      made := made || '$' || n;
    ELSE
      made := made || piece;
    END IF;
  END LOOP;
  RETURN made;
END;
$$;
