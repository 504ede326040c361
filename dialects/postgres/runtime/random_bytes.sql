-- RANDOMBYTES of Oracle's DBMS_CRYPTO: hashes over the server's strong random UUIDs.
CREATE OR REPLACE FUNCTION dbmigrate.random_bytes(n integer) RETURNS bytea
LANGUAGE sql VOLATILE STRICT AS $$
  SELECT substr(coalesce(string_agg(sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())), ''::bytea), ''), 1, n)
  FROM generate_series(1, (n + 31) / 32)
$$;
