-- TO_CHAR of Oracle for a number by models that the target's to_char reads otherwise: a dollar sign, hexadecimal digits,
-- no digit before the point.
CREATE OR REPLACE FUNCTION dbmigrate.number_text(value numeric, model text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT AS $$
DECLARE
  filled boolean := model !~* '^FM';
  rest text := regexp_replace(model, '^FM', '', 'i');
  sign text := CASE WHEN value < 0 THEN '-' ELSE '' END;
  made text;
BEGIN
  IF rest ~ '^0*[Xx]+$' THEN
    made := to_hex(round(value)::bigint);
    IF strpos(rest, 'x') = 0 THEN
      made := upper(made);
    END IF;
    IF value < 0 OR length(made) > length(rest) THEN
      RETURN repeat('#', length(rest) + 1);
    ELSIF rest ~ '^0' THEN
      made := lpad(made, length(rest), '0');
    END IF;
    RETURN CASE WHEN filled THEN lpad(made, length(rest) + 1) ELSE made END;
  END IF;
  IF left(rest, 1) = '$' THEN
    rest := substr(rest, 2);
    made := sign || '$' || ltrim(to_char(abs(value), CASE WHEN filled THEN '' ELSE 'FM' END || rest));
    RETURN CASE WHEN filled THEN lpad(made, length(rest) + 2) ELSE made END;
  END IF;
  IF abs(round(value, length(rest) - 1)) >= 1 THEN
    RETURN repeat('#', length(rest) + 1);
  END IF;
  made := sign || ltrim(to_char(abs(value), CASE WHEN filled THEN '9' ELSE 'FM9' END || rest));
  RETURN CASE WHEN filled THEN lpad(made, length(rest) + 1) ELSE made END;
END
$$;
