-- The number that SQL Server gives to an error of this SQLSTATE; 50000 for errors that the code raises, and others.
CREATE OR REPLACE FUNCTION dbmigrate.error_number(state text) RETURNS integer
LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE $1
    WHEN '23505' THEN 2627
    WHEN '23503' THEN 547
    WHEN '23514' THEN 547
    WHEN '23502' THEN 515
    WHEN '22012' THEN 8134
    WHEN '22001' THEN 8152
    WHEN '22003' THEN 8115
    WHEN '22P02' THEN 245
    WHEN '40P01' THEN 1205
    WHEN '55P03' THEN 1222
    WHEN '42P01' THEN 208
    ELSE 50000
  END
$$;
