-- The error that a CATCH block has in hand, for the procedures that it calls: SQLSTATE, text and routine, the latest in
-- front, in a setting of the session. What a block sets is undone with it where an error leaves it.
CREATE OR REPLACE FUNCTION dbmigrate.keep_error(state text, message text, routine text) RETURNS text
LANGUAGE sql AS $$
  SELECT set_config('dbmigrate.errors',
    (ARRAY[$1, $2, $3] || coalesce(nullif(current_setting('dbmigrate.errors', true), ''), '{}')::text[])::text, false)
$$;
CREATE OR REPLACE FUNCTION dbmigrate.leave_error() RETURNS text
LANGUAGE sql AS $$
  SELECT set_config('dbmigrate.errors', (kept.errors[4 : array_length(kept.errors, 1)])::text, false)
  FROM (SELECT current_setting('dbmigrate.errors')::text[] AS errors) AS kept
$$;
-- 1: SQLSTATE, 2: text, 3: routine; NULL where no CATCH block is at work.
CREATE OR REPLACE FUNCTION dbmigrate.kept_error(part integer) RETURNS text
LANGUAGE sql STABLE AS $$
  SELECT (nullif(current_setting('dbmigrate.errors', true), '')::text[])[$1]
$$;
-- The value, or NULL where no CATCH block is at work.
CREATE OR REPLACE FUNCTION dbmigrate.kept_error_as(value integer) RETURNS integer
LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN dbmigrate.kept_error(1) IS NOT NULL THEN $1 END
$$;
