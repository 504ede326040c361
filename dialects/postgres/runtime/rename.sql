-- sp_rename: tables, views, sequences, indexes, columns, constraints and routines, by the names that SQL Server code makes.
CREATE OR REPLACE FUNCTION dbmigrate.rename(old text, renamed text, kind text DEFAULT 'OBJECT') RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  parts text[];
  own text;
  owner text;
  holder text;
BEGIN
  SELECT array_agg(lower(coalesce(m[1], m[2], m[3]))) INTO parts
  FROM regexp_matches(old, '\[([^\]]*)\]|"([^"]*)"|([^.\[\]"]+)', 'g') AS m;
  own := parts[cardinality(parts)];
  IF upper(kind) IN ('COLUMN', 'INDEX') THEN
    parts := parts[1 : cardinality(parts) - 1];
  END IF;
  owner := CASE WHEN cardinality(parts) > 1 THEN parts[cardinality(parts) - 1] END;
  owner := CASE WHEN owner = 'dbo' THEN 'public' ELSE owner END;
  holder := concat(quote_ident(owner) || '.', quote_ident(parts[cardinality(parts)]));
  IF upper(kind) = 'COLUMN' THEN
    EXECUTE format('ALTER TABLE %s RENAME COLUMN %I TO %I', holder, own, lower(renamed));
  ELSIF upper(kind) = 'INDEX' THEN
    EXECUTE format('ALTER INDEX %s RENAME TO %I', concat(quote_ident(owner) || '.', quote_ident(own)), lower(renamed));
  ELSIF to_regclass(holder) IS NOT NULL THEN
    EXECUTE format('ALTER TABLE %s RENAME TO %I', holder, lower(renamed));
  ELSE
    SELECT c.conrelid::regclass::text INTO holder FROM pg_constraint c JOIN pg_namespace n ON n.oid = c.connamespace
    WHERE c.conname = own AND c.conrelid <> 0 AND n.nspname = coalesce(owner, n.nspname);
    IF holder IS NOT NULL THEN
      EXECUTE format('ALTER TABLE %s RENAME CONSTRAINT %I TO %I', holder, own, lower(renamed));
    ELSE
      EXECUTE format('ALTER ROUTINE %s RENAME TO %I', concat(quote_ident(owner) || '.', quote_ident(own)), lower(renamed));
    END IF;
  END IF;
END
$$;
