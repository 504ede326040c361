-- SQL Server's DATETIME as text in the styles 9 and 109: 'Jan  2 2020  3:04:05:678AM'.
CREATE OR REPLACE FUNCTION dbmigrate.datetime_text_ms(value timestamp) RETURNS text
LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT to_char(value, 'Mon ') || lpad(to_char(value, 'FMDD'), 2) || to_char(value, ' YYYY ')
    || lpad(to_char(value, 'FMHH12:MI:SS:MSAM'), 14)
$$;
