-- `a - b` of Oracle where the types are not known when the text is converted: dates give days, a number moves a date.
CREATE OR REPLACE FUNCTION dbmigrate.minus(a timestamp, b timestamp) RETURNS numeric
LANGUAGE sql IMMUTABLE STRICT AS $$ SELECT extract(epoch FROM $1 - $2) / 86400 $$;
CREATE OR REPLACE FUNCTION dbmigrate.minus(a timestamp, b numeric) RETURNS timestamp
LANGUAGE sql IMMUTABLE STRICT AS $$ SELECT ($1 - $2 * interval '1 day')::timestamp(0) $$;
CREATE OR REPLACE FUNCTION dbmigrate.minus(a timestamp, b interval) RETURNS timestamp
LANGUAGE sql IMMUTABLE STRICT AS $$ SELECT $1 - $2 $$;
CREATE OR REPLACE FUNCTION dbmigrate.minus(a numeric, b numeric) RETURNS numeric
LANGUAGE sql IMMUTABLE STRICT AS $$ SELECT $1 - $2 $$;
CREATE OR REPLACE FUNCTION dbmigrate.minus(a double precision, b double precision) RETURNS double precision
LANGUAGE sql IMMUTABLE STRICT AS $$ SELECT $1 - $2 $$;
CREATE OR REPLACE FUNCTION dbmigrate.minus(a interval, b interval) RETURNS interval
LANGUAGE sql IMMUTABLE STRICT AS $$ SELECT $1 - $2 $$;
