-- COPY of Oracle's DBMS_LOB: a part of one large object over a part of another (lob_write).
CREATE OR REPLACE FUNCTION dbmigrate.lob_copy(lob text, other text, amount numeric, start numeric, other_start numeric) RETURNS text
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  RETURN dbmigrate.lob_write(lob, NULL, start, substr(other, other_start::integer, least(amount, 1073741823)::integer));
END
$$;
CREATE OR REPLACE FUNCTION dbmigrate.lob_copy(lob bytea, other bytea, amount numeric, start numeric, other_start numeric) RETURNS bytea
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  RETURN dbmigrate.lob_write(lob, NULL, start, substr(other, other_start::integer, least(amount, 1073741823)::integer));
END
$$;
