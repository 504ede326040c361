-- A data type of Oracle that code has put together as a text, as the target spells it; what may stand behind it (DEFAULT,
-- NOT NULL) stays. DATE holds a time of day; lengths count characters.
CREATE OR REPLACE FUNCTION dbmigrate.type_text(declared text) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT AS $$
DECLARE
  parts text[] := regexp_match(declared, '^\s*(long\s+raw|double\s+precision|[a-z_][\w$#]*)\s*(?:\(\s*([^)]*?)\s*\))?(.*)$', 'si');
  word text := regexp_replace(upper(parts[1]), '\s+', ' ');
  sizes text := regexp_replace(parts[2], '\s+(byte|char)$', '', 'i');
  made text;
BEGIN
  made := CASE
    WHEN word IN ('VARCHAR2', 'NVARCHAR2', 'VARCHAR') THEN 'varchar' || coalesce('(' || sizes || ')', '')
    WHEN word IN ('CHAR', 'NCHAR') THEN 'char' || coalesce('(' || sizes || ')', '')
    WHEN word = 'NUMBER' AND sizes ~ '^\*' THEN 'numeric' || regexp_replace(sizes, '^\*\s*,?\s*(.*)$', CASE WHEN sizes ~ ',' THEN '(38,\1)' ELSE '' END)
    WHEN word = 'NUMBER' THEN 'numeric' || coalesce('(' || sizes || ')', '')
    WHEN word IN ('FLOAT', 'REAL', 'DOUBLE PRECISION') THEN 'numeric'
    WHEN word IN ('INTEGER', 'INT', 'SMALLINT') THEN 'bigint'
    WHEN word = 'BINARY_FLOAT' THEN 'real'
    WHEN word = 'BINARY_DOUBLE' THEN 'double precision'
    WHEN word IN ('CLOB', 'NCLOB', 'LONG') THEN 'text'
    WHEN word IN ('BLOB', 'RAW', 'LONG RAW') THEN 'bytea'
    WHEN word = 'DATE' THEN 'timestamp(0)'
    WHEN word = 'TIMESTAMP' THEN 'timestamp' || coalesce('(' || least(sizes::integer, 6) || ')', '')
  END;
  RETURN CASE WHEN made IS NULL THEN declared ELSE made || parts[3] END;
END;
$$;
