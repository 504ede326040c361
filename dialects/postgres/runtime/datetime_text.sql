-- SQL Server's DATETIME as text without a style (style 0): 'Jan  2 2020  3:04AM'.
CREATE OR REPLACE FUNCTION dbmigrate.datetime_text(value timestamp) RETURNS text
LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT to_char(value, 'Mon ') || lpad(to_char(value, 'FMDD'), 2) || to_char(value, ' YYYY ')
    || lpad(to_char(value, 'FMHH12:MIAM'), 7)
$$;
