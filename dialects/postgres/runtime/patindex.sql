-- PATINDEX of SQL Server: where the pattern first begins in the text, 0 where it does not occur.
-- The pattern of LIKE becomes a regular expression: signs of such are escaped, % and _ outside of brackets replaced.
CREATE OR REPLACE FUNCTION dbmigrate.patindex(pattern text, value text) RETURNS integer
LANGUAGE plpgsql IMMUTABLE STRICT AS $$
DECLARE
  expression text := '';
  anchored boolean := left(pattern, 1) <> '%';
  piece text;
  hit text;
BEGIN
  FOR piece IN SELECT m[1] FROM regexp_matches(ltrim(pattern, '%'), '(\[\^?[^]]+\]|.)', 'g') AS m LOOP
    expression := expression || CASE
      WHEN piece = '%' THEN '.*'
      WHEN piece = '_' THEN '.'
      WHEN length(piece) > 1 THEN replace(piece, '\', '\\')
      WHEN piece ~ '\w|\s' THEN piece
      ELSE '\' || piece
    END;
  END LOOP;
  IF right(pattern, 1) <> '%' THEN
    expression := expression || '$';
  END IF;
  IF anchored THEN
    RETURN CASE WHEN value ~ ('^' || expression) THEN 1 ELSE 0 END;
  END IF;
  hit := substring(value FROM '^(.*?)' || '(?:' || expression || ')');
  RETURN coalesce(length(hit) + 1, 0);
END
$$;
