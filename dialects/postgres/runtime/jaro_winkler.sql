-- JARO_WINKLER of Oracle's UTL_MATCH: common characters near each other, those out of order, and a bonus of 0.1 for each of
-- up to four first characters that are the same.
CREATE OR REPLACE FUNCTION dbmigrate.jaro_winkler(a text, b text) RETURNS double precision
LANGUAGE plpgsql IMMUTABLE STRICT AS $$
DECLARE
  near integer := greatest(greatest(length(a), length(b)) / 2 - 1, 0);
  used boolean[] := array_fill(false, ARRAY[greatest(length(b), 1)]);
  of_a text := '';
  of_b text := '';
  m double precision;
  jaro double precision;
  same integer := 0;
BEGIN
  FOR i IN 1 .. length(a) LOOP
    FOR j IN greatest(1, i - near) .. least(length(b), i + near) LOOP
      IF NOT used[j] AND substr(a, i, 1) = substr(b, j, 1) THEN
        used[j] := true;
        of_a := of_a || substr(a, i, 1);
        EXIT;
      END IF;
    END LOOP;
  END LOOP;
  m := length(of_a);
  IF m = 0 THEN
    RETURN 0;
  END IF;
  FOR j IN 1 .. length(b) LOOP
    IF used[j] THEN
      of_b := of_b || substr(b, j, 1);
    END IF;
  END LOOP;
  jaro := (SELECT (m / length(a) + m / length(b)
      + (m - count(*) FILTER (WHERE substr(of_a, i, 1) <> substr(of_b, i, 1)) / 2.0) / m) / 3
    FROM generate_series(1, length(of_a)) AS i);
  WHILE same < 4 AND same < least(length(a), length(b)) AND substr(a, same + 1, 1) = substr(b, same + 1, 1) LOOP
    same := same + 1;
  END LOOP;
  RETURN jaro + same * 0.1 * (1 - jaro);
END
$$;
