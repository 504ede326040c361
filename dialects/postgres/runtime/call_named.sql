-- Runs the procedure of a name, as EXEC @name does: `given` as texts, `names` of the parameters that they are passed for
-- ('' by position). Gives the status and, behind it, what each of them holds then. Rows that it gives go into the table
-- `filled`, with their number at the end of the answer; without one they are not handed on.
CREATE OR REPLACE FUNCTION dbmigrate.call_named(name text, names text[], given text[], filled text DEFAULT NULL) RETURNS text[]
LANGUAGE plpgsql AS $$
DECLARE
  parts text[] := string_to_array(lower(translate(name, '[]" ', '')), '.');
  wanted text := parts[array_length(parts, 1)];
  called record;
  place integer;
  at integer := 0;
  passed text[] := '{}';
  outputs text;
  back text[] := ARRAY['0'] || given;
  answer record;
  cursors refcursor[] := '{}';
  counted integer := 0;
BEGIN
  SELECT p.oid, n.nspname, p.proname, p.prorettype, p.prosrc, p.pronargs, p.pronargdefaults, p.proargnames, p.proargmodes,
    coalesce(p.proallargtypes, p.proargtypes::oid[]) AS types, p.proretset, p.prokind IN ('p') AS is_procedure INTO called
  FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
  WHERE p.proname = wanted AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'dbmigrate')
  ORDER BY n.nspname = coalesce(nullif(nullif(parts[array_length(parts, 1) - 1], ''), 'dbo'), current_schema()) DESC, p.oid
  LIMIT 1;
  IF called.oid IS NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'undefined_function', MESSAGE = 'could not find stored procedure ' || coalesce(quote_literal(name), 'NULL');
  END IF;
  FOR k IN 1 .. coalesce(array_length(called.types, 1), 0) LOOP
    CONTINUE WHEN called.proargmodes[k] = 't';
    at := at + 1;
    place := NULL;
    FOR n IN 1 .. coalesce(array_length(given, 1), 0) LOOP
      IF lower(names[n]) = called.proargnames[k] OR (names[n] = '' AND n = at) THEN
        place := n;
      END IF;
    END LOOP;
    IF place IS NOT NULL THEN
      passed := passed || format('%I => %L::%s', called.proargnames[k], given[place], format_type(called.types[k], NULL));
    ELSIF at <= called.pronargs - called.pronargdefaults THEN
      IF called.proargmodes[k] IS DISTINCT FROM 'b' THEN
        RAISE EXCEPTION USING ERRCODE = 'undefined_function',
          MESSAGE = format('procedure %s expects parameter %s, which was not supplied', name, called.proargnames[k]);
      END IF;
      passed := passed || format('%I => NULL::%s', called.proargnames[k], format_type(called.types[k], NULL));
    END IF;
  END LOOP;
  IF (SELECT count(*) FROM unnest(names) AS n WHERE n <> '' AND NOT lower(n) = ANY (called.proargnames)) > 0
    OR coalesce(array_length(given, 1), 0) > called.pronargs THEN
    RAISE EXCEPTION USING ERRCODE = 'undefined_function', MESSAGE = format('procedure %s has too many arguments', name);
  END IF;
  IF NOT called.is_procedure THEN
    PERFORM set_config('dbmigrate.return_status', '0', false);
    outputs := format('FROM %I.%I(%s)', called.nspname, called.proname, array_to_string(passed, ', '));
    IF filled IS NULL THEN
      EXECUTE 'SELECT count(*) ' || outputs;
    ELSIF called.prorettype = 'refcursor'::regtype THEN
      EXECUTE format('SELECT ARRAY(SELECT * %s)', outputs) INTO cursors;
      counted := dbmigrate.fill(filled, cursors);
    ELSIF called.proretset THEN
      EXECUTE format('INSERT INTO %s SELECT * %s', filled, outputs);
      GET DIAGNOSTICS counted = ROW_COUNT;
    ELSE
      RAISE EXCEPTION USING ERRCODE = 'undefined_function', MESSAGE = format('%s is a function, no procedure', name);
    END IF;
    back[1] := current_setting('dbmigrate.return_status');
    RETURN CASE WHEN filled IS NULL THEN back ELSE back || counted::text END;
  END IF;
  IF NOT 'b' = ANY (coalesce(called.proargmodes, '{}')) THEN
    EXECUTE format('CALL %I.%I(%s)', called.nspname, called.proname, array_to_string(passed, ', '));
    RETURN CASE WHEN filled IS NULL THEN back ELSE back || '0'::text END;
  END IF;
  EXECUTE format('CALL %I.%I(%s)', called.nspname, called.proname, array_to_string(passed, ', ')) INTO answer;
  at := 0;
  FOR k IN 1 .. array_length(called.types, 1) LOOP
    at := at + 1;
    CONTINUE WHEN called.proargmodes[k] <> 'b';
    outputs := row_to_json(answer) ->> called.proargnames[k];
    IF called.proargnames[k] = 'return_status' THEN
      back[1] := outputs;
    ELSIF called.proargnames[k] = 'result_sets' AND filled IS NOT NULL THEN
      cursors := ARRAY(SELECT json_array_elements_text((row_to_json(answer) ->> 'result_sets')::json)::refcursor);
      counted := dbmigrate.fill(filled, cursors);
    END IF;
    FOR n IN 1 .. coalesce(array_length(given, 1), 0) LOOP
      IF lower(names[n]) = called.proargnames[k] OR (names[n] = '' AND n = at) THEN
        back[n + 1] := outputs;
      END IF;
    END LOOP;
  END LOOP;
  RETURN CASE WHEN filled IS NULL THEN back ELSE back || counted::text END;
END;
$$;
