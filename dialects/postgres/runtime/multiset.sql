-- Oracle's operators on nested tables, as arrays: each occurrence counts, their order does not; NULLs are alike.
-- SQL Language Reference, "Multiset Operators", "Multiset Conditions".
CREATE OR REPLACE FUNCTION dbmigrate.multiset_set(list anycompatiblearray) RETURNS anycompatiblearray
LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT coalesce(array_agg(l.e ORDER BY l.n), '{}')
  FROM (SELECT u.e, min(u.n) AS n FROM unnest(list) WITH ORDINALITY AS u(e, n) GROUP BY u.e) AS l
$$;
CREATE OR REPLACE FUNCTION dbmigrate.multiset_except(list anycompatiblearray, other anycompatiblearray)
RETURNS anycompatiblearray LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT coalesce(array_agg(l.e ORDER BY l.n), '{}')
  FROM (
    SELECT u.e, u.n, row_number() OVER (PARTITION BY u.e ORDER BY u.n) AS k
    FROM unnest(list) WITH ORDINALITY AS u(e, n)
  ) AS l
  WHERE l.k > (SELECT count(*) FROM unnest(other) AS r(e) WHERE r.e IS NOT DISTINCT FROM l.e)
$$;
CREATE OR REPLACE FUNCTION dbmigrate.multiset_except_distinct(list anycompatiblearray, other anycompatiblearray)
RETURNS anycompatiblearray LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT coalesce(array_agg(l.e ORDER BY l.n), '{}')
  FROM (SELECT u.e, min(u.n) AS n FROM unnest(list) WITH ORDINALITY AS u(e, n) GROUP BY u.e) AS l
  WHERE NOT EXISTS (SELECT 1 FROM unnest(other) AS r(e) WHERE r.e IS NOT DISTINCT FROM l.e)
$$;
CREATE OR REPLACE FUNCTION dbmigrate.multiset_intersect(list anycompatiblearray, other anycompatiblearray)
RETURNS anycompatiblearray LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT coalesce(array_agg(l.e ORDER BY l.n), '{}')
  FROM (
    SELECT u.e, u.n, row_number() OVER (PARTITION BY u.e ORDER BY u.n) AS k
    FROM unnest(list) WITH ORDINALITY AS u(e, n)
  ) AS l
  WHERE l.k <= (SELECT count(*) FROM unnest(other) AS r(e) WHERE r.e IS NOT DISTINCT FROM l.e)
$$;
CREATE OR REPLACE FUNCTION dbmigrate.multiset_within(list anycompatiblearray, other anycompatiblearray)
RETURNS boolean LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT cardinality(dbmigrate.multiset_except(list, other)) = 0
$$;
CREATE OR REPLACE FUNCTION dbmigrate.multiset_equal(list anycompatiblearray, other anycompatiblearray)
RETURNS boolean LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT cardinality(list) = cardinality(other) AND cardinality(dbmigrate.multiset_except(list, other)) = 0
$$;
CREATE OR REPLACE FUNCTION dbmigrate.multiset_has(list anycompatiblearray, item anycompatible)
RETURNS boolean LANGUAGE sql IMMUTABLE STRICT AS $$ SELECT coalesce(item = ANY (list), false) $$;
CREATE OR REPLACE FUNCTION dbmigrate.multiset_is_set(list anycompatiblearray) RETURNS boolean
LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT cardinality(list) = (SELECT count(*) FROM (SELECT DISTINCT u.e FROM unnest(list) AS u(e)) AS l)
$$;
