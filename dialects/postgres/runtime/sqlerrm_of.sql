-- SQLERRM of Oracle with a number. Messages without what the server would put in for an error that happened (Database
-- Error Messages); where the number is that of the error caught, its own message.
CREATE OR REPLACE FUNCTION dbmigrate.sqlerrm_of(asked numeric, state text, message text) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE
    WHEN asked IS NULL THEN NULL
    WHEN asked = dbmigrate.sqlcode(state) THEN dbmigrate.sqlerrm(state, message)
    WHEN asked = 0 THEN 'ORA-0000: normal, successful completion'
    WHEN asked = 1 THEN 'User-Defined Exception'
    WHEN asked > 0 AND asked <> 100 THEN ' -' || trunc(asked)::text || ': non-ORACLE exception'
    WHEN asked BETWEEN -20999 AND -20000 THEN 'ORA-' || trunc(-asked)::text || ': '
    ELSE 'ORA-' || lpad(code::text, greatest(5, length(code::text)), '0') || ': ' || CASE code
      WHEN 1 THEN 'unique constraint (.) violated'
      WHEN 54 THEN 'resource busy and acquire with NOWAIT specified or timeout expired'
      WHEN 60 THEN 'deadlock detected while waiting for resource'
      WHEN 904 THEN ': invalid identifier'
      WHEN 942 THEN 'table or view does not exist'
      WHEN 955 THEN 'name is already used by an existing object'
      WHEN 1001 THEN 'invalid cursor'
      WHEN 1400 THEN 'cannot insert NULL into ()'
      WHEN 1403 THEN 'no data found'
      WHEN 1422 THEN 'exact fetch returns more than requested number of rows'
      WHEN 1438 THEN 'value larger than specified precision allowed for this column'
      WHEN 1476 THEN 'divisor is equal to zero'
      WHEN 1722 THEN 'invalid number'
      WHEN 2290 THEN 'check constraint (.) violated'
      WHEN 2291 THEN 'integrity constraint (.) violated - parent key not found'
      WHEN 2292 THEN 'integrity constraint (.) violated - child record found'
      WHEN 6502 THEN 'PL/SQL: numeric or value error'
      WHEN 6511 THEN 'PL/SQL: cursor already open'
      WHEN 6592 THEN 'CASE not found while executing CASE statement'
      WHEN 12899 THEN 'value too large for column  (actual: , maximum: )'
      WHEN 24381 THEN 'error(s) in array DML'
      ELSE 'Message ' || code || ' not found;  product=RDBMS; facility=ORA' END
  END
  FROM (SELECT CASE asked WHEN 100 THEN 1403 ELSE trunc(abs(asked)) END AS code) AS known
$$;
