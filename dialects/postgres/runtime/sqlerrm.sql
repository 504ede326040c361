-- SQLERRM of Oracle: the message behind its number. An exception that code declares has a text of its own, and so have
-- errors whose text names nothing (Database Error Messages).
CREATE OR REPLACE FUNCTION dbmigrate.sqlerrm(state text, message text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT CASE
    WHEN code = 1 THEN 'User-Defined Exception'
    ELSE 'ORA-' || lpad((CASE code WHEN 100 THEN 1403 ELSE abs(code) END)::text, 5, '0') || ': ' || CASE state
      WHEN 'P0002' THEN 'no data found' WHEN 'P0003' THEN 'exact fetch returns more than requested number of rows'
      WHEN '22012' THEN 'divisor is equal to zero' WHEN '20000' THEN 'CASE not found while executing CASE statement'
      WHEN '22001' THEN 'PL/SQL: numeric or value error: character string buffer too small'
      ELSE message END
  END
  FROM (SELECT CASE
    WHEN state ~ '^45[0-9]{3}$' THEN -20000 - substr(state, 3)::integer
    WHEN state ~ '^U[0-9A-Z]{4}$' THEN 1
    ELSE CASE state
      WHEN 'P0002' THEN 100 WHEN 'P0003' THEN -1422 WHEN '23505' THEN -1 WHEN '55P03' THEN -54 WHEN '40P01' THEN -60
      WHEN '42703' THEN -904 WHEN '42P01' THEN -942 WHEN '42P07' THEN -955 WHEN '23502' THEN -1400
      WHEN '22012' THEN -1476 WHEN '23514' THEN -2290 WHEN '23503' THEN -2291 WHEN '20000' THEN -6592
      WHEN '22001' THEN -6502 WHEN '22003' THEN -6502 WHEN '22P02' THEN -6502 WHEN '22004' THEN -6502
      WHEN '34000' THEN -1001 WHEN '42P03' THEN -6511 WHEN '24381' THEN -24381
      ELSE -600 END
  END AS code) AS known
$$;
