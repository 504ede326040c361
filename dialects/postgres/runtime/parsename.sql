-- PARSENAME of SQL Server: component n of a name of up to four, counted from the right; brackets are taken off.
CREATE OR REPLACE FUNCTION dbmigrate.parsename(name text, part integer) RETURNS text LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT nullif(replace(CASE WHEN found ~ '^\[.*\]$|^".*"$' THEN substr(found, 2, length(found) - 2) ELSE found END, ']]', ']'), '')
  FROM (
    SELECT parts[cardinality(parts) - part + 1] AS found
    FROM (SELECT ARRAY(SELECT m[1] FROM regexp_matches(name || '.', '((?:\[(?:[^]]|\]\])*\]|"[^"]*"|[^.])*)\.', 'g') AS m) AS parts) AS p
    WHERE cardinality(parts) <= 4 AND part BETWEEN 1 AND cardinality(parts)) AS f
$$;
