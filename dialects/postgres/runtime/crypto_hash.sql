-- HASH and MAC of Oracle's DBMS_CRYPTO by the numbers of its constants. MD4 and SHA-1 are pgcrypto's, which is looked for
-- only where they are asked for.
CREATE OR REPLACE FUNCTION dbmigrate.crypto_hash(value bytea, typ numeric) RETURNS bytea
LANGUAGE plpgsql IMMUTABLE STRICT AS $$
DECLARE
  made bytea;
BEGIN
  CASE typ
    WHEN 2 THEN RETURN decode(md5(value), 'hex');
    WHEN 4 THEN RETURN sha256(value);
    WHEN 5 THEN RETURN sha384(value);
    WHEN 6 THEN RETURN sha512(value);
    WHEN 1, 3 THEN EXECUTE 'SELECT digest($1, $2)' INTO made USING value, CASE typ WHEN 1 THEN 'md4' ELSE 'sha1' END;
      RETURN made;
    ELSE RAISE EXCEPTION USING ERRCODE = 'invalid_parameter_value', MESSAGE = format('no hash of DBMS_CRYPTO: %s', typ);
  END CASE;
END
$$;
CREATE OR REPLACE FUNCTION dbmigrate.crypto_hash(value text, typ numeric) RETURNS bytea
LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT dbmigrate.crypto_hash(convert_to(value, 'UTF8'), typ)
$$;
CREATE OR REPLACE FUNCTION dbmigrate.crypto_mac(value bytea, typ numeric, key bytea) RETURNS bytea
LANGUAGE plpgsql IMMUTABLE STRICT AS $$
DECLARE
  size integer := CASE WHEN typ < 4 THEN 64 ELSE 128 END;
  own bytea := CASE WHEN length(key) > size THEN dbmigrate.crypto_hash(key, typ + 1) ELSE key END;
BEGIN
  own := own || decode(repeat('00', size - length(own)), 'hex');
  RETURN dbmigrate.crypto_hash(dbmigrate.raw_bits('xor', own, decode(repeat('5c', size), 'hex'))
    || dbmigrate.crypto_hash(dbmigrate.raw_bits('xor', own, decode(repeat('36', size), 'hex')) || value, typ + 1), typ + 1);
END
$$;
CREATE OR REPLACE FUNCTION dbmigrate.crypto_mac(value text, typ numeric, key bytea) RETURNS bytea
LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT dbmigrate.crypto_mac(convert_to(value, 'UTF8'), typ, key)
$$;
