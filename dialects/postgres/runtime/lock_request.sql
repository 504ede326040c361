-- REQUEST and RELEASE of Oracle's DBMS_LOCK as advisory locks: 0 done, 1 the time is over, 4 already held or not held.
CREATE OR REPLACE FUNCTION dbmigrate.lock_request(id text, mode numeric, timeout numeric, of_transaction boolean) RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
  key bigint := id::bigint;
  over timestamptz := clock_timestamp() + make_interval(secs => CASE WHEN timeout >= 32767 THEN 1e9 ELSE timeout END::double precision);
BEGIN
  IF mode = 1 THEN
    RETURN 0;
  END IF;
  IF EXISTS (SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid() AND granted AND pg_locks.mode LIKE 'Exclusive%'
    AND ((classid::bigint << 32) | objid::bigint) = key AND objsubid = 1) THEN
    RETURN 4;
  END IF;
  LOOP
    IF (CASE WHEN mode = 6 AND of_transaction THEN pg_try_advisory_xact_lock(key) WHEN mode = 6 THEN pg_try_advisory_lock(key)
      WHEN of_transaction THEN pg_try_advisory_xact_lock_shared(key) ELSE pg_try_advisory_lock_shared(key) END) THEN
      RETURN 0;
    ELSIF clock_timestamp() >= over THEN
      RETURN 1;
    END IF;
    PERFORM pg_sleep(0.05);
  END LOOP;
END
$$;
CREATE OR REPLACE FUNCTION dbmigrate.lock_request(id numeric, mode numeric, timeout numeric, of_transaction boolean) RETURNS integer
LANGUAGE sql AS $$
  SELECT dbmigrate.lock_request(id::text, mode, timeout, of_transaction)
$$;
CREATE OR REPLACE FUNCTION dbmigrate.lock_release(id text) RETURNS integer
LANGUAGE sql AS $$
  SELECT CASE WHEN n = 0 THEN 4 WHEN pg_advisory_unlock(id::bigint) OR pg_advisory_unlock_shared(id::bigint) THEN 0 ELSE 4 END
  FROM (SELECT count(*) AS n FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid() AND granted
    AND ((classid::bigint << 32) | objid::bigint) = id::bigint AND objsubid = 1) held
$$;
CREATE OR REPLACE FUNCTION dbmigrate.lock_release(id numeric) RETURNS integer
LANGUAGE sql AS $$
  SELECT dbmigrate.lock_release(id::text)
$$;
