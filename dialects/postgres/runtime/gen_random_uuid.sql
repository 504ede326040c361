-- gen_random_uuid for servers that lack it: version 4, from the hash of the clock, the session and a random number.
CREATE OR REPLACE FUNCTION dbmigrate.gen_random_uuid() RETURNS uuid
LANGUAGE sql VOLATILE AS $$
  SELECT (substr(h, 1, 12) || '4' || substr(h, 14, 3) || substr('89ab', 1 + floor(random() * 4)::integer, 1) || substr(h, 18))::uuid
  FROM (SELECT md5(clock_timestamp()::text || pg_backend_pid()::text || random()::text || random()::text) AS h) AS made
$$;
