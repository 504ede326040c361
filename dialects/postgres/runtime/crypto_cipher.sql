-- ENCRYPT and DECRYPT of Oracle's DBMS_CRYPTO by pgcrypto: AES and DES in the modes CBC and ECB, padded as PKCS #5 or not.
-- Without an IV the first block is all zeros, as in Oracle.
CREATE OR REPLACE FUNCTION dbmigrate.crypto_cipher(typ numeric) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT AS $$
DECLARE
  t integer := typ;
  cipher text := CASE t & 255 WHEN 1 THEN 'des' WHEN 2 THEN '3des' WHEN 3 THEN '3des' WHEN 4 THEN 'aes' WHEN 6 THEN 'aes'
    WHEN 7 THEN 'aes' WHEN 8 THEN 'aes' END;
  chain text := CASE t & 3840 WHEN 256 THEN 'cbc' WHEN 768 THEN 'ecb' END;
  pad text := CASE t & 61440 WHEN 4096 THEN 'pkcs' WHEN 8192 THEN 'none' END;
BEGIN
  IF cipher IS NULL OR chain IS NULL OR pad IS NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'feature_not_supported', MESSAGE = format('no cipher for %s of DBMS_CRYPTO', typ);
  END IF;
  RETURN format('%s-%s/pad:%s', cipher, chain, pad);
END
$$;
CREATE OR REPLACE FUNCTION dbmigrate.crypto_encrypt(value bytea, typ numeric, key bytea, iv bytea) RETURNS bytea
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  made bytea;
BEGIN
  EXECUTE 'SELECT encrypt_iv($1, $2, $3, $4)' INTO made
    USING value, key, coalesce(iv, decode(repeat('00', 16), 'hex')), dbmigrate.crypto_cipher(typ);
  RETURN made;
END
$$;
CREATE OR REPLACE FUNCTION dbmigrate.crypto_encrypt(value text, typ numeric, key bytea, iv bytea) RETURNS bytea
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  RETURN dbmigrate.crypto_encrypt(convert_to(value, 'UTF8'), typ, key, iv);
END
$$;
CREATE OR REPLACE FUNCTION dbmigrate.crypto_decrypt(value bytea, typ numeric, key bytea, iv bytea) RETURNS bytea
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  made bytea;
BEGIN
  EXECUTE 'SELECT decrypt_iv($1, $2, $3, $4)' INTO made
    USING value, key, coalesce(iv, decode(repeat('00', 16), 'hex')), dbmigrate.crypto_cipher(typ);
  RETURN made;
END
$$;
