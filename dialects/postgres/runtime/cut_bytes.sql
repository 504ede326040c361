-- The beginning of a text that fits into so many bytes of GBK, where a character beyond ASCII takes two: what VARCHAR(n) of
-- SQL Server keeps under a Chinese collation. No character is cut in half.
CREATE OR REPLACE FUNCTION dbmigrate.cut_bytes(value text, most integer) RETURNS text
LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT CASE
    WHEN octet_length(value) = length(value) THEN left(value, most)
    ELSE left(value, (
      SELECT count(*)::integer
      FROM (
        SELECT sum(CASE WHEN ascii(substr(value, place, 1)) < 128 THEN 1 ELSE 2 END) OVER (ORDER BY place) AS bytes
        FROM generate_series(1, least(most, length(value))) AS places (place)
      ) AS counted
      WHERE bytes <= most))
  END
$$;
