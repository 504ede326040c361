-- REFRESH of Oracle's DBMS_MVIEW: each view of the list, looked for under its owner and on the search path.
CREATE OR REPLACE FUNCTION dbmigrate.refresh_views(list text) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY string_to_array(lower(list), ',') LOOP
    EXECUTE format('REFRESH MATERIALIZED VIEW %s',
      coalesce(to_regclass(trim(name))::text, regexp_replace(trim(name), '^.*\.', '')));
  END LOOP;
END
$$;
CREATE OR REPLACE FUNCTION dbmigrate.refresh_views(list text[]) RETURNS void
LANGUAGE sql AS $$
  SELECT dbmigrate.refresh_views(array_to_string(list, ','))
$$;
